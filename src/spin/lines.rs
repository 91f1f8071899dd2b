//! How much the lines of a text tell about its writer.

use super::token::Token;

/// How much each line counts: list items and code say little about who wrote the prose.
pub(super) fn weights(body: &str, tokens: &[Token]) -> Vec<f32> {
    let mut words = vec![0usize; tokens.last().map_or(0, |token| token.line as usize + 1)];
    for token in tokens {
        words[token.line as usize] += 1;
    }
    body.split('\n').zip(words).map(|(line, words)| weight(line.trim(), words)).collect()
}

/// The bytes that code is full of.
const CODE: [bool; 256] = {
    let mut code = [false; 256];
    let signs = b"{}[]<>=;|_\\";
    let mut at = 0;
    while at < signs.len() {
        code[signs[at] as usize] = true;
        at += 1;
    }
    code
};

fn weight(line: &str, words: usize) -> f32 {
    let code = line.bytes().filter(|byte| CODE[usize::from(*byte)]).count();
    let bullet = line.starts_with(['-', '*', '•', '·', '#']);
    match words {
        _ if code * 8 > words => 0.2,
        0..=4 => 0.3,
        _ if bullet => 0.6,
        _ => 1.0,
    }
}
