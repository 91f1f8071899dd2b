//! Blocks in another language than the page's.

use super::cues::is_prose;
use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind};
use crate::language::Language;

/// Shorter blocks are guessed at too badly.
const LEAST_BYTES: usize = 120;
/// Foreign prose over this share of the page is no stray notice: the page is in two languages.
const STRAY: f32 = 0.2;

/// Drops a notice in another language at the edge of an article.
///
/// # What it removes
/// Prose before the first or after the last block in the page's language: consent texts, notices of translators, footers.
/// # What it leaves
/// Quotations and foreign paragraphs inside the article; pages in two languages; everything too short to tell.
/// # Known limits
/// Languages that whatlang confuses (Norwegian and Danish) count as one only if it says so.
/// # Example
/// ```
/// let article = unspun::Cleaner::new().clean_text(
///     "Der Hafen bleibt ab Montag eine Woche lang geschlossen, teilte die Stadt am Freitag mit. Keine Fähre wird fahren.\n\n\
///      Die alte Mole wird in dieser Zeit Stein für Stein abgetragen, und eine neue soll im Frühjahr eröffnet werden.\n\n\
///      Im Sommer sollen dann zwei Fähren am Tag mehr fahren als bisher, heißt es im Rathaus der kleinen Stadt am Meer.\n\n\
///      Die Kosten von vier Millionen Euro teilen sich das Land und die Stadt, die dafür einen Kredit aufnehmen will.\n\n\
///      This website uses technologies of third parties in order to show you advertisements that fit your interests.");
/// assert!(article.body().ends_with("aufnehmen will."));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ForeignLanguage;

impl Filter for ForeignLanguage {
    fn name(&self) -> &'static str {
        "foreign-language"
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let prose: Vec<Block<'_>> = doc.kept().filter(is_telling).collect();
        let (Some(first), Some(last)) = (prose.first(), prose.last()) else { return };
        // Two languages at most meet here: that of the middle of the page, and a stranger at an edge.
        let Some(main) = Language::of(prose[prose.len() / 2].text()) else { return };
        let total: usize = prose.iter().map(|block| block.words()).sum();
        for edge in if first.index() == last.index() { vec![] } else { vec![first, last] } {
            let stray = (edge.words() as f32) < STRAY * total as f32;
            if stray && Language::of(edge.text()).is_some_and(|language| language != main) && doc_speaks(&prose, main) {
                edits.drop(edge.index(), "foreign-language");
            }
        }
    }
}

fn is_telling(block: &Block<'_>) -> bool {
    block.text().len() >= LEAST_BYTES && is_prose(block) && !matches!(block.kind(), BlockKind::Quote | BlockKind::Code)
}

/// Whether the page's head speaks the language of its middle.
fn doc_speaks(prose: &[Block<'_>], main: Language) -> bool {
    let near = [prose.len() / 3, prose.len() * 2 / 3];
    near.iter().all(|&at| Language::of(prose[at].text()) == Some(main))
}
