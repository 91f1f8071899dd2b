//! One wording of a rule, choices included: how it is read and how it is held against the words of a block.

use super::error::Problem;
use super::index::ANY;
use super::words::{Hash, NUMBER, Word, word};

/// Blocks of up to this many words are short: only they can be chrome as a whole.
pub(super) const SHORT: usize = 48;

/// One element of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// This word; with `colon`, a colon must follow.
    Word { hash: Hash, colon: bool },
    /// `*`: one word or more.
    Any,
    /// Between two choices of a place.
    Or,
    /// After a place.
    End,
}

impl Step {
    fn is(&self, word: &Word) -> bool {
        match self {
            Self::Word { hash, colon } => *hash == word.hash && (!colon || word.after.colon),
            _ => true,
        }
    }

    /// What an index knows the step by.
    fn hash(&self) -> Hash {
        match self {
            Self::Word { hash, .. } => *hash,
            _ => ANY,
        }
    }
}

/// A wording such as `Share (this/) (post/page)`: places one after the other, in each of them one choice or several.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Pattern {
    steps: Vec<Step>,
}

impl Pattern {
    pub fn read(text: &str) -> Result<Self, Problem> {
        let mut reader = Reader { steps: Vec::with_capacity(text.len() / 4), ..Reader::default() };
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let length = reader.take(c, rest)?;
            rest = &rest[length..];
        }
        let pattern = reader.finish()?;
        pattern.check()?;
        Ok(pattern)
    }

    fn check(&self) -> Result<(), Problem> {
        if self.places().all(is_optional) {
            return Err(Problem::NoWords);
        }
        if self.is_open_in_front() && is_open(self.inner().iter().rev()) {
            return Err(Problem::NoAnchor);
        }
        let longest: usize = self.places().map(|place| choices(place).map(<[Step]>::len).max().unwrap_or(0)).sum();
        if longest > SHORT { Err(Problem::TooLong(SHORT)) } else { Ok(()) }
    }

    fn places(&self) -> impl DoubleEndedIterator<Item = &[Step]> + Clone {
        self.inner().split(|step| *step == Step::End)
    }

    /// The steps without the last end.
    fn inner(&self) -> &[Step] {
        self.steps.split_last().map_or(&[], |(_, steps)| steps)
    }

    /// Whether there is a `*` in it.
    pub fn is_wild(&self) -> bool {
        self.steps.contains(&Step::Any)
    }

    /// Whether it may begin with any word.
    pub fn is_open_in_front(&self) -> bool {
        is_open(self.inner().iter())
    }

    /// How it may begin: the first word and the second, with `end` for the second if there is none.
    pub fn front_pairs(&self, end: Hash, take: impl FnMut((Hash, Hash))) {
        pairs(self.places(), first, end, take);
    }

    /// How it may end: the last word and the one before it, with `end` for that if there is none.
    pub fn back_pairs(&self, end: Hash, take: impl FnMut((Hash, Hash))) {
        pairs(self.places().rev(), last, end, take);
    }

    /// The numbers of words with which it covers the beginning of `words`.
    pub fn lengths(&self, words: &[Word]) -> Lengths {
        let (mut before, mut here, mut after) = (Lengths(1), Lengths(1), Lengths(0));
        for step in &self.steps {
            match step {
                Step::Or => (here, after) = (before, after.or(here)),
                Step::End => {
                    before = after.or(here);
                    (here, after) = (before, Lengths(0));
                    if before.is_empty() {
                        break;
                    }
                }
                step => here = here.step(step, words),
            }
        }
        before
    }
}

/// Reads a wording step by step.
#[derive(Default)]
struct Reader {
    steps: Vec<Step>,
    /// Where the place that is being read begins.
    place: usize,
    /// Whether it is in brackets.
    in_choice: bool,
}

