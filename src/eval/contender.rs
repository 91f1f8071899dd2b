//! Who cleans: anything that turns a page into an answer.

use super::flatten::{Flattening, flatten};
use crate::document::Input;
use std::borrow::Cow;
use std::time::Duration;

/// A page as a contender sees it.
#[derive(Debug, Clone, Copy)]
pub struct PageView<'p> {
    id: &'p str,
    content: &'p str,
    input: Input,
    url: Option<&'p str>,
}

impl<'p> PageView<'p> {
    /// A page; `content` is HTML or text, as `input` says.
    pub fn new(id: &'p str, content: &'p str, input: Input, url: Option<&'p str>) -> Self {
        PageView { id, content, input, url }
    }

    /// The name of the case.
    pub fn id(&self) -> &'p str {
        self.id
    }

    /// HTML or text.
    pub fn content(&self) -> &'p str {
        self.content
    }

    /// Which of them.
    pub fn input(&self) -> Input {
        self.input
    }

    /// The address of the page.
    pub fn url(&self) -> Option<&'p str> {
        self.url
    }

    /// The page as flat text: of HTML, each block element on its line.
    pub fn text(&self) -> Cow<'p, str> {
        match self.input {
            Input::Text => Cow::Borrowed(self.content),
            Input::Html => Cow::Owned(flatten(self.content, Flattening::Block)),
        }
    }
}

/// What a contender makes of a page. Only the text is asked for; what is not said is not measured.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    pub(super) text: String,
    pub(super) title: Option<String>,
    pub(super) score: Option<f64>,
    pub(super) spun: Option<bool>,
    pub(super) flags: Vec<AnswerFlag>,
}

impl Answer {
    /// A body, and nothing else.
    pub fn new(text: impl Into<String>) -> Self {
        Answer { text: text.into(), ..Answer::default() }
    }

    /// The same with a headline.
    pub fn title(self, title: impl Into<String>) -> Self {
        Answer { title: Some(title.into()), ..self }
    }

    /// The same with an expected quality, 0 to 1.
    pub fn score(self, score: f64) -> Self {
        Answer { score: Some(score), ..self }
    }

    /// The same with a judgement whether the text is spun.
    pub fn spun(self, spun: bool) -> Self {
        Answer { spun: Some(spun), ..self }
    }

    /// The same with flags.
    pub fn flags(self, flags: Vec<AnswerFlag>) -> Self {
        Answer { flags, ..self }
    }

    /// The body.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A stretch of the answer's text that the contender flags.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerFlag {
    pub(super) quote: String,
    pub(super) kind: String,
    pub(super) confidence: f64,
}

impl AnswerFlag {
    /// A flag of a kind (`spun-synonym`, `fragment`), with the words it stands on and how sure it is, 0 to 1.
    pub fn new(kind: impl Into<String>, quote: impl Into<String>, confidence: f64) -> Self {
        AnswerFlag { quote: quote.into(), kind: kind.into(), confidence }
    }
}

/// Anything that cleans pages.
pub trait Contender {
    /// Its name in tables.
    fn name(&self) -> &str;

    /// Cleans one page.
    ///
    /// # Errors
    /// Why there is no answer. The page is scored as if it had been answered by an empty text.
    fn clean(&mut self, page: &PageView<'_>) -> Result<Answer, String>;

    /// The most memory that it has held so far, in bytes, where that is known.
    fn peak_memory(&self) -> Option<u64> {
        None
    }

    /// How long it has been on a processor so far, where that is known: the busy machine around it does not count.
    fn processor_time(&self) -> Option<Duration> {
        None
    }
}

/// A contender made of a closure.
///
/// ```
/// use unspun::eval::{Answer, from_fn};
/// let first_line = from_fn("first-line", |page| Ok(Answer::new(page.text().lines().next().unwrap_or_default())));
/// assert_eq!(first_line.name(), "first-line");
/// ```
pub fn from_fn<'c>(
    name: impl Into<String>,
    clean: impl FnMut(&PageView<'_>) -> Result<Answer, String> + 'c,
) -> Box<dyn Contender + 'c> {
    Box::new(FromFn { name: name.into(), clean })
}

struct FromFn<F> {
    name: String,
    clean: F,
}

impl<F: FnMut(&PageView<'_>) -> Result<Answer, String>> Contender for FromFn<F> {
    fn name(&self) -> &str {
        &self.name
    }

    fn clean(&mut self, page: &PageView<'_>) -> Result<Answer, String> {
        (self.clean)(page)
    }
}
