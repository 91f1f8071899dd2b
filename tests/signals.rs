//! The signals against their definitions, written down here once more as plainly as they are published, over the corpus.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use unspun::signals::Signals;

/// Bodies of the corpus, good and bad, with their signals.
static BODIES: LazyLock<Vec<(String, Signals)>> = LazyLock::new(|| {
    let measured = |body: String| (Signals::of(&body), body);
    bodies().into_iter().map(measured).map(|(signals, body)| (body, signals)).collect()
});

fn bodies() -> Vec<String> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = fs::read_dir(corpus).expect("a corpus").flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| fs::read_to_string(path.join("gold.txt")).ok();
    let mut bodies: Vec<String> = paths.iter().filter_map(read).filter(|text| !text.trim().is_empty()).collect();
    assert!(bodies.len() > 20, "{} bodies", bodies.len());
    let twice = format!("{}\n{}", bodies[0], bodies[0]);
    let menu = "Home | News\n• Sport ...\nRead more…\n#1 #2 {x}\nLorem ipsum JavaScript terms of use.\n".repeat(4);
    bodies.extend([twice, menu, "one".to_owned(), String::new()]);
    bodies
}

fn check(name: &str, definition: impl Fn(&str) -> f64) {
    for (body, signals) in BODIES.iter() {
        let (found, expected) = (signals.get(name).expect(name), definition(body));
        assert!(
            (found - expected).abs() < 1e-9,
            "{name}: {found}, not {expected}, of {:?}",
            body.chars().take(60).collect::<String>()
        );
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn ideograph(c: char) -> bool {
    matches!(c as u32, 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x2fa1f)
}

/// Tokens: white space separates, marks at the ends of a piece and ideographs are tokens of their own.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    for piece in text.split_whitespace() {
        let signs: Vec<char> = piece.chars().collect();
        let first = signs.iter().position(|c| c.is_alphanumeric()).unwrap_or(signs.len());
        let last = signs.iter().rposition(|c| c.is_alphanumeric()).map_or(first, |at| at + 1);
        let mut word = String::new();
        for (at, c) in signs.into_iter().enumerate() {
            if at < first || at >= last || ideograph(c) {
                tokens.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
                tokens.push(c.to_string());
            } else {
                word.push(c);
            }
        }
        tokens.extend((!word.is_empty()).then_some(word));
    }
    tokens
}

