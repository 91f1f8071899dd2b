//! The layout of WCXB: `ground-truth/ID.json` beside `html/ID.html.gz`.

use super::{list, read_json, stem};
use crate::document::Input;
use crate::eval::case::{Case, Place};
use crate::eval::error::EvalError;
use crate::eval::expectations::{Expectations, MustGo};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A page, and what its gold record says of it.
pub(crate) struct Record {
    pub id: String,
    pub html: PathBuf,
    value: Value,
}

impl Record {
    pub fn url(&self) -> &str {
        self.value["url"].as_str().unwrap_or_default()
    }

    pub fn title(&self) -> &str {
        self.value["ground_truth"]["title"].as_str().unwrap_or_default()
    }

    pub fn text(&self) -> &str {
        self.value["ground_truth"]["main_content"].as_str().unwrap_or_default()
    }

    /// article, forum, product …, as the record writes it.
    pub fn kind(&self) -> &str {
        let kind = &self.value["_internal"]["page_type"];
        kind["primary"].as_str().or(kind.as_str()).unwrap_or("article")
    }
}

/// The records of a folder whose pages are there, by id.
pub(crate) fn records(folder: &Path) -> Result<Vec<Record>, EvalError> {
    let mut records = Vec::new();
    for path in list(&folder.join("ground-truth"))? {
        let id = stem(&path);
        let html = folder.join("html").join(format!("{id}.html.gz"));
        if html.is_file() {
            let value = read_json(&path)?;
            if !value["ground_truth"].is_object() {
                return Err(EvalError::format(&path, 1, "no object \"ground_truth\"; fetch the corpus again"));
            }
            records.push(Record { id, html, value });
        }
    }
    Ok(records)
}

pub(super) fn read(folder: &Path) -> Result<Vec<Case>, EvalError> {
    records(folder).map(|records| records.into_iter().map(case).collect())
}

fn case(record: Record) -> Case {
    let truth = &record.value["ground_truth"];
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let kind = if record.kind() == "category" { "collection" } else { record.kind() };
    let expectations = Expectations {
        title: text(record.title()),
        page_kind: Some(kind.to_owned()),
        must_go: strings(&truth["without"]).map(|text| MustGo { text, filter: None }).collect(),
        must_stay: strings(&truth["with"]).collect(),
        ..Expectations::default()
    };
    let url = text(record.url());
    let gold = record.text().to_owned();
    Case { url, ..Case::at(record.id, Place::File(record.html), Input::Html, gold) }.expecting(expectations)
}

fn strings(value: &Value) -> impl Iterator<Item = String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned)
}
