//! What characters are to a phrase: letters, digits, stops, and the base letter of a dressed one.

use super::words::Case;
use crate::chars;
use crate::words::is_unspaced;

pub(super) fn is_letter(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || c == '_',
        // Latin with accents, Cyrillic, Kana, Han and Hangul: the common ones, without a look into the tables.
        '©' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{400}'..='\u{481}' => true,
        'ء'..='غ' | 'ف'..='ي' | 'א'..='ת' | 'क'..='ह' => true,
        '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => true,
        // Uzbek and Ukrainian write their apostrophes so, too.
        '\u{2b9}'..='\u{2bf}' => false,
        _ => chars::is_alphanumeric(c) && !is_ignored(c),
    }
}

pub(super) fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '²' | '³' | '¹') || chars::other_digit(c).is_some()
}

/// Small, `Upper` or `None`, the common letters without a look into the tables.
pub(super) fn case(c: char) -> Case {
    match c {
        'a'..='z' | 'ß'..='ö' | 'ø'..='ÿ' | 'а'..='џ' => Case::Small,
        'A'..='Z' | 'А'..='Я' => Case::Upper,
        _ if is_caseless(c) => Case::None,
        _ if chars::is_lowercase(c) => Case::Small,
        _ if c.is_uppercase() => Case::Upper,
        _ => Case::None,
    }
}

/// The scripts from Hebrew to Burmese and those of East Asia, which have no capitals.
pub(super) fn is_caseless(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{109f}' | '\u{3000}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}')
}

/// Marks after which a new text can begin.
pub(super) fn is_stop(c: char) -> bool {
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
            | '။'
            | '។'
            | '៕'
    )
}

/// Characters that are as if they were not there: soft hyphen, zero-width marks, combining accents, Hebrew and
/// Arabic vowel signs, Arabic letter stretching, and the Indic signs that join letters.
pub(super) fn is_ignored(c: char) -> bool {
    c >= '\u{ad}'
        && (chars::is_weightless(c)
            || chars::is_joining(c)
            || matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{652}'
                | '\u{fe0f}'))
}

/// A Korean syllable.
pub(super) fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣')
}

pub(super) fn is_spaceless(c: char) -> bool {
    c >= '©'
        && (is_unspaced(c)
            || matches!(c, '©' | '\u{3005}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

pub(super) fn fold(c: char, mut take: impl FnMut(char)) {
    match c {
        '\0'..='\x7f' => take(c.to_ascii_lowercase()),
        'ß' | 'ẞ' => {
            take('s');
            take('s');
        }
        'à'..='ö' | 'ø'..='ÿ' | 'а'..='џ' => take(base_letter(c)),
        _ if is_caseless(c) => take(base_letter(c)),
        _ => c.to_lowercase().filter(|&c| !is_ignored(c)).for_each(|c| take(base_letter(c))),
    }
}

/// The letter under an accent, so that `PUBLICITE` is `publicité` and composed or split accents are one.
pub(super) fn base_letter(c: char) -> char {
    match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ạ'..='ặ' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ỉ'..='ị' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ọ'..='ợ' => 'o',
        'ŕ' | 'ŗ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ụ'..='ự' => 'u',
        'ý' | 'ÿ' | 'ỳ'..='ỹ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        'ё' => 'е',
        'й' => 'и',
        'ї' => 'і',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'أ' | 'إ' | 'آ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' => 'ه',
        _ => c,
    }
}
