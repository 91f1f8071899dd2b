//! What holds for every page, whatever it is made of.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use unspun::{
    Article, BlockKind, Cleaned, Cleaner, Document, Edits, Filter, FlagKind, Limits, Page, Span, preset, render,
    signals::Signals,
};

const PROSE: [&str; 8] = [
    "The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail from the old pier until then.",
    "It will be taken down stone by stone, and a new one is to open in the spring, with a café and a small museum of the herring trade inside.",
    "“We waited years for this,” said Ana Duarte, who has sold tickets there since 1998. “Nobody in this town believed any more that they would ever do it.”",
    "Der Hafen wird von Montag an für eine Woche geschlossen, teilte der Rat am Freitag mit, und keine Fähre fährt ab.",
    "港は月曜日から一週間閉鎖されると、市議会は金曜日に発表した。古い桟橋は取り壊される。",
    "ستغلق المدينة الميناء لمدة أسبوع ابتداء من يوم الاثنين، كما قال المجلس يوم الجمعة في بيان قصير.",
    "The cost of $4.2 million is shared by the town and the county.Fishermen had asked for a later date, was. Ta.",
    "Short one.",
];
const LINES: [&str; 12] = [
    "What the council said",
    "By Jane Doe, March 3, 2026",
    "Photo: Jane Doe/AFP",
    "The old pier at dawn © John Roe/Harbour News",
    "Home › News › Harbour",
    "Related articles",
    "Read more: Ferry fares to rise",
    "5 min read",
    "Facebook Twitter",
    "We use cookies to improve your experience.",
    "- an item",
    "HomeNews US held talksThe harbour",
];
const CHROME: [&str; 3] = ["Skip to content", "LEAVE A REPLY", "All rights reserved."];
const AWKWARD: [&str; 12] = [
    "e\u{301}\u{301}\u{301}",
    "\u{202e}abc\u{2066}",
    "\u{200b}\u{feff}zero",
    "nul\0nul",
    "\u{fffe}\u{10ffff}",
    "👩‍👩‍👧‍👦 family",
    "\u{2028}line\u{2029}paragraph",
    "&amp;&lt;p&gt;",
    "a\u{a0}b\u{3000}c",
    "((((",
    "…",
    "\u{85}\u{b}\u{c}",
];

const CHARSETS: [&str; 8] =
    ["utf-8", "utf-16le", "utf-16be", "shift_jis", "gb18030", "iso-2022-jp", "windows-1252", "x-user-defined"];
const BROKEN: [&str; 7] =
    ["<div class='sidebar", "</table></b>", "<!--", "<table><tr><p>", "<script>a<b</script>", "<br><br>", "<li><td>"];

