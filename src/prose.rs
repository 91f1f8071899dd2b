//! What running text is, in any script.

use crate::consent::asks_consent;
use crate::document::Block;
use crate::words;

/// So many words are a sentence, if they end like one.
const PROSE_WORDS: usize = 12;
/// Characters that say as much as an English word, and the space behind it.
const LONG_WORD: usize = 7;
/// So many words in sentences are prose, whatever else is said of them.
const LONG_PROSE_WORDS: usize = 25;

/// Whether the text closes a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    if text.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '"' | '”' | '’' | '»' | '“' | ')' | ']' | '」' | '\'')
    });
    bare.ends_with(is_stop)
}

/// Whether the sign may end a sentence.
pub(crate) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?') || is_sure_stop(c)
}

/// Whether the sign ends a sentence and does nothing else; a full stop stands in numbers and abbreviations, too.
pub(crate) fn is_sure_stop(c: char) -> bool {
    matches!(c, '…' | '。' | '！' | '？' | '।' | '؟' | '۔' | '።' | '։' | '။' | '។' | '៕')
}

/// Running text: sentences, not links.
pub(crate) fn is_prose(block: &Block<'_>) -> bool {
    let (words, unmarked) = length(block);
    // A dozen ideographs and a full stop are a sentence, too.
    let long =
        words >= PROSE_WORDS && unmarked || words.max(block.words()) >= PROSE_WORDS && ends_sentence(block.text());
    long && block.link_density() < 0.5
}

/// Prose so long that a phrase in it is no ground to drop it.
pub(crate) fn is_long_prose(block: &Block<'_>) -> bool {
    let (words, unmarked) = length(block);
    words >= LONG_PROSE_WORDS
        && block.link_density() < 0.4
        && (words >= 2 * LONG_PROSE_WORDS || unmarked || ends_sentence(block.text()))
}

/// Long prose of the page's own: not what asks for consent to cookies.
pub(crate) fn is_own_prose(block: &Block<'_>) -> bool {
    is_long_prose(block) && !asks_consent(block.text())
}

/// Any sentence of the page's own: no phrase of the lists either.
pub(crate) fn is_own_sentence(block: &Block<'_>) -> bool {
    is_prose(block) && block.phrase().is_none() && !asks_consent(block.text())
}

/// Bytes of Thai, Lao, Burmese or Khmer that say as much as a word.
const UNSPACED_BYTES: usize = 15;

/// How many words a block has as English would count them.
pub(crate) fn english_words(block: &Block<'_>) -> usize {
    length(block).0
}

/// How many words a block has as English would count them, and whether its script ends sentences without a sign that
/// [`ends_sentence`] knows.
fn length(block: &Block<'_>) -> (usize, bool) {
    let words = block.words();
    match block.text().chars().find(|c| c.is_alphabetic()) {
        // Some 1.6 ideographs say as much as a word.
        Some(c) if words::is_ideograph(c) => (words * 5 / 8, false),
        // A Korean word carries its particles with it.
        Some('\u{ac00}'..='\u{d7a3}') => (words * 8 / 5, false),
        Some(c) if words::is_unspaced(c) => (block.text().len() / UNSPACED_BYTES, true),
        // Other languages build long words where English has several.
        _ if (PROSE_WORDS..LONG_PROSE_WORDS).contains(&words) => {
            (words.max(block.text().chars().count() / LONG_WORD), false)
        }
        _ => (words, false),
    }
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
