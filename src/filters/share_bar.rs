//! Buttons to share, follow and print.

use super::cues::{is_sure, phrase_reason};
use super::{Document, Edits, Filter};
use crate::document::{Block, Input};
use crate::hints::Hints;
use crate::prose::ends_sentence;

/// Longer blocks say something.
const LABEL_WORDS: usize = 10;
/// A bar of glued buttons has more words, but is no paragraph.
const BAR_WORDS: usize = 13;

/// Networks that buttons name, and mail; hardly a bar does without the first three.
const NETWORKS: [&str; 17] = [
    "Facebook",
    "Twitter",
    "WhatsApp",
    "Telegram",
    "LinkedIn",
    "Pinterest",
    "Instagram",
    "Reddit",
    "Tumblr",
    "Viber",
    "Messenger",
    "Bluesky",
    "Flipboard",
    "Tweet",
    "-mail",
    "-Mail",
    "Email",
];

/// Drops share and follow bars, also "Print" and "E-mail this".
///
/// # What it removes
/// Lines of the phrase lists, short blocks in share elements, and in text short lines that name two networks, or one and e-mail.
/// # What it leaves
/// Sentences about sharing, and "Share" as a heading of a longer text.
/// # Known limits
/// A single network's name on a line of its own stays, unless the phrase lists know the line.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::ShareBar};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(ShareBar)).build();
/// let article = cleaner.clean_text(
///     "Share this article\n\nThe harbour will be closed for a week from Monday, the council said on Friday.");
/// assert_eq!(article.removed()[0].filter(), "share-bar");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ShareBar;

impl ShareBar {
    pub(crate) const NAME: &'static str = "share-bar";
}

impl Filter for ShareBar {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        for block in doc.blocks() {
            if let Some(reason) = phrase_reason(&block, &["share", "follow", "print-email"]) {
                edits.drop(block.index(), reason);
            } else if block.words() <= LABEL_WORDS && !is_sure(&block) && own_share(&block)
                || doc.input() == Input::Text && names_networks(&block)
            {
                edits.drop(block.index(), "share");
            }
        }
    }
}

/// A short line that names two networks, but neither a sentence nor a list: "Facebook Twitter", "Del på Facebook WhatsApp".
fn names_networks(block: &Block<'_>) -> bool {
    let text = block.text();
    if block.words() > BAR_WORDS || !NETWORKS[..3].iter().any(|network| text.contains(network)) {
        return false;
    }
    let said = ends_sentence(text) || text.contains([',', '，', '、', '&']);
    !said && NETWORKS.iter().filter(|network| text.contains(*network)).count() >= 2
}

/// Whether one of the three nearest elements is a share bar: pages call far ancestors "social" too.
fn own_share(block: &Block<'_>) -> bool {
    let link_like = block.link_density() > 0.5 || block.kind() == crate::BlockKind::Button || block.words() <= 3;
    link_like && block.ancestors().take(3).any(|(_, element)| element.own.has(Hints::SHARE))
}

#[cfg(test)]
mod tests {
    use crate::{Cleaner, Pipeline};

    #[test]
    fn bars_in_any_language_go_and_sentences_stay() {
        let body = |text: &str| {
            Cleaner::builder().pipeline(Pipeline::new().then(super::ShareBar)).build().clean_text(text).into_body()
        };
        for bar in ["Paylaş FacebookTweetlePaylaş WhatsApp", "Delen op FacebookDelen via e-mail"] {
            assert_eq!(body(&format!("{bar}\n\nLiman kapandı.")), "Liman kapandı.");
        }
        for said in ["She left Facebook and Twitter in the same week.", "Apps such as Facebook, Reddit and WhatsApp"] {
            assert_eq!(body(said), said);
        }
    }
}
