//! HTML source to tokens, for html5ever's tree builder.
//!
//! Does what the HTML standard's tokenizer does, with a view of the whole source: what nobody reads (comments, scripts,
//! most attributes) is passed over without being taken apart. Character references are left to html5ever's own tokenizer.

use super::decoder::Decoder;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::{Attribute, LocalName, QualName, local_name, ns};
use std::borrow::Cow;

/// Hands every token of `html` to `sink`.
pub(super) fn scan<S: TokenSink>(html: &str, sink: &S) {
    let html: Cow<'_, str> =
        if html.contains('\r') { html.replace("\r\n", "\n").replace('\r', "\n").into() } else { html.into() };
    let html = html.strip_prefix('\u{feff}').unwrap_or(&html);
    let mut scanner = Scanner { html, at: 0, sink, decoder: Decoder::default() };
    while scanner.at < html.len() {
        let text = text_len(scanner.rest());
        if text > 0 {
            scanner.text(&html[scanner.at..scanner.at + text]);
            scanner.at += text;
        } else {
            scanner.markup();
        }
    }
    scanner.emit([Token::EOFToken]);
    sink.end();
}

/// Length up to a `<` that begins markup.
fn text_len(source: &str) -> usize {
    let mut end = 0;
    while let Some(at) = source[end..].find('<') {
        end += at;
        match source.as_bytes()[end + 1..] {
            [b'a'..=b'z' | b'A'..=b'Z' | b'!' | b'?', ..] | [b'/', _, ..] => return end,
            _ => end += 1,
        }
    }
    source.len()
}

/// So much text with references is taken apart at a time, since every one of its signs may be a token.
const PIECE: usize = 4 << 10;

/// Length of a piece at whose end no reference goes on.
fn piece_len(text: &str) -> usize {
    let from = PIECE.min(text.len());
    let end = text.as_bytes()[from..].iter().position(|byte| matches!(byte, b' ' | b'\n' | 0));
    end.map_or(text.len(), |at| from + at + 1)
}

struct Scanner<'s, S> {
    html: &'s str,
    at: usize,
    sink: &'s S,
    decoder: Decoder,
}

