//! Runs filters in order, applies what they propose, keeps the trail.

use crate::document::Document;
use crate::edits::{Edits, Verdict};
use crate::error::{Error, Result};
use crate::filters::{Filter, Fragments, SpunSynonyms};

/// Filters in running order. Later ones override earlier ones.
///
/// ```
/// use unspun::{Cleaner, Pipeline, preset};
/// let pipeline: Pipeline = preset::standard().without("captions")?;
/// let cleaner = Cleaner::builder().pipeline(pipeline).build();
/// # Ok::<(), unspun::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Pipeline {
    pub(crate) filters: Vec<Box<dyn Filter>>,
}

impl Pipeline {
    /// No filter: everything is kept.
    pub fn new() -> Self {
        Pipeline::default()
    }

    /// Adds a filter at the end.
    pub fn then(mut self, filter: impl Filter + 'static) -> Self {
        self.filters.push(Box::new(filter));
        self
    }

    /// Takes the filter of that name out.
    ///
    /// # Errors
    /// [`Error::UnknownFilter`] if there is none.
    pub fn without(mut self, name: &str) -> Result<Self> {
        let at = self.position(name)?;
        self.filters.remove(at);
        Ok(self)
    }

    /// Puts a filter before the one of that name.
    ///
    /// # Errors
    /// [`Error::UnknownFilter`] if there is none.
    pub fn insert_before(mut self, name: &str, filter: impl Filter + 'static) -> Result<Self> {
        let at = self.position(name)?;
        self.filters.insert(at, Box::new(filter));
        Ok(self)
    }

    /// Puts a filter before the first one that flags what is kept, or at the end.
    pub(crate) fn before_flags(mut self, filter: impl Filter + 'static) -> Self {
        let flags = |name: &&str| [SpunSynonyms::NAME, Fragments::NAME].contains(name);
        let at = self.names().iter().position(flags).unwrap_or(self.filters.len());
        self.filters.insert(at, Box::new(filter));
        self
    }

    /// The filters' names in running order.
    pub fn names(&self) -> Vec<&'static str> {
        self.filters.iter().map(|filter| filter.name()).collect()
    }

    /// Runs every filter over the document; afterwards its trail tells who decided what.
    ///
    /// A filter whose drops would leave no word of a page that had some is passed over, unless it may
    /// [empty a page](Filter::may_empty): a phrase list must not be what loses an article.
    pub fn run(&self, doc: &mut Document) {
        self.run_while(doc, || true);
    }

    /// The same, as long as it is told to go on; tells whether it was until the end.
    pub(crate) fn run_while(&self, doc: &mut Document, go_on: impl Fn() -> bool) -> bool {
        for filter in &self.filters {
            if !go_on() {
                return false;
            }
            let mut edits = Edits::default();
            filter.apply(doc, &mut edits);
            if !edits.is_empty() && (filter.may_empty() || !would_empty(doc, &edits)) {
                doc.sign(filter.name(), edits);
            }
        }
        go_on()
    }

    fn position(&self, name: &str) -> Result<usize> {
        let unknown = || Error::UnknownFilter { name: name.to_owned(), known: self.names() };
        self.filters.iter().position(|filter| filter.name() == name).ok_or_else(unknown)
    }
}

/// Whether words are in the body now and none would be after these drops.
fn would_empty(doc: &Document, edits: &Edits) -> bool {
    let dropped = edits.dropped().filter(|&block| doc.trail().verdict(block) != Verdict::Drop);
    if dropped.count() == 0 {
        return false;
    }
    let mut stays: Vec<bool> = doc.blocks().map(|block| block.is_kept() && block.words() > 0).collect();
    if !stays.contains(&true) {
        return false;
    }
    for (block, verdict) in edits.verdicts() {
        if let Some(stay) = stays.get_mut(block) {
            *stay = verdict == Verdict::Keep;
        }
    }
    !stays.contains(&true)
}
