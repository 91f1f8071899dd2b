//! Bytes to text, in the order of the HTML standard: BOM, declared label, `<meta>`, then detection.

use crate::error::{Error, Result};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A `<meta charset>` counts within this many bytes (the standard asks for 1,024; real pages put it later).
const PRESCAN_BYTES: usize = 8_192;
/// Detection looks at this much of a page.
const DETECT_BYTES: usize = 64 << 10;

/// Decodes bytes; `label` is the character set of the HTTP header, if one was sent.
///
/// # Errors
/// [`Error::Binary`] if the bytes hold NULs and are no UTF-16.
pub(crate) fn decode<'b>(bytes: &'b [u8], label: Option<&str>) -> Result<Cow<'b, str>> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[skip..]).0);
    }
    let declared = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.or_else(|| utf16_by_nuls(bytes)).filter(is_utf16) {
        return Ok(encoding.decode_without_bom_handling(bytes).0);
    }
    if let Some((offset, byte)) = binary_byte(bytes) {
        return Err(Error::Binary { offset, byte });
    }
    // A label that does not fit the bytes is worse than none: valid UTF-8 is hardly ever anything else.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let encoding = declared.or_else(|| prescan(bytes)).filter(|encoding| fits(encoding, bytes));
    Ok(encoding.unwrap_or_else(|| detect(bytes)).decode_without_bom_handling(bytes).0)
}

fn is_utf16(encoding: &&'static Encoding) -> bool {
    *encoding == UTF_16LE || *encoding == UTF_16BE
}

/// UTF-16 without a mark: every other byte of markup is NUL.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(256) & !1];
    let nuls = |from: usize| head.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = head.len() * 2 / 5;
    match (nuls(0), nuls(1)) {
        _ if head.len() < 8 => None,
        (0, odd) if odd > most => Some(UTF_16LE),
        (even, 0) if even > most => Some(UTF_16BE),
        _ => None,
    }
}

/// NULs and a crowd of control bytes near the start are no text.
fn binary_byte(bytes: &[u8]) -> Option<(usize, u8)> {
    let head = &bytes[..bytes.len().min(PRESCAN_BYTES)];
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || byte == 0x7f;
    let count = head.iter().filter(|byte| control(**byte)).count();
    let first = head.iter().position(|byte| control(*byte))?;
    (count * 50 > head.len()).then(|| (first, head[first]))
}

/// The label of a `<meta charset>` or an XML declaration near the start.
fn prescan(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(PRESCAN_BYTES)].to_ascii_lowercase();
    let xml = head.starts_with(b"<?xml").then(|| label_after(&head, b"encoding")).flatten();
    let found = xml.or_else(|| {
        let mut metas = windows_at(&head, b"<meta");
        metas.find_map(|at| {
            let end = head[at..].iter().position(|byte| *byte == b'>').map_or(head.len(), |len| at + len);
            label_after(&head[at..end], b"charset")
        })
    })?;
    let encoding = Encoding::for_label(&found)?;
    // Read as ASCII, so it can't be UTF-16.
    Some(if is_utf16(&encoding) { UTF_8 } else { encoding })
}

fn windows_at<'h>(haystack: &'h [u8], needle: &'h [u8]) -> impl Iterator<Item = usize> + 'h {
    haystack.windows(needle.len()).enumerate().filter(move |(_, window)| *window == needle).map(|(at, _)| at)
}

/// What follows `name`, `=` and an optional quote.
fn label_after(bytes: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let at = windows_at(bytes, name).next()? + name.len();
    let rest = bytes[at..].iter().copied().skip_while(u8::is_ascii_whitespace);
    let mut rest = rest.skip_while(|byte| *byte != b'=').skip(1).peekable();
    while rest.next_if(|byte| byte.is_ascii_whitespace() || matches!(byte, b'"' | b'\'')).is_some() {}
    let label: Vec<u8> =
        rest.take_while(|byte| byte.is_ascii_alphanumeric() || b"-_:.".contains(byte)).take(40).collect();
    (!label.is_empty()).then_some(label)
}

/// Whether little of the text is lost by this encoding: a declared label may be wrong.
fn fits(encoding: &&'static Encoding, bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(DETECT_BYTES)];
    let (text, _) = encoding.decode_without_bom_handling(head);
    let high = head.iter().filter(|byte| **byte >= 0x80).count();
    text.chars().filter(|c| *c == '\u{fffd}').count() * 4 <= high
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(DETECT_BYTES)], true);
    detector.guess(None, Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(label: &str, text: &str) -> Vec<u8> {
        let (bytes, _, _) = Encoding::for_label(label.as_bytes()).unwrap().encode(text);
        bytes.into_owned()
    }

    #[test]
    fn a_mark_beats_every_label() {
        let bytes = [b"\xef\xbb\xbf".as_slice(), "Größe".as_bytes()].concat();
        assert_eq!(decode(&bytes, Some("koi8-r")).unwrap(), "Größe");
        assert_eq!(decode(b"\xff\xfeH\0i\0", None).unwrap(), "Hi");
    }

    #[test]
    fn meta_and_header_labels_are_followed() {
        let page = "<html><head><meta http-equiv='Content-Type' content='text/html; charset=windows-1251'></head>Новости дня</html>";
        assert_eq!(decode(&encoded("windows-1251", page), None).unwrap(), page);
        let text = "Zażółć gęślą jaźń";
        assert_eq!(decode(&encoded("iso-8859-2", text), Some("ISO-8859-2")).unwrap(), text);
    }

    #[test]
    fn a_wrong_label_does_not_break_utf8_or_detection() {
        assert_eq!(decode("Größe – ja".as_bytes(), Some("iso-8859-1")).unwrap(), "Größe – ja");
        let page =
            format!("<meta charset=utf-8><p>{}</p>", "Сегодня в городе открыли новый мост через реку. ".repeat(5));
        assert_eq!(decode(&encoded("windows-1251", &page), None).unwrap(), page);
    }

    #[test]
    fn no_declaration_is_detected() {
        let text = "昨日、市議会は新しい港の計画を承認した。来年から工事が始まる予定だ。".repeat(4);
        assert_eq!(decode(&encoded("shift_jis", &text), None).unwrap(), text);
    }

    #[test]
    fn a_picture_is_not_text() {
        let error = decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\x00\0\0", None).unwrap_err();
        assert_eq!(error.kind(), "binary");
    }

    #[test]
    fn utf16_without_a_mark_is_seen() {
        let bytes: Vec<u8> = "<html><p>Hello there, world</p>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&bytes, None).unwrap(), "<html><p>Hello there, world</p>");
    }
}
