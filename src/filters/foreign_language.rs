//! Blocks in another language than the page's.

use super::{Document, Edits, Filter};
use crate::document::{Block, BlockKind};
use crate::language::Language;
use crate::prose::is_prose;
use crate::words;
use foldhash::HashSet;

/// Shorter blocks are guessed at too badly.
const LEAST_BYTES: usize = 120;
/// Foreign prose over this share of the page is no stray notice: the page is in two languages.
const STRAY: f32 = 0.2;
/// A block that shares so many of its short words with the page is in its language.
const AT_HOME: f32 = 0.3;
/// So many other blocks are looked at for that.
const OTHERS: usize = 12;

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
/// use unspun::{Cleaner, Pipeline, filters::ForeignLanguage};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(ForeignLanguage)).build();
/// let article = cleaner.clean_text(
///     "Der Hafen bleibt ab Montag eine Woche lang geschlossen, teilte die Stadt am Freitag mit. Keine Fähre wird in dieser Zeit fahren, und auch die Fischer müssen ihre Boote vorher an einen anderen Platz bringen, der ihnen noch genannt wird.\n\n\
///      Die alte Mole wird in dieser Zeit Stein für Stein abgetragen, und eine neue soll im Frühjahr eröffnet werden. Die Arbeiter kommen aus der Nachbarstadt, wo sie im vergangenen Jahr schon eine ganz ähnliche Mole gebaut haben.\n\n\
///      Im Sommer sollen dann zwei Fähren am Tag mehr fahren als bisher, heißt es im Rathaus der kleinen Stadt am Meer. Der Bürgermeister sagte, er habe lange auf diesen Tag gewartet, und viele hätten nicht mehr daran geglaubt.\n\n\
///      Viele Gäste kommen seit Jahren nur noch mit dem Auto über die Brücke, weil die Fähre zu selten fährt und oft verspätet ist. Das soll sich nun ändern, und die Wirte an der Straße zum Hafen hoffen auf einen guten Sommer.\n\n\
///      Die Kosten von vier Millionen Euro teilen sich das Land und die Stadt, die dafür einen Kredit bei ihrer Bank aufnehmen will. Der Rat hat dem Plan nach langer Aussprache mit einer Stimme mehr als nötig zugestimmt.\n\n\
///      This website uses technologies of third parties in order to show you advertisements that fit your interests, and to count how often they were shown. You may withdraw your consent at any time on our page about privacy.");
/// assert!(article.body().ends_with("als nötig zugestimmt."));
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
        let total: usize = prose.iter().map(|block| block.words()).sum();
        let edges = [first, last].into_iter().take(if prose.len() < 3 { 0 } else { 2 });
        for edge in edges.filter(|edge| (edge.words() as f32) < STRAY * total as f32) {
            if shared_words(edge, &prose) < AT_HOME && is_stranger(edge, &prose) {
                edits.drop(edge.index(), "foreign-language");
            }
        }
    }
}

/// Share of a block's short words that stand elsewhere on the page too: "the", "und", "que".
/// Detection takes long, and this settles nearly every case.
fn shared_words(edge: &Block<'_>, prose: &[Block<'_>]) -> f32 {
    let others = prose.iter().filter(|block| block.index() != edge.index()).take(OTHERS);
    let others: HashSet<u64> = others.flat_map(|block| short_words(block.text())).collect();
    let own: HashSet<u64> = short_words(edge.text()).collect();
    own.intersection(&others).count() as f32 / own.len().max(1) as f32
}

/// Words of up to four bytes in small letters, packed into a number.
fn short_words(text: &str) -> impl Iterator<Item = u64> {
    let small = |word: &str| word.chars().flat_map(char::to_lowercase).fold(0, |sum, c| (sum << 16) ^ u64::from(c));
    words::split(text).filter(|word| word.len() <= 4).map(small)
}

/// Whether a block's language is another than that of the rest, and the rest agrees on its own.
fn is_stranger(edge: &Block<'_>, prose: &[Block<'_>]) -> bool {
    let Some(main) = Language::of(prose[prose.len() / 2].text()) else { return false };
    let rest = [prose.len() / 3, prose.len() * 2 / 3];
    let agreed =
        rest.iter().all(|&at| prose[at].index() == edge.index() || Language::of(prose[at].text()) == Some(main));
    agreed && Language::of(edge.text()).is_some_and(|language| language != main)
}

fn is_telling(block: &Block<'_>) -> bool {
    block.text().len() >= LEAST_BYTES && is_prose(block) && !matches!(block.kind(), BlockKind::Quote | BlockKind::Code)
}
