//! Which words are the page's headline.

use crate::document::{Block, BlockKind, Document};
use crate::words;

/// A headline stands among the first blocks of a text.
const HEAD_BLOCKS: usize = 12;
const TITLE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;

/// Of HTML: what the head says, else the first `h1`.
pub(super) fn of_html(doc: &Document) -> Option<String> {
    let first = || doc.blocks().find(|block| block.kind() == BlockKind::Heading && block.level() == 1);
    doc.metadata().title().or_else(|| first().map(|block| block.text())).map(str::to_owned)
}

/// Of text: the first line that could be one, best if it stands twice near the start.
pub(super) fn of_text(doc: &Document) -> Option<String> {
    let head: Vec<Block<'_>> = doc.blocks().take(HEAD_BLOCKS).collect();
    let prose = head.iter().position(|block| is_prose(block)).filter(|_| head.len() > 1)?;
    let candidates = || head[..prose].iter().filter(|block| could_be_title(block));
    let twice = candidates().find(|block| head.iter().any(|other| other.index() > block.index() && same(block, other)));
    let longest = || candidates().rev().max_by_key(|block| block.words());
    twice.or_else(longest).map(|block| words::fold_space(block.text()))
}

fn is_prose(block: &Block<'_>) -> bool {
    block.words() > *TITLE_WORDS.end() || (block.words() > 12 && ends_sentence(block.text()))
}

fn could_be_title(block: &Block<'_>) -> bool {
    TITLE_WORDS.contains(&block.words())
        && !ends_sentence(block.text())
        && block.phrase().is_none()
        && !crate::filters::is_dateline(block.text())
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '»', ')']).ends_with(['.', '。', '।', '؟'])
}

fn same(one: &Block<'_>, other: &Block<'_>) -> bool {
    words::fold_space(one.text()).eq_ignore_ascii_case(&words::fold_space(other.text()))
}
