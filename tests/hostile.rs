//! Input that was made to hurt: each gives an article, an empty body with score 0 or a typed error, in bounded time.

use std::fmt::Write;
use std::time::{Duration, Instant};
use unspun::{Article, Cleaner, Error, Limits, Page};

const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail from the old pier until then. ";

/// A kind of hostile page: its name, whether it is HTML, and what makes one of at least so many bytes.
struct Family(&'static str, bool, fn(usize) -> String);

fn fill(unit: &str, size: usize) -> String {
    unit.repeat(size / unit.len() + 1)
}

fn after(head: &str, unit: &str, size: usize) -> String {
    head.to_owned() + &fill(unit, size)
}

fn numbered(size: usize, add: impl Fn(&mut String, usize)) -> String {
    let mut page = String::with_capacity(size + 64);
    for n in 0.. {
        if page.len() >= size {
            break;
        }
        add(&mut page, n);
    }
    page
}

/// `%` stands for a number that counts up.
fn count(head: &str, unit: &str, size: usize) -> String {
    let (before, behind) = unit.split_once('%').unwrap_or((unit, ""));
    head.to_owned() + &numbered(size, |page, n| write!(page, "{before}{n}{behind}").expect("a string"))
}

const FAMILIES: &[Family] = &[
    // Nesting.
    Family("nested div", true, |n| fill("<div>", n)),
    Family("nested div with text", true, |n| fill("<div>a ", n)),
    Family("nested span", true, |n| fill("<span>", n)),
    Family("nested and closed", true, |n| fill("<div>", n / 2) + "deep" + &fill("</div>", n / 2)),
    Family("end tags of nothing in between", true, |n| fill("<div></i>", n)),
    Family("nested lists", true, |n| fill("<ul><li>x", n)),
    Family("tables in tables", true, |n| fill("<table><tr><td>", n)),
    Family("tables in tables with text", true, |n| fill("<table>x", n)),
    Family("drawings", true, |n| fill("<svg><foreignObject>x", n)),
    Family("formulas", true, |n| after(&"<math>".repeat(300), "<mi></mo>", n)),
    Family("templates", true, |n| fill("<template>", n)),
    Family("paragraphs very deep", true, |n| after(&"<div>".repeat(500), "<p>x", n)),
    Family("end tags of nothing very deep", true, |n| after(&"<b>".repeat(500), "</foo>", n)),
    // Formatting elements that are opened again.
    Family("open bold, numbered", true, |n| count("", "<b id=%>", n)),
    Family("open bold, then paragraphs", true, |n| count("", "<b id=%>", n / 2) + &fill("<p>x", n / 2)),
    Family("a hundred bold, then paragraphs", true, |n| count("", "<b id=%>", 900) + &fill("<p>x", n)),
    Family("a hundred bold, then divisions", true, |n| count("", "<b id=%>", 900) + &fill("<div>x</div>", n)),
    Family("adoption", true, |n| fill("<b><p></b>x", n)),
    Family("adoption of links", true, |n| count("", "<a href=%><b><div></a></b>x", n)),
    Family("fonts", true, |n| count("", "<p><font color=%>x", n)),
    Family("fostered", true, |n| after("<table>", "<b>x</b><div>y</div>", n)),
    // Many of one kind.
    Family("siblings", true, |n| fill("<i></i>", n)),
    Family("short paragraphs", true, |n| fill("<p>a", n)),
    Family("headings", true, |n| fill("<h1>x", n)),
    Family("cells", true, |n| after("<table><tr>", "<td>x", n)),
    Family("items", true, |n| fill("<li>x", n)),
    Family("options", true, |n| after("<select>", "<option>x", n)),
    Family("images", true, |n| fill("<img src=a>", n)),
    Family("links", true, |n| fill("<p><a href=/a>two words</a></p>", n)),
    Family("titles", true, |n| fill("<title>a</title>", n)),
    Family("metadata", true, |n| count("", "<meta property=og:title content='Title %'>", n)),
    Family("dates", true, |n| fill("<time datetime=2024-01-01>1 Jan 2024</time>", n)),
    Family("tag names", true, |n| count("", "<x%>a", n)),
    // Attributes.
    Family("attributes", true, |n| count("<p ", "a%=1 ", n) + ">x"),
    Family("attributes quoted", true, |n| count("<p ", "a%='>'", n) + ">x"),
    Family("attributes of an end tag", true, |n| count("<p>x</p ", "a%/", n) + ">y"),
    Family("a class of many words", true, |n| after("<p class=\"", "a b ", n) + "\">x"),
    Family("an address without end", true, |n| after("<p><a href=\"", "a/?&", n) + "\">x"),
    Family("an attribute never closed", true, |n| after("<p class=\"", "a> ", n)),
    // What is never closed.
    Family("comment", true, |n| after("<p>x<!--", "- ->", n)),
    Family("dashes", true, |n| after("<!--", "-", n)),
    Family("script", true, |n| after("<p>x<script>", "a<b </scrip ", n)),
    Family("escaped script", true, |n| after("<script>", "<!--<script>", n)),
    Family("style", true, |n| after("<p>x<style>", "a{b:c}", n)),
    Family("text area", true, |n| after("<textarea>", "<p>y</p> ", n)),
    Family("plain text", true, |n| after("<p>x<plaintext>", "<p>y</p> ", n)),
    Family("signs", true, |n| fill("<", n)),
    Family("a tag name without end", true, |n| after("<", "a", n)),
    Family("a document type without end", true, |n| after("<!DOCTYPE ", "a", n)),
    Family("linked data, nested", true, |n| after("<script type=application/ld+json>", "[", n) + "</script>x"),
    // Entities.
    Family("entities", true, |n| after("<p>", "&amp;&lt;&#x41;&notin;", n)),
    Family("broken entities", true, |n| after("<p>", "&notit;&#0;&#xFFFFFFFFF;&", n)),
    Family("one long entity", true, |n| after("<p>&#", "9", n)),
    // Repetition and wording.
    Family("equal paragraphs", true, |n| fill("<p>The council said on Friday that it will close the harbour</p>\n", n)),
    Family("nearly equal paragraphs", true, |n| {
        count("", "<p>The council said on Friday that it will close the harbour for week number %.</p>", n)
    }),
    Family("nearly equal long paragraphs", true, |n| {
        numbered(n, |page, at| write!(page, "<p>{}{at}</p>", PROSE.repeat(8)).expect("a string"))
    }),
    Family("nearly the title", true, |n| {
        count("<title>What the council said on Friday</title>", "<p>What the council said on Friday %", n)
    }),
    Family("two long words alike", true, |n| after("<title>", "wx", n / 2) + &after("</title><p>", "xw", n / 2)),
    Family("captions", true, |n| {
        count("", "<figure><figcaption>The pier at dawn, number % Photo: A. Person</figcaption></figure>", n)
    }),
    Family("beginnings of phrases", true, |n| fill("<p>your email address will not be your email address will", n)),
    Family("chrome", false, |n| fill("Skip to content\nLEAVE A REPLY\nAll rights reserved.\nShare this:\n", n)),
    Family("beginnings of phrases in one line", false, |n| fill("sign up sign up for our sign up for ", n)),
    Family("credits", false, |n| fill("The pier at dawn in June © Jane Doe/Harbour News\n\n", n)),
    Family("credits in one line", false, |n| count("", "The pier % © Jane Doe/ReutersPhoto: John Roe/AFP", n)),
    Family("spun words", false, |n| {
        fill("The yr was considering. Ta. The organisation hung on the opposite hand, was. ", n)
    }),
    // Lines.
    Family("one line", false, |n| fill(PROSE, n)),
    Family("one word", false, |n| fill("a", n)),
    Family("short lines", false, |n| fill("a\n", n)),
    Family("blank lines", false, |n| fill("\n", n)),
    Family("cut lines", false, |n| fill("the council said on \nFriday\n, that ", n)),
    Family("glued words", false, |n| fill("HomeIran NewsUS held secret talksAnd thenMore.The ", n)),
    Family("spaces", false, |n| after("a", " ", n)),
    Family("tabs", false, |n| fill("a\tb\t", n)),
    Family("full stops", false, |n| fill(". ", n)),
    Family("brackets", false, |n| fill("(\n", n)),
    Family("one address", false, |n| after("https://", "a.b/", n)),
    // Characters.
    Family("combining marks", false, |n| after("a", "\u{301}", n)),
    Family("directions", false, |n| fill("\u{202e}\u{2066}a\u{2069}", n)),
    Family("zero-width signs", false, |n| fill("\u{200b}\u{200d}\u{feff}", n)),
    Family("no characters", false, |n| fill("\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}\u{fdd0}", n)),
    Family("NUL", false, |n| fill("\0", n)),
    Family("NUL in a table", true, |n| after("<table>", "\0 ", n)),
    Family("Han without spaces", false, |n| fill("漢字仮名", n)),
    Family("Thai without spaces", false, |n| fill("เมืองท่าจะปิดหนึ่งสัปดาห์", n)),
];

fn clean(family: &Family, size: usize) -> Article {
    let text = family.2(size);
    let page = if family.1 { Page::html(&text) } else { Page::text(&text) };
    Cleaner::new().clean(&page).unwrap_or_else(|error| panic!("{}: {error}", family.0))
}

fn check(name: &str, article: &Article) {
    let score = article.quality().score();
    assert!((0.0..=1.0).contains(&score), "{name}: {score}");
    assert_eq!(article.body().trim().is_empty(), score == 0.0, "{name}: score {score}");
}

#[test]
fn every_family_gives_an_article_or_nothing() {
    let size = if cfg!(debug_assertions) { 16 << 10 } else { 256 << 10 };
    for family in FAMILIES {
        check(family.0, &clean(family, size));
    }
}

/// Of processor time, as far as one thread can tell.
fn time(family: &Family, size: usize) -> Duration {
    let start = Instant::now();
    check(family.0, &clean(family, size));
    start.elapsed()
}

#[test]
#[ignore = "large: cargo test --release --test hostile -- --ignored"]
fn sixteen_megabytes_of_each_take_two_seconds() {
    for family in FAMILIES {
        let took = time(family, 16 << 20).min(time(family, 16 << 20));
        println!("{:40} {:.2} s", family.0, took.as_secs_f64());
        assert!(took < Duration::from_secs(2), "{}: {took:?}", family.0);
    }
}

#[test]
#[ignore = "large: cargo test --release --test hostile -- --ignored"]
fn fifty_megabytes_in_one_line_are_cleaned() {
    for article in [Cleaner::new().clean_text(&fill(PROSE, 50 << 20)), Cleaner::new().clean_text(&fill("x", 50 << 20))]
    {
        assert!(article.body().len() >= 50 << 20);
    }
}

#[test]
fn what_is_no_text_is_a_typed_error_or_empty() {
    let cleaner = Cleaner::new();
    assert_eq!(cleaner.clean_bytes(b"").expect("no bytes are a page").quality().score(), 0.0);
    assert_eq!(cleaner.clean_html("").expect("no tags are a page").body(), "");
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0, 1, 2, 3, 0xff, 0xfe].repeat(500)].concat();
    assert!(matches!(cleaner.clean_bytes(&png), Err(Error::Binary { .. })));
    let small = Cleaner::builder().limits(Limits::default().max_bytes(100)).build();
    assert!(matches!(small.clean_bytes(&[b'a'; 101]), Err(Error::TooLarge { len: 101, limit: 100 })));
}

