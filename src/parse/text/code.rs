//! Code in flat text: between fences, or by its signs and its indentation.

use super::kind;
use super::lines::{End, Line};

/// So far in a block of code stands from the margin by itself; less tells nothing without deeper lines in it.
const MARGIN: u32 = 4;
/// One level is at least so deep.
const LEVEL: u32 = 2;
/// With so many words and a full stop a line is a sentence, whatever signs are in it.
const SENTENCE_WORDS: u32 = 10;

/// First and last line of each block of code, in order; a fence that is never closed is none.
pub(super) fn blocks(text: &str, lines: &[Line]) -> Vec<(usize, usize)> {
    let fences = fenced(text, lines);
    // Most scrapers leave no indentation.
    if lines.iter().all(|line| line.indent < LEVEL) {
        return fences;
    }
    let mut fences = fences.into_iter().peekable();
    let (mut blocks, mut at) = (Vec::new(), 0);
    while at < lines.len() {
        if let Some((_, last)) = fences.next_if(|(first, _)| *first == at) {
            blocks.push((at, last));
            at = last + 1;
            continue;
        }
        let next = fences.peek().map_or(lines.len(), |(first, _)| *first);
        let run = run(text, &lines[at..next]);
        let alone = lines[at].after_blank && lines.get(at + run).is_none_or(|next| next.after_blank);
        if is_block(text, &lines[at..at + run], alone) {
            blocks.push((at, at + run - 1));
        }
        at += run.max(1);
    }
    blocks
}

fn fenced(text: &str, lines: &[Line]) -> Vec<(usize, usize)> {
    let fences: Vec<usize> = (0..lines.len()).filter(|&i| is_fence(text, &lines[i])).collect();
    fences.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()
}

fn is_fence(text: &str, line: &Line) -> bool {
    text[line.range.clone()].starts_with("```")
}

/// Where a block starts whose first line this is: with its indentation, if that is the code's.
pub(super) fn start(text: &str, first: &Line) -> usize {
    first.range.start - if is_fence(text, first) { 0 } else { first.indent as usize }
}

/// How many lines may be code together: the first by its signs, the others by theirs or for standing deeper.
fn run(text: &str, lines: &[Line]) -> usize {
    let Some(first) = lines.first().filter(|first| is_code(text, first)) else { return 0 };
    let deeper = |line: &Line| line.indent >= first.indent + LEVEL && !is_other(text, line);
    let others = lines[1..].iter().take_while(|line| deeper(line) || is_code(text, line)).count();
    1 + others
}

/// Half of the lines must have the signs of code, and indentation must tell, too: one line deeper than another, or all of
/// them far in and `alone` between blank lines.
fn is_block(text: &str, run: &[Line], alone: bool) -> bool {
    let Some(first) = run.first() else { return false };
    let deeper = run.iter().any(|line| line.indent >= first.indent + LEVEL);
    let signs = run.iter().filter(|line| is_code(text, line)).count();
    (deeper || alone && first.indent >= MARGIN) && signs * 2 >= run.len()
}

/// Sentences, items and rows are none.
fn is_other(text: &str, line: &Line) -> bool {
    let body = &text[line.range.clone()];
    kind::has_marker(body) || kind::is_table_row(body) || line.end == End::Stop && line.words >= SENTENCE_WORDS
}

fn is_code(text: &str, line: &Line) -> bool {
    const INSIDE: [&str; 13] = [" = ", " == ", "!=", "+=", "=>", "->", "::", "&&", "||", "${", "$(", "\": ", "</"];
    const BEFORE: [&str; 6] = ["//", "/*", "#!", "#include", ">>> ", "}"];
    let body = &text[line.range.clone()];
    let signed = body.ends_with([';', '{', '}', '[', '(', '\\'])
        || body.starts_with('<') && body.ends_with('>')
        || BEFORE.iter().any(|sign| body.starts_with(sign))
        || INSIDE.iter().any(|sign| body.contains(sign));
    (signed || calls(body)) && !is_other(text, line)
}

/// "fetch(url)": a bracket right behind a name; "item(s)" is none.
fn calls(body: &str) -> bool {
    let Some(last) = body.rfind(')') else { return false };
    let mut brackets = body[..last].match_indices('(').map(|(at, _)| body.split_at(at));
    brackets.any(|(name, inside)| {
        name.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') && !inside.starts_with("(s)")
    })
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    const PROSE: [&str; 2] = [
        "The helper below calls a function until it succeeds, and it sleeps for a longer time after every failure.",
        "Use it with a function that takes no arguments; the number of tries is three unless you say otherwise.",
    ];

    fn body(between: &str) -> String {
        let text = Cleaner::new().clean_text(&format!("{}\n\n{between}\n\n{}", PROSE[0], PROSE[1])).into_body();
        text.replace(PROSE[0], "").replace(PROSE[1], "").trim_matches('\n').to_owned()
    }

    #[test]
    fn code_keeps_its_lines_and_its_indentation() {
        for code in [
            "def retry(fn, times=3):\n    for n in range(times):\n        try:\n            return fn()\n\n    raise Failure()",
            "    print(retry(fetch))",
            "{\n  \"name\": \"retry\",\n  \"tries\": 3\n}",
            "<ul>\n  <li>one</li>\n</ul>",
            "```\nanything at all\n  goes\n```",
        ] {
            assert_eq!(body(code), code);
        }
    }

    #[test]
    fn indented_words_are_no_code() {
        for lines in [
            "  The swans have moved\n    to the old harbour\n  and the piers are free",
            "Member(s) of the crew:\n  Jane Doe",
            "* One = first\n  * Two = second",
            "        The value of a flag that is given twice is the last one, which\n        means that x = 3 and not x = 2 in \
             the example that we gave above,\n        and that nobody needs to look for the first one.",
        ] {
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            assert_eq!(words(&body(lines)), words(lines));
            assert!(!body(lines).contains("\n  "), "{}", body(lines));
        }
    }
}
