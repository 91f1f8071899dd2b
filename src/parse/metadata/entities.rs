//! Character references that stand escaped twice in attributes and JSON: `&amp;amp;`, `&#8217;`.

use std::borrow::Cow;

/// The longest reference looked for, in bytes.
const LIMIT: usize = 10;

/// Decodes the references that titles and names contain; anything else stays as written.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LIMIT).position(|byte| byte == b';');
        let char = end.and_then(|end| character(&rest[1..end]));
        decoded.push(char.unwrap_or('&'));
        rest = &rest[char.and(end).map_or(1, |end| end + 1)..];
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|char| !char.is_control());
    }
    Some(match name {
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => ' ',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn known_references_decode_and_others_stay() {
        assert_eq!(decode("Cats &amp; dogs&#8217; &#x2014; A&B"), "Cats & dogs’ — A&B");
        for text in ["", "&", "&;", "&nosuch;", "&#xFFFFFFFF;", "&#0;", "AT&T; é&é;"] {
            assert_eq!(decode(text), text);
        }
    }
}
