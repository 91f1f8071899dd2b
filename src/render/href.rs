//! Which addresses a rendered link may lead to.

/// The address made safe, or `None` if it may do anything but lead to another place:
/// `http`, `https`, `mailto` and relative ones pass, every other scheme does not.
pub(super) fn safe(href: &str) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') || href.chars().any(char::is_control) {
        return None;
    }
    let head = href.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = match head.split_once(':') {
        Some((scheme, _)) => ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known)),
        // An entity before the first slash could become a scheme where somebody decodes it again.
        None => !head.contains('&'),
    };
    allowed.then(|| encode(href))
}

/// Percent-encodes what would end an attribute or a Markdown destination; `%` itself stays, it is encoded already.
fn encode(href: &str) -> String {
    let mut out = String::with_capacity(href.len());
    for c in href.chars() {
        if c.is_whitespace() || "\"'`<>()\\^{|}".contains(c) {
            c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("%{byte:02X}")));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_lead_somewhere_pass() {
        for good in [
            "https://a.example/b?c=d&e=f#g",
            "HTTP://a.example",
            "mailto:a@b.example",
            "/news/1",
            "../x.html",
            "?p=2",
            "//cdn.example/x",
        ] {
            assert_eq!(safe(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "#top",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:x",
            "javascript&colon;alert(1)",
            "&#106;avascript:alert(1)",
            "java&#x0A;script:alert(1)",
            "view-source:x",
            "java\u{0}script:x",
            "about:blank",
            "javascript\u{85}:x",
        ] {
            assert_eq!(safe(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn what_would_end_a_destination_is_encoded() {
        assert_eq!(safe("/a b(c)\"><x").as_deref(), Some("/a%20b%28c%29%22%3E%3Cx"));
    }
}