impl<'s, S: TokenSink> Scanner<'s, S> {
    fn rest(&self) -> &'s str {
        &self.html[self.at..]
    }

    fn emit(&self, tokens: impl IntoIterator<Item = Token>) {
        tokens.into_iter().for_each(|token| drop(self.sink.process_token(token, 1)));
    }

    /// Text in which references stand for characters.
    fn text(&self, text: &str) {
        if !text.contains('&') && !text.contains('\0') {
            return self.raw_text(text);
        }
        // In drawings and formulas NULs may be read as signs.
        let foreign = || self.sink.adjusted_current_node_present_but_not_in_html_namespace();
        match text.find('\0').map(|at| text.split_at(at + 1)) {
            Some((first, rest)) if !foreign() => {
                self.decode(first);
                self.without_nuls(rest);
            }
            _ => self.decode(text),
        }
    }

    /// Text behind a NUL, which may have ended the head: further NULs are not read. What they part stays apart, lest it be
    /// read as markup.
    fn without_nuls(&self, text: &str) {
        let mut plain = String::new();
        for part in text.split('\0') {
            if part.contains('&') {
                self.raw_text(&std::mem::take(&mut plain));
                self.decode(part);
            } else {
                plain.push_str(part);
            }
        }
        self.raw_text(&plain);
    }

    fn decode(&self, mut text: &str) {
        while !text.is_empty() {
            let (piece, later) = text.split_at(piece_len(text));
            text = later;
            // The end of a comment ends every reference.
            self.emit(self.decoder.tokens(&[piece, "<!---->"]));
        }
    }

    fn raw_text(&self, text: &str) {
        if !text.is_empty() {
            self.emit([Token::CharacterTokens(StrTendril::from(text))]);
        }
    }

    /// Passes over so much, or over all that is left if there is no end to it.
    fn skip(&mut self, len: Option<usize>) {
        self.at = len.map_or(self.html.len(), |len| self.at + len);
    }

    /// A tag, comment or declaration.
    fn markup(&mut self) {
        let rest = self.rest();
        let bytes = rest.as_bytes();
        match bytes[1] {
            b'/' if bytes[2].is_ascii_alphabetic() => self.tag(TagKind::EndTag),
            b'!' if rest.starts_with("<!--") => self.skip(comment_len(rest)),
            b'!' if begins(&rest[2..], "doctype") => {
                self.skip(after(rest, ">"));
                let declaration = &rest[..rest.len() - self.rest().len()];
                self.emit(self.decoder.tokens(&[declaration, "<!---->"]));
            }
            b'!' if rest.starts_with("<![CDATA[")
                && self.sink.adjusted_current_node_present_but_not_in_html_namespace() =>
            {
                let end = rest.find("]]>");
                self.raw_text(&rest["<![CDATA[".len()..end.unwrap_or(rest.len())]);
                self.skip(end.map(|end| end + 3));
            }
            b'/' | b'!' | b'?' => self.skip(after(rest, ">")),
            _ => self.tag(TagKind::StartTag),
        }
    }

    fn tag(&mut self, kind: TagKind) {
        let from = 1 + usize::from(kind == TagKind::EndTag);
        let mut source = Source { text: self.rest(), at: from };
        let name = source.run(|byte| is_space(byte) || matches!(byte, b'/' | b'>'));
        let name = LocalName::from(lower(name));
        let mut tag = Tag { kind, name, self_closing: false, attrs: Vec::new(), had_duplicate_attributes: false };
        let Some(()) = self.attributes(&mut source, &mut tag) else { return self.skip(None) };
        self.at += source.at;
        let name = tag.name.clone();
        let unread = kind == TagKind::StartTag && is_code(&tag);
        match self.sink.process_token(Token::TagToken(tag), 1) {
            TokenSinkResult::RawData(raw) => self.raw(raw, &name, unread),
            TokenSinkResult::Plaintext => {
                self.raw_text(&self.rest().replace('\0', "\u{fffd}"));
                self.skip(None);
            }
            _ => {}
        }
    }

    /// Reads attributes up to the end of the tag; nothing if it has no end.
    fn attributes(&self, source: &mut Source<'_>, tag: &mut Tag) -> Option<()> {
        loop {
            source.run(|byte| !is_space(byte) && byte != b'/');
            if source.next()? == b'>' {
                tag.self_closing = source.text[..source.at].ends_with('/');
                source.at += 1;
                return Some(());
            }
            let (name, value) = source.attribute()?;
            let read = if tag.kind == TagKind::StartTag { read(name) } else { None };
            if let Some(name) = read
                && tag.attrs.iter().all(|attribute| attribute.name.local != name)
            {
                let value = self.decoder.value(value);
                tag.attrs.push(Attribute { name: QualName::new(None, ns!(), name), value });
            }
        }
    }

    /// What stands in an element whose tags alone are markup.
    fn raw(&mut self, kind: RawKind, name: &str, unread: bool) {
        let rest = self.rest();
        let end = match kind {
            RawKind::ScriptData | RawKind::ScriptDataEscaped(_) => script_len(rest),
            RawKind::Rcdata | RawKind::Rawtext => end_tag(rest, name).unwrap_or(rest.len()),
        };
        self.skip(Some(end));
        let text = if rest[..end].contains('\0') {
            rest[..end].replace('\0', "\u{fffd}").into()
        } else {
            Cow::from(&rest[..end])
        };
        match kind {
            _ if unread => {}
            RawKind::Rcdata => text.split_inclusive('<').for_each(|piece| {
                let text = piece.strip_suffix('<').unwrap_or(piece);
                self.text(text);
                self.raw_text(&piece[text.len()..]);
            }),
            _ => self.raw_text(&text),
        }
    }
}

/// The source of a tag.
struct Source<'s> {
    text: &'s str,
    at: usize,
}