#[test]
fn a_page_cut_anywhere_is_cleaned() {
    let page = format!(
        "<html><head><title>Harbour</title></head><body class='a'><p>{PROSE}<b>{PROSE}</b>&amp;<p>{PROSE}</html>"
    );
    for end in 0..page.len() {
        check("cut", &Cleaner::new().clean_html(&page[..end]).expect("a short page"));
    }
}

#[test]
fn a_wrong_character_set_is_overruled() {
    let page = format!("<meta charset=utf-16><p>{PROSE} Café.</p><p>{PROSE}</p>");
    for label in ["utf-16le", "shift_jis", "no-such-set"] {
        let article = Cleaner::new().clean(&Page::bytes(page.as_bytes()).charset(label)).expect("text all the same");
        check(label, &article);
    }
    let article = Cleaner::new().clean(&Page::bytes(page.as_bytes()).charset("windows-1252")).expect("text");
    assert!(article.body().contains("Café."));
}

fn texts(html: &str, limits: Limits) -> (Vec<String>, bool) {
    let cleaner = Cleaner::builder().limits(limits).build();
    let doc = cleaner.parse(&Page::html(html)).expect("within the limit of bytes");
    (doc.blocks().map(|block| block.text().to_owned()).collect(), doc.is_truncated())
}