fn words(text: &str) -> Vec<String> {
    tokens(text).into_iter().filter(|token| token.chars().any(char::is_alphanumeric)).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[test]
fn gopher_quality() {
    check("gopher_words", |text| words(text).len() as f64);
    check("gopher_mean_word_length", |text| {
        let words = words(text);
        ratio(words.iter().map(|word| length(word)).sum(), words.len())
    });
    check("gopher_hash_ratio", |text| ratio(text.chars().filter(|c| *c == '#').count(), words(text).len()));
    check("gopher_ellipsis_ratio", |text| {
        ratio(text.split("...").count() - 1 + text.split('…').count() - 1, words(text).len())
    });
    check("gopher_bullet_lines", |text| {
        let bullets = lines(text).iter().filter(|line| line.starts_with('•') || line.starts_with('-')).count();
        ratio(bullets, lines(text).len())
    });
    check("gopher_ellipsis_lines", |text| {
        let trailing = lines(text).iter().filter(|line| line.ends_with('…') || line.ends_with("...")).count();
        ratio(trailing, lines(text).len())
    });
    check("gopher_alphabetic_words", |text| {
        let words = words(text);
        ratio(words.iter().filter(|word| word.chars().any(char::is_alphabetic)).count(), words.len())
    });
    check("gopher_stop_words", |text| {
        let words = words(text);
        let stops = ["the", "be", "to", "of", "and", "that", "have", "with"];
        stops.iter().filter(|stop| words.iter().any(|word| word == **stop)).count() as f64
    });
}

/// Pieces that an earlier piece equals: how many, and their characters.
fn repeats(pieces: &[&str]) -> (usize, usize) {
    let again = pieces.iter().enumerate().filter(|(at, piece)| pieces[..*at].contains(piece));
    again.fold((0, 0), |(count, chars), (_, piece)| (count + 1, chars + length(piece)))
}

#[test]
fn gopher_repetition() {
    let paragraphs = |text: &str| -> Vec<String> {
        text.split("\n\n")
            .map(|paragraph| paragraph.trim().to_owned())
            .filter(|paragraph| !paragraph.is_empty())
            .collect()
    };
    check("gopher_dup_lines", |text| ratio(repeats(&lines(text)).0, lines(text).len()));
    check("gopher_dup_line_chars", |text| ratio(repeats(&lines(text)).1, length(text)));
    check("gopher_dup_paragraphs", |text| {
        let paragraphs = paragraphs(text);
        ratio(repeats(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>()).0, paragraphs.len())
    });
    check("gopher_dup_paragraph_chars", |text| {
        let paragraphs = paragraphs(text);
        ratio(repeats(&paragraphs.iter().map(String::as_str).collect::<Vec<_>>()).1, length(text))
    });
    for n in 2..=4 {
        check(&format!("gopher_top_{n}_gram"), |text| {
            let tokens = tokens(text);
            let mut counts: HashMap<String, usize> = HashMap::new();
            let grams: Vec<String> = tokens.windows(n).map(|gram| gram.join(" ")).collect();
            grams.iter().for_each(|gram| *counts.entry(gram.clone()).or_default() += 1);
            let most = counts.values().copied().max().unwrap_or(0);
            let first = grams.iter().find(|gram| counts[*gram] == most);
            first.filter(|_| most > 1).map_or(0.0, |gram| ratio(most * length(gram), length(text)))
        });
    }
    for n in 5..=10 {
        check(&format!("gopher_dup_{n}_gram"), |text| {
            let tokens = tokens(text);
            let (mut seen, mut at, mut chars) = (Vec::new(), 0, 0);
            while at + n <= tokens.len() {
                let gram = tokens[at..at + n].join(" ");
                if seen.contains(&gram) {
                    chars += length(&gram);
                    at += n;
                } else {
                    seen.push(gram);
                    at += 1;
                }
            }
            ratio(chars, length(text))
        });
    }
}

#[test]
fn c4() {
    let stays = |line: &&str| {
        let pieces: Vec<&str> = line.split_whitespace().collect();
        let lower = line.to_lowercase();
        let policy =
            ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"];
        matches!(line.chars().last(), Some('.' | '?' | '!' | '"'))
            && !line.ends_with("...")
            && pieces.len() >= 5
            && pieces.iter().all(|piece| length(piece) <= 1_000)
            && !lower.contains("javascript")
            && policy.iter().all(|phrase| !lower.contains(phrase))
    };
    check("c4_lines_kept", |text| ratio(lines(text).iter().filter(|line| stays(line)).count(), lines(text).len()));
    check("c4_words_kept", |text| {
        let count = |line: &&str| line.split_whitespace().count();
        let kept = lines(text).iter().filter(|line| stays(line)).map(count).sum();
        ratio(kept, lines(text).iter().map(count).sum())
    });
    check("c4_lorem_ipsum", |text| (text.to_lowercase().split("lorem ipsum").count() - 1) as f64);
    check("c4_curly_brackets", |text| text.chars().filter(|c| *c == '{').count() as f64);
    let sentences = |text: &str| Signals::of(text).get("c4_sentences");
    assert_eq!(sentences("It rained all of the day. Nobody came to the fair! Why would they?\nToo short."), Some(3.0));
    assert_eq!(sentences("A menu without an end of any sort\n"), Some(0.0));
}

#[test]
fn fineweb() {
    let raw = |text: &str| -> Vec<String> {
        text.split('\n').filter(|line| !line.trim().is_empty()).map(str::to_owned).collect()
    };
    check("fineweb_ended_lines", |text| {
        let ended = |line: &&String| matches!(line.chars().last(), Some('.' | '\'' | '"' | '!' | '?'));
        ratio(raw(text).iter().filter(ended).count(), raw(text).len())
    });
    check("fineweb_short_lines", |text| {
        ratio(raw(text).iter().filter(|line| length(line) <= 30).count(), raw(text).len())
    });
    check("fineweb_dup_line_chars", |text| {
        let lines = raw(text);
        ratio(repeats(&lines.iter().map(String::as_str).collect::<Vec<_>>()).1, length(&text.replace('\n', "")))
    });
    check("fineweb_breaks_per_word", |text| ratio(text.chars().filter(|c| *c == '\n').count(), tokens(text).len()));
}

#[test]
fn redpajama() {
    let normalized = |text: &str| -> Vec<String> {
        let kept: String =
            text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || *c == '_' || c.is_whitespace()).collect();
        kept.split_whitespace().map(str::to_owned).collect()
    };
    let raw = |text: &str| -> Vec<String> {
        let mut words: Vec<(u8, String)> = Vec::new();
        for c in text.chars() {
            let class = if c.is_whitespace() {
                0
            } else if c.is_alphanumeric() || c == '_' {
                1
            } else {
                2
            };
            match words.last_mut() {
                Some((last, word)) if *last == class => word.push(c),
                _ => words.push((class, c.to_string())),
            }
        }
        words.into_iter().filter(|(class, _)| *class > 0).map(|(_, word)| word).collect()
    };
    check("rps_doc_word_count", |text| normalized(text).len() as f64);
    check("rps_doc_mean_word_length", |text| {
        let words = normalized(text);
        ratio(words.iter().map(|word| length(word)).sum(), words.len())
    });
    check("rps_doc_frac_unique_words", |text| {
        let words = normalized(text);
        ratio(words.iter().collect::<std::collections::HashSet<_>>().len(), words.len())
    });
    check("rps_doc_unigram_entropy", |text| {
        let words = normalized(text);
        let share = |word: &String| ratio(words.iter().filter(|other| *other == word).count(), words.len());
        words.iter().map(|word| -share(word).ln()).sum::<f64>() / (words.len().max(1) as f64)
    });
    check("rps_doc_symbol_to_word_ratio", |text| {
        let symbols: usize = ["#", "...", "…"].iter().map(|symbol| text.split(symbol).count() - 1).sum();
        ratio(symbols, raw(text).len())
    });
    check("rps_doc_frac_no_alph_words", |text| {
        let words = raw(text);
        ratio(words.iter().filter(|word| !word.chars().any(|c| c.is_ascii_alphabetic())).count(), words.len())
    });
    check("rps_doc_frac_all_caps_words", |text| {
        let words = raw(text);
        let shouted = |word: &&String| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
        ratio(words.iter().filter(shouted).count(), words.len())
    });
    check("rps_doc_num_sentences", |text| {
        let mut sentences = 0;
        let mut open = false;
        for c in text.chars() {
            if matches!(c, '.' | '!' | '?') {
                open = false;
            } else if !open && (c.is_alphanumeric() || c == '_') {
                open = true;
                sentences += 1;
            }
        }
        f64::from(sentences)
    });
    check("rps_lines_uppercase_letter_fraction", |text| {
        let share = |line: &&str| ratio(line.chars().filter(|c| c.is_uppercase()).count(), length(line));
        lines(text).iter().map(share).sum::<f64>() / lines(text).len().max(1) as f64
    });
    check("rps_lines_ending_with_terminal_punctuation_mark", |text| {
        let ended = |line: &&&str| matches!(line.chars().last(), Some('.' | '!' | '?' | '”'));
        ratio(lines(text).iter().filter(ended).count(), lines(text).len())
    });
    check("rps_doc_frac_lines_end_with_ellipsis", |text| {
        let trailing = lines(text).iter().filter(|line| line.ends_with('…') || line.ends_with("...")).count();
        ratio(trailing, lines(text).len())
    });
}
