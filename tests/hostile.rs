//! Input that was made to hurt: each gives an article, an empty body with score 0 or a typed error, in bounded time.

#[path = "common/families.rs"]
mod families;

use families::{FAMILIES, Family, PROSE, count, fill};
use unspun::{Article, Cleaner, Error, Limits, Page, Pipeline};

fn clean(family: &Family, size: usize) -> Article {
    Cleaner::new().clean(&family.page(&family.text(size))).unwrap_or_else(|error| panic!("{}: {error}", family.0))
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

#[test]
#[ignore = "large: cargo test --release --test hostile -- --ignored"]
fn fifty_megabytes_in_one_line_are_cleaned() {
    let size = 50 << 20;
    assert!(Cleaner::new().clean_text(&fill(PROSE, size)).body().len() >= size);
    // One word is no article, however long; it is not lost without a word either.
    let word = Cleaner::new().clean_text(&fill("x", size));
    check("one word", &word);
    assert_eq!(word.removed().iter().map(|removed| removed.span().len()).sum::<usize>(), size + 1);
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
fn past_the_limit_of_nodes_what_nobody_reads_leaves_no_text() {
    for flood in ["<title>a</title>", "<style>b</style>", "<script>'<p>'</script>", "<iframe>c</iframe>"] {
        let page = format!("<p>before</p>{}<p>behind</p>", flood.repeat(50_000));
        let (blocks, truncated) = texts(&page, Limits::default().max_nodes(1_000));
        assert!(truncated, "{flood}");
        assert_eq!(blocks.join(" ").split_whitespace().collect::<Vec<_>>(), ["before", "behind"], "{flood}");
    }
}

#[test]
fn a_text_right_at_the_limit_is_whole() {
    let wrapped = "The old pier will be closed for a week from Monday, the council said\non Friday. No ferry will sail in that week, and the fishermen are to\n\
        bring their boats to another place, which nobody has named so far. A\nnew pier of steel and oak is to open in the spring of the next year.\n\n";
    let doc = |limit| {
        let cleaner = Cleaner::builder().limits(Limits::default().max_blocks(limit)).build();
        cleaner.parse(&Page::text(&wrapped.repeat(10))).expect("small")
    };
    assert_eq!((doc(10).len(), doc(10).is_truncated()), (10, false));
    assert!(doc(9).is_truncated());
}

#[test]
fn tags_too_deep_still_part_words() {
    let page = "<div>".repeat(600) + "<div>one</div><div>two</div>";
    assert_eq!(texts(&page, Limits::default()).0, ["one two"]);
}

#[test]
fn of_a_text_over_the_limit_of_bytes_the_beginning_is_cleaned() {
    let cleaner = Cleaner::builder().limits(Limits::default().max_bytes(PROSE.len())).build();
    let article = cleaner.clean_text(&PROSE.repeat(3));
    assert_eq!((article.body(), article.is_truncated()), (PROSE.trim_end(), true));
    assert!(!cleaner.clean_text(PROSE).is_truncated());
    // The limit may lie inside of a character.
    let limits = Limits::default().max_bytes(5);
    let cut = Cleaner::builder().pipeline(Pipeline::new()).limits(limits).build().clean_text("ééé");
    assert_eq!((cut.body(), cut.is_truncated()), ("éé", true));
}

#[test]
fn lines_past_those_that_the_limit_of_blocks_allows_are_one_block() {
    let lines: String = (0..500).map(|n| format!("word{n}\n")).collect();
    let cleaner = Cleaner::builder().limits(Limits::default().max_blocks(10)).build();
    let doc = cleaner.parse(&Page::text(&lines)).expect("small");
    assert!(doc.is_truncated() && doc.blocks().any(|block| block.text().contains("word499")));
    let few: String = lines.lines().take(10).map(|line| format!("{line}.\n")).collect();
    assert!(!cleaner.parse(&Page::text(&few)).expect("small").is_truncated());
}

#[test]
fn what_nests_too_deeply_is_kept_as_text() {
    let page = "<blockquote>".repeat(40) + "one <i>two</i><p>three</p>";
    let (blocks, truncated) = texts(&page, Limits::default().max_depth(8));
    assert_eq!((blocks.join(" "), truncated), ("one two three".to_owned(), false));
}
