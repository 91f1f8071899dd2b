//! HTML text to a document: tokens, html5ever's tree builder into scraper's tree, then one walk.

use super::scan::scan;
use super::{Limits, flatten};
use crate::document::Document;
use crate::outline;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult};
use html5ever::tree_builder::{TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{LocalName, local_name};
use scraper::{Html, HtmlTreeSink};
use std::cell::{Cell, RefCell};

type Builder = TreeBuilder<<HtmlTreeSink as TreeSink>::Handle, HtmlTreeSink>;

/// Parses HTML. The tree lives only in here.
pub(crate) fn parse(html: &str, url: Option<&str>, limits: Limits) -> Document {
    let (tree, truncated) = tree(html, limits);
    let mut doc = flatten::flatten(&tree, html.len(), url, limits);
    doc.truncated |= truncated;
    doc
}

/// The tree, and whether a limit kept tags out of it.
fn tree(html: &str, limits: Limits) -> (Html, bool) {
    // Without scripting, `noscript` holds elements, as for a reader without scripts.
    let opts = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
    let builder = TreeBuilder::new(HtmlTreeSink::new(Html::new_document()), opts);
    let guard = Guard::new(builder, limits);
    scan(html, &guard);
    let truncated = guard.over.get();
    (guard.builder.sink.finish(), truncated)
}

/// Stands between tokenizer and tree builder and passes over what nests too deeply, is too much or is not needed.
///
/// html5ever searches its stack of open elements for every tag, so deep nesting takes quadratic time; and it repeats
/// formatting elements that were left open in every paragraph, so a few tags can make millions of nodes.
struct Guard {
    builder: Builder,
    limits: Limits,
    /// Open elements, guessed from the tags alone and looked up now and then.
    depth: Cell<usize>,
    /// Tags let through since the last look at the tree.
    unseen: Cell<usize>,
    /// Start tags passed over whose end tags are still to come.
    passed: Cell<usize>,
    /// The limit of depth was reached and no tag that was let through has closed since.
    full: Cell<bool>,
    /// Steps that the tree builder may take yet; each tag costs one for every open element.
    steps: Cell<usize>,
    /// The tree holds as many nodes as it may, or the steps are used up.
    over: Cell<bool>,
    /// Inside an element of text that is passed over whole.
    skipping: Cell<bool>,
    /// A line break stands for the last tag that was passed over.
    broken: Cell<bool>,
    /// Text past the limit of nodes, where no tag parts it: one node instead of one for each piece.
    text: RefCell<StrTendril>,
    /// Right behind a tag that begins or ends a block, outside preformatted text.
    edge: Cell<bool>,
    preformatted: Cell<usize>,
}

/// Tags between two looks at the tree.
const LOOK: usize = 64;
/// Open elements of a tag on average; real pages have some twenty.
const MEAN_DEPTH: usize = 64;

impl Guard {
    fn new(builder: Builder, limits: Limits) -> Self {
        Guard {
            builder,
            limits,
            depth: Cell::new(0),
            unseen: Cell::new(0),
            passed: Cell::new(0),
            full: Cell::new(false),
            steps: Cell::new(limits.nodes().saturating_mul(MEAN_DEPTH)),
            over: Cell::new(false),
            skipping: Cell::new(false),
            broken: Cell::new(false),
            text: RefCell::default(),
            edge: Cell::new(false),
            preformatted: Cell::new(0),
        }
    }

    fn admits(&self, tag: &Tag) -> bool {
        self.look();
        match tag.kind {
            // Raw text elements switch the tokenizer, so both their tags must reach the tree builder.
            _ if is_raw(&tag.name) => true,
            TagKind::EndTag if self.over.get() => is_closed_late(&tag.name) && self.steps.get() > 0,
            _ if self.over.get() => false,
            TagKind::StartTag if is_void(&tag.name) || tag.self_closing => self.passed.get() == 0,
            TagKind::StartTag => self.opens(),
            TagKind::EndTag => self.closes(),
        }
    }

    /// Past the limit, elements of text that nobody reads are passed over whole; where they end, the tokenizer has to find.
    fn skip(&self, tag: &Tag) -> Option<TokenSinkResult<<Builder as TokenSink>::Handle>> {
        if self.skipping.replace(false) {
            return Some(TokenSinkResult::Continue);
        }
        let kind = match tag.name {
            local_name!("script") => RawKind::ScriptData,
            local_name!("style") | local_name!("title") | local_name!("iframe") => RawKind::Rawtext,
            _ => return None,
        };
        let html = || !self.adjusted_current_node_present_but_not_in_html_namespace();
        self.skipping.set(tag.kind == TagKind::StartTag && self.over.get() && html());
        self.skipping.get().then_some(TokenSinkResult::RawData(kind))
    }

    fn opens(&self) -> bool {
        if self.depth.get() >= self.limits.depth() && !self.full.get() {
            self.depth.set(self.real_depth());
            self.full.set(self.depth.get() >= self.limits.depth());
        }
        if self.full.get() || self.passed.get() > 0 {
            self.passed.set(self.passed.get() + 1);
            return false;
        }
        self.depth.set(self.depth.get() + 1);
        true
    }

    fn closes(&self) -> bool {
        let passed = self.passed.get();
        if passed > 0 {
            self.passed.set(passed - 1);
            return false;
        }
        self.depth.set(self.depth.get().saturating_sub(1));
        self.full.set(false);
        true
    }

    /// Counts a tag. The depth guessed is too high where end tags are left out and too low where they match nothing.
    fn look(&self) {
        self.steps.set(self.steps.get().saturating_sub(self.depth.get() + 1));
        self.unseen.set(self.unseen.get() + 1);
        if self.unseen.get() < LOOK {
            return;
        }
        self.unseen.set(0);
        self.depth.set(self.real_depth());
        let nodes = self.builder.sink.0.borrow().tree.nodes().len();
        self.over.set(self.over.get() || nodes > self.limits.nodes() || self.steps.get() == 0);
    }

    fn is_edge(&self, tag: &Tag) -> bool {
        if tag.name == local_name!("pre") || tag.name == local_name!("textarea") {
            let open = self.preformatted.get();
            self.preformatted.set(if tag.kind == TagKind::StartTag { open + 1 } else { open.saturating_sub(1) });
        }
        self.preformatted.get() == 0 && !outline::Tag::of(&tag.name).is_inline()
    }

    /// Ancestors of the node made last.
    fn real_depth(&self) -> usize {
        let html = self.builder.sink.0.borrow();
        html.tree.nodes().next_back().map_or(0, |node| node.ancestors().take(2 * self.limits.depth()).count())
    }

    /// Words on both sides of a tag that is passed over are two words.
    fn pass_over(&self, tag: &Tag, line: u64) -> TokenSinkResult<<Builder as TokenSink>::Handle> {
        if self.broken.get() || outline::Tag::of(&tag.name).is_inline() {
            return TokenSinkResult::Continue;
        }
        self.broken.set(true);
        self.write("\n".into(), line)
    }

    /// The white space that indents tags is a third of all nodes, and says nothing.
    fn read(&self, text: StrTendril, line: u64) -> TokenSinkResult<<Builder as TokenSink>::Handle> {
        if self.edge.get() && text.bytes().all(|byte| byte.is_ascii_whitespace()) {
            return TokenSinkResult::Continue;
        }
        self.edge.set(false);
        self.broken.set(false);
        self.write(text, line)
    }

    fn write(&self, text: StrTendril, line: u64) -> TokenSinkResult<<Builder as TokenSink>::Handle> {
        if !self.over.get() {
            return self.builder.process_token(Token::CharacterTokens(text), line);
        }
        self.text.borrow_mut().push_tendril(&text);
        TokenSinkResult::Continue
    }

    /// Hands on the text that was held back.
    fn flush(&self, line: u64) {
        let text = self.text.take();
        if !text.is_empty() {
            drop(self.builder.process_token(Token::CharacterTokens(text), line));
        }
    }
}

impl TokenSink for Guard {
    type Handle = <Builder as TokenSink>::Handle;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<Self::Handle> {
        match token {
            Token::TagToken(ref tag) => {
                if let Some(skipped) = self.skip(tag) {
                    return skipped;
                }
                if !self.admits(tag) {
                    return self.pass_over(tag, line);
                }
                self.edge.set(self.is_edge(tag));
            }
            Token::CharacterTokens(_) if self.skipping.get() => return TokenSinkResult::Continue,
            Token::CharacterTokens(text) => return self.read(text, line),
            _ => {}
        }
        self.broken.set(false);
        self.flush(line);
        self.builder.process_token(token, line)
    }

    fn end(&self) {
        self.builder.end();
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Nothing inside these is text of the page, so what follows must not stand in one that a limit left open.
fn is_closed_late(name: &LocalName) -> bool {
    matches!(*name, local_name!("select") | local_name!("template") | local_name!("svg") | local_name!("math"))
}

fn is_void(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("area")
            | local_name!("base")
            | local_name!("br")
            | local_name!("col")
            | local_name!("embed")
            | local_name!("hr")
            | local_name!("img")
            | local_name!("input")
            | local_name!("link")
            | local_name!("meta")
            | local_name!("param")
            | local_name!("source")
            | local_name!("track")
            | local_name!("wbr")
    )
}

fn is_raw(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("script")
            | local_name!("style")
            | local_name!("textarea")
            | local_name!("title")
            | local_name!("xmp")
            | local_name!("iframe")
            | local_name!("noembed")
            | local_name!("noframes")
            | local_name!("plaintext")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_begin_no_earlier_than_what_was_taken_back() {
        let markdown = |html: &str| {
            let article = crate::Cleaner::builder().pipeline(crate::Pipeline::new()).build().clean_html(html).unwrap();
            crate::render::markdown::render(&article, false)
        };
        let said = "éééééé said on Friday that the pier stays closed.";
        assert_eq!(markdown(&format!("<div>***<a href=x><hr>{said}</a></div>")).trim(), said);
        assert_eq!(markdown(&format!("<div>***<b><div>{said}</div></b></div>")).trim(), format!("**{said}**"));
        assert_eq!(markdown(&format!("<p><a href=#a><b>¶</b></a>{said}</p>")).trim(), said);
    }

    #[test]
    fn marks_of_direction_do_not_hide_what_a_block_begins_and_ends_with() {
        let doc =
            parse("<p>\u{200f}<b>\u{2067}مأخوذ\u{2069}</b>\u{200f}<i>\u{200f}</i><p>\u{200b}", None, Limits::default());
        assert_eq!(doc.blocks().map(|block| block.text()).collect::<Vec<_>>(), ["مأخوذ"]);
        let article = crate::Cleaner::builder().pipeline(crate::Pipeline::new()).build().run(doc).article;
        assert_eq!(crate::render::markdown::render(&article, false).trim(), "**مأخوذ**");
    }

    #[test]
    fn deep_nesting_keeps_its_text() {
        let html = format!("{}deep down{}<p>after</p>", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let doc = parse(&html, None, Limits::default());
        let texts: Vec<_> = doc.blocks().map(|block| block.text()).collect();
        assert_eq!(texts, ["deep down", "after"]);
    }

    #[test]
    fn scripts_and_charset_declarations_do_not_stop_the_parser() {
        let doc = parse("<meta charset=utf-8><p>one<script>x()</script><p>two", None, Limits::default());
        let texts: Vec<_> = doc.blocks().map(|block| block.text()).collect();
        assert_eq!(texts, ["one", "two"]);
    }

    #[test]
    fn white_space_counts_between_words_and_in_code_only() {
        let doc = parse(
            "<div>\n <p>\n one <b>two</b> <i>three</i>\n</p>\n<pre>\n<b>a</b>\n  b</pre>\n</div>",
            None,
            Limits::default(),
        );
        let texts: Vec<_> = doc.blocks().map(|block| block.text()).collect();
        assert_eq!(texts, ["one two three", "a\n  b"]);
    }

    #[test]
    fn end_tags_left_out_do_not_count_as_depth() {
        let html = "<ul>".to_owned() + &"<li><p>item".repeat(3_000) + "</ul><h2>end</h2>";
        let doc = parse(&html, None, Limits::default());
        assert_eq!(doc.len(), 3_001);
        assert_eq!(doc.get(3_000).map(|block| block.level()), Some(2));
    }

    #[test]
    fn raw_text_below_the_limit_stays_raw() {
        let html = "<div>".repeat(600) + "<div><script>if (a < b) { '<p>no</p>' }</script></div><p>yes</p>";
        let doc = parse(&html, None, Limits::default());
        let texts: Vec<_> = doc.blocks().map(|block| block.text()).collect();
        assert_eq!(texts, ["yes"]);
    }
}
