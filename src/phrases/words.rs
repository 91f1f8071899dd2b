//! Words as the phrase lists see them: folded to a hash, with their place and what follows them.
//!
//! Folding ignores case, accents, soft hyphens, zero-width characters and every kind of quote,
//! space and decoration. A number is one word, whatever its digits. In scripts that put no spaces
//! between words (Han, Kana, Thai …) each character is a word, and so is `©`. A name
//! such as `email_address` is one word.

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
    /// A colon.
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
        let mut passed = rest.len();
        for (offset, c) in rest.char_indices() {
            if is_letter(c) {
                passed = offset;
                break;
            }
            gap.colon |= matches!(c, ':' | '：');
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
        let mut folder = Folder::default();
        let mut rest = self.text[start..].char_indices().peekable();
        while let Some((offset, c)) = rest.next() {
            let next = rest.peek().map(|&(_, next)| next);
            if !folder.push(c, next) {
                break;
            }
            self.at = start + offset + c.len_utf8();
        }
        let end = self.at;
        (start < end).then(|| {
            let (hash, case) = folder.finish();
            let after = self.skip_gap();
            Word { hash, start, end, case, after }
        })
    }
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
#[derive(Debug, Default)]
struct Folder {
    hash: Hash,
    chars: usize,
    small: bool,
    capital_first: bool,
    letters: usize,
    digits_only: bool,
    alone: bool,
}

impl Folder {
    /// Takes the next character, or says that the word is over.
    fn push(&mut self, c: char, next: Option<char>) -> bool {
        if c.is_ascii_lowercase() && !self.digits_only && !self.alone {
            // Most characters of most words.
            self.small = true;
            self.letters += 1;
            self.chars += 1;
            if self.chars <= LONGEST_WORD {
                self.hash = mix(self.hash, c);
            }
            return true;
        }
        if is_ignored(c) {
            return self.chars > 0;
        }
        if !is_letter(c) {
            let inside_number = matches!(c, '.' | ',' | ':' | '/') && next.is_some_and(char::is_numeric);
            return self.digits_only && inside_number;
        }
        if self.alone || (self.chars > 0 && is_spaceless(c)) {
            return false;
        }
        self.alone = is_spaceless(c);
        self.note_case(c);
        self.chars += 1;
        if self.chars <= LONGEST_WORD {
            fold(c, |c| self.hash = mix(self.hash, c));
        }
        true
    }

    fn note_case(&mut self, c: char) {
        if self.alone {
            return;
        }
        if c.is_numeric() {
            self.digits_only |= self.chars == 0;
            return;
        }
        // "1.2K" and "3M" are numbers, "2nd" is not.
        self.digits_only &= self.letters == 0 && matches!(c, 'k' | 'K' | 'm' | 'M');
        self.capital_first |= self.chars == 0 && c.is_uppercase();
        self.small |= c.is_lowercase();
        self.letters += 1;
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
    let hash = if hash == 0 { 0xcbf2_9ce4_8422_2325 } else { hash };
    (hash ^ Hash::from(u32::from(c))).wrapping_mul(0x0100_0000_01b3)
}

/// One hash for two words that follow each other.
pub(super) fn pair(first: Hash, second: Hash) -> Hash {
    first.rotate_left(23).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second
}

fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || c == '_',
        // Latin with accents, Cyrillic, Kana and Han: the common ones, without a look into the tables.
        '©' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{400}'..='\u{481}' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' => true,
        _ => c.is_alphanumeric() && !is_ignored(c),
    }
}

/// Marks after which a new text can begin.
fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '…'
            | ';'
            | '|'
            | '»'
            | '«'
            | '›'
            | '→'
            | '↓'
            | '▼'
            | '►'
            | '▶'
            | '['
            | ']'
            | ')'
            | '('
            | '–'
            | '—'
            | '•'
            | '·'
            | '>'
            | '*'
            | '\n'
            | '\r'
            | '\t'
            | '。'
            | '！'
            | '？'
            | '」'
            | '』'
            | '】'
            | '｜'
            | '؟'
            | '۔'
            | '।'
    )
}

/// Characters that are as if they were not there: soft hyphen, zero-width marks, combining accents,
/// Arabic vowel signs and letter stretching.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{652}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe0f}' | '\u{feff}')
}

fn is_spaceless(c: char) -> bool {
    matches!(c, '©' | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

fn fold(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        return take(c.to_ascii_lowercase());
    }
    if matches!(c, 'ß' | 'ẞ') {
        take('s');
        return take('s');
    }
    if is_spaceless(c) {
        return take(c);
    }
    c.to_lowercase().filter(|&c| !is_ignored(c)).for_each(|c| take(base_letter(c)));
}

/// The letter under an accent, so that `PUBLICITE` is `publicité` and composed or split accents are one.
fn base_letter(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        _ => c,
    }
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
        ] {
            assert_eq!(hashes(dressed), hashes(plain), "{dressed} / {plain}");
        }
        assert_ne!(hashes("2nd"), hashes("2"));
        assert_ne!(hashes("reply"), hashes("replay"));
    }

    #[test]
    fn characters_are_words_where_there_are_no_spaces() {
        assert_eq!(hashes("コメント").len(), 4);
        assert_eq!(hashes("分享到Facebook吧").len(), 5);
        assert_eq!(hashes("댓글 쓰기").len(), 2);
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
