//! Words as the phrase lists see them: folded to a hash, with their place and what follows them.
//!
//! Folding ignores case, accents, soft hyphens, zero-width characters and every kind of quote,
//! space and decoration. A number is one word, whatever its digits. In scripts that put no spaces
//! between words (Han, Kana, Thai …) each character is a word, and so is `©`. A name
//! such as `email_address` is one word. A capital after a small letter begins a word,
//! so that `ShareFacebookTwitter`, as some flatteners leave it, reads like `Share Facebook Twitter`.

use super::letters::{case, fold, is_digit, is_hangul, is_ignored, is_letter, is_spaceless, is_stop};
use crate::fnv::{SEED_64, add_64};

/// Longest word that is told apart, in characters; no phrase has a longer one.
const LONGEST_WORD: usize = 64;
/// What a folded word is compared by.
pub(super) type Hash = u64;
/// The one word all numbers fold to.
pub(super) const NUMBER: Hash = 1;
/// The word that is in no list.
const UNKNOWN: Hash = 0;

/// What stands between a word and the next.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Gap {
    /// A colon, or what stands for one: "사진=홍길동".
    pub colon: bool,
    /// A mark that ends a sentence or sets two texts apart.
    pub stop: bool,
}

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Begins with a small letter.
    Small,
    /// A capital, then small letters.
    Capital,
    /// Capitals only.
    Upper,
    /// A number, or a script without case.
    None,
}

/// One word of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub hash: Hash,
    pub start: usize,
    pub end: usize,
    pub case: Case,
    pub after: Gap,
}

/// The words of `text` from its start, found one at a time.
#[derive(Debug, Clone)]
pub(super) struct Words<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut words = Self { text, at: 0 };
        words.skip_gap();
        words
    }

    /// Moves to the next word and tells what was passed.
    fn skip_gap(&mut self) -> Gap {
        let mut gap = Gap::default();
        let rest = &self.text[self.at..];
        if let [b' ', letter, ..] = rest.as_bytes()
            && letter.is_ascii_alphanumeric()
        {
            self.at += 1;
            return gap;
        }
        let mut passed = rest.len();
        for (offset, c) in rest.char_indices() {
            if is_letter(c) {
                passed = offset;
                break;
            }
            gap.colon |= matches!(c, ':' | '：' | '＝' | '៖') || c == '=' && self.text[..self.at].ends_with(is_hangul);
            gap.stop |= is_stop(c);
        }
        self.at += passed;
        gap
    }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        let start = self.at;
        let (length, hash, case) = word(&self.text[start..])?;
        let end = start + length;
        self.at = end;
        let after = self.skip_gap();
        Some(Word { hash, start, end, case, after })
    }
}

/// The length, hash and case of the word that `text` begins with, if it begins with one.
pub(super) fn word(text: &str) -> Option<(usize, Hash, Case)> {
    ascii_word(text.as_bytes()).or_else(|| {
        let mut folder = Folder::new();
        let mut length = 0;
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            if !folder.push(c, rest.peek().copied()) {
                break;
            }
            length += c.len_utf8();
        }
        let (hash, case) = folder.finish();
        if hash == NUMBER {
            length = with_groups(text, length);
        }
        (length > 0).then_some((length, hash, case))
    })
}

/// The length of a number with the groups of three digits that follow it: "3 118".
fn with_groups(text: &str, first: usize) -> usize {
    let mut length = first;
    if first > 3 || !text.as_bytes()[..first].iter().all(u8::is_ascii_digit) {
        return length;
    }
    while let Some(group) = text[length..].strip_prefix([' ', '\u{a0}', '\u{202f}', '\u{2009}']) {
        let digits = group.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 3 || group[3..].starts_with(is_letter) {
            break;
        }
        length = text.len() - group.len() + digits;
    }
    length
}

/// The length, hash and case of the first word if it is one of ASCII letters only: the short way for most words.
fn ascii_word(text: &[u8]) -> Option<(usize, Hash, Case)> {
    let (mut length, mut hash, mut small) = (0, SEED_64, false);
    let mut last = b' ';
    while let Some(letter) = text.get(length).filter(|byte| byte.is_ascii_alphabetic()) {
        if last.is_ascii_lowercase() && letter.is_ascii_uppercase() {
            break;
        }
        last = *letter;
        hash = mix(hash, char::from(letter.to_ascii_lowercase()));
        small |= letter.is_ascii_lowercase();
        length += 1;
    }
    let over = text.get(length).is_none_or(|next| next.is_ascii() && !next.is_ascii_digit() && *next != b'_');
    if !over || !(1..=LONGEST_WORD).contains(&length) {
        return None;
    }
    let case = match text[0].is_ascii_uppercase() {
        true if small => Case::Capital,
        true => Case::Upper,
        false => Case::Small,
    };
    Some((length, hash, case))
}

/// The last `count` words of `text` or some more, in reading order, each with its place in `text`.
pub(super) fn last_words(text: &str, count: usize) -> impl Iterator<Item = Word> {
    let from = start_of_last(text, count);
    Words::new(&text[from..]).map(move |word| Word { start: word.start + from, end: word.end + from, ..word })
}

/// Where the last `count` words begin. Decoration around a word costs a step each, so the walk is bounded by its words.
fn start_of_last(text: &str, count: usize) -> usize {
    let (mut words, mut inside, mut start) = (0, false, text.len());
    for (offset, c) in text.char_indices().rev() {
        let letter = is_letter(c) || is_ignored(c);
        let new = letter && (!inside || is_spaceless(c));
        words += usize::from(new);
        if words > count || (inside && !letter && words == count) {
            break;
        }
        inside = letter && !is_spaceless(c);
        if letter {
            start = offset;
        }
    }
    start
}