#[test]
fn past_the_limit_of_nodes_the_text_is_kept() {
    let words: Vec<String> = (0..5_000).map(|n| format!("word{n}")).collect();
    let page: String = words.iter().map(|word| format!("<p>{word}</p>")).collect();
    let (blocks, truncated) = texts(&page, Limits::default().max_nodes(1_000));
    assert!(truncated && blocks.len() > 400);
    let found: Vec<&str> = blocks.iter().flat_map(|block| block.split_whitespace()).collect();
    assert_eq!(found, words);
    assert!(!texts(&page, Limits::default()).1);
}

#[test]
fn past_the_limit_of_nodes_no_text_hides_in_a_list_of_options() {
    let page = format!("<select>{}</select><script>no()</script><p>still here</p>", "<option>x".repeat(5_000));
    assert_eq!(texts(&page, Limits::default().max_nodes(1_000)), (vec!["still here".to_owned()], true));
}

#[test]
fn formatting_opened_again_in_every_paragraph_is_bounded() {
    let open: String = (0..400).map(|n| format!("<b id={n}>")).collect();
    let page = open + &"<p>word</p>".repeat(2_000);
    let (blocks, truncated) = texts(&page, Limits::default().max_nodes(20_000));
    assert!(truncated);
    assert_eq!(blocks.iter().flat_map(|block| block.split_whitespace()).filter(|word| *word == "word").count(), 2_000);
}

