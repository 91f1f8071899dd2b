//! English inflection by rule, with the irregular forms that the lexicon's source lists.

use std::collections::HashMap;

/// Irregular forms by base: past, participle and -ing form of verbs, plural of nouns.
#[derive(Debug, Default, Clone)]
pub(crate) struct Irregular<'s> {
    pub(crate) verbs: HashMap<&'s str, [&'s str; 3]>,
    pub(crate) nouns: HashMap<&'s str, &'s str>,
}

/// Base, -s, past, -ing form and participle of a verb phrase: its first word changes.
pub(crate) fn verb(phrase: &str, irregular: &Irregular) -> [String; 5] {
    let (head, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
    let [past, participle, ing] = match irregular.verbs.get(head) {
        Some(forms) => forms.map(str::to_owned),
        None => [past(head), past(head), ing(head)],
    };
    [head.to_owned(), third_person(head), past, ing, participle].map(|form| form + rest)
}

/// Singular and plural of a noun phrase: its last word changes.
pub(crate) fn noun(phrase: &str, irregular: &Irregular) -> [String; 2] {
    let head = phrase.rfind(' ').map_or(0, |space| space + 1);
    let (rest, last) = phrase.split_at(head);
    let plural = match irregular.nouns.get(phrase).or_else(|| irregular.nouns.get(last)) {
        Some(plural) if plural.contains(' ') => return [phrase.to_owned(), (*plural).to_owned()],
        Some(plural) => (*plural).to_owned(),
        None => plural_of(last),
    };
    [phrase.to_owned(), format!("{rest}{plural}")]
}

/// Whether a form of "be", "have" or "do" fits the word before it in number; `None` for other verbs.
pub(crate) fn agrees(subject: &str, verb: &str) -> Option<bool> {
    let several = match verb.split(' ').next()? {
        "were" | "are" | "have" | "do" => true,
        "was" | "is" | "has" | "does" => false,
        _ => return None,
    };
    let subject = subject.to_ascii_lowercase();
    let listed = ["we", "you", "they", "these", "those", "people", "men", "women", "children", "police", "who"];
    Some(several == (listed.contains(&subject.as_str()) || (subject.len() > 3 && is_plural(&subject))))
}

fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && !word.ends_with("is")
}

/// Words that are plural already, or have none, stay.
fn plural_of(word: &str) -> String {
    if is_plural(word) || word == "people" { word.to_owned() } else { third_person(word) }
}

fn third_person(word: &str) -> String {
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end));
    match word {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" | "go" => format!("{word}es"),
        _ if hissing => format!("{word}es"),
        _ => match consonant_y(word) {
            Some(stem) => format!("{stem}ies"),
            None => format!("{word}s"),
        },
    }
}

fn past(word: &str) -> String {
    if word.ends_with('e') {
        return format!("{word}d");
    }
    match consonant_y(word) {
        Some(stem) => format!("{stem}ied"),
        None => doubled(word) + "ed",
    }
}

fn ing(word: &str) -> String {
    let silent_e = word.len() > 2 && word.ends_with('e') && !word.ends_with("ee") && !word.ends_with("ie");
    match word.strip_suffix("ie") {
        Some(stem) => format!("{stem}ying"),
        None if silent_e => format!("{}ing", &word[..word.len() - 1]),
        None => doubled(word) + "ing",
    }
}

/// "carr" of "carry".
fn consonant_y(word: &str) -> Option<&str> {
    let stem = word.strip_suffix('y')?;
    (!stem.ends_with(vowel)).then_some(stem)
}

/// "stopp" of "stop": one vowel, then one consonant that doubles.
fn doubled(word: &str) -> String {
    let mut ends = word.chars().rev();
    let (last, middle) = (ends.next(), ends.next());
    let closed = last.is_some_and(|last| !vowel(last) && !"wxy".contains(last));
    let short = middle.is_some_and(vowel) && word.chars().filter(|&letter| vowel(letter)).count() == 1;
    match last {
        Some(last) if closed && short => format!("{word}{last}"),
        _ => word.to_owned(),
    }
}

fn vowel(letter: char) -> bool {
    "aeiou".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subject_and_verb_agree() {
        assert_eq!(agrees("Officials", "were told"), Some(true));
        assert_eq!(agrees("officials", "was"), Some(false));
        assert_eq!(agrees("she", "was"), Some(true));
        assert_eq!(agrees("they", "is"), Some(false));
        assert_eq!(agrees("they", "said"), None);
    }

    #[test]
    fn verbs_and_nouns_take_their_endings() {
        let mut irregular = Irregular::default();
        irregular.verbs.insert("make", ["made", "made", "making"]);
        let forms = |phrase| verb(phrase, &irregular).join(" / ");
        assert_eq!(forms("make use of"), "make use of / makes use of / made use of / making use of / made use of");
        assert_eq!(forms("stop"), "stop / stops / stopped / stopping / stopped");
        assert_eq!(forms("carry"), "carry / carries / carried / carrying / carried");
        assert_eq!(forms("die"), "die / dies / died / dying / died");
        assert_eq!(forms("touch"), "touch / touches / touched / touching / touched");
        assert_eq!(noun("country", &irregular), ["country", "countries"]);
        assert_eq!(noun("service provider", &irregular)[1], "service providers");
    }
}
