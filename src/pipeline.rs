//! Runs filters in order, applies what they propose, keeps the trail.

use crate::document::Document;
use crate::edits::{Edits, Verdict};
use crate::error::{Error, Result};
use crate::filters::{Filter, Fragments, SpunSynonyms};
use crate::second_reading;

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
    settles: bool,
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

    /// Has the filters (those that flag, and what comes after them, aside) read what they leave of a text again until they
    /// leave all of it (ten times at most, and not a body of over 1 MiB), so that to clean twice is to clean once. What goes
    /// then is signed by the filter that had it go.
    ///
    /// The presets are settled.
    ///
    /// ```
    /// use unspun::{Cleaner, Pipeline};
    /// // The end of the last line is known for a line of its own only after the first line was parted.
    /// let text = "The harbour is closed.All ferries now wait.\n\nTimetable of springAll ferries now wait.";
    /// let body = |pipeline| Cleaner::builder().pipeline(pipeline).build().clean_text(text).into_body();
    /// assert!(body(Pipeline::new()).ends_with("Timetable of springAll ferries now wait."));
    /// assert!(body(Pipeline::new().settled()).ends_with("Timetable of spring\n\nAll ferries now wait."));
    /// ```
    pub fn settled(self) -> Self {
        Pipeline { settles: true, ..self }
    }

    /// Undoes [`settled`](Pipeline::settled): a text is read once, which takes three quarters of the time, and a second cleaning
    /// changes one in fifty.
    ///
    /// ```
    /// use unspun::{Cleaner, preset};
    /// let text = "The harbour is closed.All ferries now wait.\n\nTimetable of springAll ferries now wait.";
    /// let body = |pipeline| Cleaner::builder().pipeline(pipeline).build().clean_text(text).into_body();
    /// assert_ne!(body(preset::standard().read_once()), body(preset::standard()));
    /// ```
    pub fn read_once(self) -> Self {
        Pipeline { settles: false, ..self }
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
        self.filters.insert(self.first_flag(), Box::new(filter));
        self
    }

    /// The place of the first filter that flags what is kept.
    fn first_flag(&self) -> usize {
        let flags = |name: &&str| [SpunSynonyms::NAME, Fragments::NAME].contains(name);
        self.names().iter().position(flags).unwrap_or(self.filters.len())
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
        let (clean, flag) = self.filters.split_at(self.first_flag());
        run(clean, doc, &go_on)
            && (!self.settles || second_reading::settle(doc, |doc| run(clean, doc, &go_on)))
            && run(flag, doc, &go_on)
            && go_on()
    }

    fn position(&self, name: &str) -> Result<usize> {
        let unknown = || Error::UnknownFilter { name: name.to_owned(), known: self.names() };
        self.filters.iter().position(|filter| filter.name() == name).ok_or_else(unknown)
    }
}

/// Runs filters, as long as it may go on.
fn run(filters: &[Box<dyn Filter>], doc: &mut Document, go_on: impl Fn() -> bool) -> bool {
    for filter in filters {
        if !go_on() {
            return false;
        }
        let mut edits = Edits::default();
        filter.apply(doc, &mut edits);
        if !edits.is_empty() && (filter.may_empty() || !would_empty(doc, &edits)) {
            doc.sign(filter.name(), edits);
        }
    }
    true
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
