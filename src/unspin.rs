//! Writes the probable originals in where a spinner wrote, as an aid to reading.

use crate::article::Article;
use crate::chars;
use crate::document::BlockKind;
use crate::edits::{Flag, FlagKind};
use crate::span::{Body, Span};
use crate::spin::sound;
use std::ops::Range;

/// Flags less sure than this stay flags.
const LEAST_CONFIDENCE: f32 = 0.8;

/// One replacement: a range of the old body, and where its new text stands in the new one.
#[derive(Debug, Clone)]
struct Swap {
    flag: usize,
    old: Range<usize>,
    new: Range<usize>,
    text: String,
}

/// Rewrites the body of an article that was judged spun, and moves its spans.
pub(crate) fn unspin(article: &mut Article) {
    let swaps = swaps(article);
    article.unspun = Some(swaps.len());
    for swap in &swaps {
        let replaced = article.body[swap.old.clone()].to_owned();
        let flag = &mut article.flags[swap.flag];
        (flag.span, flag.replaced) = (Span::new(swap.old.start, swap.old.end), Some(replaced));
    }
    article.body = rewritten(&article.body, &swaps);
    article.flags.iter_mut().for_each(|flag| flag.span = moved(flag.span, &swaps));
    article.blocks.iter_mut().for_each(|block| block.span = moved(block.span, &swaps));
    article.marks.iter_mut().for_each(|mark| mark.span = moved(mark.span, &swaps));
}

fn swaps(article: &Article) -> Vec<Swap> {
    let mut swaps: Vec<Swap> = Vec::new();
    if !article.spun_judgement.is_spun() {
        return swaps;
    }
    let mut edges: Vec<usize> = article.marks.iter().flat_map(|mark| [mark.span.start(), mark.span.end()]).collect();
    edges.sort_unstable();
    let (mut end, mut grown) = (0, 0isize);
    for (flag, wanted) in article.flags.iter().enumerate().filter(|(_, flag)| is_sure(flag)) {
        let Some((old, text)) = replacement(article, wanted, end, &edges) else { continue };
        let start = old.start.saturating_add_signed(grown);
        grown += text.len() as isize - old.len() as isize;
        end = old.end;
        swaps.push(Swap { flag, new: start..start + text.len(), old, text });
    }
    swaps
}

fn is_sure(flag: &Flag<Body>) -> bool {
    flag.kind == FlagKind::SpunSynonym && flag.confidence >= LEAST_CONFIDENCE
}

/// What to write where, with the article before it if that is to change; never into code, over an earlier replacement,
/// or over one of the `edges` of links and emphases.
fn replacement(article: &Article, flag: &Flag<Body>, end: usize, edges: &[usize]) -> Option<(Range<usize>, String)> {
    let (start, suggestion) = (flag.span.start(), flag.suggestions.first()?);
    let (start, text) = match indefinite(&article.body[..start], suggestion).filter(|(at, _)| *at >= end) {
        Some((at, before)) => (at, format!("{before} {suggestion}")),
        None => (start, suggestion.clone()),
    };
    let range = start..flag.span.end();
    let next = edges.partition_point(|edge| *edge <= range.start);
    let edged = edges.get(next).is_some_and(|edge| *edge < range.end);
    let block = article.blocks.partition_point(|block| block.span.end() <= range.start);
    let prose = article.blocks.get(block).is_some_and(|block| {
        block.kind != BlockKind::Code && block.span.start() <= range.start && range.end <= block.span.end()
    });
    (prose && !edged && range.start >= end).then_some((range, text))
}

/// Where an indefinite article stands right before, if it is not the one that `next` wants, and the one to write.
fn indefinite(before: &str, next: &str) -> Option<(usize, &'static str)> {
    let rest = before.strip_suffix(' ')?;
    let at = rest.rfind(|letter: char| !chars::is_alphabetic(letter)).map_or(0, |at| at + 1);
    let written = rest.get(at..)?;
    let wanted = match (written, sound::takes_an(next)) {
        ("a", true) => "an",
        ("A", true) => "An",
        ("an", false) => "a",
        ("An", false) => "A",
        _ => return None,
    };
    Some((at, wanted))
}

fn rewritten(body: &str, swaps: &[Swap]) -> String {
    let mut text = String::with_capacity(body.len());
    let mut from = 0;
    for swap in swaps {
        text.push_str(&body[from..swap.old.start]);
        text.push_str(&swap.text);
        from = swap.old.end;
    }
    text.push_str(&body[from..]);
    text
}

