//! The packed file: what training writes and the crate embeds.
//!
//! Little endian throughout: magic, format version, seed, checksum of all that follows; then for HTML and for text the
//! schema's hash, the two lexicons, the trees, and those of the page kinds.

use super::features::Schema;
use super::kinds::{KINDS, Kinds};
use super::lexicon::Lexicon;
use super::portrait::{PageKinds, Portrait};
use super::trees::{Forest, LEAF, Split, Tree};
use super::{Judge, Model};
use crate::document::Input;
use crate::fnv::{SEED_32, add_32};
use thiserror::Error;

const MAGIC: [u8; 4] = *b"unsp";
const VERSION: u16 = 3;
/// Magic, version, seed, checksum.
#[cfg(any(test, feature = "train"))]
const HEADER: usize = 4 + 2 + 8 + 4;

/// Why a file of weights is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum WeightsError {
    /// It does not start as such a file does.
    #[error("not a file of block model weights; give one that `unspun train` wrote")]
    Magic,
    /// It was written by another version of the format.
    #[error("weights of format {found}, this version reads {expected}; train again")]
    Version {
        /// The file's.
        found: u16,
        /// This version's.
        expected: u16,
    },
    /// It was trained on other features than this version computes.
    #[error("weights for feature schema {found:08x}, this version computes {expected:08x}; train again")]
    Schema {
        /// The file's.
        found: u32,
        /// This version's.
        expected: u32,
    },
    /// Bytes were changed or are missing; which ones, the checksum does not tell.
    #[error("weights do not fit their checksum, some of their {len} bytes are damaged or missing; copy the file again")]
    Checksum {
        /// Bytes of the file.
        len: usize,
    },
    /// What stands there makes no sense.
    #[error("weights are damaged at byte {offset}; copy the file again, or train again")]
    Damaged {
        /// Where, counted from 0.
        offset: usize,
    },
}

/// Reads a packed model.
pub(crate) fn unpack(bytes: &[u8]) -> Result<Model, WeightsError> {
    let mut reader = Reader { bytes, at: 0 };
    reader.magic()?;
    let found = u16::from_le_bytes(reader.array()?);
    if found != VERSION {
        return Err(WeightsError::Version { found, expected: VERSION });
    }
    reader.array::<8>()?;
    reader.checksum()?;
    let model = Model { html: reader.judge(Input::Html)?, text: reader.judge(Input::Text)? };
    reader.end().map(|()| model)
}

