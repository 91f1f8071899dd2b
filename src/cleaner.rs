//! The front door.

use crate::article::Article;
use crate::chrome::ChromeList;
use crate::document::{Document, Input};
use crate::error::{Error, Result};
use crate::filters::KnownChrome;
use crate::page_kind::PageKind;
use crate::parse::{self, Limits, title};
use crate::pipeline::Pipeline;
use crate::unspin::unspin;
use crate::{preset, words};
use std::borrow::Cow;
use std::time::{Duration, Instant};

/// A page to be cleaned: its content and what is known about it.
///
/// ```
/// use unspun::{Cleaner, Page};
/// let page = Page::html("<h1>Tide tables</h1><p>High water is at noon today, and at one in the morning.</p>")
///     .url("https://example.org/2024/05/17/tides");
/// let article = Cleaner::new().clean(&page)?;
/// assert_eq!(article.metadata().date(), Some("2024-05-17"));
/// # Ok::<(), unspun::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page<'p> {
    content: Content<'p>,
    input: Option<Input>,
    url: Option<&'p str>,
    charset: Option<&'p str>,
    page_kind: Option<PageKind>,
}

#[derive(Debug, Clone)]
enum Content<'p> {
    Text(&'p str),
    Bytes(&'p [u8]),
}

impl<'p> Page<'p> {
    /// HTML.
    pub fn html(html: &'p str) -> Self {
        Page { content: Content::Text(html), input: Some(Input::Html), url: None, charset: None, page_kind: None }
    }

    /// Text that somebody already flattened.
    pub fn text(text: &'p str) -> Self {
        Page { content: Content::Text(text), input: Some(Input::Text), url: None, charset: None, page_kind: None }
    }

    /// Bytes as they came; character set and kind are found out unless given.
    pub fn bytes(bytes: &'p [u8]) -> Self {
        Page { content: Content::Bytes(bytes), input: None, url: None, charset: None, page_kind: None }
    }

    /// Its address: a source of the date, and the base of nothing else.
    pub fn url(self, url: &'p str) -> Self {
        Page { url: Some(url), ..self }
    }

    /// The character set of the HTTP header. A byte order mark overrides it, and so do bytes that do not fit it.
    pub fn charset(self, label: &'p str) -> Self {
        Page { charset: Some(label), ..self }
    }

    /// HTML or text, if that is known.
    pub fn kind(self, input: Input) -> Self {
        Page { input: Some(input), ..self }
    }

    /// What kind of page it is, if that is known; else it is judged.
    pub fn page_kind(self, kind: PageKind) -> Self {
        Page { page_kind: Some(kind), ..self }
    }

    pub(crate) fn len(&self) -> usize {
        match self.content {
            Content::Text(text) => text.len(),
            Content::Bytes(bytes) => bytes.len(),
        }
    }

    pub(crate) fn input(&self) -> Option<Input> {
        self.input
    }

    pub(crate) fn address(&self) -> Option<&'p str> {
        self.url
    }

    pub(crate) fn decode(&self) -> Result<Cow<'p, str>> {
        match self.content {
            Content::Text(text) => Ok(Cow::Borrowed(text)),
            Content::Bytes(bytes) => parse::decode(bytes, self.charset),
        }
    }
}

/// Turns pages into articles. Make one and use it for all pages, from any number of threads.
///
/// ```
/// use unspun::Cleaner;
/// let cleaner = Cleaner::new();
/// let article = cleaner.clean_text("LEAVE A REPLY\n\nThe ferry will run again from Monday, the port said.");
/// assert_eq!(article.body(), "The ferry will run again from Monday, the port said.");
/// ```
#[derive(Debug)]
pub struct Cleaner {
    pipeline: Pipeline,
    limits: Limits,
    page_kind: Option<PageKind>,
    chrome: ChromeList,
    unspin: bool,
}

impl Default for Cleaner {
    fn default() -> Self {
        Cleaner::new()
    }
}

impl Cleaner {
    /// The [standard](preset::standard) filters and limits.
    pub fn new() -> Self {
        Cleaner::builder().build()
    }

    /// To choose filters and limits.
    pub fn builder() -> CleanerBuilder {
        CleanerBuilder::default()
    }

    /// Cleans a page of any kind.
    ///
    /// # Errors
    /// [`TooLarge`](crate::Error::TooLarge) over the limit, [`Binary`](crate::Error::Binary) for bytes that are no text.
    /// A bad page is not an error: it gives an empty body and quality 0.
    pub fn clean(&self, page: &Page<'_>) -> Result<Article> {
        Ok(self.run(self.parse(page)?).article)
    }

    /// Cleans HTML.
    ///
    /// # Errors
    /// [`TooLarge`](crate::Error::TooLarge) over the limit.
    pub fn clean_html(&self, html: &str) -> Result<Article> {
        self.clean(&Page::html(html))
    }

    /// Cleans flattened text. Of a text over the limit of bytes only the beginning is read, and the article
    /// [says so](Article::is_truncated).
    pub fn clean_text(&self, text: &str) -> Article {
        let mut doc = self.known(parse::parse_text(text, self.limits));
        doc.said_kind = self.page_kind;
        self.run(doc).article
    }

    /// Cleans bytes: character set and kind (HTML or text) are found out.
    ///
    /// # Errors
    /// As [`clean`](Cleaner::clean).
    pub fn clean_bytes(&self, bytes: &[u8]) -> Result<Article> {
        self.clean(&Page::bytes(bytes))
    }

