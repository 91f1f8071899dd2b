//! Whole pages on one line, as BeautifulSoup's `get_text(" ")` leaves them: sentences are told apart again, and the
//! menus between them.

use super::Segment;
use super::kind::Kind;
use super::lines::{closes_sentence, is_unseen};
use crate::chars;
use std::ops::Range;

/// Shorter lines, in bytes, are paragraphs.
const LONG: usize = 1_500;
/// Sentences in a row make pieces of about so many bytes.
const PIECE: usize = 240;
/// Shorter ones are no sentences of prose.
const SENTENCE: usize = 40;
/// So many capitalised words in a row are no sentence: menus, names of links.
const CAPITALS: usize = 8;

/// Cuts the one line that holds nearly all of a text, if there is one.
pub(super) fn split(text: &str, segments: Vec<Segment>) -> Vec<Segment> {
    let all: usize = segments.iter().map(|segment| segment.range.len()).sum();
    let runs_on = |line: &Range<usize>| line.len() >= LONG && line.len() * 3 >= all * 2;
    let mut out = Vec::with_capacity(segments.len());
    for segment in segments {
        if segment.kind == Kind::Code || !runs_on(&segment.range) {
            out.push(segment);
            continue;
        }
        let pieces = pieces(text, segment.range).into_iter().enumerate();
        out.extend(pieces.map(|(n, range)| Segment { range, inline: n > 0, ..segment }));
    }
    out
}

/// A word, or what stands up to the stop of a script that puts no spaces between its words.
struct Token {
    range: Range<usize>,
    /// It begins with a small letter: no sentence does.
    lower: bool,
    /// It begins with a capital, a digit or a sign.
    capital: bool,
    /// A sentence may end here.
    stop: bool,
}

/// The pieces of a line: runs of capitalised words, and sentences, those of prose several together.
fn pieces(text: &str, line: Range<usize>) -> Vec<Range<usize>> {
    let tokens = tokens(text, line);
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let ends = |pair: &[Token]| pair[0].stop && !pair[1].lower;
    let mut start = 0;
    for end in (1..=tokens.len()).filter(|&end| end == tokens.len() || ends(&tokens[end - 1..=end])) {
        for tokens in split_at_capitals(&tokens[start..end]) {
            let range = tokens[0].range.start..tokens[tokens.len() - 1].range.end;
            let prose = is_prose(tokens, &range);
            match pieces.last_mut().filter(|last| open && prose && last.len() < PIECE) {
                Some(last) => last.end = range.end,
                None => pieces.push(range),
            }
            open = prose;
        }
        start = end;
    }
    pieces
}

fn is_prose(tokens: &[Token], range: &Range<usize>) -> bool {
    let capitals = tokens.iter().filter(|token| token.capital).count();
    range.len() >= SENTENCE && capitals * 2 < tokens.len() && tokens.last().is_some_and(|last| last.stop)
}