/// Reads numbers, a lexicon and forests of the given widths, as [`pack_forests`] writes them.
pub(crate) fn unpack_forests<const N: usize, const F: usize>(
    bytes: &[u8],
    widths: [usize; F],
) -> Result<([f32; N], Lexicon, [Forest; F]), WeightsError> {
    let mut reader = Reader { bytes, at: 0 };
    reader.magic()?;
    reader.checksum()?;
    let (mut numbers, mut forests) = ([0.0; N], [const { Forest::new(0.0, Vec::new()) }; F]);
    for number in &mut numbers {
        *number = reader.f32()?;
    }
    let words = reader.lexicon()?;
    for (forest, width) in forests.iter_mut().zip(widths) {
        *forest = reader.forest(width)?;
    }
    reader.end().map(|()| (numbers, words, forests))
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Reader<'_> {
    fn array<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        let head = self.bytes[self.at..].first_chunk::<N>().ok_or_else(|| self.damaged())?;
        self.at += N;
        Ok(*head)
    }

    fn damaged(&self) -> WeightsError {
        WeightsError::Damaged { offset: self.at }
    }

    fn magic(&mut self) -> Result<(), WeightsError> {
        if self.array() == Ok(MAGIC) { Ok(()) } else { Err(WeightsError::Magic) }
    }

    /// The sum stands before all that it is the sum of.
    fn checksum(&mut self) -> Result<(), WeightsError> {
        let fits = self.u32()? == checksum(&self.bytes[self.at..]);
        if fits { Ok(()) } else { Err(WeightsError::Checksum { len: self.bytes.len() }) }
    }

    fn end(&self) -> Result<(), WeightsError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.damaged()) }
    }

    fn u8(&mut self) -> Result<u8, WeightsError> {
        self.array::<1>().map(|[byte]| byte)
    }

    fn u32(&mut self) -> Result<u32, WeightsError> {
        self.array().map(u32::from_le_bytes)
    }

    fn f32(&mut self) -> Result<f32, WeightsError> {
        self.array().map(f32::from_le_bytes)
    }

    /// The upper half of an `f32`: three digits are enough for a threshold.
    fn threshold(&mut self) -> Result<f32, WeightsError> {
        self.array().map(|bytes| f32::from_bits(u32::from(u16::from_le_bytes(bytes)) << 16))
    }

    fn count(&mut self) -> Result<usize, WeightsError> {
        self.array().map(|bytes| usize::from(u16::from_le_bytes(bytes)))
    }

    fn judge(&mut self, input: Input) -> Result<Judge, WeightsError> {
        let schema = Schema::of(input);
        let (found, expected) = (self.u32()?, schema.hash());
        if found != expected {
            return Err(WeightsError::Schema { found, expected });
        }
        Ok(Judge {
            kinds: self.kinds()?,
            class: self.lexicon()?,
            words: self.lexicon()?,
            forest: self.forest(schema.width())?,
            page_kinds: self.page_kinds(Portrait::width(schema.width()))?,
        })
    }

    /// No forest, or one for every kind.
    fn page_kinds(&mut self, width: usize) -> Result<PageKinds, WeightsError> {
        let count = self.u8()?;
        if count != 0 && usize::from(count) != KINDS {
            return Err(self.damaged());
        }
        Ok(PageKinds { forests: (0..count).map(|_| self.forest(width)).collect::<Result<_, _>>()? })
    }

    fn kinds(&mut self) -> Result<Kinds, WeightsError> {
        let mut kinds = Kinds::default();
        for bias in &mut kinds.bias {
            *bias = self.f32()?;
        }
        for _ in 0..self.count()? {
            kinds.rows.push(self.u32()?);
            kinds.weights.push(self.array()?.map(|byte: u8| byte as i8));
        }
        if kinds.rows.is_sorted() { Ok(kinds) } else { Err(self.damaged()) }
    }

    fn lexicon(&mut self) -> Result<Lexicon, WeightsError> {
        let count = self.count()?;
        let entries: Vec<(u32, i8)> =
            (0..count).map(|_| Ok((self.u32()?, self.u8()? as i8))).collect::<Result<_, WeightsError>>()?;
        Ok(Lexicon::new(entries.into_iter()))
    }

    /// Thresholds stand once for each feature; splits name them by number.
    fn forest(&mut self, width: usize) -> Result<Forest, WeightsError> {
        let mut thresholds = Vec::with_capacity(width);
        for _ in 0..width {
            let count = self.u8()?;
            thresholds.push((0..count).map(|_| self.threshold()).collect::<Result<Vec<f32>, _>>()?);
        }
        if thresholds.iter().map(Vec::len).sum::<usize>() > usize::from(u16::MAX) {
            return Err(self.damaged());
        }
        let (base, scale, count) = (self.f32()?, self.f32()?, self.count()?);
        let trees = (0..count).map(|_| self.tree(&thresholds, scale)).collect::<Result<_, _>>()?;
        Ok(Forest::new(base, trees))
    }

    fn tree(&mut self, thresholds: &[Vec<f32>], scale: f32) -> Result<Tree, WeightsError> {
        let count = self.u8()?;
        let mut splits = Vec::with_capacity(usize::from(count));
        for at in 0..count {
            let (feature, [threshold, low, high]) = (u16::from_le_bytes(self.array()?), self.array()?);
            let threshold = thresholds.get(usize::from(feature)).and_then(|list| list.get(usize::from(threshold)));
            // Children come after their parent, so no walk can go in circles.
            let fits = |child: u8| if child < LEAF { at < child && child < count } else { child - LEAF <= count };
            match threshold {
                Some(&threshold) if fits(low) && fits(high) => splits.push(Split { threshold, feature, low, high }),
                _ => return Err(self.damaged()),
            }
        }
        let leaf = |reader: &mut Self| reader.array().map(|bytes| f32::from(i16::from_le_bytes(bytes)) * scale);
        let leaves = (0..=count).map(|_| leaf(self)).collect::<Result<_, _>>()?;
        Ok(Tree { splits, leaves })
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    bytes.iter().copied().fold(SEED_32, add_32)
}

