//! Which articles are good enough, and what becomes of the others.

use crate::failure::Failure;
use crate::output::Output;
use std::io;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use unspun::signals::{Preset, PresetError, Signals};
use unspun::{Article, Cleaned, batch, render};

/// How good articles have to be.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Quality")]
pub struct QualityArgs {
    /// In records, the numbers of Gopher, C4, FineWeb and RedPajama: "signals".
    #[arg(long)]
    pub signals: bool,

    /// Drop articles that score less, from 0 to 1: 0.8 leaves the good ones, 0.5 the usable ones, too.
    #[arg(long, value_name = "X", value_parser = score)]
    pub min_score: Option<f32>,

    /// Drop articles that fail published thresholds: gopher (gopher-quality and gopher-repetition), c4, fineweb.
    #[arg(long, value_name = "PRESET,…", value_delimiter = ',', value_parser = preset)]
    pub require: Vec<Preset>,

    /// Write what is dropped to this file: one record each, as it would have been, with its "reason". Without it the record's
    /// line stays in its place, with "dropped": the reason, and without text.
    #[arg(long, value_name = "FILE", conflicts_with = "resume")]
    pub dropped: Option<PathBuf>,
}

fn score(text: &str) -> Result<f32, String> {
    let score = text.parse::<f32>().ok().filter(|score| (0.0..=1.0).contains(score));
    score.ok_or_else(|| "a score is a number from 0 to 1".to_owned())
}

fn preset(name: &str) -> Result<Preset, PresetError> {
    Preset::named(name)
}

/// An article as it is to be written, and why it is dropped, if it is.
pub struct Made {
    pub text: String,
    pub reason: Option<String>,
}

/// Lets good articles pass.
pub struct Gate {
    args: QualityArgs,
    dropped: Option<Mutex<Output>>,
}

impl Gate {
    /// Opens the file of what is dropped.
    pub fn open(args: &QualityArgs) -> Result<Self, Failure> {
        let dropped = args.dropped.as_deref().map(Output::create).transpose()?.map(Mutex::new);
        Ok(Gate { args: args.clone(), dropped })
    }

    /// Why an article is dropped, if it is; `signals` are measured if they are asked for.
    fn reason(&self, article: &Article, signals: &mut Option<Signals>) -> Option<String> {
        let score = article.quality().score();
        if self.args.min_score.is_some_and(|least| score < least) {
            return Some(if article.body().is_empty() { "empty" } else { "low_score" }.to_owned());
        }
        let measured = || Signals::of(article.body());
        let mut failed =
            self.args.require.iter().filter_map(|preset| preset.check(signals.get_or_insert_with(measured)));
        failed.next().map(str::to_owned)
    }

    /// A cleaned record; `removed` as in [`batch::Fields::line`].
    pub fn record(&self, fields: &batch::Fields<'_>, cleaned: &Cleaned, removed: bool) -> Made {
        let mut signals = self.args.signals.then(|| Signals::of(cleaned.article.body()));
        let reason = self.reason(&cleaned.article, &mut signals);
        let signals = signals.filter(|_| self.args.signals);
        let signals = signals.map(|signals| ("signals", render::json::signals(&signals)));
        let text = match &reason {
            None => fields.line_with(cleaned, removed, signals),
            Some(reason) if self.dropped.is_some() => {
                fields.line_with(cleaned, removed, signals.into_iter().chain([("reason", reason.as_str().into())]))
            }
            Some(reason) => fields.dropped_line(cleaned, reason),
        };
        Made { text, reason }
    }

    /// An article in a format that is no record; if it is dropped into a file, its record.
    pub fn article(
        &self,
        fields: &batch::Fields<'_>,
        cleaned: &Cleaned,
        render: impl FnOnce(&Cleaned) -> String,
    ) -> Made {
        let made = self.reason(&cleaned.article, &mut None);
        match made {
            None => Made { text: render(cleaned), reason: None },
            Some(_) => self.record(fields, cleaned, false),
        }
    }

    /// Takes a dropped article's record: into the file, or back for its place among the records.
    pub fn drop(&self, text: String) -> io::Result<Option<String>> {
        let Some(dropped) = &self.dropped else { return Ok(Some(text)) };
        let mut dropped = dropped.lock().unwrap_or_else(PoisonError::into_inner);
        writeln!(dropped.writer(), "{text}").map(|()| None)
    }

    /// Gives the file its name.
    pub fn finish(self) -> Result<(), Failure> {
        let dropped = self.dropped.map(|dropped| dropped.into_inner().unwrap_or_else(PoisonError::into_inner));
        dropped.map_or(Ok(()), Output::finish)
    }
}