impl<'s> Source<'s> {
    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Moves on to a byte that `ends`.
    fn run(&mut self, ends: impl Fn(u8) -> bool) -> &'s str {
        let from = self.at;
        while self.next().is_some_and(|byte| !ends(byte)) {
            self.at += 1;
        }
        &self.text[from..self.at]
    }

    /// A name and its value with the quotes around it; nothing if the source ends in it.
    fn attribute(&mut self) -> Option<(&'s str, &'s str)> {
        let from = self.at;
        // An equals sign in front belongs to the name.
        self.at += usize::from(self.next()? == b'=');
        self.run(|byte| is_space(byte) || matches!(byte, b'/' | b'>' | b'='));
        let name = &self.text[from..self.at];
        self.run(|byte| !is_space(byte));
        if self.next()? != b'=' {
            return Some((name, ""));
        }
        self.at += 1;
        self.run(|byte| !is_space(byte));
        let from = self.at;
        match self.next()? {
            quote @ (b'"' | b'\'') => {
                self.at += 1;
                self.at += self.text[self.at..].find(char::from(quote))? + 1;
            }
            _ => drop(self.run(|byte| is_space(byte) || byte == b'>')),
        }
        self.next()?;
        Some((name, &self.text[from..self.at]))
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | 0x0c)
}

fn lower(name: &str) -> Cow<'_, str> {
    match name.bytes().any(|byte| byte.is_ascii_uppercase() || byte == 0) {
        true => name.to_ascii_lowercase().replace('\0', "\u{fffd}").into(),
        false => name.into(),
    }
}