impl Reader {
    /// Takes what `rest` begins with and returns its length.
    fn take(&mut self, c: char, rest: &str) -> Result<usize, Problem> {
        match c {
            ' ' => {}
            '*' => self.steps.push(Step::Any),
            '#' => self.steps.push(Step::Word { hash: NUMBER, colon: false }),
            '/' if self.in_choice => self.steps.push(Step::Or),
            '(' | ')' => self.bracket(c == '(')?,
            ':' | '：' => self.demand_colon(),
            _ => {
                if let Some((length, hash, _)) = word(rest) {
                    self.steps.push(Step::Word { hash, colon: false });
                    return Ok(length);
                }
            }
        }
        Ok(c.len_utf8())
    }

    fn bracket(&mut self, opens: bool) -> Result<(), Problem> {
        if opens == self.in_choice {
            return Err(Problem::BadChoice);
        }
        self.end_place();
        self.in_choice = opens;
        Ok(())
    }

    /// The words that come last so far must have a colon after them.
    fn demand_colon(&mut self) {
        let after_place = self.place == self.steps.len();
        let mut last = true;
        for step in self.steps.iter_mut().rev().skip(usize::from(after_place)) {
            match step {
                Step::Word { colon, .. } => *colon |= last,
                Step::Or if after_place => {}
                Step::Or | Step::End => return,
                Step::Any => {}
            }
            last = *step == Step::Or;
        }
    }

    fn end_place(&mut self) {
        if self.steps[self.place..].iter().all(|step| *step == Step::Or) {
            self.steps.truncate(self.place);
        } else {
            self.steps.push(Step::End);
        }
        self.place = self.steps.len();
    }

    fn finish(mut self) -> Result<Pattern, Problem> {
        self.end_place();
        if self.in_choice { Err(Problem::BadChoice) } else { Ok(Pattern { steps: self.steps }) }
    }
}

fn choices(place: &[Step]) -> impl Iterator<Item = &[Step]> {
    place.split(|step| *step == Step::Or)
}

fn is_optional(place: &[Step]) -> bool {
    choices(place).any(<[Step]>::is_empty)
}

/// A step of a choice, counted from its beginning.
fn first(choice: &[Step], index: usize) -> Option<&Step> {
    choice.get(index)
}

/// A step of a choice, counted from its end.
fn last(choice: &[Step], index: usize) -> Option<&Step> {
    choice.iter().rev().nth(index)
}

/// Gets a step of a choice by its number.
type Nth = fn(&[Step], usize) -> Option<&Step>;

/// Whether the first word of these steps, read from either side, may be any.
fn is_open<'p>(steps: impl Iterator<Item = &'p Step>) -> bool {
    let (mut outermost, mut optional) = (true, false);
    for step in steps {
        match step {
            Step::Any if outermost => return true,
            Step::End if !optional && !outermost => return false,
            Step::End => (outermost, optional) = (true, false),
            Step::Or => (outermost, optional) = (true, optional || outermost),
            _ => outermost = false,
        }
    }
    false
}

/// Hands over all pairs of outer words; the outermost must not be open.
fn pairs<'p>(
    mut places: impl Iterator<Item = &'p [Step]> + Clone,
    nth: Nth,
    end: Hash,
    mut take: impl FnMut((Hash, Hash)),
) {
    while let Some(place) = places.next() {
        for choice in choices(place) {
            match (nth(choice, 0), nth(choice, 1)) {
                (Some(outer), Some(inner)) => take((outer.hash(), inner.hash())),
                (Some(outer), None) => seconds(places.clone(), nth, end, |inner| take((outer.hash(), inner))),
                _ => {}
            }
        }
        if !is_optional(place) {
            return;
        }
    }
}

/// Hands over what may come next, or `end` if that may be nothing.
fn seconds<'p>(places: impl Iterator<Item = &'p [Step]>, nth: Nth, end: Hash, mut take: impl FnMut(Hash)) {
    for place in places {
        choices(place).filter_map(|choice| nth(choice, 0)).for_each(|step| take(step.hash()));
        if !is_optional(place) {
            return;
        }
    }
    take(end);
}

