//! Text of a page, wrapped for a terminal.

use crate::harmless::harmless;
use crate::paint::{Paint, Style};

/// Columns that a character takes.
pub fn width(c: char) -> usize {
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{483}'..='\u{489}'
        | '\u{591}'..='\u{5bd}'
        | '\u{610}'..='\u{61a}'
        | '\u{64b}'..='\u{65f}' => 0,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 2,
        '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' => 2,
        '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}

/// Breaks styled text into lines of at most `columns`, white space folded.
pub fn wrap(pieces: &[(Style, String)], columns: usize, paint: Paint) -> Vec<String> {
    let mut wrap = Wrap { columns, paint, lines: Vec::new(), line: Line::default(), word: Vec::new(), space: None };
    for (style, text) in pieces {
        harmless(text).chars().for_each(|c| wrap.char(c, *style));
    }
    wrap.end_word();
    wrap.end_line();
    wrap.lines
}

#[derive(Default)]
struct Line {
    text: String,
    used: usize,
    style: Option<Style>,
}

struct Wrap {
    columns: usize,
    paint: Paint,
    lines: Vec<String>,
    line: Line,
    word: Vec<(char, Style)>,
    /// The style of white space that is due.
    space: Option<Style>,
}

impl Wrap {
    fn char(&mut self, c: char, style: Style) {
        if c.is_whitespace() {
            self.end_word();
            self.space = Some(style);
            return;
        }
        self.word.push((c, style));
        // Wide characters stand without spaces, and any may end a line; so must a word longer than one.
        if width(c) == 2 || self.word.len() >= self.columns {
            self.end_word();
        }
    }

    fn end_word(&mut self) {
        if self.word.is_empty() {
            return;
        }
        let needed: usize = self.word.iter().map(|(c, _)| width(*c)).sum();
        let space = self.space.take();
        if self.line.used > 0 && self.line.used + usize::from(space.is_some()) + needed > self.columns {
            self.end_line();
        } else if let Some(style) = space.filter(|_| self.line.used > 0) {
            self.put(' ', style);
        }
        for (c, style) in std::mem::take(&mut self.word) {
            self.put(c, style);
        }
    }

    fn put(&mut self, c: char, style: Style) {
        let before = self.line.style.unwrap_or(Style::PLAIN);
        self.line.text.push_str(&self.paint.switch(before, style));
        self.line.text.push(c);
        self.line.used += width(c);
        self.line.style = Some(style);
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        if line.used > 0 {
            line.text.push_str(&self.paint.switch(line.style.unwrap_or(Style::PLAIN), Style::PLAIN));
            self.lines.push(line.text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paint::Color;

    #[test]
    fn lines_are_no_wider_than_asked() {
        let text = "Ein Satz mit einigen Wörtern und einemsehrlangenwortdasnichtpasst 東京都庁の展望室 end.";
        let lines = wrap(&[(Style::FLAG, text.to_owned())], 12, Paint::new(Color::Never, &std::io::stdout()));
        assert!(lines.iter().all(|line| line.chars().map(width).sum::<usize>() <= 12), "{lines:?}");
        let squeezed = |text: &str| text.replace(' ', "");
        assert_eq!(squeezed(&lines.concat()), squeezed(text));
    }

    #[test]
    fn every_line_ends_plain() {
        let pieces = [(Style::PLAIN, "one ".to_owned()), (Style::FLAG, "two three four".to_owned())];
        let lines = wrap(&pieces, 9, Paint::new(Color::Always, &std::io::stdout()));
        assert_eq!(lines, ["one \x1b[4;33mtwo\x1b[0m", "\x1b[4;33mthree\x1b[0m", "\x1b[4;33mfour\x1b[0m"]);
    }
}