/// Folds the characters of one word.
#[derive(Debug)]
struct Folder {
    hash: Hash,
    chars: usize,
    small: bool,
    after_small: bool,
    capital_first: bool,
    letters: usize,
    digits_only: bool,
    alone: bool,
}

impl Folder {
    fn new() -> Self {
        Self {
            hash: SEED_64,
            chars: 0,
            small: false,
            after_small: false,
            capital_first: false,
            letters: 0,
            digits_only: false,
            alone: false,
        }
    }

    /// Takes the next character, or says that the word is over.
    fn push(&mut self, c: char, next: Option<char>) -> bool {
        if is_ignored(c) {
            return self.chars > 0;
        }
        if !is_letter(c) {
            let inside_number = matches!(c, '.' | ',' | ':' | '/') && next.is_some_and(is_digit);
            return self.digits_only && inside_number;
        }
        let case = case(c);
        let glued = self.after_small && case == Case::Upper;
        if self.alone || glued || (self.chars > 0 && is_spaceless(c)) {
            return false;
        }
        self.after_small = case == Case::Small;
        self.alone = is_spaceless(c);
        self.note_case(c, case);
        self.chars += 1;
        if self.chars <= LONGEST_WORD {
            fold(c, |c| self.hash = mix(self.hash, c));
        }
        true
    }

    fn note_case(&mut self, c: char, case: Case) {
        if self.alone {
            return;
        }
        if is_digit(c) {
            self.digits_only |= self.chars == 0;
            return;
        }
        // "1.2K" and "3M" are numbers, "2nd" is not; Korean counts in "5건", "3개".
        self.digits_only &= self.letters == 0 && matches!(c, 'k' | 'K' | 'm' | 'M' | '건' | '개' | '명' | '회');
        self.letters += 1;
        match case {
            Case::Small => self.small = true,
            Case::None => {}
            _ => self.capital_first |= self.chars == 0,
        }
    }

    fn finish(self) -> (Hash, Case) {
        let case = match (self.capital_first, self.small) {
            (true, true) => Case::Capital,
            (true, false) => Case::Upper,
            (false, true) => Case::Small,
            (false, false) => Case::None,
        };
        match self.chars {
            _ if self.digits_only => (NUMBER, Case::None),
            0..=LONGEST_WORD => (self.hash, case),
            _ => (UNKNOWN, case),
        }
    }
}

/// FNV-1a over characters; a 64-bit hash stands for the word itself.
fn mix(hash: Hash, c: char) -> Hash {
    add_64(hash, c)
}

/// One hash for two words that follow each other.
pub(super) fn pair(first: Hash, second: Hash) -> Hash {
    first.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<Hash> {
        Words::new(text).map(|word| word.hash).collect()
    }

    #[test]
    fn folding_ignores_how_a_phrase_is_dressed() {
        for (dressed, plain) in [
            ("»  LEAVE\u{a0}A   Reply! «", "leave a reply"),
            ("Don’t miss", "don't miss"),
            ("Kom\u{ad}men\u{200b}tare", "kommentare"),
            ("PUBLICITE", "publicité"),
            ("publicite\u{301}", "publicité"),
            ("SCHLIESSEN", "schließen"),
            ("PAYLAŞIN İÇİN", "paylaşın için"),
            ("Ещё", "еще"),
            ("1,234 comments", "7 comments"),
            ("1.2K shares", "12 shares"),
            ("3 118 просмотров", "7 просмотров"),
            ("12\u{202f}345\u{a0}678 vues", "7 vues"),
            ("댓글 5건", "댓글 5"),
        ] {
            assert_eq!(hashes(dressed), hashes(plain), "{dressed} / {plain}");
        }
        assert_ne!(hashes("2nd"), hashes("2"));
        assert_ne!(hashes("3 11"), hashes("3"));
        assert_ne!(hashes("reply"), hashes("replay"));
    }

    #[test]
    fn characters_are_words_where_there_are_no_spaces() {
        assert_eq!(hashes("コメント").len(), 4);
        assert_eq!(hashes("分享到Facebook吧").len(), 5);
        assert_eq!(hashes("댓글 쓰기").len(), 2);
    }

    #[test]
    fn glued_words_are_told_apart_by_their_capitals() {
        assert_eq!(hashes("MenüSucheAnmelden"), hashes("Menü Suche Anmelden"));
        assert_eq!(hashes("ПоделитьсяFacebook"), hashes("поделиться facebook"));
        assert_eq!(hashes("ADVERTISEMENT").len(), 1);
    }

    #[test]
    fn the_end_of_a_text_is_read_with_its_places() {
        let text = "It ended in May. Read more";
        let found: Vec<&str> = last_words(text, 2).map(|word| &text[word.start..word.end]).collect();
        assert_eq!(found, ["Read", "more"]);
        assert_eq!(last_words(text, 99).count(), 6);
        assert_eq!(last_words("", 2).count(), 0);
        assert_eq!(last_words("→ ←", 2).count(), 0);
    }

    #[test]
    fn a_word_without_end_is_no_word_of_a_list() {
        let long = "a".repeat(1_000_000);
        assert_eq!(hashes(&long), [UNKNOWN]);
    }
}