/// The same place in the new body.
fn moved(span: Span<Body>, swaps: &[Swap]) -> Span<Body> {
    let at = |place: usize, inside: fn(&Swap) -> usize| {
        let before = swaps.partition_point(|swap| swap.old.end <= place);
        match swaps.get(before).filter(|swap| swap.old.start < place) {
            Some(swap) => inside(swap),
            None => before.checked_sub(1).map_or(place, |last| place - swaps[last].old.end + swaps[last].new.end),
        }
    };
    Span::new(at(span.start(), |swap| swap.new.start), at(span.end(), |swap| swap.new.end))
}

#[cfg(test)]
mod tests {
    use crate::{Article, Cleaner, render};

    const SPUN: &str = "The council has authorised a plan to shut the swimming pool subsequent month, officers stated on Tuesday. \
        Greater than 4,000 residents signed a petition in opposition to the closure, which the mayor stated was the one means to economize. \
        A number of mother and father instructed reporters that they'd by no means been requested for his or her opinion.\n\n\
        The constructing, which opened in 1971, has at all times been costly to warmth. Final 12 months its power payments doubled, and the \
        roof leaks as a result of it was by no means repaired. The pool's supervisor mentioned she hoped the authorities would make investments \
        in a brand new one.\n\n\
        Swimmers gathered in entrance of the city corridor on Saturday with banners, and a little one learn out a letter.";

    fn unspun(text: &str) -> Article {
        Cleaner::builder().unspin(true).build().clean_text(text)
    }

    /// The body with every replacement taken back.
    fn restored(article: &Article) -> String {
        let (mut text, mut from) = (String::new(), 0);
        for flag in article.flags() {
            let Some(replaced) = flag.replaced() else { continue };
            text += &article.body()[from..flag.span().start()];
            text += replaced;
            from = flag.span().end();
        }
        text + &article.body()[from..]
    }

    #[test]
    fn suggestions_are_written_in_and_can_be_taken_back() {
        let (plain, article) = (Cleaner::new().clean_text(SPUN), unspun(SPUN));
        assert!(article.body().contains("a petition against the closure"), "{}", article.body());
        assert!(article.body().contains("Last year its"), "{}", article.body());
        assert!(article.body().contains("gathered in front of the"), "{}", article.body());
        let replaced = article.flags().iter().filter(|flag| flag.replaced().is_some()).count();
        assert!(replaced > 5 && article.unspun() == Some(replaced), "{:?}", article.unspun());
        assert_eq!(restored(&article), plain.body());
        for flag in article.flags().iter().filter(|flag| flag.replaced().is_some()) {
            assert!(article.quote(flag.span()).ends_with(&flag.suggestions()[0]));
        }
        assert_eq!(article.blocks().last().map(|block| block.span().end()), Some(article.body().len()));
        assert_eq!(article.flags().len(), plain.flags().len());
    }

    #[test]
    fn nothing_is_rewritten_unasked_or_in_a_clean_text() {
        assert_eq!(Cleaner::new().clean_text(SPUN).unspun(), None);
        let clean = "The harbour will be closed for a week from Monday, the council said on Friday, and people waited in entrance of \
            the house. Nobody had been told that the ferry would be laid up for all of that time, and the last boat had left.";
        let article = unspun(clean);
        assert_eq!((article.body(), article.unspun(), article.flags().len()), (clean, Some(0), 1));
    }

    #[test]
    fn the_article_before_fits_what_is_written() {
        assert_eq!(super::indefinite("It was an ", "big house"), Some((7, "a")));
        assert_eq!(super::indefinite("A ", "easy way"), Some((0, "An")));
        assert_eq!(super::indefinite("Plan a ", "big house"), None);
        assert_eq!(super::indefinite("Area ", "easy way"), None);
    }

    #[test]
    fn markup_stays_around_its_words() {
        let html = format!("<article><p>{}</p></article>", SPUN.replace("in opposition to", "<b>in opposition to</b>"));
        let html = html.replace("in entrance of", "in <a href=/x>entrance of the city</a>").replace("\n\n", "</p><p>");
        let article = Cleaner::builder().unspin(true).build().clean_html(&html).expect("parses");
        let markdown = render::markdown::render(&article, true);
        assert!(markdown.contains("**against**"), "{markdown}");
        assert!(markdown.contains("[entrance of the "), "{markdown}");
    }
}
