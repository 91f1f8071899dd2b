//! What a case expects beside its body.

/// A snippet that must not be in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MustGo {
    pub(super) text: String,
    pub(super) filter: Option<String>,
}

impl MustGo {
    /// The snippet.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The filter of this crate that should be named for it.
    pub fn filter(&self) -> Option<&str> {
        self.filter.as_deref()
    }
}

/// A stretch of the body that must be flagged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedFlag {
    pub(super) kind: String,
    pub(super) quote: String,
    pub(super) original: Option<String>,
}

impl WantedFlag {
    /// `spun-synonym` or `fragment`.
    pub fn kind(&self) -> &str {
        &self.kind
    }

    /// What is flagged.
    pub fn quote(&self) -> &str {
        &self.quote
    }

    /// What stood there before it was spun.
    pub fn original(&self) -> Option<&str> {
        self.original.as_deref()
    }
}

/// What a case expects beside its body; everything may be unknown.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Expectations {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
    pub(super) language: Option<String>,
    pub(super) page_kind: Option<String>,
    pub(super) spun: Option<bool>,
    pub(super) score_min: Option<f64>,
    pub(super) score_max: Option<f64>,
    pub(super) must_go: Vec<MustGo>,
    pub(super) must_stay: Vec<String>,
    pub(super) flags: Vec<WantedFlag>,
    pub(super) gaps: Vec<String>,
}

impl Expectations {
    /// The headline.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// The first author.
    pub fn author(&self) -> Option<&str> {
        self.author.as_deref()
    }

    /// The day of publication, as in `2026-01-21`.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// Code of the body's language.
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// article, forum, product …
    pub fn page_kind(&self) -> Option<&str> {
        self.page_kind.as_deref()
    }

    /// Whether the body is spun text.
    pub fn spun(&self) -> Option<bool> {
        self.spun
    }

    /// Lowest and highest quality score that would be right.
    pub fn score_bounds(&self) -> (f64, f64) {
        (self.score_min.unwrap_or(0.0), self.score_max.unwrap_or(1.0))
    }

    /// Snippets that must not be in the body.
    pub fn must_go(&self) -> &[MustGo] {
        &self.must_go
    }

    /// Snippets that must be in the body.
    pub fn must_stay(&self) -> &[String] {
        &self.must_stay
    }

    /// What must be flagged: the surest, not all.
    pub fn flags(&self) -> &[WantedFlag] {
        &self.flags
    }

    /// What this crate is known to get wrong.
    pub fn gaps(&self) -> &[String] {
        &self.gaps
    }
}