/// Whether `text` begins with `word`, whatever the case.
fn begins(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// Length up to and with `end`.
fn after(text: &str, end: &str) -> Option<usize> {
    text.find(end).map(|at| at + end.len())
}

/// Length of a comment.
fn comment_len(source: &str) -> Option<usize> {
    let closes = |at: usize| {
        let comment = &source[..at];
        comment.ends_with("--") || comment.len() > "<!--".len() + 2 && comment.ends_with("--!")
    };
    source.match_indices('>').map(|(at, _)| at).find(|&at| closes(at)).map(|at| at + 1)
}

/// Whether the tag of this name begins here: `<name` or `</name`, then white space, a stroke or the end.
fn is_tag(source: &str, open: &str, name: &str) -> bool {
    let end = source.as_bytes().get(open.len() + name.len());
    source.starts_with(open)
        && begins(&source[open.len()..], name)
        && end.is_some_and(|end| is_space(*end) || matches!(end, b'/' | b'>'))
}

/// Where the end tag of an element stands.
fn end_tag(source: &str, name: &str) -> Option<usize> {
    source.match_indices('<').map(|(at, _)| at).find(|&at| is_tag(&source[at..], "</", name))
}

/// Where a script ends: not at an end tag that stands, with a start tag of its own, in a comment.
fn script_len(source: &str) -> usize {
    let (mut comment, mut inner) = (false, false);
    let mut at = 0;
    loop {
        let rest = &source[at..];
        let sign = if comment { rest.find(['<', '-']) } else { rest.find('<') };
        let Some(sign) = sign else { return source.len() };
        at += sign;
        let rest = &source[at..];
        if rest.starts_with("-->") {
            (comment, inner) = (false, false);
        } else if rest.starts_with("<!--") && !comment {
            comment = true;
            // The same signs may close it: `<!-->`.
            at += 1;
        } else if comment && !inner && is_tag(rest, "<", "script") {
            inner = true;
        } else if is_tag(rest, "</", "script") {
            if !inner {
                return at;
            }
            inner = false;
        }
        at += 1;
    }
}

/// Scripts, but for linked data, and styles: nobody reads them.
fn is_code(tag: &Tag) -> bool {
    let linked = || tag.attrs.iter().any(|attribute| attribute.value.contains("ld+json"));
    tag.name == local_name!("style") || tag.name == local_name!("script") && !linked()
}

/// The attributes that the walk, the metadata and the tree builder itself look at.
fn read(name: &str) -> Option<LocalName> {
    Some(match &*lower(name) {
        "class" => local_name!("class"),
        "id" => local_name!("id"),
        "role" => local_name!("role"),
        "hidden" => local_name!("hidden"),
        "aria-hidden" => local_name!("aria-hidden"),
        "style" => local_name!("style"),
        "href" => local_name!("href"),
        "lang" => local_name!("lang"),
        "rel" => local_name!("rel"),
        "name" => local_name!("name"),
        "content" => local_name!("content"),
        "property" => local_name!("property"),
        "itemprop" => local_name!("itemprop"),
        "itemtype" => local_name!("itemtype"),
        "type" => local_name!("type"),
        "datetime" => local_name!("datetime"),
        "title" => local_name!("title"),
        "charset" => local_name!("charset"),
        "http-equiv" => local_name!("http-equiv"),
        "encoding" => local_name!("encoding"),
        "color" => local_name!("color"),
        "face" => local_name!("face"),
        "size" => local_name!("size"),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ego_tree::iter::Edge;
    use html5ever::tokenizer::{BufferQueue, Tokenizer, TokenizerOpts};
    use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
    use scraper::{Html, HtmlTreeSink, Node};

    fn builder() -> TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink> {
        let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), opts)
    }

    fn ours(html: &str) -> String {
        let builder = builder();
        scan(html, &builder);
        outline(&builder.sink.finish())
    }

    fn theirs(html: &str) -> String {
        let tokenizer = Tokenizer::new(builder(), TokenizerOpts::default());
        let input = BufferQueue::default();
        input.push_back(html.into());
        while !input.is_empty() {
            drop(tokenizer.feed(&input));
        }
        tokenizer.end();
        outline(&tokenizer.sink.sink.finish())
    }

    /// Elements with the attributes that are read, and text; without comments and code.
    fn outline(html: &Html) -> String {
        let mut out = String::new();
        for edge in html.tree.root().traverse() {
            match edge {
                Edge::Open(node) => match node.value() {
                    Node::Element(element) => {
                        let attributes = element.attrs().filter(|(name, _)| read(name).is_some());
                        out += &format!("<{} {:?}>", element.name(), attributes.collect::<Vec<_>>());
                    }
                    Node::Text(text) if !is_code_in(node.parent()) => out += text,
                    _ => {}
                },
                Edge::Close(node) if node.value().is_element() => out += "</>",
                Edge::Close(_) => {}
            }
        }
        out
    }

    fn is_code_in(parent: Option<ego_tree::NodeRef<'_, Node>>) -> bool {
        let element = parent.and_then(|parent| parent.value().as_element());
        element.is_some_and(|element| matches!(element.name(), "script" | "style"))
    }

    const PIECES: [&str; 48] = [
        "a < b & c &amp; d",
        "&#8217;&nbsp;&notit; &not",
        "\0 nul",
        "\0 \0a\0",
        "\0<\0b>&\0amp;<\0",
        "line\r\nline\r",
        "<p CLASS=one class='two' data-x>",
        "<a href=/a/?b=1&copy=2&amp;c&lt class=\"x&quot;y\">",
        "<a href='it\"s' id=\"it's\"title=t>",
        "<a href=x/>",
        "<br/><hr / >",
        "</p  id=3>",
        "</>",
        "</ p>",
        "<3",
        "<",
        "</",
        "<?php echo '>' ?>",
        "<!-- a -- > b -->",
        "<!-->c",
        "<!--->d",
        "<!--!>e--!>",
        "<!-- never closed",
        "<!doctype html>",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 3.2//EN\">",
        "<!x>",
        "<title>one &amp; <b>two</title >",
        "<textarea>\n<p>&lt;</textareas></textarea>",
        "<style>a > b { content: '</p>' }</STYLE>",
        "<script>if (a < b) '</p>' </script\n>",
        "<script><!-- <script> </script> --> </script>",
        "<script><!-- </script>",
        "<script type=application/ld+json>{\"a\": \"<b>\\0\"}</script>",
        "<iframe><p></iframe>",
        "<noscript><p>no</noscript>",
        "<svg><![CDATA[x < y]]></svg>",
        "<svg><title><p>t</title></svg>",
        "<![CDATA[x]]>",
        "<math><mi>",
        "<table><tr><td>cell<p>",
        "<select><option>o",
        "<pre>\n\nx</pre>",
        "<p =a =b>",
        "<p a=b\"c 'd>",
        "<p id",
        "<p id=\"open",
        "<plaintext>",
        "<p id= >x",
    ];

    #[test]
    fn long_text_with_references_is_read_as_in_one_piece() {
        for sign in ["&amp;", "&notit; ", "&am", "é\0", "\n&lt"] {
            let page = format!("<pre>{}<p>end", sign.repeat(3 * super::PIECE / sign.len()));
            assert_eq!(ours(&page), theirs(&page), "{sign:?}");
        }
    }

    #[test]
    fn pages_are_read_as_html5ever_reads_them() {
        for one in PIECES {
            for other in PIECES {
                let page = format!("{one}{other}<p>end</p>{one}");
                assert_eq!(ours(&page), theirs(&page), "{page:?}");
            }
        }
    }
}
