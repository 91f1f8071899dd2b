//! Which words are the page's headline.

use crate::consent::{self, asks_consent};
use crate::document::{Block, BlockKind, Document};
use crate::parse::credit;
use crate::parse::dateline::is_dateline;
use crate::parse::metadata;
use crate::parse::path::last_step;
use crate::prose::{is_long_prose, is_prose};
use crate::words;

/// A headline stands among the last blocks before the first paragraph.
const HEAD_BLOCKS: usize = 16;
/// A full stop inside these ends a sentence all the same.
const CLOSING: [char; 7] = ['"', '”', '“', '’', '»', ')', '」'];
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;

/// Of HTML: what the head says, else the first `h1`.
pub(super) fn of_html(doc: &Document) -> Option<String> {
    let first = || doc.blocks().find(|block| block.kind() == BlockKind::Heading && block.level() == 1);
    doc.metadata().title().or_else(|| first().map(|block| block.text())).map(str::to_owned)
}

/// Of text: the line before the first paragraph that stands twice there, else the one most like a headline.
pub(super) fn of_text(doc: &Document) -> Option<String> {
    let head = head(doc.blocks())?;
    let title = headline(&head).map(|(block, _)| words::fold_space(block.text()));
    title.or_else(|| head[..head.len() - 1].iter().find_map(|block| end_of_path(block.text())))
}

/// The headline of some blocks of a text, and whether it stands there twice.
pub(crate) fn headline_of<'d>(blocks: impl Iterator<Item = Block<'d>>) -> Option<(Block<'d>, bool)> {
    headline(&head(blocks)?)
}

/// The blocks before the first paragraph, if there are any.
fn head<'d>(blocks: impl Iterator<Item = Block<'d>>) -> Option<Vec<Block<'d>>> {
    let (mut head, mut asked) = (Vec::new(), false);
    for block in blocks {
        let asks = asks_consent(block.text());
        let notice = asks || asked && consent::goes_on(block.text());
        asked |= asks;
        if is_prose(&block) && block.phrase().is_none() && !notice {
            head.drain(..head.len().saturating_sub(HEAD_BLOCKS));
            // The paragraph tells what the last of them stands over.
            head.push(block);
            return (head.len() > 1).then_some(head);
        }
        head.push(block);
    }
    None
}

fn headline<'d>(head: &[Block<'d>]) -> Option<(Block<'d>, bool)> {
    let lines = &head[..head.len() - 1];
    let fits = |at: &usize| could_be_title(&lines[*at]) && !goes_on(&lines[*at], &head[at + 1]);
    let candidates: Vec<usize> = (0..lines.len()).filter(fits).collect();
    let wording = |block: &Block<'_>| words::fold_space(block.text()).to_ascii_lowercase();
    let wordings: Vec<String> = lines.iter().map(wording).collect();
    let twice = candidates.iter().copied().find(|at| wordings[at + 1..].contains(&wordings[*at]));
    // The first of the best: decks and captions come after.
    let best = || candidates.iter().copied().rev().max_by_key(|at| likeness(&lines[*at], &head[at + 1..]));
    let found = twice.or_else(best)?;
    Some((lines[found], twice.is_some()))
}

/// What a breadcrumb leads to, where it runs into the headline.
fn end_of_path(text: &str) -> Option<String> {
    let last = last_step(text)?;
    // "Body text": Chinese portals end their paths so.
    let last = last.trim_start_matches("正文").trim();
    TITLE_WORDS.contains(&words::count(last)).then(|| words::fold_space(last))
}

/// Headlines have some ten words, and a byline, a date or the article under them.
fn likeness(block: &Block<'_>, under: &[Block<'_>]) -> usize {
    let headed = under
        .iter()
        .take(2)
        .any(|next| is_long_prose(next) || is_dateline(next.text()) || metadata::is_byline(next.text()));
    let words = if block.text().chars().any(words::is_ideograph) { block.words() / 2 } else { block.words() };
    words.min(10) + if headed { 5 } else { 0 }
}

/// Whether a line is the first piece of a sentence that the next one ends.
fn goes_on(line: &Block<'_>, next: &Block<'_>) -> bool {
    line.text().ends_with([',', ';'])
        || next.text().starts_with(char::is_lowercase) && is_prose(next) && !metadata::is_byline(next.text())
}

fn could_be_title(block: &Block<'_>) -> bool {
    let text = block.text();
    TITLE_WORDS.contains(&block.words())
        && block.kind() != BlockKind::ListItem
        && !text.trim_end_matches(CLOSING).ends_with(['.', '。', '।', '؟'])
        && !text.contains("://")
        && !text.contains('。')
        && last_step(text).is_none()
        && text.matches(['|', '·', '•']).count() < 2
        && block.phrase().is_none()
        && !metadata::is_byline(text)
        && credit::start(text).is_none()
        && !is_dateline(text)
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    #[test]
    fn the_first_line_of_a_wrapped_sentence_is_no_title() {
        let text = "Penhallow Stone has bought its smaller rival Tregarth Aggregates for\n\ntwelve million pounds in cash, and \
            now is the largest quarry operator in the south-west of the country.";
        let article = Cleaner::new().clean_text(text);
        assert_eq!((article.title(), article.body()), (None, text));
    }
}