#[cfg(any(test, feature = "train"))]
mod pack {
    use super::*;

    /// Writes a model; leaves are rounded to 16 bits.
    pub(crate) fn pack(model: &Model, seed: u64) -> Vec<u8> {
        let mut body = Vec::new();
        for (judge, input) in [(&model.html, Input::Html), (&model.text, Input::Text)] {
            let schema = Schema::of(input);
            body.extend(schema.hash().to_le_bytes());
            kinds(&judge.kinds, &mut body);
            lexicon(&judge.class, &mut body);
            lexicon(&judge.words, &mut body);
            forest(&judge.forest, schema.width(), &mut body);
            body.push(judge.page_kinds.forests.len() as u8);
            judge.page_kinds.forests.iter().for_each(|one| forest(one, Portrait::width(schema.width()), &mut body));
        }
        let mut bytes = Vec::with_capacity(HEADER + body.len());
        bytes.extend(MAGIC);
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(seed.to_le_bytes());
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        bytes
    }

    /// Writes numbers, a lexicon and forests of the given widths.
    #[cfg(feature = "train")]
    pub(crate) fn pack_forests<const N: usize, const F: usize>(
        numbers: [f32; N],
        words: &Lexicon,
        forests: &[Forest; F],
        widths: [usize; F],
    ) -> Vec<u8> {
        let mut body: Vec<u8> = numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
        lexicon(words, &mut body);
        forests.iter().zip(widths).for_each(|(one, width)| forest(one, width, &mut body));
        [&MAGIC[..], &checksum(&body).to_le_bytes(), &body].concat()
    }

    fn kinds(kinds: &Kinds, out: &mut Vec<u8>) {
        kinds.bias.iter().for_each(|bias| out.extend(bias.to_le_bytes()));
        out.extend((kinds.rows.len() as u16).to_le_bytes());
        for (hash, weights) in kinds.rows.iter().zip(&kinds.weights) {
            out.extend(hash.to_le_bytes());
            out.extend(weights.map(|weight| weight as u8));
        }
    }

    fn lexicon(lexicon: &Lexicon, out: &mut Vec<u8>) {
        let entries = lexicon.entries();
        out.extend((entries.len() as u16).to_le_bytes());
        for (hash, weight) in entries {
            out.extend(hash.to_le_bytes());
            out.push(weight as u8);
        }
    }

    fn forest(forest: &Forest, width: usize, out: &mut Vec<u8>) {
        let mut thresholds: Vec<Vec<f32>> = vec![Vec::new(); width];
        for split in forest.trees.iter().flat_map(|tree| &tree.splits) {
            thresholds[usize::from(split.feature)].push(split.threshold);
        }
        for list in &mut thresholds {
            list.sort_by(f32::total_cmp);
            list.dedup();
            out.push(list.len() as u8);
            list.iter().for_each(|threshold| out.extend(((threshold.to_bits() >> 16) as u16).to_le_bytes()));
        }
        let scale = scale(forest);
        out.extend(forest.base.to_le_bytes());
        out.extend(scale.to_le_bytes());
        out.extend((forest.trees.len() as u16).to_le_bytes());
        forest.trees.iter().for_each(|one| tree(one, &thresholds, scale, out));
    }

    fn tree(tree: &Tree, thresholds: &[Vec<f32>], scale: f32, out: &mut Vec<u8>) {
        out.push(tree.splits.len() as u8);
        for split in &tree.splits {
            let list = &thresholds[usize::from(split.feature)];
            let number = list.partition_point(|threshold| threshold.total_cmp(&split.threshold).is_lt());
            out.extend(split.feature.to_le_bytes());
            out.extend([number as u8, split.low, split.high]);
        }
        tree.leaves.iter().for_each(|leaf| out.extend(((leaf / scale).round() as i16).to_le_bytes()));
    }

