//! Patterns of file names, as shells have them.

/// A pattern: `*` is anything but `/`, `**` anything at all, `?` one character, `[a-c]` and `[!a-c]` one of some.
#[derive(Debug, Clone)]
pub struct Glob(Vec<Token>);

#[derive(Debug, Clone)]
enum Token {
    Char(char),
    One,
    Set {
        not: bool,
        ranges: Vec<(char, char)>,
    },
    Star,
    /// Whole folders, none included.
    Folders,
    Anything,
}

/// Whether a text is a pattern.
pub fn is_pattern(text: &str) -> bool {
    text.contains(['*', '?', '['])
}

impl Glob {
    pub fn new(pattern: &str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            let (token, len) = match first {
                '*' if rest.starts_with("**/") => (Token::Folders, 3),
                '*' if rest.starts_with("**") => (Token::Anything, 2),
                '*' => (Token::Star, 1),
                '?' => (Token::One, 1),
                '[' => set(rest).unwrap_or((Token::Char('['), 1)),
                _ => (Token::Char(first), first.len_utf8()),
            };
            tokens.push(token);
            rest = &rest[len..];
        }
        Glob(tokens)
    }

    /// Whether a path matches from its beginning to its end. Takes time in proportion to both lengths.
    pub fn matches(&self, path: &str) -> bool {
        let path: Vec<char> = path.chars().collect();
        // Whether the tokens so far match the first n characters.
        let mut ends = vec![false; path.len() + 1];
        ends[0] = true;
        for token in &self.0 {
            ends = token.after(&path, &ends);
        }
        ends[path.len()]
    }
}

impl Token {
    fn after(&self, path: &[char], before: &[bool]) -> Vec<bool> {
        let mut ends = vec![false; before.len()];
        // Whether what the token has taken so far may go on.
        let mut open = false;
        for at in 0..before.len() {
            let last = at.checked_sub(1).map(|at| path[at]);
            open = before[at] || open && (!matches!(self, Token::Star) || last != Some('/'));
            ends[at] = match self {
                Token::Star | Token::Anything => open,
                Token::Folders => before[at] || open && last == Some('/'),
                _ => at > 0 && before[at - 1] && last.is_some_and(|c| self.takes(c)),
            };
        }
        ends
    }

    fn takes(&self, c: char) -> bool {
        match self {
            Token::Char(own) => *own == c,
            Token::Set { not, ranges } => {
                c != '/' && ranges.iter().any(|(from, to)| (*from..=*to).contains(&c)) != *not
            }
            _ => c != '/',
        }
    }
}

/// The set that a pattern begins with, and its length.
fn set(pattern: &str) -> Option<(Token, usize)> {
    let not = pattern.starts_with("[!");
    let start = if not { 2 } else { 1 };
    let len = pattern[start..].char_indices().skip(1).find(|(_, c)| *c == ']')?.0;
    let chars: Vec<char> = pattern[start..start + len].chars().collect();
    let (mut ranges, mut rest) = (Vec::new(), &chars[..]);
    while let [from, after @ ..] = rest {
        (rest, _) = match after {
            ['-', to, after @ ..] => (after, ranges.push((*from, *to))),
            _ => (after, ranges.push((*from, *from))),
        };
    }
    Some((Token::Set { not, ranges }, start + len + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_in_a_shell() {
        let cases = [
            ("*.html", "a.html", true),
            ("*.html", "a/b.html", false),
            ("*.html", "a.html.gz", false),
            ("**/*.html", "a.html", true),
            ("**/*.html", "a/b/c.html", true),
            ("a/**", "a/b/c.html", true),
            ("a/**/c", "a/c", true),
            ("a/**/c", "a/bc", false),
            ("a/**/c", "a/b/b/c", true),
            ("p?ge", "page", true),
            ("p?ge", "p/ge", false),
            ("[a-c]x", "bx", true),
            ("[!a-c]x", "bx", false),
            ("[]]x", "]x", true),
            ("[a", "[a", true),
            ("ä*ö", "äßö", true),
            ("", "", true),
            ("*", "", true),
        ];
        for (pattern, path, expected) in cases {
            assert_eq!(Glob::new(pattern).matches(path), expected, "{pattern} on {path}");
        }
    }

    #[test]
    fn many_stars_cost_no_more_than_their_number() {
        assert!(!Glob::new(&"*a".repeat(200)).matches(&"a".repeat(199)));
    }
}
