//! Text that others wrote (pages, ids, names of files) on its way to a terminal.

/// Text without anything that a terminal obeys: control characters, escape sequences, direction overrides.
pub fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => out.push(c),
            '\x1b' if chars.next_if_eq(&'[').is_some() => while chars.next_if(|c| (' '..='?').contains(c)).is_some() {},
            // The text of other sequences stays, it is inert without their start.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            _ if c.is_control() => {}
            _ => out.push(c),
        }
        if c == '\x1b' {
            chars.next_if(|c| ('@'..='~').contains(c));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[31mred\x1b[0m b"), "ared b");
        assert_eq!(harmless("\x1b]0;title\x07x\x1bPq\u{9b}2J\r\x08\u{202e}y"), "0;titlexq2Jy");
        assert_eq!(harmless("tab\tline\nGröße 東京"), "tab\tline\nGröße 東京");
    }
}
