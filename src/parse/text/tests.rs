use super::lines::is_unseen;
use super::{Kind, Segment};

fn segment(text: &str) -> Vec<Segment> {
    super::segment(text, usize::MAX).0
}

/// The segments' texts with white space folded.
fn texts(text: &str) -> Vec<String> {
    segment(text).iter().map(|segment| folded(&text[segment.range.clone()])).collect()
}

fn kinds(text: &str) -> Vec<Kind> {
    segment(text).iter().map(|segment| segment.kind).collect()
}

fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

const LONG: &str = "The ferry left the island before dawn, and by the time the harbour master had read the note on his door \
    nobody could say who had been on board.";

/// Inputs of every shape, for the properties that hold for all of them.
fn assorted() -> Vec<String> {
    let plain = [
        "",
        " \n\t\r\n ",
        "one",
        "\u{feff}Title\n\nBody text.",
        "a\rb\r\nc\n\rd\u{2028}e\u{2029}f",
        "# One\n## Two\n- x\n* y\n1. z\n•\n12) w",
        "a\tb\tc\n\td\n| x | y |\n|---|---|",
        "```\nlet x = 1;\n\n  y\n```\nafter\n```",
        "HomeNewsSport\nHome\nNewsUS held talks",
        "ends here.A new one starts here and goes on.”The next one follows that now.",
        "©© ©A© by©",
        "漢字かな交じり文です。次の文です。\n短い行\n、続きの行",
        "هذا نص عربي قصير\nسطر آخر، مع فاصلة\n.",
        "นี่คือข้อความภาษาไทย\nบรรทัดที่สอง",
        "Şehir haberleriİstanbul Éamonn'sÀ propos ǅ ß.ẞ",
        "👩‍👩‍👧 family\n, and more\n👍🏽",
        "a\u{0}b\u{7f}\n\u{a0}\u{2003}x\u{3000}\n\u{85}y",
        "Jane Doe3 March 2026 · 5 min readShare12 CommentsPhoto: Someone",
    ];
    let mut all: Vec<String> = plain.into_iter().map(String::from).collect();
    all.extend([
        strings_page(),
        wrapped_page(),
        block_page(),
        block_page().replace('\n', "\r\n"),
        block_page().replace('\n', "\n\n"),
        block_page().replace('\n', " ").repeat(4),
        block_page().replace('\n', " ( ").repeat(4),
    ]);
    all
}

fn block_page() -> String {
    format!(
        "HomeRegionFerry leaves without its crew\nFerry leaves without its crew\n{LONG}\nWhat we know\n{LONG}{LONG}\n\
         Share this\nRead more\n- ropes\n- buoys\nPhoto by A. N. Other\n{LONG}"
    )
}

/// A page as it comes with each text node on its own line.
fn strings_page() -> String {
    "Home\nNews\nHarbours\nContact us\nThe report, published by the\nHarbour Institute\n, found that ferries run late in\n\
     most\nof the towns on the coast. A spokeswoman told\nCoast Weekly\nthat the figures were (\nsee the tables\n) no surprise.\n\
     Nobody was hurt.\nRead next\nTides and times\nAbout us"
        .into()
}

fn wrapped_page() -> String {
    "The committee met on Tuesday to look at the plans for the new bridge, and\nafter four hours of talk it agreed on nothing \
     but the date of the next\nmeeting. The mayor, who had hoped for a vote, left early and would not\nspeak to reporters.\n\
     \nA second round is planned for the autumn, when the engineers will have\nfinished their report on the foundations of the \
     old pier and on what it\nwould cost to keep it.\n"
        .into()
}

