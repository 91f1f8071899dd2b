//! Small questions that several filters ask of a block.

use crate::document::{Block, BlockKind, Document, Input};
use crate::edits::Verdict;
use crate::hints::Hints;
use crate::page_kind::PageKind;
use crate::words;
use std::cell::Cell;

/// So many words in sentences are prose, whatever else is said of them.
const LONG_PROSE_WORDS: usize = 25;
/// From this chance on the block model is not overruled by a class name: measured on WCXB dev, where doing so costs
/// 0.025 of word F1.
const SURE: f32 = 0.5;
/// Lists of short lines are kept from lower chances on: the cut is made anew for every page.
const LIKELY: f32 = 0.4;
/// Lines up to this long can be labels, captions, headings.
const LINE_WORDS: usize = 48;
/// Some scripts have no spaces that would tell words apart.
const LINE_BYTES: usize = 1_200;

/// The reason of the built-in phrase rule that claims the whole block, if it is one of `reasons`.
pub(super) fn phrase_reason(block: &Block<'_>, reasons: &[&str]) -> Option<&'static str> {
    use crate::phrases::Place::{End, Starts, Teaser, Whole};
    let found = block.phrase().filter(|found| matches!(found.place(), Whole | Starts | Teaser | End))?;
    reasons.contains(&found.reason()).then(|| found.reason())
}

/// Whether the text closes a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '\'')
    });
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '።', '։'])
}

/// Running text: sentences, not links.
pub(crate) fn is_prose(block: &Block<'_>) -> bool {
    let (words, unmarked) = length(block);
    // A dozen ideographs and a full stop are a sentence, too.
    let long = words >= 12 && unmarked || words.max(block.words()) >= 12 && ends_sentence(block.text());
    long && block.link_density() < 0.5
}

/// Prose so long that a phrase in it is no ground to drop it.
pub(crate) fn is_long_prose(block: &Block<'_>) -> bool {
    let (words, unmarked) = length(block);
    words >= LONG_PROSE_WORDS
        && block.link_density() < 0.4
        && (words >= 2 * LONG_PROSE_WORDS || unmarked || ends_sentence(block.text()))
}

/// Bytes of Thai, Lao, Burmese or Khmer that say as much as a word.
const UNSPACED_BYTES: usize = 15;

/// How many words a block has as English would count them, and whether its script ends sentences without a sign that
/// [`ends_sentence`] knows.
fn length(block: &Block<'_>) -> (usize, bool) {
    let words = block.words();
    match block.text().chars().find(|c| c.is_alphabetic()) {
        // Some 1.6 ideographs say as much as a word.
        Some(c) if words::is_ideograph(c) => (words * 5 / 8, false),
        // A Korean word carries its particles with it.
        Some('\u{ac00}'..='\u{d7a3}') => (words * 8 / 5, false),
        Some('\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}') => {
            (block.text().len() / UNSPACED_BYTES, true)
        }
        _ => (words, false),
    }
}

/// Whether the block model would have it so surely that a class name alone does not overrule it.
pub(super) fn is_sure(block: &Block<'_>) -> bool {
    block.chance().is_some_and(|chance| chance >= SURE)
}

/// Short enough to be a label or a caption.
pub(super) fn is_line(block: &Block<'_>) -> bool {
    block.words() <= LINE_WORDS && block.text().len() <= LINE_BYTES
}

/// Compares wordings letter by letter. That takes quadratic time, so it has only so much to spend on a page; after
/// that, nothing is alike.
#[derive(Debug)]
pub(super) struct Comparer {
    letters: Cell<usize>,
}

impl Comparer {
    /// Enough for three thousand pairs of short paragraphs.
    pub fn new() -> Self {
        Comparer { letters: Cell::new(50_000_000) }
    }

    /// Whether two wordings are at least so alike, 0 to 1.
    pub fn alike(&self, one: &str, other: &str, least: f64) -> bool {
        let Some(left) = self.letters.get().checked_sub(one.len() * other.len()) else { return false };
        self.letters.set(left);
        strsim::normalized_levenshtein(&folded(one), &folded(other)) >= least
    }
}

/// Numbers of the first and the last kept block of long prose; what asks for consent to cookies is not the page's own.
pub(super) fn prose_range(doc: &Document) -> Option<(usize, usize)> {
    let own = |block: &Block<'_>| is_long_prose(block) && !asks_consent(block.text());
    Some((doc.kept().find(own)?.index(), doc.kept().rev().find(own)?.index()))
}

