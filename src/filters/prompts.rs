//! What the site wants of the reader: consent, an address, money, an app.

use super::cues::{is_sure, phrase_reason};
use super::{Document, Edits, Filter};
use crate::consent::{asks_consent, goes_on, names_cookies, seems_to_ask};
use crate::document::Block;
use crate::hints::Hints;
use crate::prose::is_long_prose;

/// Longer blocks in such boxes are kept: whole articles stand in elements called "premium".
const BOX_WORDS: usize = 60;
/// A notice goes on for so many paragraphs.
const CONSENT_REACH: usize = 4;

/// Drops cookie notices, newsletter boxes, paywall prompts, log-in prompts and app promotions.
///
/// # What it removes
/// Lines of the phrase lists, short blocks in cookie and newsletter elements, and paragraphs before or after the article
/// that ask for consent, with what goes on about it.
/// # What it leaves
/// The text before a paywall, and long prose in elements that are named for one.
/// # Known limits
/// Text behind a paywall is not in the page; [`Quality`](crate::Quality) says that the article looks incomplete.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Prompts};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Prompts)).build();
/// let article = cleaner.clean_text(
///     "We use cookies to improve your experience.\n\nThe harbour will be closed for a week, the council said on Friday.");
/// assert_eq!(article.removed()[0].filter(), "prompts");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Prompts;

impl Prompts {
    pub(crate) const NAME: &'static str = "prompts";
}

impl Filter for Prompts {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            let reasons = ["cookie", "newsletter", "paywall", "login", "app-download"];
            if let Some(reason) = phrase_reason(&block, &reasons).filter(|_| !is_long_prose(&block)) {
                edits.drop(block.index(), reason);
            } else if block.words() <= BOX_WORDS && !is_sure(&block) && block.hints().has(Hints::COOKIE) {
                edits.drop(block.index(), "cookie");
            } else if block.words() <= BOX_WORDS && !is_sure(&block) && near_newsletter(&block) {
                edits.drop(block.index(), "newsletter");
            }
        }
        consent(doc).into_iter().for_each(|block| edits.drop(block, "cookie"));
    }
}

/// Paragraphs that ask for consent before and after all other prose; none if the article itself speaks of cookies.
fn consent(doc: &Document) -> Vec<usize> {
    let prose: Vec<Block<'_>> = doc.kept().filter(is_long_prose).collect();
    let cookies = |block: &Block<'_>| names_cookies(block.text());
    let speaks = |article: &[Block<'_>]| article.iter().any(|block| cookies(block) && !asks_consent(block.text()));
    // An article on privacy begins with such words, too, and goes on with them.
    let (mut article, mut edge) = around(&prose, seems_to_ask);
    if article.is_empty() || !edge.iter().all(cookies) && article.iter().any(|block| goes_on(block.text())) {
        (article, edge) = around(&prose, asks_consent);
    }
    if article.is_empty() || speaks(article) {
        return Vec::new();
    }
    // The asking goes on in paragraphs that need not name cookies again.
    let more = edge.iter().flat_map(|block| rest_of_notice(block));
    edge.iter().copied().chain(more).map(|block| block.index()).collect()
}

/// Paragraphs from the first to the last that do not ask, and those before and after.
fn around<'p, 'd>(prose: &'p [Block<'d>], asks: fn(&str) -> bool) -> (&'p [Block<'d>], Vec<Block<'d>>) {
    let asks = |block: &&Block<'_>| asks(block.text());
    let before = prose.iter().take_while(asks).count();
    let after = prose[before..].iter().rev().take_while(asks).count();
    let (before, rest) = prose.split_at(before);
    let (article, after) = rest.split_at(rest.len() - after);
    (article, [before, after].concat())
}

/// What goes on about consent right behind a notice.
fn rest_of_notice<'d>(notice: &Block<'d>) -> impl Iterator<Item = Block<'d>> + use<'d> {
    let after = std::iter::successors(notice.next(), Block::next).take(CONSENT_REACH);
    after.take_while(|next| !is_long_prose(next) || goes_on(next.text())).filter(|next| goes_on(next.text()))
}

fn near_newsletter(block: &Block<'_>) -> bool {
    block.ancestors().take(3).any(|(_, element)| element.own.has(Hints::NEWSLETTER))
}

#[cfg(test)]
mod tests {
    use crate::Cleaner;

    const PROSE: [&str; 2] = [
        "The harbour will open again on Monday after six weeks of work on its northern wall, the council said on Friday, and \
         ferries will sail to the islands twice a day until the end of the summer.",
        "Divers had found two cracks in the wall after the storm of March, and the fishing boats had to land their catch at \
         the smaller pier, which cost them an hour on every trip.",
    ];

    #[test]
    fn consent_is_asked_for_before_or_after_the_article() {
        let asked = "Este portal usa cookies para lembrar suas preferências, medir a audiência e mostrar anúncios que combinam \
            com você; ao continuar, você concorda com a nossa política e com a dos nossos parceiros.";
        let body = PROSE.join("\n\n");
        for text in [format!("{asked}\n\n{body}"), format!("{body}\n\n{asked}")] {
            assert_eq!(Cleaner::new().clean_text(&text).body(), body);
        }
    }

    #[test]
    fn what_asks_for_consent_need_not_name_cookies() {
        let asked = "Avec votre consentement, nos partenaires et nous utilisons des traceurs pour mesurer l’audience et \
            personnaliser les publicités ; vous pouvez revenir sur ce choix à tout moment, depuis le bas de chaque page.";
        let body = PROSE.join("\n\n");
        assert_eq!(Cleaner::new().clean_text(&format!("{asked}\n\n{body}")).body(), body);
        let law = "The bill asks for consent before partners may go on with the tracking of their customers, and it sets fines of \
            up to a tenth of what a company earns in the countries that have signed the treaty so far.";
        let more = format!(
            "{law}\n\n{body}\n\nPrivacy and consent, the minister said, will be the law's two pillars. {}",
            PROSE[1]
        );
        assert!(Cleaner::new().clean_text(&more).body().starts_with("The bill"));
    }

    #[test]
    fn a_notice_goes_on_without_naming_cookies_again_and_hides_no_headline() {
        let notice = "We and our 842 partners store information on your device, such as cookies, and process personal data for \
            advertising and audience insights on this website.\n\nWith your permission we and our partners may use precise \
            geolocation data. You may change your preferences before consenting or refuse to consent.";
        let article =
            Cleaner::new().clean_text(&format!("{notice}\n\nHarbour to open again\n\n{}", PROSE.join("\n\n")));
        assert_eq!(article.body(), PROSE.join("\n\n"));
        assert_eq!(article.title(), Some("Harbour to open again"));
    }

    #[test]
    fn an_article_about_cookies_stays() {
        let text = format!(
            "Welcome back to my site, where cookies are the only thing that I have ever been able to bake without burning \
             the kitchen down, as my husband likes to remind our guests.\n\n{}\n\nThe cookies are done when their edges \
             are brown and their hearts are soft, which takes twelve minutes in my oven and may take a little longer in yours.",
            PROSE[1]
        );
        assert!(Cleaner::new().clean_text(&text).body().starts_with("Welcome back"));
    }
}
