//! The layout of ScrapingHub's article-extraction-benchmark: `ground-truth.json` beside `html/ID.html.gz`.

use super::read_json;
use crate::document::Input;
use crate::eval::case::{Case, Place};
use crate::eval::error::EvalError;
use crate::eval::expectations::Expectations;
use std::path::Path;

pub(super) fn read(folder: &Path) -> Result<Vec<Case>, EvalError> {
    let truth = read_json(&folder.join("ground-truth.json"))?;
    let mut cases = Vec::new();
    for (id, record) in truth.as_object().into_iter().flatten() {
        let html = folder.join("html").join(format!("{id}.html.gz"));
        if html.is_file() {
            let gold = record["articleBody"].as_str().unwrap_or_default();
            let kind = Expectations { page_kind: Some("article".to_owned()), ..Expectations::default() };
            let case = Case::at(id.as_str(), Place::File(html), Input::Html, gold).expecting(kind);
            cases.push(Case { url: record["url"].as_str().filter(|url| !url.is_empty()).map(str::to_owned), ..case });
        }
    }
    cases.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(cases)
}
