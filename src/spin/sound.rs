//! Whether "a" or "an" stands before a word.

/// Whether the word begins with a vowel as it is spoken: "an hour", "a unit".
pub(crate) fn takes_an(word: &str) -> bool {
    let word: String = word.chars().take(6).flat_map(char::to_lowercase).collect();
    let starts = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
    match word.chars().next() {
        Some('h') => starts(&["hour", "hones", "honor", "honou", "heir"]),
        Some('u') => !starts(&["uni", "use", "usa", "usu", "uti", "uto"]) || starts(&["unim", "unin", "unid"]),
        Some('e') => !starts(&["eu", "ewe"]),
        Some('o') => !(word == "one" || word == "once" || starts(&["one ", "one-", "once ", "onetim", "one'"])),
        Some(first) => "ai8".contains(first),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::takes_an;

    #[test]
    fn the_sound_decides() {
        for word in
            ["approach", "hour", "honest man", "umbrella", "unimportant", "old", "only child", "easy", "8-year-old"]
        {
            assert!(takes_an(word), "{word}");
        }
        for word in ["house", "university", "user", "usual day", "European", "one-off", "year", "big", ""] {
            assert!(!takes_an(word), "{word}");
        }
    }
}
