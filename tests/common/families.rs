//! Kinds of pages that were made to hurt, for the tests and for the bench.

use std::fmt::Write;
use unspun::Page;

pub const PROSE: &str = "The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail from the old pier until then. ";

/// A kind of hostile page: its name, whether it is HTML, and what makes one of at least so many bytes.
#[derive(Clone, Copy)]
pub struct Family(pub &'static str, pub bool, fn(usize) -> String);

impl Family {
    /// The text of its page of at least so many bytes.
    pub fn text(&self, size: usize) -> String {
        self.2(size)
    }

    /// Its page.
    pub fn page<'t>(&self, text: &'t str) -> Page<'t> {
        if self.1 { Page::html(text) } else { Page::text(text) }
    }
}

pub fn fill(unit: &str, size: usize) -> String {
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
pub fn count(head: &str, unit: &str, size: usize) -> String {
    let (before, behind) = unit.split_once('%').unwrap_or((unit, ""));
    head.to_owned() + &numbered(size, |page, n| write!(page, "{before}{n}{behind}").expect("a string"))
}

/// A script in which hundreds of articles each name many authors whom nothing describes.
fn linked_data() -> String {
    let article = format!(r#"{{"@type":"Article","author":[{}0]}},"#, r#"{"@id":"x"},"#.repeat(31)).repeat(511);
    format!("<script type=application/ld+json>[[[[[[{article}0]]]]]]</script>")
}

pub const FAMILIES: &[Family] = &[
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
    Family("nested quotations", true, |n| fill("<blockquote>x", n)),
    Family("nested headings", true, |n| fill("<h1><h2>x", n)),
    Family("nested forms and buttons", true, |n| fill("<form><button>x", n)),
    Family("definitions", true, |n| fill("<dl><dt>x<dd>", n)),
    Family("unknown elements", true, |n| fill("<x-y><z->a ", n)),
    // Formatting elements that are opened again.
    Family("open bold, numbered", true, |n| count("", "<b id=%>", n)),
    Family("open bold, then paragraphs", true, |n| count("", "<b id=%>", n / 2) + &fill("<p>x", n / 2)),
    Family("a hundred bold, then paragraphs", true, |n| count("", "<b id=%>", 900) + &fill("<p>x", n)),
    Family("a hundred bold, then divisions", true, |n| count("", "<b id=%>", 900) + &fill("<div>x</div>", n)),
    Family("adoption", true, |n| fill("<b><p></b>x", n)),
    Family("adoption of links", true, |n| count("", "<a href=%><b><div></a></b>x", n)),
    Family("fonts", true, |n| count("", "<p><font color=%>x", n)),
    Family("fostered", true, |n| after("<table>", "<b>x</b><div>y</div>", n)),
    Family("links in links", true, |n| fill("<a><nobr>x ", n)),
    Family("a mark around everything", true, |n| after("<a href=/x><b><i><code>", "<p>some words", n)),
    Family("marks in one paragraph", true, |n| after("<p>", "<b>a</b> <a href=/x>b</a> ", n)),
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
    Family("end tags of paragraphs", true, |n| fill("</p></br>", n)),
    Family("columns", true, |n| after("<table>", "<colgroup><col><caption>x", n)),
    Family("bylines", true, |n| count("", "<span class=author>By Jane Doe%</span>", n)),
    Family("authors", true, |n| count("", "<meta name=author content='Jane Doe%'>", n)),
    Family("posts", true, |n| {
        count("", "<div class=post><span class=user>jane%</span><p>It is true, I saw it.</p></div>", n)
    }),
    Family("teasers", true, |n| count("", "<li class=related><a href=/%>The council said on Friday %</a>", n)),
    Family("classes", true, |n| count("", "<p class='c% d%'>word", n)),
    Family("scripts of linked data", true, |n| fill(&linked_data(), n) + "<p>x"),
    Family("code", true, |n| after("<pre>", "let x = 1;\n  let y = 2;\n", n)),
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
    Family("a section of characters", true, |n| after("<svg><![CDATA[", "]] x ", n)),
    Family("an instruction", true, |n| after("<?x", " y", n)),
    Family("a title never closed", true, |n| after("<title>", "a long title ", n)),
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
    Family("spun phrases", false, |n| {
        fill("They waited in entrance of the house for this 12 months, he stated on the opposite hand.\n\n", n)
    }),
    Family("related lines", false, |n| count("", "Related articles\n\nFerry fares to rise %\n\n", n)),
    Family("paths", false, |n| count("", "Home › News › Harbour %\n\n", n)),
    Family("ends of articles", false, |n| after(&fill(PROSE, 1_000), "\n\nSource link\n\nRead more", n)),
    Family("lines by somebody", false, |n| count("", "By Jane Doe%, March 3, 2026\n\n", n)),
    Family("headlines", false, |n| count("", "What the council said on Friday %\n\n", n)),
    Family("different words", false, |n| count("", "word% the ", n)),
    Family("different paragraphs", false, |n| {
        count("", "On day % the council said that it will close the harbour for a week, and nobody knew why.\n\n", n)
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
    Family("wrapped lines", false, |n| {
        fill("The harbour will be closed for a week from Monday, the council said on\nFriday and no ferry ", n)
    }),
    Family("carriage returns", false, |n| fill("a\r", n)),
    Family("rows", false, |n| fill("a\tb\tc\n", n)),
    Family("items of text", false, |n| fill("- an item\n", n)),
    Family("fences", false, |n| fill("```\nx\n", n)),
    Family("lines of code", false, |n| fill("f(x);\n    y = 1\n  - z\n", n)),
    Family("open calls in one line", false, |n| after("x\n  ", "f(", n)),
    Family("numbers", false, |n| fill("1,234.5 ", n)),
    Family("signs of Markdown", false, |n| fill("*_`[x](y)#>|", n)),
    Family("closing quotes", false, |n| fill("”)", n)),
    // Characters.
    Family("combining marks", false, |n| after("a", "\u{301}", n)),
    Family("directions", false, |n| fill("\u{202e}\u{2066}a\u{2069}", n)),
    Family("zero-width signs", false, |n| fill("\u{200b}\u{200d}\u{feff}", n)),
    Family("no characters", false, |n| fill("\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}\u{fdd0}", n)),
    Family("NUL", false, |n| fill("\0", n)),
    Family("NUL in a table", true, |n| after("<table>", "\0 ", n)),
    Family("NUL in a drawing", true, |n| after("<svg>", "\0 ", n)),
    Family("line separators", false, |n| fill("a\u{2028}b\u{2029}", n)),
    Family("families of faces", false, |n| fill("👩\u{200d}👩\u{200d}👧 ", n)),
    Family("letters that grow in lower case", false, |n| fill("İİ ẞ ", n)),
    Family("surrogates in linked data", true, |n| {
        after("<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\"", "\\ud800", n) + "\"}</script>x"
    }),
    Family("Arabic", false, |n| fill("ستغلق المدينة الميناء لمدة أسبوع، ", n)),
    Family("Han without spaces", false, |n| fill("漢字仮名", n)),
    Family("Thai without spaces", false, |n| fill("เมืองท่าจะปิดหนึ่งสัปดาห์", n)),
];
