//! One pass over a block's text: its words as hashes, and what can be counted on the way.

use crate::chars;
use crate::fnv::{SEED_32 as SEED, add_32};
use crate::prose::{is_stop, is_sure_stop};
use crate::words::{is_ideograph, is_unspaced};

/// What a block's text looks like, without knowing any language.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reading {
    /// Words; in scripts without spaces about 1.6 characters make one.
    pub words: f32,
    pub chars: u32,
    pub letters: u32,
    pub upper: u32,
    pub digits: u32,
    pub ideographs: u32,
    /// Words that start with a capital, have at most three letters, have more than seven.
    pub title_words: u32,
    pub short_words: u32,
    pub long_words: u32,
    /// Sentence ends, commas, quotation marks, separators such as `|` and `»`, currency signs, line breaks.
    pub stops: u32,
    pub commas: u32,
    pub quotes: u32,
    pub symbols: u32,
    pub currency: u32,
    pub lines: u32,
    pub copyright: bool,
    /// A number that reads as a year; one with a colon inside, as a time.
    pub year: bool,
    pub time: bool,
    pub start: Start,
    pub end: End,
    /// Hash of all words in order.
    pub hash: u32,
    /// Its words: a range of `Page::hashes`.
    pub from: u32,
    pub to: u32,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Start {
    #[default]
    Other,
    Lower,
    Digit,
    Upper,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum End {
    #[default]
    Other,
    Digit,
    Letter,
    Colon,
    Comma,
    Stop,
}

/// Characters of an unspaced script that weigh as much as one spaced word.
const IDEOGRAPHS_A_WORD: f32 = 1.6;

/// The same of Thai, Lao, Burmese and Khmer, whose vowels are letters, too.
const UNSPACED_A_WORD: f32 = 5.0;

/// They end sentences with a space, and a block of so many words is no phrase.
const UNSPACED_SENTENCE: f32 = 12.0;

/// The word being read.
#[derive(Clone, Copy)]
struct Word {
    hash: u32,
    len: u32,
    digits: u32,
    /// Letters of scripts that put spaces between phrases only.
    unspaced: u32,
    number: u32,
    capital: bool,
}

const NO_WORD: Word = Word { hash: SEED, len: 0, digits: 0, unspaced: 0, number: 0, capital: false };

/// Reads a block and adds its word hashes to `hashes`.
pub(crate) fn read(text: &str, hashes: &mut Vec<u32>) -> Reading {
    let mut reading = Reading { from: hashes.len() as u32, hash: SEED, ..Reading::default() };
    let mut word = NO_WORD;
    let mut last = ' ';
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii_alphabetic() {
            at += reading.letters(&text.as_bytes()[at..], &mut word);
            last = char::from(text.as_bytes()[at - 1]);
            continue;
        }
        at += c.len_utf8();
        if c.is_ascii_alphanumeric() || (c >= '\u{80}' && chars::is_alphanumeric(c)) {
            if is_ideograph(c) {
                reading.finish(&mut word, hashes);
                reading.ideograph(c, hashes);
            } else {
                reading.letter(c, &mut word);
            }
        } else {
            let time = c == ':' && word.len > 0 && word.len <= 2 && word.digits == word.len;
            reading.finish(&mut word, hashes);
            reading.sign(c, last, time);
        }
        reading.chars += 1;
        last = c;
    }
    reading.finish(&mut word, hashes);
    reading.close(text, last, hashes.len());
    reading
}

