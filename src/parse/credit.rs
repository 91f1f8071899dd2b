//! Where the credit of a picture begins in a line.

use crate::chars;
use crate::prose::ends_sentence;

use crate::words::{self, behind_last};

/// A credit names a person, an agency or both.
const CREDIT_WORDS: usize = 10;
/// Credits stand at the end; only so much of a line is searched for them.
const TAIL_BYTES: usize = 120;
/// Words that open a credit, before a colon, "by" or "credit", or by themselves.
const OPENERS: [&str; 52] = [
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photographer",
    "picture",
    "pictures",
    "image",
    "images",
    "credit",
    "credits",
    "foto",
    "fotos",
    "fotograf",
    "bild",
    "bilder",
    "crédit",
    "crédits",
    "crédito",
    "créditos",
    "fotografía",
    "fotografia",
    "zdjęcie",
    "fot",
    "фото",
    "fotoğraf",
    "写真",
    "写真提供",
    "图片来源",
    "摄影",
    "تصوير",
    "صورة",
    "beeld",
    "kuva",
    "снимка",
    "снимки",
    "φωτό",
    "φωτο",
    "φωτ",
    "φωτογραφία",
    "fotó",
    "kép",
    "fotografie",
    "ảnh",
    "عکس",
    "צילום",
    "फोटो",
    "तस्वीर",
    "ছবি",
    "ภาพ",
    "사진",
    "图片",
];
/// Agencies that sign after a stroke or in brackets.
const AGENCIES: [&str; 17] = [
    "afp",
    "reuters",
    "getty",
    "getty images",
    "epa",
    "ap",
    "shutterstock",
    "dpa",
    "ansa",
    "efe",
    "alamy",
    "bloomberg",
    "epa-efe",
    "istock",
    "ap photo",
    "imago",
    "picture alliance",
];

/// Byte at which the credit of a line begins: "… © Jane Doe/AFP", "… (Photo: Jane Doe)", "… Jane Doe/Getty Images".
pub(crate) fn start(text: &str) -> Option<usize> {
    copyright(text)
        .or_else(|| opener(text))
        .or_else(|| signature(text))
        .or_else(|| shouted(text))
        .or_else(|| archive(text))
        .or_else(|| chinese(text))
        .or_else(|| bare(text))
}

/// "…。晚报记者 祝明岚 摄" without brackets: a few characters behind the last sentence, and a word for taking the picture.
fn bare(text: &str) -> Option<usize> {
    const CHARACTERS: usize = 20;
    let text = text.trim_end();
    let taken = ["摄", "攝", "供图", "供圖", "／攝影", "撮影"].iter().any(|word| text.ends_with(word));
    let start = || behind_last(text, &['。', '！', '？']);
    taken.then(start).filter(|at| text[*at..].chars().count() <= CHARACTERS)
}

/// "… | JANE DOE / THE COURIER": a person and who sent them, in capitals behind a bar or the end of a sentence.
fn shouted(text: &str) -> Option<usize> {
    let shout = text.rfind(chars::is_lowercase)?;
    let at = shout + text[shout..].find(['|', '.', '!', '?'])?;
    let (person, sender) = text[at + 1..].split_once('/')?;
    let is_name = |name: &str| name.chars().any(char::is_alphabetic) && !name.contains('/');
    let signed = is_name(person) && is_name(sender) && words::count(&text[at..]) <= CREDIT_WORDS;
    signed.then_some(at + usize::from(!text[at..].starts_with('|')))
}

/// "(foto d'archivio)", "(Archive photo)": a picture and where it lay, in brackets.
fn archive(text: &str) -> Option<usize> {
    let inside = text.trim_end().trim_end_matches('.').strip_suffix(')')?;
    let at = inside.rfind('(').filter(|at| *at > 0 && inside.len() - at <= TAIL_BYTES)?;
    let words: Vec<String> = words::split(&inside[at..]).take(CREDIT_WORDS).map(str::to_lowercase).collect();
    let lies =
        words.iter().any(|word| ["archiv", "archív", "arkiv", "архив"].iter().any(|stem| word.starts_with(stem)));
    let shown = || words.iter().any(|word| OPENERS.contains(&word.as_str()));
    (lies && shown() && words.len() <= 4).then_some(at)
}

/// "（记者 祝明岚 摄）": a name, and a word for taking the picture, in brackets.
fn chinese(text: &str) -> Option<usize> {
    let inside = text.trim_end().strip_suffix(['）', ')'])?;
    let at = inside.rfind(['（', '('])?;
    let taken = ["摄", "摄影", "供图", "图", "撮影"].iter().any(|word| inside.ends_with(word));
    (taken && words::count(&inside[at..]) <= 2 * CREDIT_WORDS).then_some(at)
}

fn copyright(text: &str) -> Option<usize> {
    let letter = || text.rmatch_indices('(').map(|(at, _)| at).find(|at| is_copyright(&text[*at..]));
    let at = text.rfind('©').or_else(letter)?;
    let holder = &text[at..];
    // "© 2024 Harbour News" is the copyright line of the page.
    (words::count(holder) <= CREDIT_WORDS && !holder.contains("20") && at > 0).then_some(at)
}

/// "(c) Jane Doe", not the third of some points.
fn is_copyright(text: &str) -> bool {
    text.strip_prefix("(c) ").is_some_and(|holder| !holder.starts_with(chars::is_lowercase))
}