    /// One step of a leaf's value.
    fn scale(forest: &Forest) -> f32 {
        let largest = forest.trees.iter().flat_map(|tree| &tree.leaves).fold(0.0f32, |max, leaf| max.max(leaf.abs()));
        if largest > 0.0 { largest / f32::from(i16::MAX) } else { 1.0 }
    }
}

#[cfg(any(test, feature = "train"))]
pub(crate) use pack::pack;
#[cfg(feature = "train")]
pub(crate) use pack::pack_forests;

/// What is left of a threshold in the packed file.
#[cfg(feature = "train")]
pub(crate) fn rounded(threshold: f32) -> f32 {
    f32::from_bits(threshold.to_bits() & 0xffff_0000)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a crate may carry.
    const MOST_BYTES: usize = 300 << 10;

    fn model() -> Model {
        let split = Split { threshold: 0.5, feature: 3, low: LEAF, high: LEAF + 1 };
        let forest = Forest::new(-0.25, vec![Tree { splits: vec![split], leaves: vec![1.0, -1.0] }]);
        let class = Lexicon::new([(7, -3i8), (9, 5)].into_iter());
        Model { html: Judge { class, forest, ..Judge::default() }, ..Model::default() }
    }

    #[test]
    fn the_embedded_weights_are_for_this_version() {
        let bytes = include_bytes!("weights.bin");
        let model = unpack(bytes).unwrap();
        assert!(!model.html.forest.is_empty() && !model.text.forest.is_empty());
        assert!(bytes.len() <= MOST_BYTES, "{} bytes", bytes.len());
    }

    #[test]
    fn what_is_packed_comes_back() {
        let back = unpack(&pack(&model(), 1)).unwrap();
        assert_eq!(back.html.forest.trees, model().html.forest.trees);
        assert_eq!(back.html.class.entries(), model().html.class.entries());
    }

    #[test]
    fn damage_is_refused_wherever_it_is() {
        let bytes = pack(&model(), 1);
        assert_eq!(unpack(&[]).unwrap_err(), WeightsError::Magic);
        assert_eq!(unpack(&bytes[..9]).unwrap_err(), WeightsError::Damaged { offset: 6 });
        for len in HEADER..bytes.len() {
            assert_eq!(unpack(&bytes[..len]).unwrap_err(), WeightsError::Checksum { len }, "cut at {len}");
        }
        for at in HEADER..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 0x10;
            assert_eq!(unpack(&changed).unwrap_err(), WeightsError::Checksum { len: bytes.len() }, "changed at {at}");
        }
    }

    #[test]
    fn other_features_and_other_formats_are_refused() {
        let mut bytes = pack(&model(), 1);
        bytes[HEADER] ^= 1;
        let sum = checksum(&bytes[HEADER..]).to_le_bytes();
        bytes[HEADER - 4..HEADER].copy_from_slice(&sum);
        assert!(matches!(unpack(&bytes), Err(WeightsError::Schema { .. })));
        bytes[4] += 1;
        assert!(matches!(unpack(&bytes), Err(WeightsError::Version { .. })));
    }

    #[test]
    fn trees_for_some_kinds_of_pages_only_are_refused() {
        for (kinds, fits) in [(0, true), (KINDS, true), (1, false), (KINDS + 1, false)] {
            let mut model = model();
            model.html.page_kinds.forests = vec![Forest::new(0.0, Vec::new()); kinds];
            let read = unpack(&pack(&model, 1));
            assert!(if fits { read.is_ok() } else { matches!(read, Err(WeightsError::Damaged { .. })) }, "{kinds}");
        }
    }

    #[test]
    fn a_walk_in_circles_is_refused() {
        let mut looping = model();
        looping.html.forest.trees[0].splits[0].low = 0;
        assert!(matches!(unpack(&pack(&looping, 1)), Err(WeightsError::Damaged { .. })));
    }
}