impl Reading {
    /// Takes the ASCII letters in front, the short way for most of most texts; returns how many there are.
    fn letters(&mut self, bytes: &[u8], word: &mut Word) -> usize {
        if word.len == 0 {
            word.capital = bytes[0].is_ascii_uppercase();
        }
        let (mut count, mut upper, mut hash) = (0, 0, word.hash);
        for byte in bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()) {
            count += 1;
            upper += u32::from(byte.is_ascii_uppercase());
            hash = add_32(hash, byte.to_ascii_lowercase());
        }
        word.hash = hash;
        word.len += count;
        self.letters += count;
        self.chars += count;
        self.upper += upper;
        count as usize
    }

    fn letter(&mut self, c: char, word: &mut Word) {
        if word.len == 0 {
            word.capital = c.is_uppercase();
        }
        word.len += 1;
        self.letters += 1;
        match c {
            '0'..='9' => {
                self.digits += 1;
                self.letters -= 1;
                word.digits += 1;
                word.number = word.number.wrapping_mul(10).wrapping_add(c as u32 - 48);
                word.mix(c as u32);
            }
            _ => {
                self.upper += u32::from(c.is_uppercase());
                word.unspaced += u32::from(is_unspaced(c));
                c.to_lowercase().for_each(|c| word.mix(c as u32));
            }
        }
    }

    fn ideograph(&mut self, c: char, hashes: &mut Vec<u32>) {
        self.ideographs += 1;
        self.letters += 1;
        let hash = add_32(SEED, c);
        hashes.push(hash);
        self.hash = self.hash.rotate_left(7) ^ hash;
    }

    /// Ends the current word, if there is one.
    fn finish(&mut self, word: &mut Word, hashes: &mut Vec<u32>) {
        if word.len == 0 {
            return;
        }
        self.words += if word.unspaced > 0 { word.unspaced as f32 / UNSPACED_A_WORD } else { 1.0 };
        self.title_words += u32::from(word.capital);
        self.short_words += u32::from(word.len <= 3 && word.digits == 0);
        self.long_words += u32::from(word.len > 7);
        self.year |= word.len == 4 && word.digits == 4 && (1900..2100).contains(&word.number);
        // Numbers differ from page to page; their shape does not.
        let hash = if word.digits == word.len { SEED ^ word.len.min(5) } else { word.hash };
        hashes.push(hash);
        self.hash = self.hash.rotate_left(7) ^ word.hash;
        *word = NO_WORD;
    }

    fn sign(&mut self, c: char, last: char, time: bool) {
        match c {
            ' ' => self.stops += u32::from(matches!(last, '.' | '!' | '?') || is_unspaced(last)),
            '\n' => self.lines += 1,
            ',' | ';' | '、' | '，' | '；' | '،' => self.commas += 1,
            '"' | '“' | '”' | '„' | '«' | '‘' | '「' | '」' | '『' | '』' => self.quotes += 1,
            '|' | '·' | '•' | '›' | '»' | '>' | '<' | '→' | '/' | '\\' | '#' | '@' | '*' | '+' | '=' | '_' | '✓'
            | '★' | '☆' | '×' => self.symbols += 1,
            '$' | '€' | '£' | '¥' | '₹' => self.currency += 1,
            '©' | '®' | '™' => self.copyright = true,
            ':' => self.time |= time,
            c => self.stops += u32::from(is_sure_stop(c)),
        }
    }

    fn close(&mut self, text: &str, last: char, to: usize) {
        let tail = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '」', '』']).chars().next_back();
        self.end = match tail.unwrap_or(last) {
            c if is_stop(c) => End::Stop,
            ':' | '：' => End::Colon,
            ',' | ';' | '、' | '，' => End::Comma,
            c if c.is_ascii_digit() => End::Digit,
            c if is_unspaced(c) && self.words >= UNSPACED_SENTENCE => End::Stop,
            c if chars::is_alphabetic(c) => End::Letter,
            _ => End::Other,
        };
        self.stops += u32::from(self.end == End::Stop && !is_sure_stop(last));
        self.start = match text.trim_start_matches(['"', '“', '‘', '«', '„', '(', '¿', '¡', '「']).chars().next()
        {
            Some(c) if chars::is_lowercase(c) => Start::Lower,
            Some(c) if c.is_ascii_digit() => Start::Digit,
            Some(c) if chars::is_alphabetic(c) => Start::Upper,
            _ => Start::Other,
        };
        self.words += self.ideographs as f32 / IDEOGRAPHS_A_WORD;
        self.to = to as u32;
    }

    /// Number of word hashes.
    pub fn tokens(&self) -> usize {
        (self.to - self.from) as usize
    }
}

impl Word {
    fn mix(&mut self, unit: u32) {
        self.hash = add_32(self.hash, unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_reader_sees() {
        let mut hashes = Vec::new();
        let reading = read("“Hello, World,” he said at 9:30 in 2024. It’s over!", &mut hashes);
        assert_eq!((reading.commas, reading.stops, reading.quotes), (2, 2, 2));
        assert!(reading.year && reading.time && reading.start == Start::Upper && reading.end == End::Stop);
        assert_eq!(hashes.len(), 12);
        assert_eq!(reading.words, 12.0);
    }

    #[test]
    fn case_does_not_change_a_word_and_unspaced_text_weighs_as_words() {
        let (mut one, mut other) = (Vec::new(), Vec::new());
        read("ÉCOLE Straße", &mut one);
        read("école straße", &mut other);
        assert_eq!(one, other);
        let chinese = read("今天下午，市政府宣布新桥通车。", &mut one);
        assert!(chinese.words > 7.0 && chinese.words < 9.0, "{}", chinese.words);
        assert_eq!((chinese.stops, chinese.commas), (1, 1));
    }

    #[test]
    fn phrases_of_scripts_without_spaces_weigh_as_words_and_end_in_spaces() {
        let mut hashes = Vec::new();
        let sentence =
            read("ท่าเรือจะปิดหนึ่งสัปดาห์ตั้งแต่วันจันทร์ สภาเมืองแจ้งเมื่อวันศุกร์ และเรือข้ามฟากจะหยุดเดินเรือในสัปดาห์นั้น", &mut hashes);
        assert!((12.0..24.0).contains(&sentence.words), "{}", sentence.words);
        assert_eq!((sentence.stops, sentence.end), (3, End::Stop));
        assert_eq!(read("หน้าแรก", &mut hashes).end, End::Letter);
    }
}
