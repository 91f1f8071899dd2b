//! Words as word tokenizers see them.

use crate::chars;
use crate::words::is_ideograph;

/// Pieces between white space, marks at both ends split off one by one, each ideograph alone.
pub(super) fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(text.len() / 5);
    for piece in text.split_whitespace() {
        let core = piece.trim_start_matches(is_mark);
        marks(&piece[..piece.len() - core.len()], &mut words);
        let bare = core.trim_end_matches(is_mark);
        ideographs(bare, &mut words);
        marks(&core[bare.len()..], &mut words);
    }
    words
}

fn is_mark(c: char) -> bool {
    !chars::is_alphanumeric(c)
}

fn marks<'t>(text: &'t str, words: &mut Vec<&'t str>) {
    words.extend(text.char_indices().map(|(at, c)| &text[at..at + c.len_utf8()]));
}

fn ideographs<'t>(text: &'t str, words: &mut Vec<&'t str>) {
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| is_ideograph(*c)) {
        words.extend((from < at).then(|| &text[from..at]));
        from = at + c.len_utf8();
        words.push(&text[at..from]);
    }
    words.extend((from < text.len()).then(|| &text[from..]));
}

/// Whether a word holds more than marks.
pub(super) fn is_word(word: &&&str) -> bool {
    word.contains(chars::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn marks_stand_alone_and_clitics_stay() {
        assert_eq!(words("“Don't,” she said: 3.5 km…"), ["“", "Don't", ",", "”", "she", "said", ":", "3.5", "km", "…"]);
        assert_eq!(words("東京 (2024)"), ["東", "京", "(", "2024", ")"]);
        assert_eq!(words(" -- "), ["-", "-"]);
    }
}
