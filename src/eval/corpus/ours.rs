//! The layout of this project: a folder a case.

use super::sheet::{Row, Sheet};
use super::{read_text, stem};
use crate::document::Input;
use crate::eval::case::{Case, Place};
use crate::eval::error::EvalError;
use crate::eval::expectations::{Expectations, MustGo, WantedFlag};
use std::path::{Path, PathBuf};

pub(super) fn read(paths: &[PathBuf]) -> Result<Vec<Case>, EvalError> {
    paths.iter().filter(|path| path.is_dir()).map(|path| case(path)).collect()
}

fn case(folder: &Path) -> Result<Case, EvalError> {
    let html = folder.join("page.html");
    let (page, input) = if html.is_file() { (html, Input::Html) } else { (folder.join("page.txt"), Input::Text) };
    let gold = read_text(&folder.join("gold.txt"))?;
    let source = Sheet::read(&folder.join("source.toml"))?;
    let split = source.string("split")?.map(|name| {
        let line = source.line_of("split");
        name.parse().map_err(|message: String| EvalError::format(&folder.join("source.toml"), line, message))
    });
    let case = Case::at(stem(folder), Place::File(page), input, gold);
    Ok(Case {
        site: source.string("site")?.filter(|site| site != "none"),
        split: split.transpose()?,
        expectations: expectations(&Sheet::read(&folder.join("spans.toml"))?)?,
        ..case
    })
}

fn expectations(spans: &Sheet) -> Result<Expectations, EvalError> {
    let plain = |strings: Vec<(String, usize)>| strings.into_iter().map(|(text, _)| text).collect();
    Ok(Expectations {
        title: spans.string("title")?,
        author: spans.string("author")?,
        date: spans.string("date")?,
        language: spans.string("language")?,
        page_kind: spans.string("page_kind")?,
        spun: spans.bool("spun")?,
        score_min: spans.number("score_min")?,
        score_max: spans.number("score_max")?,
        must_go: must_go(spans)?,
        must_stay: plain(spans.strings("must_stay")?),
        flags: flags(spans)?,
        gaps: plain(spans.strings("gaps")?),
    })
}

fn must_go(spans: &Sheet) -> Result<Vec<MustGo>, EvalError> {
    let row =
        |row: Row<'_>| Ok(MustGo { text: row.string("text")?.unwrap_or_default(), filter: row.string("filter")? });
    spans.rows("must_go")?.into_iter().map(row).collect()
}

fn flags(spans: &Sheet) -> Result<Vec<WantedFlag>, EvalError> {
    let row = |row: Row<'_>| {
        Ok(WantedFlag {
            kind: row.string("kind")?.unwrap_or_default(),
            quote: row.string("quote")?.unwrap_or_default(),
            original: row.string("original")?,
        })
    };
    spans.rows("flags")?.into_iter().map(row).collect()
}
