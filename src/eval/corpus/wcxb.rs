//! The layout of WCXB: `ground-truth/ID.json` beside `html/ID.html.gz`.

use super::{list, read_json, stem};
use crate::document::Input;
use crate::eval::case::{Case, Place};
use crate::eval::error::EvalError;
use crate::eval::expectations::{Expectations, MustGo};
use serde_json::Value;
use std::path::Path;

pub(super) fn read(folder: &Path) -> Result<Vec<Case>, EvalError> {
    let mut cases = Vec::new();
    for path in list(&folder.join("ground-truth"))? {
        let html = folder.join("html").join(format!("{}.html.gz", stem(&path)));
        if html.is_file() {
            let record = read_json(&path)?;
            if !record["ground_truth"].is_object() {
                return Err(EvalError::format(&path, 1, "no object \"ground_truth\"; fetch the corpus again"));
            }
            cases.push(case(stem(&path), Place::File(html), &record));
        }
    }
    Ok(cases)
}

fn case(id: String, place: Place, record: &Value) -> Case {
    let truth = &record["ground_truth"];
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let kind = &record["_internal"]["page_type"];
    let kind = kind["primary"].as_str().or(kind.as_str()).unwrap_or("article");
    let expectations = Expectations {
        title: text(&truth["title"]),
        page_kind: Some(if kind == "category" { "collection" } else { kind }.to_owned()),
        must_go: strings(&truth["without"]).map(|text| MustGo { text, filter: None }).collect(),
        must_stay: strings(&truth["with"]).collect(),
        ..Expectations::default()
    };
    let case = Case::at(id, place, Input::Html, truth["main_content"].as_str().unwrap_or_default());
    Case { url: text(&record["url"]), ..case }.expecting(expectations)
}

fn strings(value: &Value) -> impl Iterator<Item = String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
}