/// What cookies are called in other scripts.
const COOKIES: [&str; 7] = ["куки", "クッキー", "쿠키", "คุกกี้", "कुकीज", "تعريف الارتباط", "עוגיות"];
/// Where they are set: English bakes some, so both must be spoken of to ask for consent.
const PLACES: [&str; 24] = [
    "site",
    "web",
    "portal",
    "sito",
    "sitio",
    "sídlo",
    "stron",
    "strán",
    "browser",
    "naviga",
    "partner",
    "parten",
    "privac",
    "datenschutz",
    "сайт",
    "ιστό",
    "ιστο",
    "サイト",
    "사이트",
    "เว็บ",
    "साइट",
    "वेब",
    "موقع",
    "אתר",
];

/// Whether a paragraph speaks of cookies.
pub(super) fn names_cookies(text: &str) -> bool {
    let in_latin = text.contains("ookie") && (text.contains("cookie") || text.contains("Cookie"));
    in_latin || !text.is_ascii() && COOKIES.iter().any(|word| text.contains(word))
}

/// Whether a paragraph speaks of the cookies of a site.
pub(super) fn asks_consent(text: &str) -> bool {
    if !names_cookies(text) {
        return false;
    }
    let text = text.to_lowercase();
    PLACES.iter().any(|word| text.contains(word))
}

/// Whether links, dates and short lines are the content: on pages that list things.
pub(super) fn is_list(doc: &Document) -> bool {
    matches!(doc.page_kind(), Some(PageKind::Collection | PageKind::Listing))
}

/// Whether the page holds posts of several people, so that replies are its content.
pub(super) fn is_forum(doc: &Document) -> bool {
    let kinds = doc.metadata().kinds();
    let said =
        kinds.iter().any(|kind| kind.contains("Forum") || kind.contains("QAPage") || kind == "DiscussionForumPosting");
    let posts =
        doc.blocks().filter(|block| block.hints().has(Hints::POST) && block.hints().has(Hints::SIGNATURE)).count();
    said || (posts >= 4
        && !doc.blocks().any(|block| block.kind() == BlockKind::Button && block.hints().has(Hints::PAYWALL)))
}

/// The text in lower case, words only, single spaces: for comparing wordings.
pub(crate) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in words::split(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.is_ascii() {
            let start = out.len();
            out.push_str(word);
            out[start..].make_ascii_lowercase();
        } else {
            out.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    out
}

/// Whether the block model would rather have it.
pub(super) fn is_likely(block: &Block<'_>) -> bool {
    block.chance().is_some_and(|chance| chance >= LIKELY)
}

/// Whether this is a text of which the block model dropped nothing: it was cleaned before, and what it repeats it means.
pub(super) fn is_whole(doc: &Document) -> bool {
    let judged = doc.trail().decisions().iter().filter(|decision| decision.filter() == "block-model");
    let mut judged = judged.peekable();
    doc.input() == Input::Text && judged.peek().is_some() && judged.all(|decision| decision.verdict() == Verdict::Keep)
}

/// Whether no other filter found furniture in such a text either.
pub(super) fn is_untouched(doc: &Document) -> bool {
    is_whole(doc) && doc.trail().decisions().iter().all(|decision| decision.verdict() == Verdict::Keep)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prose_is_as_long_in_scripts_that_count_words_otherwise() {
        let doc = |text: &str| crate::parse::parse_text(text, crate::Limits::default());
        let long = |text: &str| doc(text).blocks().all(|block| is_long_prose(&block));
        assert!(long(
            "ท่าเรือจะเปิดอีกครั้งในวันจันทร์หลังจากซ่อมกำแพงด้านเหนือนานหกสัปดาห์ สภาเมืองแจ้งเมื่อวันศุกร์ \
             และเรือข้ามฟากจะแล่นไปยังเกาะวันละสองเที่ยวเหมือนเดิม"
        ));
        assert!(long(
            "항구는 북쪽 벽의 6주간 공사를 마치고 월요일에 다시 문을 연다고 시의회가 금요일에 밝혔으며, 여객선은 하루에 두 번 섬으로 운항한다."
        ));
        assert!(!long("ท่าเรือเปิดอีกครั้ง"));
        assert!(!long("免责声明：本站转载的文章，版权归原作者所有，如有异议请联系编辑部。"));
        assert!(!long("The harbour will open again on Monday, the council said on Friday."));
    }
}