/// A piece of a page, as text and as HTML.
#[derive(Debug, Clone)]
enum Piece {
    Prose(&'static str),
    Heading(&'static str),
    List(Vec<&'static str>),
    Row(Vec<&'static str>),
    Link(&'static str),
    Nested(&'static str, &'static str),
    Broken(&'static str),
}

impl Piece {
    fn texts(&self) -> Vec<&'static str> {
        match self {
            Piece::Prose(text) | Piece::Heading(text) | Piece::Link(text) => vec![text],
            Piece::List(texts) | Piece::Row(texts) => texts.clone(),
            Piece::Nested(one, other) => vec![one, other],
            Piece::Broken(_) => Vec::new(),
        }
    }

    fn html(&self) -> String {
        let wrap = |tag: &str, text: &str| format!("<{tag}>{}</{tag}>", escape(text));
        match self {
            Piece::Prose(text) => wrap("p", text),
            Piece::Heading(text) => wrap("h2", text),
            Piece::List(items) => wrap_all("ul", items.iter().map(|item| wrap("li", item))),
            Piece::Row(cells) => wrap_all("table", cells.iter().map(|cell| wrap("td", cell))),
            Piece::Link(text) => format!("<div class=related><a href=/x>{}</a></div>", escape(text)),
            Piece::Nested(one, other) => format!("<div><b>{}<p>{}</b></div>", escape(one), escape(other)),
            Piece::Broken(markup) => (*markup).to_owned(),
        }
    }
}

fn wrap_all(tag: &str, inner: impl Iterator<Item = String>) -> String {
    format!("<{tag}>{}</{tag}>", inner.collect::<String>())
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn snippet() -> impl Strategy<Value = &'static str> {
    prop_oneof![3 => select(&PROSE[..]), 2 => select(&LINES[..]), 1 => select(&CHROME[..]), 1 => select(&AWKWARD[..])]
}

fn piece() -> impl Strategy<Value = Piece> {
    prop_oneof![
        6 => snippet().prop_map(Piece::Prose),
        2 => snippet().prop_map(Piece::Heading),
        1 => vec(snippet(), 1..5).prop_map(Piece::List),
        1 => vec(snippet(), 1..5).prop_map(Piece::Row),
        1 => snippet().prop_map(Piece::Link),
        1 => (snippet(), snippet()).prop_map(|(one, other)| Piece::Nested(one, other)),
        1 => select(&BROKEN[..]).prop_map(Piece::Broken),
    ]
}

/// HTML, or text with one line break or two between its parts.
fn page() -> impl Strategy<Value = (bool, String)> {
    (any::<bool>(), vec((piece(), select(&["\n", "\n\n", " ", "\r\n"][..])), 0..14)).prop_map(|(html, pieces)| {
        let part = |(piece, gap): &(Piece, &str)| if html { piece.html() } else { piece.texts().join(gap) + gap };
        (html, pieces.iter().map(part).collect())
    })
}

/// Paragraphs with headings and lists between them, and a few lines of chrome around.
fn story() -> impl Strategy<Value = (bool, String)> {
    let inner = prop_oneof![
        3 => Just(None),
        1 => Just(Some(Piece::Heading("What the council said"))),
        1 => Just(Some(Piece::List(vec!["a quay for the ferries", "a slip for small boats"]))),
    ];
    let prose = subsequence(&PROSE[..3], 2..=3).prop_shuffle();
    let edge = || vec(select(&CHROME[..]), 0..3);
    (any::<bool>(), edge(), prose, vec(inner, 4), edge()).prop_map(|(html, head, prose, between, tail)| {
        let chrome = |lines: Vec<&'static str>| lines.into_iter().map(Piece::Prose).collect::<Vec<_>>();
        // A heading before the first paragraph would be the title, which is no part of the body.
        let between = std::iter::once(None).chain(between);
        let body = prose.into_iter().zip(between).flat_map(|(prose, above)| [above, Some(Piece::Prose(prose))]);
        let pieces = chrome(head).into_iter().chain(body.flatten()).chain(chrome(tail));
        let part = |piece: Piece| if html { piece.html() } else { piece.texts().join("\n") + "\n\n" };
        (html, pieces.map(part).collect())
    })
}

/// Any characters at all, markup among them.
fn noise() -> impl Strategy<Value = (bool, String)> {
    let sign = prop_oneof![
        4 => select(&["<p>", "<b>", "</b>", "<table>", "<td>", "</", "<!--", "-->", "&#", "&amp", "\"", "='", ">", "<svg>", "\n", " ", "\u{e9}"][..])
            .prop_map(str::to_owned),
        2 => any::<char>().prop_map(String::from),
        2 => "[a-zA-Z.]{1,8}",
    ];
    (any::<bool>(), vec(sign, 0..120).prop_map(|signs| signs.concat()))
}

/// Any characters at all, as text or as HTML; control signs and characters beyond the basic plane among them.
fn unicode() -> impl Strategy<Value = (bool, String)> {
    let awkward = select(&AWKWARD[..]).prop_map(str::to_owned);
    let run = prop_oneof![3 => "\\PC{0,24}", 1 => any::<String>(), 1 => awkward, 1 => Just("\n\n".to_owned())];
    (any::<bool>(), vec(run, 0..16).prop_map(|runs| runs.concat()))
}

/// What servers and pages say of their character set, and what none is.
fn charset() -> impl Strategy<Value = String> {
    prop_oneof![4 => select(&CHARSETS[..]).prop_map(str::to_owned), 1 => any::<String>()]
}

/// A filter of somebody who does not look where the text ends or its characters begin.
#[derive(Debug, Clone)]
struct Careless(Vec<(usize, usize)>);

impl Filter for Careless {
    fn name(&self) -> &'static str {
        "careless"
    }

    fn apply(&self, _: &Document, edits: &mut Edits) {
        for (at, &(start, len)) in self.0.iter().enumerate() {
            match at % 3 {
                0 => edits.cut(Span::new(start, start + len), "careless"),
                1 => drop(edits.flag(Span::new(start, start + len), FlagKind::SpunSynonym).suggest("x")),
                _ => edits.drop(start, "careless"),
            }
        }
    }
}

fn run(cleaner: &Cleaner, (html, page): &(bool, String)) -> Cleaned {
    let page = if *html { Page::html(page) } else { Page::text(page) };
    cleaner.run(cleaner.parse(&page).expect("small pages of known kind always parse"))
}

/// Letters and digits in order; what else there is may be folded.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric())
}

fn is_subsequence(mut part: impl Iterator<Item = char>, mut whole: impl Iterator<Item = char>) -> bool {
    part.all(|c| whole.any(|other| other == c))
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// Every letter and digit of the body is one of the source's, in order; words may have been un-glued or joined.
fn check_subsequence(article: &Article, doc: &Document) -> Result<(), TestCaseError> {
    prop_assert!(is_subsequence(letters(article.body()), letters(doc.text())), "{:?}", article.body());
    Ok(())
}

/// Flags, blocks and removed spans are stretches of their texts, and a flag has the same words in the body and in the source.
fn check_spans(article: &Article, doc: &Document) -> Result<(), TestCaseError> {
    for span in article.flags().iter().map(|flag| flag.span()).chain(article.blocks().iter().map(|block| block.span()))
    {
        prop_assert!(article.body().get(span.range()).is_some_and(|quote| !quote.trim().is_empty()), "{span:?}");
    }
    for removed in article.removed() {
        prop_assert!(doc.text().get(removed.span().range()).is_some(), "{removed:?}");
    }
    for (flag, source) in article.flags().iter().zip(doc.trail().flags()) {
        prop_assert_eq!(words(article.quote(flag.span())), words(doc.quote(source.span())));
    }
    Ok(())
}

/// White space, and marks that nobody sees.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    })
}

/// Blocks hold all of the source but white space; each is kept or removed, and what is removed is not in the body.
fn check_partition(article: &Article, doc: &Document) -> Result<(), TestCaseError> {
    let mut at = 0;
    for block in doc.blocks() {
        prop_assert!(is_blank(&doc.text()[at..block.span().start()]), "between blocks at {at}");
        at = block.span().end();
    }
    prop_assert!(is_blank(&doc.text()[at..]), "behind the blocks");
    let mut kept = String::new();
    for block in doc.kept() {
        let (mut from, end) = (block.span().start(), block.span().end());
        let cuts = doc.trail().cuts().iter().map(|cut| cut.span());
        for cut in cuts.filter(|cut| cut.end() > block.span().start() && cut.start() < end) {
            kept += &doc.text()[from..cut.start().max(from)];
            from = cut.end().max(from);
        }
        kept += doc.text().get(from..end).unwrap_or_default();
    }
    prop_assert_eq!(letters(article.body()).collect::<String>(), letters(&kept).collect::<String>());
    check_gaps(article)?;
    check_removed(article, doc)
}

/// Between the blocks of the body stand a separator and, before an item alone, a marker.
fn check_gaps(article: &Article) -> Result<(), TestCaseError> {
    let mut at = 0;
    for block in article.blocks() {
        let gap = &article.body()[at..block.span().start()];
        let separator = gap.strip_suffix("- ").filter(|_| block.kind() == BlockKind::ListItem).unwrap_or(gap);
        let fits = if at == 0 { separator.is_empty() } else { ["\n\n", "\n", "\t"].contains(&separator) };
        prop_assert!(fits, "{gap:?} before {block:?}");
        at = block.span().end();
    }
    prop_assert_eq!(at, article.body().len());
    Ok(())
}

/// A dropped block was removed as one; cuts lie in kept blocks; nothing was removed twice.
fn check_removed(article: &Article, doc: &Document) -> Result<(), TestCaseError> {
    let mut at = 0;
    for span in article.removed().iter().map(|removed| removed.span()) {
        prop_assert!(span.start() >= at, "{:?} was removed twice", &doc.text()[span.start()..at]);
        at = span.end();
    }
    let dropped: Vec<_> = doc.blocks().filter(|block| !block.is_kept()).map(|block| block.span()).collect();
    for span in &dropped {
        prop_assert!(article.removed().iter().any(|removed| removed.span() == *span), "{span:?} went without a word");
    }
    for span in article.removed().iter().map(|removed| removed.span()).filter(|span| !dropped.contains(span)) {
        prop_assert!(doc.kept().any(|block| block.span().contains(span)), "{span:?} is in no kept block");
    }
    Ok(())
}

fn check_quality(article: &Article) -> Result<(), TestCaseError> {
    let score = article.quality().score();
    prop_assert!((0.0..=1.0).contains(&score), "{score}");
    prop_assert_eq!(article.body().is_empty(), score == 0.0);
    prop_assert!(article.quality().parts().all(|(_, part)| (0.0..=1.0).contains(&part)), "{:?}", article.quality());
    Ok(())
}

/// Nothing that is made of an article fails.
fn check_output(cleaned: &Cleaned) -> Result<(), TestCaseError> {
    let article = &cleaned.article;
    let written = [
        render::text::render(article),
        render::markdown::render(article, true),
        render::markdown::render(article, false),
        render::html::render(article, true),
        render::report::render(cleaned),
    ];
    prop_assert!(written.iter().skip(1).all(|text| article.body().is_empty() || !text.is_empty()));
    prop_assert!(Signals::of(article.body()).iter().all(|(_, value)| value.is_finite()));
    #[cfg(feature = "batch")]
    {
        let record: serde_json::Value = serde_json::from_str(&render::json::render(article)).expect("JSON");
        prop_assert_eq!(record["text"].as_str(), Some(article.body()));
    }
    Ok(())
}

fn config() -> ProptestConfig {
    ProptestConfig {
        cases: if cfg!(debug_assertions) { 128 } else { 2_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Every invariant of one cleaned page.
fn check_invariants(page: &(bool, String)) -> Result<(), TestCaseError> {
    check_cleaned(&run(&Cleaner::new(), page))
}

fn check_cleaned(cleaned: &Cleaned) -> Result<(), TestCaseError> {
    let Cleaned { article, document, .. } = cleaned;
    check_subsequence(article, document)?;
    check_spans(article, document)?;
    check_partition(article, document)?;
    check_quality(article)?;
    check_output(cleaned)
}

/// A page as a line of JSON.
#[cfg(feature = "batch")]
fn record(id: usize, (html, page): &(bool, String)) -> String {
    let field = if *html { "html" } else { "text" };
    serde_json::json!({"id": id.to_string(), field: page}).to_string()
}

#[cfg(feature = "batch")]
fn batch(input: &str, jobs: usize) -> String {
    let options = unspun::batch::Options::default().jobs(jobs).removed(true);
    let mut out = Vec::new();
    unspun::batch::run(input.as_bytes(), &mut out, &Cleaner::new(), &options).expect("memory is read and written");
    String::from_utf8(out).expect("JSON is UTF-8")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn pages_keep_the_invariants(page in page()) {
        check_invariants(&page)?;
    }

    #[test]
    fn noise_keeps_the_invariants(page in noise()) {
        check_invariants(&page)?;
    }

    #[test]
    fn any_characters_keep_the_invariants(page in unicode()) {
        check_invariants(&page)?;
    }

    #[test]
    fn no_edit_of_a_filter_breaks_an_article(page in page(), spans in vec((0..600usize, 0..40usize), 1..8)) {
        let cleaner = Cleaner::builder().pipeline(preset::standard().then(Careless(spans))).unspin(true).build();
        let cleaned = run(&cleaner, &page);
        // What would cut a character apart, or lies beyond the text, is passed over; what is cut already is not cut again.
        let trail = cleaned.document.trail();
        let spans = trail.cuts().iter().map(|cut| cut.span()).chain(trail.flags().iter().map(|flag| flag.span()));
        for span in spans {
            prop_assert!(cleaned.document.text().get(span.range()).is_some(), "{span:?}");
        }
        prop_assert!(trail.cuts().windows(2).all(|cuts| cuts[0].span().end() <= cuts[1].span().start()));
        check_subsequence(&cleaned.article, &cleaned.document)?;
        check_quality(&cleaned.article)?;
        check_output(&cleaned)?;
    }

    #[test]
    fn any_bytes_give_an_article_or_a_typed_error(bytes in vec(any::<u8>(), 0..600), charset in charset()) {
        let cleaner = Cleaner::new();
        for page in [Page::bytes(&bytes), Page::bytes(&bytes).charset(&charset)] {
            if let Ok(doc) = cleaner.parse(&page) {
                check_cleaned(&cleaner.run(doc))?;
            }
        }
    }

    #[test]
    fn limits_keep_the_words_or_say_so((html, page) in page(), bytes in 1..400usize, blocks in 1..6usize) {
        let cleaner = |limits: Limits| Cleaner::builder().limits(limits).build();
        let all = run(&Cleaner::new(), &(html, page.clone())).document;
        let cut = run(&cleaner(Limits::default().max_blocks(blocks)), &(html, page.clone()));
        check_cleaned(&cut)?;
        prop_assert!(letters(cut.document.text()).eq(letters(all.text())));
        prop_assert!(cut.document.len() <= blocks && (cut.document.len() == all.len() || cut.document.is_truncated()));
        check_cleaned(&run(&cleaner(Limits::default().max_nodes(64).max_depth(8)), &(html, page.clone())))?;
        let text = cleaner(Limits::default().max_bytes(bytes)).clean_text(&page);
        prop_assert_eq!(text.is_truncated(), page.len() > bytes);
    }

    #[test]
    fn a_clean_text_cleaned_again_is_the_same(page in story()) {
        let cleaner = Cleaner::new();
        let once = run(&cleaner, &page).article;
        let twice = cleaner.clean_text(once.body());
        prop_assert_eq!(words(twice.body()), words(once.body()));
    }

    #[test]
    fn any_text_cleaned_again_is_the_same_unless_it_is_next_to_nothing((_, page) in page()) {
        let cleaner = Cleaner::new();
        let once = cleaner.clean_text(&page);
        let twice = cleaner.clean_text(once.body());
        prop_assert!(twice.body() == once.body() || twice.body().is_empty(), "{:?}\n{:?}", once.body(), twice.body());
    }

    #[test]
    fn chrome_at_the_edges_costs_no_word((html, page) in story(), chrome in select(&CHROME[..]), first in any::<bool>()) {
        let cleaner = Cleaner::new();
        let before = run(&cleaner, &(html, page.clone())).article;
        let chrome = if html { format!("<div>{chrome}</div>") } else { format!("{chrome}\n\n") };
        let dressed = if first { chrome + &page } else { page + &chrome };
        let after = run(&cleaner, &(html, dressed)).article;
        prop_assert_eq!(after.body(), before.body());
    }

    #[test]
    fn every_thread_gives_the_same(page in page()) {
        let cleaner = Cleaner::new();
        let here = format!("{:?}", run(&cleaner, &page).article);
        let there = std::thread::scope(|scope| scope.spawn(|| format!("{:?}", run(&cleaner, &page).article)).join());
        prop_assert_eq!(there.ok(), Some(here));
    }

    #[test]
    #[cfg(feature = "batch")]
    fn a_batch_gives_what_single_pages_give(pages in vec(prop_oneof![page(), unicode()], 1..6), jobs in 1..5usize) {
        let input: String = pages.iter().enumerate().map(|(id, page)| record(id, page) + "\n").collect();
        let cleaner = Cleaner::new();
        let line = |(id, page)| unspun::batch::record_line(&format!("{id}"), &run(&cleaner, page), true) + "\n";
        let single: String = pages.iter().enumerate().map(line).collect();
        prop_assert_eq!(batch(&input, jobs), single);
    }
}