#[test]
fn a_flood_of_attributes_costs_nothing() {
    for unit in ["a%=1 ", "a%='>' ", "a%=\">\"", "a%/", "a% = b ", "a%\n"] {
        let page = count("<p>before</p><p ", unit, 50_000) + "><b title='>'>inside</b></p><p>behind</p>";
        let expected = ["before", "inside", "behind"].map(str::to_owned).to_vec();
        assert_eq!(texts(&page, Limits::default()), (expected, false), "{unit}");
    }
}

#[test]
fn long_attributes_and_comments_are_no_flood() {
    let json = "{\"a\": 1, \"b\": \"two words\", 'c': '<p class=x y z>'} ".repeat(2_000);
    let page = format!(
        "<p data-x=\"{}\">one</p><!-- {json} --><img src='{}'><p>two</p>",
        json.replace('"', "&quot;"),
        fill("a/b+c", 90_000)
    );
    assert_eq!(texts(&page, Limits::default()), (vec!["one".to_owned(), "two".to_owned()], false));
}

#[test]
fn past_the_limit_of_blocks_the_text_is_kept() {
    let lines: String = (0..500).map(|n| format!("Line number {n} says something of its own.\n\n")).collect();
    let cleaner = Cleaner::builder().limits(Limits::default().max_blocks(10)).build();
    let doc = cleaner.parse(&Page::text(&lines)).expect("small");
    assert_eq!((doc.len(), doc.is_truncated()), (10, true));
    assert!(doc.get(9).is_some_and(|last| last.text().contains("Line number 499") && last.words() > 3_000));
}

#[test]
fn tags_too_deep_still_part_words() {
    let page = "<div>".repeat(600) + "<div>one</div><div>two</div>";
    assert_eq!(texts(&page, Limits::default()).0, ["one two"]);
}