#[test]
fn segments_are_in_order_and_cover_everything_that_can_be_seen() {
    for text in assorted() {
        let mut at = 0;
        for segment in segment(&text) {
            assert!(segment.range.start >= at && segment.range.end > segment.range.start, "{text:?}");
            let piece = text.get(segment.range.clone()).expect("char boundaries");
            assert!(text[at..segment.range.start].chars().all(is_unseen), "lost before {piece:?}");
            assert_eq!(piece, piece.trim_matches(is_unseen));
            assert!(!segment.glued || segment.range.start == at, "{piece:?} is not glued");
            at = segment.range.end;
        }
        assert!(text[at..].chars().all(is_unseen), "lost at the end of {text:?}");
    }
}

#[test]
fn segments_written_out_give_the_same_segments() {
    for text in assorted() {
        let first = segment(&text);
        let raw = |kind| matches!(kind, Kind::Code | Kind::TableRow);
        let written: Vec<String> = first
            .iter()
            .map(|s| if raw(s.kind) { text[s.range.clone()].into() } else { folded(&text[s.range.clone()]) })
            .collect();
        let again = written.join("\n\n");
        assert_eq!(texts(&text), texts(&again), "{text:?}");
    }
}

#[test]
fn every_block_on_a_line_stays_as_it_is() {
    let lines = ["Tides", "and times", LONG, "by Jane Doe", "iPhone tips", LONG, "more", "about us"];
    assert_eq!(texts(&lines.join("\n")), lines);
}

#[test]
fn marks_in_front_of_a_word_or_in_code_are_no_cuts() {
    let lines =
        ["Badges", "»Ropes", "»buoys", ":-state", ".config", "return (", "draw()", ");", "mooring lines", "])", "end"];
    assert_eq!(texts(&lines.join("\n")), lines);
}

#[test]
fn one_paragraph_a_line_needs_no_blank_lines() {
    assert_eq!(texts(&format!("{LONG}\n{LONG}x\n{LONG}")).len(), 3);
}

#[test]
fn sentences_cut_at_links_are_joined_again_and_menus_are_not() {
    let found = texts(&strings_page());
    let sentence = "The report, published by the Harbour Institute , found that ferries run late in most of the towns on the \
                    coast. A spokeswoman told Coast Weekly that the figures were ( see the tables ) no surprise.";
    assert_eq!(&found[..4], ["Home", "News", "Harbours", "Contact us"]);
    assert_eq!(found[4], sentence);
    assert_eq!(&found[5..], ["Nobody was hurt.", "Read next", "Tides and times", "About us"]);
}

#[test]
fn a_short_label_with_a_colon_joins_its_sentence() {
    let text = "Some words\n, with a cut in them.\nNote:\nThe harbour is closed on Monday mornings.\nPrices:\nTickets";
    assert_eq!(
        texts(text),
        ["Some words , with a cut in them.", "Note: The harbour is closed on Monday mornings.", "Prices:", "Tickets"]
    );
}

#[test]
fn a_line_that_repeats_the_one_before_is_not_its_rest() {
    let text = "It was sold to\nAcme\n, they said.\n\nsponsor\nsponsor\nsponsor";
    assert_eq!(texts(text), ["It was sold to Acme , they said.", "sponsor", "sponsor", "sponsor"]);
}

#[test]
fn hard_wrapped_lines_become_paragraphs() {
    let found = texts(&wrapped_page());
    assert_eq!(found.len(), 2);
    assert!(found[0].starts_with("The committee met") && found[0].ends_with("speak to reporters."));
    assert!(found[1].contains("will have finished their report"));
}

#[test]
fn a_short_text_is_wrapped_where_every_break_is() {
    let wrapped = "Penhallow Stone has bought its smaller rival Tregarth Aggregates for twelve\nmillion pounds in cash.\n\nThe \
        deal adds four quarries and 86 staff.";
    assert_eq!(texts(wrapped).len(), 2);
    let verse =
        "The ferry left the island long before the break of a cold and windy day\nAnd nobody was there.\n\nThe end.";
    assert_eq!(texts(verse).len(), 3);
}

