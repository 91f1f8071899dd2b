//! Pages that hold no article at all.

use super::cues::phrase_reason;
use super::{Document, Edits, Filter};
use crate::consent::seems_to_ask;
use crate::document::Block;
use crate::hints::Hints;
use crate::phrases::{PhraseBook, Place};
use crate::prose::{ends_sentence, is_long_prose};
use crate::words;

/// What no article says of itself.
const STRONG: [&str; 5] = ["error", "bot-check", "region-block", "parked-domain", "no-script"];
/// What stands beside articles, too: it tells only of a page that says little else.
const WEAK: [&str; 4] = ["cookie", "login", "loading", "paywall"];
/// Pages that keep more words have something to say, whatever stands around it.
const MOST_WORDS: usize = 120;
/// The same where nothing kept is prose and the headline is an error's.
const MOST_LISTED: usize = 400;
/// Fewer words, and no sentence among them, are what is left of a frame.
const FEW_WORDS: usize = 12;

/// Drops everything on a page that only says that there is nothing to read.
///
/// # What it removes
/// The rest of error pages, bot checks, parked domains, consent and log-in walls, pages withheld from a region, and
/// frames that a script should have filled: known by their wording (`src/phrases`), in the headline or in most of
/// what a page without a run of prose says.
/// # What it leaves
/// Short notices and articles about such things: two paragraphs, or a sentence beside a cookie notice, are an article.
/// # Known limits
/// An error page that the wording lists don't know, or one with teasers in whole paragraphs, is kept.
/// # Example
/// ```
/// use unspun::Cleaner;
/// let article = Cleaner::new().clean_text("Page not found\n\nSorry, this page does not exist.\n\nBrowse our sections");
/// assert_eq!((article.body(), article.quality().score()), ("", 0.0));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct NoArticle;

impl Filter for NoArticle {
    fn name(&self) -> &'static str {
        "no-article"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        if let Some(reason) = Rest::of(doc).and_then(|rest| rest.verdict(doc)) {
            doc.kept().for_each(|block| edits.drop(block.index(), reason));
        }
    }

    fn may_empty(&self) -> bool {
        true
    }
}

/// What is kept of a page beside such wording.
#[derive(Default)]
struct Rest {
    words: usize,
    paragraphs: usize,
    sentence: bool,
}

impl Rest {
    /// `None` for a page that keeps so much that it is beyond doubt, or nothing.
    fn of(doc: &Document) -> Option<Self> {
        let mut rest = Self::default();
        let mut kept = doc.kept().peekable();
        kept.peek()?;
        for block in kept.filter(|block| phrase_reason(block, &STRONG).or_else(|| weak_reason(block)).is_none()) {
            rest.words += size(&block);
            rest.paragraphs += usize::from(is_long_prose(&block) && size(&block) >= MOST_WORDS / 6);
            rest.sentence |= size(&block) > 4 && ends_sentence(block.text());
            if rest.words > MOST_LISTED {
                return None;
            }
        }
        Some(rest)
    }

    /// Why the page is none to be read.
    fn verdict(&self, doc: &Document) -> Option<&'static str> {
        if let Some(reason) = doc.title().and_then(titled)
            && (self.paragraphs == 0 || self.paragraphs == 1 && self.words <= MOST_WORDS)
        {
            return Some(reason);
        }
        let strong = Signs::of(doc, |block| phrase_reason(block, &STRONG));
        let weak = Signs::of(doc, weak_reason);
        let short = self.words <= MOST_WORDS && self.paragraphs < 2;
        let frame = self.words <= FEW_WORDS && !self.sentence;
        let said = strong.blocks > 1 && short && strong.words * 2 >= self.words
            || strong.blocks > 0 && !self.sentence && strong.words >= self.words;
        let only = frame && strong.words + weak.words + strong.hidden >= self.words;
        let reason = strong.reason.filter(|_| said);
        reason.or_else(|| strong.reason.or(weak.reason).filter(|_| only))
    }
}

/// The blocks of such wording on a page, kept or not.
#[derive(Default)]
struct Signs {
    reason: Option<&'static str>,
    blocks: usize,
    words: usize,
    /// Words that are shown without scripts only: many an article's page holds such.
    hidden: usize,
}

impl Signs {
    fn of(doc: &Document, reason: impl Fn(&Block<'_>) -> Option<&'static str>) -> Self {
        let mut signs = Self::default();
        for (block, reason) in doc.blocks().filter_map(|block| Some((block, reason(&block)?))) {
            signs.reason.get_or_insert(reason);
            if block.hints().has(Hints::NOSCRIPT) {
                signs.hidden += size(&block);
            } else {
                signs.blocks += 1;
                signs.words += size(&block);
            }
        }
        signs
    }
}

/// Such wording, or a paragraph that asks for consent in words of its own.
fn weak_reason(block: &Block<'_>) -> Option<&'static str> {
    phrase_reason(block, &WEAK).or_else(|| seems_to_ask(block.text()).then_some("cookie"))
}

/// Words; of ideographs, two make one.
fn size(block: &Block<'_>) -> usize {
    if block.text().chars().any(words::is_ideograph) { block.words().div_ceil(2) } else { block.words() }
}

/// Why a headline, or its part before or after the site's name, is none of an article.
fn titled(title: &str) -> Option<&'static str> {
    let parts = title.split(['|', '-', '–', '—', '_', '·', ':', '｜']);
    parts.chain([title]).find_map(|part| {
        let found = PhraseBook::builtin().find(part)?;
        let whole = matches!(found.place(), Place::Whole | Place::End);
        STRONG.into_iter().find(|reason| whole && *reason == found.reason() && *reason != "no-script")
    })
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    fn body(lines: &[&str]) -> String {
        Cleaner::new().clean_text(&lines.join("\n\n")).into_body()
    }

    #[test]
    fn pages_without_an_article_come_out_empty() {
        for lines in [
            &["Just a moment...", "harbour.example needs to review the security of your connection", "Ray ID: 4a0f"][..],
            &["Seite nicht gefunden", "Die angeforderte Seite existiert nicht.", "Zur Startseite"],
            &["抱歉，您访问的页面不存在或已被删除！", "5 秒后自动跳转到首页", "热点新闻"],
            &["요청하신 페이지를 찾을 수 없습니다.", "홈으로"],
            &["Этот домен продаётся", "Купить домен", "Связаться"],
            &["Ce contenu n'est pas disponible dans votre pays.", "Contact"],
            &["You need to enable JavaScript to run this app.", "Loading your stories"],
            &[
                "We and our partners store information on a device and process personal data for personalised advertising.",
                "You may refuse to consent, or change your preferences before our partners process your data.",
                "Agree and continue",
            ],
        ] {
            assert_eq!(body(lines), "", "{lines:?}");
        }
    }

    #[test]
    fn short_notices_and_articles_about_such_pages_stay() {
        for lines in [
            &["Harbour closed", "The harbour is closed on Monday, the council said."][..],
            &["We use cookies on this site.", "Accept all cookies", "The harbour is closed on Monday."],
            &["Please enable JavaScript to view the comments", "The harbour is closed on Monday, the council said."],
            &[
                "Verify you are human",
                "The small grid of traffic lights that stands before every form on the web was invented by three students in \
                 a winter term, and it was meant to last for two years at most.",
                "It has cost mankind more hours than the pyramids, their teacher said on Friday, and he is sorry for that, \
                 because machines now solve it faster than people do.",
            ],
        ] {
            assert!(!body(lines).is_empty(), "{lines:?}");
        }
    }
}