/// Splits a sentence before each long run of capitalised words and before the last word of the run: with that the next
/// sentence begins.
fn split_at_capitals(sentence: &[Token]) -> Vec<&[Token]> {
    let mut parts = Vec::new();
    let (mut from, mut at) = (0, 0);
    while at < sentence.len() {
        let (end, capitals) = run(&sentence[at..]);
        if capitals >= CAPITALS {
            parts.extend([&sentence[from..at], &sentence[at..at + end]]);
            from = at + end;
        }
        at += end.max(1);
    }
    parts.push(&sentence[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// How far a run of capitalised words goes, up to the last of them or to the end of the sentence, with how many there
/// are. Two short words in a row may stand between them: "of the".
fn run(tokens: &[Token]) -> (usize, usize) {
    let (mut last, mut capitals, mut small) = (0, 0, 0);
    for (at, token) in tokens.iter().enumerate() {
        if token.capital {
            (last, capitals, small) = (at, capitals + 1, 0);
        } else if small == 2 || token.range.len() > 3 {
            return (last, capitals);
        } else {
            small += 1;
        }
    }
    (tokens.len(), capitals)
}

fn tokens(text: &str, line: Range<usize>) -> Vec<Token> {
    let mut tokens = Vec::new();
    let (mut start, mut stopped) = (line.start, false);
    let mut put = |range: Range<usize>| tokens.extend(token(text, range));
    for (offset, c) in text[line.clone()].char_indices() {
        let at = line.start + offset;
        if c.is_whitespace() || stopped && !is_closing(c) {
            put(start..at);
            start = at;
        }
        stopped = matches!(c, '。' | '！' | '？') || stopped && is_closing(c);
    }
    put(start..line.end);
    tokens
}

fn is_closing(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '」' | '』' | '）' | '”' | '’' | '"')
}

fn token(text: &str, range: Range<usize>) -> Option<Token> {
    let word = text[range.clone()].trim_start_matches(is_unseen);
    let start = range.end - word.len();
    let word = word.trim_end_matches(is_unseen);
    let opening = ['"', '“', '‘', '(', '«', '[', '¿', '¡'];
    let first = word.trim_start_matches(opening).chars().next();
    (!word.is_empty()).then(|| Token {
        range: start..start + word.len(),
        lower: first.is_some_and(chars::is_lowercase),
        capital: first.is_none_or(|first| !first.is_alphabetic() || first.is_uppercase()),
        stop: closes_sentence(word) && !is_abbreviation(word),
    })
}

/// "Mr.", "J.", "U.S.", "3.": a capital without a vowel, a stop inside, or a number of a list or a day.
fn is_abbreviation(word: &str) -> bool {
    let Some(word) = word.strip_suffix('.').filter(|word| !word.is_empty()) else { return false };
    let vowel = |c: char| matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y') || !c.is_ascii();
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let letters = word.trim_start_matches(['(', '"', '“', '‘']);
    number
        || letters.chars().count() == 1
        || letters.contains('.')
        || letters.starts_with(char::is_uppercase) && letters.chars().all(|c| c.is_alphabetic() && !vowel(c))
}

#[cfg(test)]
mod tests {
    const STORY: &str = "The ferry left the island before dawn, and nobody on board had paid. “Who let them in?” asked Dr. \
        Lund, who had heard of it from Mr. J. Moe of the U.S. Coast Guard and came over on 3. March. Both said that the harbour would have to close by 9 \
        p.m. every day. That was all.";

    fn texts(text: &str) -> Vec<&str> {
        super::super::segment(text, usize::MAX).0.into_iter().map(|segment| &text[segment.range]).collect()
    }

    /// The story again and again, each time about another day.
    fn story(days: std::ops::Range<usize>) -> String {
        days.map(|day| format!("On day {day} it rained. {STORY}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn menus_stand_apart_from_the_sentences_around_them() {
        let menu = "Home News Sport Weather Letters to the Editor Opinion Jobs Shop Contact";
        let page = format!("{menu} The Harbour closes. {} Related Articles {menu} Imprint", story(0..8));
        let pieces = texts(&page);
        assert_eq!(pieces[..2], [&format!("{menu} The")[..], "Harbour closes."]);
        assert!(pieces.last().unwrap().starts_with("Related Articles Home"), "{pieces:#?}");
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_abbreviations() {
        let page = story(0..8);
        for piece in texts(&page) {
            assert!(piece.ends_with(['.', '?', '”']) && !piece.ends_with("Dr.") && !piece.ends_with("J."), "{piece:?}");
            assert!(piece.len() < 500, "{piece:?}");
        }
    }

    #[test]
    fn sentences_without_spaces_or_capitals_end_too() {
        let japanese = "港は月曜日に再び開くと市議会が金曜日に発表した。船は一日二便だと港長は話した。".repeat(40);
        let hindi = "परिषद ने शुक्रवार को बताया कि बंदरगाह सोमवार से बंद रहेगा। हर नाव के लिए जगह मिलेगी। ".repeat(20);
        for page in [japanese, hindi] {
            assert!(texts(&page).len() > 10, "{:?}", texts(&page));
        }
    }

    #[test]
    fn a_paragraph_is_not_cut_nor_a_long_one_among_others() {
        assert_eq!(texts(&story(0..3)).len(), 1);
        let page = (0..4).map(|n| story(n * 8..n * 8 + 8)).collect::<Vec<_>>().join("\n");
        assert_eq!(texts(&page).len(), 4);
    }
}