#[test]
fn scripts_without_capitals_begin_new_lines_all_the_same() {
    let text = "მსგავსი სიახლეები\nბორნის ბილეთები ძვირდება\nქალაქის ბიბლიოთეკა გაიხსნა\nდატოვეთ კომენტარი";
    assert_eq!(texts(text).len(), 4);
}

#[test]
fn marks_that_take_no_room_hide_no_end_of_a_line() {
    assert_eq!(texts("\u{200b}Share\u{200e}\n\nThe ferry left.\u{feff}\n\u{2060}"), ["Share", "The ferry left."]);
    assert_eq!(texts("\u{2067}Share\u{2069}\n\n\u{202b}The ferry left.\u{202c}"), ["Share", "The ferry left."]);
}

#[test]
fn a_headline_behind_a_label_is_no_sentence_that_goes_on() {
    let cut =
        "Two fishermen pulled up a church bell of three hundred kilograms four miles south of the\nlighthouse\n.\n";
    let text = format!(
        "{cut}Read also:\nWreck of the Corinna located\n“I thought it was the bottom of the sea,” said\nDavy Quill\n."
    );
    assert!(texts(&text).contains(&"Read also: Wreck of the Corinna located".to_owned()), "{:?}", texts(&text));
}

#[test]
fn hard_wrapped_lines_keep_bullets_and_indents_apart() {
    let list = "- ropes and chains for the two boats that lie in the inner harbour, all of\n  them new\n- paint";
    let found = texts(&format!("{}{list}", wrapped_page()));
    assert_eq!(found.len(), 4);
    assert!(found[2].ends_with("all of them new"));
    let ruled = wrapped_page()
        .replace("speak to reporters.\n\n", &format!("speak to reporters at the end of it all.\n{}\n", "-".repeat(72)));
    assert_eq!(texts(&ruled).len(), 3);
    let indented = wrapped_page()
        .replace("speak to reporters.\n\n", "speak to reporters at all, not on the steps and not in the.\n    ");
    assert_eq!(texts(&indented).len(), 2);
}

#[test]
fn line_ends_of_every_kind_count_once() {
    for eol in ["\n", "\r\n", "\r", "\u{2028}"] {
        let text = wrapped_page().replace('\n', eol);
        assert_eq!(texts(&text), texts(&wrapped_page()), "{eol:?}");
        let lines = ["One", "two", "three"].join(eol);
        assert_eq!(texts(&lines), ["One", "two", "three"], "{eol:?}");
    }
}

#[test]
fn bullets_cells_and_marks_give_the_kinds() {
    let text = "# Harbours\n\n* boats\n- ropes\n1. first\n2) second\n• third\n\nname\tlength\n| ferry | 40 |\n\n```\nlet a = 1;\n\nb\n```";
    use Kind::{Code, Heading, ListItem, TableRow};
    let items = [ListItem; 5];
    let mut expected = vec![Heading];
    expected.extend(items);
    expected.extend([TableRow, TableRow, Code]);
    assert_eq!(kinds(text), expected);
}

#[test]
fn what_only_looks_like_a_marker_is_none() {
    for text in [
        "-5 degrees",
        "1984. A novel",
        "3.5 percent more",
        "#harbour",
        "*",
        "– Oui, dit-il.",
        "| cut here",
        "11. März 2026",
    ] {
        assert_eq!(kinds(text), [Kind::Paragraph], "{text}");
    }
}

#[test]
fn a_short_line_between_long_ones_is_a_heading() {
    let heading = |line: &str| kinds(&format!("{LONG}\n{line}\n{LONG}"))[1];
    assert_eq!(heading("What the harbour master knew"), Kind::Heading);
    assert_eq!(heading("Who was on board?"), Kind::Heading);
    assert_eq!(heading("港の規則"), Kind::Heading);
    assert_eq!(heading("and then it rained"), Kind::Paragraph);
    assert_eq!(heading("Nobody came."), Kind::Paragraph);
    assert_eq!(heading("Boats, ropes, and the following:"), Kind::Paragraph);
    assert_eq!(kinds("Home\nNews\nSport\nContact"), [Kind::Paragraph; 4]);
}

