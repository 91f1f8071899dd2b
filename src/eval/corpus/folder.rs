//! The plainest layout: `NAME.html` or `NAME.txt` beside `NAME.gold.txt`.

use super::{read_text, stem};
use crate::document::Input;
use crate::eval::case::{Case, Place};
use crate::eval::error::EvalError;
use std::path::PathBuf;

pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<Case>, EvalError> {
    let mut cases = Vec::new();
    for path in paths {
        let input = match path.extension().and_then(|ending| ending.to_str()) {
            Some("html" | "htm") => Input::Html,
            Some("txt") => Input::Text,
            _ => continue,
        };
        let gold = path.with_extension("gold.txt");
        if gold.is_file() {
            cases.push(Case::at(stem(path), Place::File(path.clone()), input, read_text(&gold)?));
        }
    }
    Ok(cases)
}