/// A set of numbers of words, each up to 127.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Lengths(u128);

impl Lengths {
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn has(self, length: usize) -> bool {
        length < 128 && self.0 & (1 << length) != 0
    }

    /// From the greatest to the least.
    pub fn descending(self) -> impl Iterator<Item = usize> {
        (0..128).rev().filter(move |&length| self.has(length))
    }

    fn step(self, step: &Step, words: &[Word]) -> Self {
        let mut left = self.0;
        let mut reached = 0;
        while left != 0 {
            let from = left.trailing_zeros() as usize;
            left &= left - 1;
            match words.get(from) {
                // From the first place on, every further word may belong to the `*`.
                Some(_) if *step == Step::Any => return Self(up_to(words.len()) & !up_to(from)),
                Some(word) if step.is(word) => reached |= 1 << (from + 1),
                _ => {}
            }
        }
        Self(reached)
    }
}

/// The lengths from 0 to `length`, as bits.
fn up_to(length: usize) -> u128 {
    u128::MAX >> (127 - length.min(127))
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;
    use super::*;

    fn covered(pattern: &str, text: &str) -> bool {
        let words: Vec<Word> = Words::new(text).collect();
        Pattern::read(pattern).expect(pattern).lengths(&words).has(words.len())
    }

    #[test]
    fn a_star_is_one_word_or_more() {
        assert!(covered("The post * appeared first on *", "The post A b c appeared first on D e."));
        assert!(covered("a * c * d", "a b c c b d"));
        assert!(!covered("More from *", "More from"));
        assert!(!covered("a * c * d", "a b c d"));
        assert!(!covered("a * d", "a b d e"));
    }

    #[test]
    fn a_number_sign_is_any_number() {
        assert!(covered("# comments", "1,204 Comments"));
        assert!(covered("# comments", "(3) comments"));
        assert!(!covered("# comments", "Many comments"));
    }

    #[test]
    fn a_choice_is_one_of_its_texts() {
        let pattern = "Share (this/) (blog post/page/)";
        for text in ["Share", "Share this", "share page", "Share this blog post"] {
            assert!(covered(pattern, text), "{text}");
        }
        for text in ["Share that", "Share this blog", "this page", "Share page this"] {
            assert!(!covered(pattern, text), "{text}");
        }
    }

    #[test]
    fn a_colon_counts_where_it_is_written() {
        assert!(covered("(Tags/Filed under): *", "Filed under: rivers"));
        assert!(!covered("(Tags/Filed under): *", "Filed under rivers"));
    }

    #[test]
    fn the_pairs_are_all_ways_to_begin_and_end() {
        let [a, b, c, d] = ["a", "b", "c", "d"].map(|text| Words::new(text).next().expect("a word").hash);
        let front = |text| {
            let mut found = Vec::new();
            Pattern::read(text).expect(text).front_pairs(0, |pair| found.push(pair));
            found
        };
        assert_eq!(front("(a/) b (c d/)"), [(a, b), (b, c), (b, 0)]);
        assert_eq!(front("a *"), [(a, ANY)]);
        let mut back = Vec::new();
        Pattern::read("(a/) b (c d/)").expect("a pattern").back_pairs(0, |pair| back.push(pair));
        assert_eq!(back, [(d, c), (b, a), (b, 0)]);
    }

    #[test]
    fn what_cannot_be_a_wording_is_refused() {
        assert_eq!(Pattern::read("→"), Err(Problem::NoWords));
        assert_eq!(Pattern::read("(this/)"), Err(Problem::NoWords));
        assert_eq!(Pattern::read("* and *"), Err(Problem::NoAnchor));
        assert_eq!(Pattern::read("Share (this"), Err(Problem::BadChoice));
        assert_eq!(Pattern::read("Share this)"), Err(Problem::BadChoice));
        assert_eq!(Pattern::read(&"word ".repeat(SHORT + 1)), Err(Problem::TooLong(SHORT)));
    }
}