#[test]
fn a_breadcrumb_falls_into_its_parts() {
    let page =
        format!("HomeIsland NewsFerry left harbour without its crew\n\nFerry left harbour without its crew\n\n{LONG}");
    assert_eq!(&texts(&page)[..3], ["Home", "Island News", "Ferry left harbour without its crew"]);
    let glued: Vec<bool> = segment(&page).iter().map(|segment| segment.glued).collect();
    assert_eq!(glued, [false, true, true, false, false]);
    assert_eq!(texts("StartseiteRegionHafen"), ["Startseite", "Region", "Hafen"]);
    assert_eq!(texts("ГлавнаяНовостиСпорт"), ["Главная", "Новости", "Спорт"]);
}

#[test]
fn a_title_in_quotes_stays_in_its_sentence() {
    let text = "A Night at Sea Again\n\nThe critics were taken with \"A Night at Sea Again\"";
    assert_eq!(texts(text).len(), 2);
}

#[test]
fn two_sentences_without_a_space_are_split() {
    let left = "Fishermen mend a net on the quay of the old town earlier this month.";
    let right = "A fisherman mends nets by the water.";
    assert_eq!(texts(&format!("{left}{right}")), [left, right]);
    let after_name = "The boats came back to the harbour of Sanaa.";
    assert_eq!(texts(&format!("{after_name}{right}")), [after_name, right]);
}

#[test]
fn a_caption_that_stands_twice_is_split() {
    let left = "U.S. Harbour Envoy Bret McAllan and Deputy Sea Minister Ali Karani";
    let right = "US Harbour Envoy Bret McAllan (left) and Deputy Sea Minister Ali Karani © Coast Pictures";
    assert_eq!(texts(&format!("{left}{right}")), [left, right]);
}

#[test]
fn a_credit_is_split_from_its_caption() {
    for credit in [
        "© Coast Pictures/AFP",
        "Photo: Jane Doe",
        "Credit: Coast Weekly",
        "Getty Images",
        "Foto: dpa",
        "Photo by Jane Doe",
    ] {
        let caption = "Bret McAllan at a press event";
        assert_eq!(texts(&format!("{caption}{credit}")), [caption, credit]);
    }
}

#[test]
fn a_paragraph_is_split_from_the_credit_before_it() {
    let credit = "Mayor Alison Tait outside the town hall. Photo: Kevin Marsh/Holmebridge Mail";
    let lead = "The mayor of Holmebridge has promised to fight a plan to charge drivers two pounds for a bridge.";
    assert_eq!(texts(&format!("{credit}{lead}")), [credit, lead]);
}

#[test]
fn a_byline_falls_into_its_parts() {
    assert_eq!(texts("By Jane DoeMarch 3, 2026"), ["By Jane Doe", "March 3, 2026"]);
    assert_eq!(texts("Jane Doe3 March 2026"), ["Jane Doe", "3 March 2026"]);
    assert_eq!(texts("5 min readShare"), ["5 min read", "Share"]);
    assert_eq!(texts("March 3, 2026By Jane Doe"), ["March 3, 2026", "By Jane Doe"]);
    assert_eq!(texts("Von Jana Meyer12. März 2026Teilen"), ["Von Jana Meyer", "12. März 2026", "Teilen"]);
    assert_eq!(texts("ShareSavePrint"), ["Share", "Save", "Print"]);
}

