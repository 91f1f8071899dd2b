//! Tags with thousands of attributes: html5ever compares each one with all before it, which takes quadratic time.
//!
//! The tokenizer does not tell where it stands. But a stretch of source without any token lies inside one tag, comment
//! or declaration; only then all tags that could have begun shortly before are followed side by side.

/// More attributes than any page needs on one tag.
pub(super) const MOST: u32 = 256;

/// Bytes that may stand before an attribute: a stretch holds no more attributes than these. Much faster than to follow it.
pub(super) fn gaps(source: &str) -> u32 {
    source
        .bytes()
        .map(|byte| u32::from(matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'"' | b'\'')))
        .sum()
}

/// Bytes that are the same to every state.
fn is_plain(byte: u8) -> bool {
    !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c | b'/' | b'"' | b'\'' | b'=' | b'>')
}

/// Where in a tag a byte stands, as the HTML standard has it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum State {
    Tag,
    Between,
    Name,
    AfterName,
    BeforeValue,
    Bare,
    Single,
    Double,
}

const STATES: [State; 8] = [
    State::Tag,
    State::Between,
    State::Name,
    State::AfterName,
    State::BeforeValue,
    State::Bare,
    State::Single,
    State::Double,
];

impl State {
    /// The state after a byte; none after the end of the tag.
    fn after(self, byte: u8) -> Option<State> {
        let space = matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0c);
        Some(match (self, byte) {
            (State::Single, b'\'') | (State::Double, b'"') => State::Between,
            (State::Single | State::Double, _) => self,
            (_, b'>') => return None,
            (State::BeforeValue, _) if space => State::BeforeValue,
            (State::BeforeValue, b'\'') => State::Single,
            (State::BeforeValue, b'"') => State::Double,
            (State::BeforeValue, _) => State::Bare,
            (State::Bare, _) if !space => State::Bare,
            (State::Name | State::AfterName, b'=') => State::BeforeValue,
            (State::Name | State::AfterName, _) if space => State::AfterName,
            (State::Tag, _) if !space && byte != b'/' => State::Tag,
            (_, b'/') => State::Between,
            (_, _) if space => State::Between,
            _ => State::Name,
        })
    }
}

/// For each state, the most attributes of a tag that may be open and in that state.
#[derive(Debug, Clone, Default)]
pub(super) struct Watch([Option<u32>; STATES.len()]);

impl Watch {
    /// Every tag that may have begun in this piece of source.
    pub fn on(source: &str) -> Self {
        let mut watch = Watch::default();
        for byte in source.bytes() {
            watch.step(byte);
            if byte == b'<' {
                watch.0[State::Tag as usize].get_or_insert(0);
            }
        }
        watch
    }

    /// Follows the tags on.
    pub fn read(&mut self, source: &str) {
        let mut plain = false;
        for byte in source.bytes() {
            // Of a run of plain bytes only the first changes anything.
            let again = plain;
            plain = is_plain(byte);
            if !(plain && again) {
                self.step(byte);
            }
        }
    }

    fn step(&mut self, byte: u8) {
        let before = std::mem::take(&mut self.0);
        for (state, count) in STATES.into_iter().zip(before) {
            if let (Some(count), Some(next)) = (count, state.after(byte)) {
                let begins = next == State::Name && state != State::Name;
                let slot = &mut self.0[next as usize];
                *slot = (*slot).max(Some(count + u32::from(begins)));
            }
        }
    }

    /// The tag with too many attributes, if there is one.
    pub fn flood(&self) -> Option<Flood> {
        let (count, state) = self.0.into_iter().zip(STATES).max_by_key(|(count, _)| *count)?;
        count.filter(|count| *count > MOST).map(|_| Flood(state))
    }
}

/// A tag that has too many attributes already.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flood(State);

impl Flood {
    /// What ends the tag here.
    pub fn end(self) -> &'static str {
        match self.0 {
            State::Single => "'>",
            State::Double => "\">",
            _ => " >",
        }
    }

    /// The source behind the tag.
    pub fn rest(self, source: &str) -> &str {
        let mut state = self.0;
        for (at, byte) in source.bytes().enumerate() {
            match state.after(byte) {
                Some(next) => state = next,
                None => return &source[at + 1..],
            }
        }
        ""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_whatever_they_are_written_like() {
        let tag = "<p a b=c d='>' e=\">\" f = g/h ".repeat(60);
        let mut watch = Watch::on("<p>");
        assert!(watch.flood().is_none());
        watch = Watch::on(&tag);
        let flood = watch.flood().expect("six each");
        assert_eq!(flood.rest("x='>' y=\">\" >rest<p>"), "rest<p>");
    }

    #[test]
    fn a_long_value_is_one_attribute() {
        let mut watch = Watch::on("<p>text</p><img alt='' src=\"data:");
        watch.read(&"a/b c=d ".repeat(1_000));
        assert!(watch.flood().is_none());
    }
}