    /// Parses a page without running any filter.
    ///
    /// # Errors
    /// As [`clean`](Cleaner::clean).
    pub fn parse(&self, page: &Page<'_>) -> Result<Document> {
        let mut doc = self.known(parse::parse(page, self.limits)?);
        doc.said_kind = page.page_kind.or(self.page_kind);
        Ok(doc)
    }

    /// A line that is known to be furniture is no headline.
    fn known(&self, mut doc: Document) -> Document {
        if doc.title().is_some_and(|title| self.chrome.contains(title)) {
            let others = doc.blocks().filter(|block| !self.chrome.contains(block.text()));
            doc.title =
                title::Ranking::embedded().headline(others).map(|headline| words::fold_space(headline.block.text()));
        }
        doc
    }

    /// Cleans a page of any kind, and gives up when `limit` has passed; no limit is no hurry.
    ///
    /// The clock is looked at after parsing and before each filter. None of these steps is broken off, so a page may take
    /// longer than the limit by one step, which is linear in the size of the page; a filter of your own that never comes
    /// back is not ended.
    ///
    /// ```
    /// use std::time::Duration;
    /// use unspun::{Cleaner, Page};
    /// let page = Page::html("<p>The ferry will run again from Monday.</p>");
    /// let error = Cleaner::new().clean_within(&page, Some(Duration::ZERO)).unwrap_err();
    /// assert_eq!(error.kind(), "timeout");
    /// ```
    ///
    /// # Errors
    /// As [`clean`](Cleaner::clean), and [`Timeout`](crate::Error::Timeout).
    pub fn clean_within(&self, page: &Page<'_>, limit: Option<Duration>) -> Result<Cleaned> {
        let start = Instant::now();
        let mut doc = self.parse(page)?;
        let in_time = || limit.is_none_or(|limit| start.elapsed() < limit);
        if !self.pipeline.run_while(&mut doc, in_time) {
            return Err(Error::Timeout { limit: limit.unwrap_or_default() });
        }
        Ok(self.cleaned(doc))
    }

    /// What is longer is refused.
    #[cfg(feature = "batch")]
    pub(crate) fn max_bytes(&self) -> usize {
        self.limits.bytes()
    }

    /// Runs the filters over a document, and gives it back with its trail beside the article.
    pub fn run(&self, mut doc: Document) -> Cleaned {
        self.pipeline.run(&mut doc);
        self.cleaned(doc)
    }

    fn cleaned(&self, doc: Document) -> Cleaned {
        let mut article = Article::of(&doc);
        if self.unspin {
            unspin(&mut article);
        }
        Cleaned { article, document: doc }
    }
}

/// A cleaned page: the article, and the document that tells how it came about.
#[derive(Debug)]
pub struct Cleaned {
    /// What came out.
    pub article: Article,
    /// The page with every filter's decisions.
    pub document: Document,
}

/// Builds a [`Cleaner`].
#[derive(Debug, Default)]
#[must_use]
pub struct CleanerBuilder {
    pipeline: Option<Pipeline>,
    limits: Limits,
    page_kind: Option<PageKind>,
    chrome: ChromeList,
    unspin: bool,
}

impl CleanerBuilder {
    /// The filters to run; [`preset::standard`] if never said.
    pub fn pipeline(self, pipeline: Pipeline) -> Self {
        CleanerBuilder { pipeline: Some(pipeline), ..self }
    }

    /// What a page may ask of the machine.
    pub fn limits(self, limits: Limits) -> Self {
        CleanerBuilder { limits, ..self }
    }

    /// What kind of pages they all are; else it is judged page by page.
    ///
    /// ```
    /// use unspun::{Cleaner, PageKind};
    /// let cleaner = Cleaner::builder().page_kind(PageKind::Forum).build();
    /// let article = cleaner.clean_text("The ferry will run again from Monday, the port said.");
    /// assert_eq!(article.page_kind(), Some(PageKind::Forum));
    /// ```
    pub fn page_kind(self, kind: PageKind) -> Self {
        CleanerBuilder { page_kind: Some(kind), ..self }
    }

    /// Lines known to be page furniture, dropped whatever the other filters think of them, by
    /// [`known-chrome`](KnownChrome), before anything is flagged. Given twice, both lists count.
    pub fn chrome_list(self, list: ChromeList) -> Self {
        CleanerBuilder { chrome: self.chrome.merge(list), ..self }
    }

    /// Whether to write the suggestions into the body of an article that was judged spun, as an aid to reading; no if never
    /// said.
    ///
    /// Only flags of spun synonyms with a confidence of 0.8 and more are replaced; "a" and "an" before them are repaired, and
    /// code stays. [`Article::unspun`] counts the replacements. The flags' spans are those of the new body, and
    /// [`Flag::replaced`](crate::Flag::replaced) is what stood there: nothing is lost. Quality is that of the page.
    ///
    /// ```
    /// use unspun::Cleaner;
    /// let article = Cleaner::builder().unspin(true).build().clean_text("They waited in entrance of the house.");
    /// assert_eq!(article.unspun(), Some(0)); // too short to be judged spun, so it stays as it is
    /// ```
    pub fn unspin(self, unspin: bool) -> Self {
        CleanerBuilder { unspin, ..self }
    }

    /// The cleaner.
    pub fn build(self) -> Cleaner {
        let mut pipeline = self.pipeline.unwrap_or_else(preset::standard);
        if !self.chrome.is_empty() {
            pipeline = pipeline.before_flags(KnownChrome::new(self.chrome.clone()));
        }
        let CleanerBuilder { limits, page_kind, chrome, unspin, .. } = self;
        Cleaner { pipeline, limits, page_kind, chrome, unspin }
    }
}