#[test]
fn names_with_inner_capitals_and_dots_stay_whole() {
    for text in [
        "She wrote JavaScript and PostgreSQL on an iPhone 15 while McGurk and MacDonald watched YouTube, eBay and LinkedIn.",
        "The U.S.A and the U.S.S.R met in D.C.There it ended.",
        "We moved from Node.js 18.2 to ASP.Net and System.Console in version 3.1.Final of the tool.",
        "Write to jane.doe@example.com or see www.Example.com/About.Us and example.Com for more.",
        "Call list.Sort(x) and then file.Open(name); before you go on with the next step of the plan.",
        "On Booking.com and booking.Com you can see all of the rooms that we have.",
        "HomePod mini and HomeKit are the names of things that people own.",
        "HomePod or HomeKit?",
        "Share on Facebook Share on X Share on WhatsApp Copy link 3 Comments",
        "PowerShare lets 2 phones share, and max(source) or draw(image) of 3 are calls.",
        "The new SlideShare and what it means for you and your team",
    ] {
        assert_eq!(texts(text), [text]);
    }
}

#[test]
fn scripts_without_case_or_spaces_keep_their_lines() {
    for lines in [
        ["港の朝は早い。船は夜明け前に出た", "新しい規則", "次の便は明日です。乗客はいない", "、そして", "終わり"],
        ["غادرت العبارة الجزيرة قبل الفجر", "قواعد جديدة", "الرحلة القادمة غدا", "لا أحد", "النهاية"],
        ["เรือออกจากเกาะก่อนรุ่งสาง", "กฎใหม่", "เที่ยวต่อไปพรุ่งนี้", "ไม่มีใคร", "จบ"],
    ] {
        assert_eq!(texts(&lines.join("\n")), lines);
    }
}

/// Texts so long that anything but linear time would take minutes to hours.
#[test]
fn hostile_texts_end() {
    let texts = [
        "the quick brown fox jumps. ".repeat(160_000),
        "x".repeat(4_000_000),
        "aA".repeat(2_000_000),
        "abc deF ghI ".repeat(200_000),
        "one two three four.One two three ".repeat(80_000),
        "a.\"".repeat(1_200_000),
        "word\n".repeat(80_000),
        "The same line again and again, here.\n".repeat(16_000),
        "a\n, b\n".repeat(80_000),
        "```\n".repeat(80_000),
        "HomeNewsSport\n".repeat(40_000),
        "Aaa bbb ccPhoto: x ©A\n".repeat(40_000),
        "\r".repeat(2_000_000),
        "漢字".repeat(600_000),
    ];
    for text in texts {
        assert!(segment(&text).len() <= text.len());
    }
}

#[test]
fn hanging_indents_and_an_address_too_long_to_wrap_leave_paragraphs_whole() {
    let books = "Miller, Jane, and Tom Baker. The old pier of the harbour and how it was\n    taken down stone by stone in \
        the spring. Harbour Press, Port Anselm,\n    2019.\nSmith, Robert. A history of the ferries to the islands \
        from the first of\n    them to the last. With drawings by his brother. Harbour Press, 2004.\nWalker, \
        Anna. What divers found.\n";
    let address = format!("See\nhttps://harbour.example/{}\nfor the report.", "report-".repeat(20));
    let found = texts(&format!("{}{books}\n{address}", wrapped_page()));
    assert_eq!(found.len(), 8, "{found:#?}");
    assert!(found[2].ends_with("2019.") && found[3].starts_with("Smith") && found[3].ends_with("2004."));
}

#[test]
fn wrapped_lines_of_ideographs_are_one_paragraph() {
    let wrapped = "港の古い桟橋は月曜日から一週間閉鎖され、その間はフェリ\nーも出ないと町議会が金曜日に発表した。石は一つずつ外さ\nれ、番号を付けて倉庫に運ばれる。新しい桟橋は春に開く予\n定で、費用は町と県が半分ずつ持つ。漁師たちはもっと遅い\n日取りを望んでいた。";
    assert_eq!(segment(wrapped).len(), 1);
    let body = crate::Cleaner::new().clean_text(wrapped).into_body();
    assert!(body.contains("フェリーも出ない") && body.contains("外され"), "{body}");
}
