//! The same line twice in a page, differing only in dictionary pairs: a caption that escaped the spinner beside its spun copy.

use foldhash::{HashMap, HashSet};

use super::document::Scored;
use super::lexicon::Lexicon;
use super::token::{Token, join, tokens};

/// Words of a line that can be a twin.
const WORDS: std::ops::Range<usize> = 6..60;

/// Log-odds of a replacement that a twin can tell by: two items of a list may differ in common words.
const LEAST: f32 = 0.0;

/// Lines that equal another line once their replacements are turned back.
pub(super) fn count(text: &[Token], hits: &[Scored], lexicon: &Lexicon) -> usize {
    let mut written: HashSet<u64> = HashSet::default();
    let mut turned: HashMap<u64, u64> = HashMap::default();
    let hits: Vec<Scored> = hits.iter().filter(|hit| hit.score > LEAST).copied().collect();
    let (mut start, mut hit) = (0, 0);
    for line in text.chunk_by(|one, two| one.line == two.line) {
        let end = start + line.len();
        let first = hit;
        hit += hits[first..].iter().take_while(|hit| hit.found.at() < end).count();
        if WORDS.contains(&line.len()) {
            let as_is = line.iter().fold(0, |hash, word| join(hash, word.hash));
            written.insert(as_is);
            if hit > first {
                turned.insert(turn_back(line, start, &hits[first..hit], lexicon), as_is);
            }
        }
        start = end;
    }
    turned.iter().filter(|(back, as_is)| back != as_is && written.contains(back)).count()
}

/// The hash of a line with the first original in place of every replacement.
fn turn_back(line: &[Token], start: usize, hits: &[Scored], lexicon: &Lexicon) -> u64 {
    let (mut hash, mut at) = (0, 0);
    for hit in hits {
        let from = hit.found.at() - start;
        hash = line[at..from].iter().fold(hash, |hash, word| join(hash, word.hash));
        at = hit.found.range().end - start;
        let original = lexicon.facts(hit.found.surface, &line[from..at]).originals.first();
        let words = original.map(|original| tokens(&original.text)).unwrap_or_default();
        hash = words.iter().fold(hash, |hash, word| join(hash, word.hash));
    }
    line[at..].iter().fold(hash, |hash, word| join(hash, word.hash))
}