fn opener(text: &str) -> Option<usize> {
    let from = (text.len().saturating_sub(TAIL_BYTES)..=text.len()).find(|&at| text.is_char_boundary(at))?;
    let tail = &text[from..];
    let mut words = words::split(tail).map(|word| (word.as_ptr() as usize - tail.as_ptr() as usize, word));
    let at = words.find(|(at, word)| opens(word, &tail[..*at], &tail[at + word.len()..]))?.0;
    let short = words::count(&tail[at..]) <= CREDIT_WORDS + 2 && !ends_sentence(&tail[at..]);
    let bracket = tail[..at].trim_end().ends_with(['(', '[', '（']);
    let start = if bracket { tail[..at].rfind(['(', '[', '（'])? } else { at };
    (short && from + at < text.len()).then_some(from + start)
}

/// Whether a word opens a credit, given what stands before it and what follows it.
fn opens(word: &str, before: &str, rest: &str) -> bool {
    // Most words have a space and a small letter behind them: "by" and "credit" begin with others.
    if let [b' ', b'a' | b'd'..=b'z', ..] = rest.as_bytes() {
        return false;
    }
    let listed = || OPENERS.iter().any(|opener| opener.len() == word.len() && word.to_lowercase() == *opener);
    let rest = rest.trim_start_matches([' ', '\u{a0}', '.']);
    let marked = rest.starts_with([':', '：'])
        || rest.starts_with("by ")
        || rest.starts_with("credit")
        || rest.starts_with("Credit");
    stands_apart(before) && (marked || word.len() < 6 && signs(before, rest)) && listed() && names_somebody(rest)
}

/// Without a colon a name must follow, and that behind a break or with an agency: "Image Processor" is no credit.
fn signs(before: &str, rest: &str) -> bool {
    let broken = before.trim_end().ends_with(['.', '!', '?', '。', '(', '[', '（', ')', '|', '/', '—']);
    rest.starts_with(|c: char| c.is_uppercase()) && (broken || rest.contains('/'))
}

/// A name begins with a capital, where there are any.
fn names_somebody(rest: &str) -> bool {
    let name = rest.trim_start_matches([':', '：', ' ']);
    name.split_whitespace()
        .take(3)
        .any(|word| word.starts_with(|c: char| c.is_uppercase() || chars::is_alphabetic(c) && !chars::is_lowercase(c)))
}

fn stands_apart(before: &str) -> bool {
    before.is_empty() || before.ends_with([' ', '(', '[', '（', '—', '-', '|', '\n', '.', ',', '/'])
}

fn signature(text: &str) -> Option<usize> {
    let tail = text.trim_end_matches([')', ']', '.', ' ']);
    let near = tail.len().saturating_sub(23);
    let at = near + tail.as_bytes()[near..].iter().rposition(|byte| matches!(byte, b'/' | b'(' | b'|'))?;
    let name = tail[at + 1..].trim();
    let signed = AGENCIES.iter().any(|agency| name.eq_ignore_ascii_case(agency));
    let start = behind_last(&text[..at], &['.', '(', '。']);
    signed.then_some(if text[at..].starts_with('(') { at } else { start })
}

#[cfg(test)]
mod tests {
    use super::start;

    #[test]
    fn credits_are_found_where_they_begin() {
        for (text, credit) in [
            ("The old pier © Jane Doe/Harbour News", "© Jane Doe/Harbour News"),
            ("The old pier at dawn. (Photo: Yann Doe/Agence Sud)", "(Photo: Yann Doe/Agence Sud)"),
            ("Blick auf den Hafen. Foto: Jost Muster", "Foto: Jost Muster"),
            ("A man arrives for a hearing Picture: Joel Doe / Evening Mail", "Picture: Joel Doe / Evening Mail"),
            ("The pier. Jane Doe/AFP", " Jane Doe/AFP"),
            ("The pier at dawn. Photo Jane Doe", "Photo Jane Doe"),
            ("Der Hafen am Morgen Bild Jost Muster/dpa", "Bild Jost Muster/dpa"),
            ("The pier at low tide (Reuters)", "(Reuters)"),
            ("渡船靠岸。江边晚报记者 林小舟 摄", "江边晚报记者 林小舟 摄"),
            ("渡船靠岸。受访者供图", "受访者供图"),
            ("渡船靠岸时，许多人在码头上等候。林小舟/AFP", "林小舟/AFP"),
            ("घाट पर नाव। फोटो: तट संवाद", "फोटो: तट संवाद"),
            ("The pier | JANE DOE / THE COURIER", "| JANE DOE / THE COURIER"),
            ("The pier in May. JANE DOE / THE COURIER", " JANE DOE / THE COURIER"),
            ("Molo w Tarrow / fot. Jan Nowak", "fot. Jan Nowak"),
            ("Il molo di Tarrow (foto d'archivio)", "(foto d'archivio)"),
            ("Ghe lúc rạng sáng - Ảnh: LÂM MẪU", "Ảnh: LÂM MẪU"),
        ] {
            assert_eq!(start(text).map(|at| &text[at..]), Some(credit), "{text}");
        }
    }

    #[test]
    fn sentences_about_pictures_have_none() {
        for text in [
            "The photo by the door shows the old pier as it was before the storm.",
            "© 2024 Harbour News. All rights reserved.",
            "He sent a photo: it showed nothing.",
            "Specializing the UI Loader for Various Image Types",
            "- Photo ID of both spouses",
            "Home | ABOUT US | NEWS / Sport",
            "Old pictures (from the archives of the harbour board) are shown in the hall.",
            "and the person who certified (a), (b) or (c) and has not modified",
            "Agencies such as AP and Reuters reported the vote.",
            "这张照片是他在渡口等了三个小时才等到的，也是他这辈子最满意的一张，由他的女儿拍摄",
        ] {
            assert_eq!(start(text), None, "{text}");
        }
    }
}
