//! What is measured of a replacement and of a document, and the fitted weights of both.
//!
//! A replacement's log-odds is the sum of one weight a group: every measure is cut into bins, `en.weights` has one line a
//! group and one number a bin. A document's log-odds is linear in its measures.

use std::sync::LazyLock;

use super::Class;
use super::calibration::Calibration;
use super::lexicon::Entry;
use super::source::Origin;

/// Groups of bins, by name and size.
pub(crate) const GROUPS: [(&str, usize); 11] = [
    ("bias", 1),
    ("rarity", KINDS * RARITIES),
    ("ratio", 12),
    ("margin", 16),
    ("left", 9),
    ("right", 9),
    ("clash", 2),
    ("demand", 2),
    ("words", 3),
    ("support", 12),
    ("contrast", CONTRASTS.0 * CONTRASTS.1),
];
const KINDS: usize = 6;
const RARITIES: usize = 11;
/// Coarse bins of ratio and of margin, which say more together.
const CONTRASTS: (usize, usize) = (5, 7);

/// One bin a group, numbered through all groups.
pub(crate) type Bins = [u16; GROUPS.len()];

/// What is known about one replacement where it stands.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sight {
    /// Nats by which its originals would sit better between the neighbours.
    pub(crate) margin: f32,
    /// How well it sits beside its left and its right neighbour.
    pub(crate) holds: (f32, f32),
    /// Times its originals stand in clean text.
    pub(crate) rivals: f32,
    /// "a" before a vowel, "an" before a consonant.
    pub(crate) clash: bool,
    pub(crate) demanding: bool,
    /// Times it and its originals stand in the document.
    pub(crate) here: (u32, u32),
}

impl Sight {
    pub(crate) fn bins(&self, entry: &Entry) -> Bins {
        let (phrase, originals) = self.here;
        let repeated = [1, 2, 4].iter().filter(|&&limit| phrase > limit).count();
        let rivalry = if originals == 0 { 0 } else { 1 + usize::from(originals > phrase) };
        let ratio = ((self.rivals + 1.0) / (entry.count + 1.0)).ln();
        let contrast = bin(ratio, &[0., 2., 4., 6.]) * CONTRASTS.1 + bin(self.margin, &[-2., -0.6, 0.2, 1.2, 2.5, 4.5]);
        let within = [
            0,
            kind(entry) * RARITIES + bin(entry.count, &[0.5, 1.5, 3.5, 7.5, 15.0, 30.0, 60.0, 120.0, 240.0, 600.0]),
            bin(ratio, &[-1., 0., 1., 2., 3., 4., 5., 6., 7., 8., 9.]),
            bin(self.margin, &[-5., -3., -2., -1.2, -0.6, -0.2, 0.2, 0.6, 1.2, 1.8, 2.5, 3.5, 4.5, 5.5, 6.5]),
            bin(self.holds.0, &[-2.0, -1.0, -0.4, -0.1, 0.2, 0.8, 1.6, 3.0]),
            bin(self.holds.1, &[-2.0, -1.0, -0.4, -0.1, 0.2, 0.8, 1.6, 3.0]),
            usize::from(self.clash),
            usize::from(self.demanding),
            usize::from(entry.words).clamp(1, 3) - 1,
            repeated * 3 + rivalry,
            contrast,
        ];
        let mut start = 0;
        std::array::from_fn(|group| {
            let bin = start + within[group].min(GROUPS[group].1 - 1);
            start += GROUPS[group].1;
            bin as u16
        })
    }
}

fn kind(entry: &Entry) -> usize {
    match (entry.origin, entry.class) {
        (Origin::Own, Class::Impossible) => 0,
        (Origin::Own, Class::WrongContext) => 1,
        (Origin::Own, Class::RateOnly) => 2,
        (Origin::General, _) => 3,
        (Origin::Moby, _) => 4,
        (Origin::WordNet, _) => 5,
    }
}

/// The bin of a value between rising limits.
fn bin(value: f32, limits: &[f32]) -> usize {
    limits.iter().filter(|&&limit| value > limit).count()
}

/// Names of a document's measures, in order.
pub(crate) const MEASURES: [&str; 14] = [
    "one",
    "strength",
    "density",
    "likely",
    "sure",
    "impossible",
    "clashes",
    "surprise",
    "window",
    "length",
    "mean",
    "register",
    "strict",
    "share",
];

/// A document's measures.
pub(crate) type Measures = [f32; MEASURES.len()];

/// Fitted weights; [`english`] are the shipped ones.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weights {
    pub(crate) bins: Vec<f32>,
    pub(crate) document: Measures,
    /// What a leftover of another process and a sentence told twice in other words count for: set by hand, the simulator makes none.
    pub(crate) fragments: f32,
    pub(crate) twins: f32,
    pub(crate) calibration: Calibration,
}

impl Weights {
    /// Reads `en.weights`: a name and numbers a line. Lines that are missing count nothing.
    pub(crate) fn read(text: &str) -> Self {
        let line = |name: &str| {
            let numbers = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
            numbers.unwrap_or("").split(' ').filter_map(|number| number.parse::<f32>().ok()).collect::<Vec<_>>()
        };
        let mut bins = Vec::new();
        for (name, size) in GROUPS {
            let mut group = line(name);
            group.resize(size, 0.0);
            bins.extend(group);
        }
        let document = MEASURES.map(|name| line(&format!("document.{name}")).first().copied().unwrap_or(0.0));
        let calibration =
            Calibration::new(line("calibration").chunks_exact(2).map(|knot| (knot[0], knot[1])).collect());
        Self { bins, document, fragments: 0.8, twins: 1.5, calibration }
    }

    /// The text that [`Weights::read`] reads.
    #[cfg(feature = "train")]
    pub(crate) fn write(&self) -> String {
        let mut text =
            String::from("# Fitted by `unspun train spin`; features.rs says what the bins and measures are.\n");
        let mut start = 0;
        for (name, size) in GROUPS {
            let numbers: Vec<String> =
                self.bins[start..start + size].iter().map(|weight| format!("{weight:.2}")).collect();
            text += &format!("{name} {}\n", numbers.join(" "));
            start += size;
        }
        for (name, weight) in MEASURES.iter().zip(self.document) {
            text += &format!("document.{name} {weight:.4}\n");
        }
        text += &self.calibration.write();
        text
    }

    /// Log-odds that a spinner wrote a replacement.
    pub(crate) fn hit(&self, bins: &Bins) -> f32 {
        bins.iter().map(|&bin| self.bins[usize::from(bin)]).sum()
    }

    /// Log-odds that a document was spun.
    pub(crate) fn document(&self, measures: &Measures) -> f32 {
        self.document.iter().zip(measures).map(|(weight, measure)| weight * measure).sum()
    }
}

/// The shipped weights.
pub(crate) fn english() -> &'static Weights {
    static ENGLISH: LazyLock<Weights> = LazyLock::new(|| Weights::read(include_str!("en.weights")));
    &ENGLISH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_weights_are_whole_and_point_the_right_way() {
        let text = include_str!("en.weights");
        for (name, size) in GROUPS {
            let line = text.lines().find(|line| line.split(' ').next() == Some(name)).expect(name);
            assert_eq!(line.split(' ').count() - 1, size, "{name}");
        }
        for name in MEASURES {
            assert!(text.contains(&format!("\ndocument.{name} ")), "{name}");
        }
        let margins = english().bins[1 + KINDS * RARITIES + 12..][..16].to_vec();
        assert!(margins[15] > margins[8] && margins[8] > margins[0], "{margins:?}");
    }
}
