//! The content of one page in the furniture of another, so that the text model learns what either looks like by itself.

use super::{Random, Sample, parallel, text_sample};

/// What a mixed page counts beside a real one.
pub(super) const WEIGHT: f32 = 0.6;
/// From this share of its words on, a block is content.
const CONTENT: f32 = 0.5;

/// For every whole page one that holds the content of another of the same fold, kind and form, so that no fold hears of
/// the sites of the others.
pub(super) fn mixed(samples: &[Sample], seed: u64) -> Vec<Sample> {
    let whole: Vec<&Sample> = samples.iter().filter(|sample| !sample.gold.is_excerpt()).collect();
    let mut random = Random::new(seed);
    let jobs: Vec<(&Sample, &Sample)> =
        whole.iter().filter_map(|own| Some((*own, partner(own, &whole, &mut random)?))).collect();
    parallel(&jobs, |(furniture, content)| mix(furniture, content))
}

fn partner<'s>(own: &Sample, whole: &[&'s Sample], random: &mut Random) -> Option<&'s Sample> {
    let form = |sample: &Sample| {
        (sample.fold, sample.gold.kind.clone(), sample.gold.set.rsplit('-').next().map(str::to_owned))
    };
    let alike: Vec<&&Sample> =
        whole.iter().filter(|other| form(other) == form(own) && other.gold.id != own.gold.id).collect();
    alike.get((random.next() % alike.len().max(1) as u64) as usize).map(|other| **other)
}

/// Puts the content in the place of the other page's, piece by piece, where that was interrupted too.
fn mix(furniture: &Sample, content: &Sample) -> Sample {
    let is_content = |label: &f32| *label >= CONTENT;
    let inner: Vec<Piece<'_>> =
        pieces(content).filter(|(_, label)| is_content(label)).map(|(piece, _)| piece).collect();
    let places = furniture.labels.iter().filter(|label| is_content(label)).count();
    let title = |sample: &Sample| sample.doc.title().unwrap_or_default().to_owned();
    let (old, new) = (title(furniture), title(content));
    let (mut text, mut seen) = (String::new(), 0);
    for (piece, label) in pieces(furniture) {
        if is_content(&label) {
            inner[seen * inner.len() / places..(seen + 1) * inner.len() / places]
                .iter()
                .for_each(|piece| piece.put(&mut text));
            seen += 1;
        } else if piece.text == old && !new.is_empty() {
            Piece { text: &new, ..piece }.put(&mut text);
        } else {
            piece.put(&mut text);
        }
    }
    text_sample(&content.gold.in_set(format!("{}-mixed", content.gold.set)), furniture.fold, &text)
}

/// A block and the white space before it.
struct Piece<'s> {
    gap: &'s str,
    text: &'s str,
}

impl Piece<'_> {
    fn put(&self, text: &mut String) {
        text.push_str(if self.gap.contains('\n') || text.is_empty() { self.gap } else { "\n" });
        text.push_str(self.text);
    }
}

fn pieces(sample: &Sample) -> impl Iterator<Item = (Piece<'_>, f32)> {
    let mut from = 0;
    sample.doc.blocks().zip(&sample.labels).map(move |(block, label)| {
        let gap = &sample.doc.text()[from..block.span().start()];
        from = block.span().end();
        (Piece { gap, text: &sample.doc.text()[block.span().start()..from] }, *label)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::corpus::Gold;

    fn sample(gold: &str, text: &str, id: &str) -> Sample {
        text_sample(&Gold::of_text(id, gold), 0, text)
    }

    #[test]
    fn the_content_changes_places() {
        let stories = [
            "The harbour will be closed for a week from Monday.",
            "All the sheep of the valley came home before the snow.",
        ];
        let samples = [
            sample(stories[0], &format!("Daily Tide\nLogin\n{}\nImprint", stories[0]), "a"),
            sample(stories[1], &format!("Valley News\n{}\nRead more\nContact", stories[1]), "b"),
        ];
        let mixed = mixed(&samples, 1);
        assert_eq!(mixed[0].doc.text(), format!("Daily Tide\nLogin\n{}\nImprint", stories[1]));
        assert_eq!(mixed[0].labels.iter().filter(|label| **label > 0.9).count(), 1);
        assert_eq!(mixed[1].gold.text, stories[0]);
    }
}
