//! What the features are computed from: a document measured in a few linear passes.

use super::features::Census;
use super::kinds::{KINDS, Kinds, certainly};
use super::lexicon::{Lexicon, Tally, pair, role, salted};
use super::reading::{Reading, read};
use super::rhythm::{Rhythm, cues};
use super::stretches::Stretches;
use super::survey::{Item, PATH, copies, headings, items, paths, sections};
use crate::document::{BlockKind, Document, Input};

/// A document and its measures. Features are functions of this and a block's number.
pub(crate) struct Page<'d> {
    pub doc: &'d Document,
    pub readings: Vec<Reading>,
    pub hashes: Vec<u32>,
    pub links: Vec<f32>,
    pub title: Vec<u32>,
    /// Sums over the blocks before each block, and one past the last.
    sums: Vec<Sums>,
    pub elements: Vec<ElementFacts>,
    /// Steps up to the nearest element with each hint and each tag of [`PATH_TAGS`].
    pub paths: Vec<[u8; PATH]>,
    pub repeats: Vec<Repeat>,
    /// The nearest repeated element above each block, and the nearest whose instances hold several blocks.
    pub items: Vec<[Item; 2]>,
    /// The stretch from the last heading at or before each block up to the next one.
    pub sections: Vec<(u32, u32)>,
    /// Number of blocks with the same words, and of those before.
    pub copies: Vec<(u32, u32)>,
    /// The last heading before or at each block.
    pub heading: Vec<Option<u32>>,
    /// The blocks of the element that most long text is in.
    pub container: (usize, usize),
    pub near: Vec<Tally>,
    pub any: Vec<Tally>,
    pub spoken: Vec<Tally>,
    pub first_h1: Option<usize>,
    /// Of text only.
    pub rhythm: Rhythm,
    pub stretches: Stretches,
    pub census: Census,
    /// Most words are of no language that the lexicon knows.
    pub foreign: bool,
    /// Probabilities of the page kinds.
    pub kinds: [f32; KINDS],
    /// The last prose block before each block and the next one after it.
    last_long: Vec<Option<u32>>,
    next_long: Vec<Option<u32>>,
}

/// Amounts that features sum over ranges of blocks.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Sums {
    pub words: f64,
    pub link_words: f64,
    pub stops: f64,
    pub commas: f64,
    pub long_words: f64,
    pub long_blocks: f64,
    pub headings: f64,
    pub items: f64,
    pub images: f64,
    pub spoken: f64,
    pub any: f64,
    pub title_words: f64,
    pub digits: f64,
}

/// What is known of an element beyond the outline.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ElementFacts {
    /// The nearest ancestor that holds more blocks; 0 for none.
    pub wider: u32,
    /// Class words of itself and all ancestors; of itself as owner, parent and grandparent of a block.
    any: Tally,
    at: [Tally; 3],
}

/// Blocks in the same kind of place.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Repeat {
    pub count: u32,
    pub words: f32,
    pub links: f32,
    pub any: f32,
}

/// A block of so many words that is mostly no link is prose.
const LONG: f32 = 18.0;
/// Words of a block that the lexicon looks at, and how many words make a short block.
const SPOKEN_WORDS: usize = 96;
const SHORT: usize = 8;

/// Of a page in a language that the lexicon knows, more than this share of the words is known; of other pages the few
/// known words would mislead.
const FOREIGN: f32 = 0.5;

impl<'d> Page<'d> {
    /// Measures a document; the lexicons' words are counted by [`weigh`](Page::weigh).
    pub fn read(doc: &'d Document) -> Self {
        let mut hashes = Vec::with_capacity(doc.text().len() / 5);
        let readings: Vec<Reading> = doc.blocks().map(|block| read(block.text(), &mut hashes)).collect();
        let mut title = Vec::new();
        read(doc.title().unwrap_or_default(), &mut title);
        let mut page = Page {
            doc,
            links: doc.blocks().map(|block| block.link_density()).collect(),
            copies: copies(&readings),
            heading: headings(doc),
            elements: wider(doc),
            paths: paths(doc),
            rhythm: Rhythm::of(doc, &readings, &hashes),
            stretches: Stretches::default(),
            readings,
            hashes,
            title,
            sums: Vec::new(),
            repeats: Vec::new(),
            items: items(doc),
            sections: sections(doc),
            container: (0, doc.len()),
            near: Vec::new(),
            any: Vec::new(),
            spoken: Vec::new(),
            first_h1: doc.blocks.iter().position(|block| block.kind == BlockKind::Heading && block.level == 1),
            census: Census::default(),
            foreign: false,
            kinds: [0.0; KINDS],
            last_long: Vec::new(),
            next_long: Vec::new(),
        };
        page.add_up();
        page.find_long();
        page.census = Census::of(&page);
        page.container = page.dominant();
        page
    }

    /// Looks up all words: class words, spoken words, and those that tell the page's kind. Of text in an unknown
    /// language no word tells that.
    pub fn look_up(&mut self, kinds: &Kinds, class: &Lexicon, words: &Lexicon) {
        self.foreign = !self.weigh(class, words);
        self.kinds = match self.doc.said_kind {
            Some(kind) => certainly(kind),
            None if self.foreign && self.doc.input() == Input::Text => kinds.prior(),
            None => kinds.judge(self),
        };
    }

    /// Looks up class words and spoken words; whether most of the spoken words are known.
    fn weigh(&mut self, class: &Lexicon, words: &Lexicon) -> bool {
        self.weigh_elements(class);
        self.near = (0..self.len()).map(|block| self.near(block)).collect();
        self.any = (0..self.len()).map(|block| self.elements[self.element(block)].any).collect();
        self.spoken = (0..self.len()).map(|block| self.speak(block, words)).collect();
        let (known, seen) =
            self.spoken.iter().fold((0, 0), |(known, seen), tally| (known + tally.known, seen + tally.seen));
        let known = (known as f32) >= FOREIGN * seen as f32;
        if !known {
            self.spoken.fill(Tally::default());
        } else if self.doc.input() == Input::Text {
            let said = cues(self, words);
            self.rhythm.weigh(said);
        }
        self.add_up();
        match self.doc.input() {
            Input::Html => self.repeats = self.repeated(),
            Input::Text => self.stretches = Stretches::of(self, known.then_some(words)),
        }
        known
    }

    pub fn len(&self) -> usize {
        self.readings.len()
    }

    /// Sums over a range of blocks; what lies outside the page counts nothing.
    #[inline]
    pub fn sum(&self, from: usize, to: usize) -> Sums {
        let to = to.min(self.len());
        self.sums[to].minus(&self.sums[from.min(to)])
    }

    pub fn element(&self, block: usize) -> usize {
        self.doc.blocks[block].element as usize
    }

    pub fn kind(&self, block: usize) -> BlockKind {
        self.doc.blocks[block].kind
    }

    /// Calls `each` with every hashed class and tag word around a block.
    #[cfg(feature = "train")]
    pub fn class_words(&self, block: usize, mut each: impl FnMut(u32)) {
        let outline = &self.doc.outline;
        for (distance, (_, element)) in outline.ancestors(self.element(block) as u32).enumerate() {
            let tag = salted(element.tag as u32, role::TAG);
            for word in outline.words_of(element).iter().copied().chain([tag]) {
                each(salted(word, role::ANY));
                if distance < 3 {
                    each(salted(word, role::AT + distance as u32));
                }
            }
        }
    }

    /// Calls `each` with every hashed word that a block says.
    #[inline]
    pub fn spoken_words(&self, block: usize, mut each: impl FnMut(u32)) {
        let words = self.words(block);
        each(salted((words.len() as f32).log2() as u32, role::LENGTH));
        for word in words.iter().take(SPOKEN_WORDS) {
            each(salted(*word, role::WORD));
        }
        if let Some(first) = words.first() {
            each(salted(*first, role::FIRST));
        }
        if words.len() <= SHORT {
            words.iter().for_each(|word| each(salted(*word, role::SHORT)));
            words.windows(2).for_each(|two| each(salted(pair(two[0], two[1]), role::PAIR)));
        }
        if let Some(heading) = self.heading[block].filter(|heading| *heading as usize != block) {
            self.words(heading as usize).iter().take(SHORT).for_each(|word| each(salted(*word, role::HEADING)));
        }
    }

    pub fn words(&self, block: usize) -> &[u32] {
        let reading = &self.readings[block];
        &self.hashes[reading.from as usize..reading.to as usize]
    }

    pub fn is_long(&self, block: usize) -> bool {
        self.readings[block].words >= LONG && self.links[block] < 0.5
    }

    /// The last prose block before this one.
    pub fn last_long(&self, block: usize) -> Option<usize> {
        self.last_long[block].map(|at| at as usize)
    }

    /// The next prose block after this one.
    pub fn next_long(&self, block: usize) -> Option<usize> {
        self.next_long[block].map(|at| at as usize)
    }

    fn find_long(&mut self) {
        let long: Vec<Option<u32>> = (0..self.len()).map(|at| self.is_long(at).then_some(at as u32)).collect();
        let follow = |found: &mut Option<u32>, here: &Option<u32>| Some(std::mem::replace(found, here.or(*found)));
        self.last_long = long.iter().scan(None, follow).collect();
        self.next_long = long.iter().rev().scan(None, follow).collect();
        self.next_long.reverse();
    }

    fn speak(&self, block: usize, lexicon: &Lexicon) -> Tally {
        let mut tally = Tally::default();
        self.spoken_words(block, |hash| tally.add(lexicon, hash));
        tally
    }

    fn weigh_elements(&mut self, lexicon: &Lexicon) {
        let outline = &self.doc.outline;
        for (index, element) in outline.elements.iter().enumerate().skip(1).filter(|(_, e)| e.first < e.end) {
            let mut any = self.elements[element.parent as usize].any;
            let mut at = [Tally::default(); 3];
            let tag = salted(element.tag as u32, role::TAG);
            for word in outline.words_of(element).iter().copied().chain([tag]) {
                any.add(lexicon, salted(word, role::ANY));
                for (distance, tally) in at.iter_mut().enumerate() {
                    tally.add(lexicon, salted(word, role::AT + distance as u32));
                }
            }
            (self.elements[index].any, self.elements[index].at) = (any, at);
        }
    }

    fn near(&self, block: usize) -> Tally {
        let path = self.doc.outline.ancestors(self.element(block) as u32).take(3).enumerate();
        path.fold(Tally::default(), |sum, (distance, (index, _))| sum.plus(self.elements[index as usize].at[distance]))
    }

    fn add_up(&mut self) {
        let mut sums = Vec::with_capacity(self.len() + 1);
        let mut total = Sums::default();
        sums.push(total);
        for block in 0..self.len() {
            total = total.plus(&self.amounts(block));
            sums.push(total);
        }
        self.sums = sums;
    }

    fn amounts(&self, block: usize) -> Sums {
        let (data, reading) = (&self.doc.blocks[block], &self.readings[block]);
        let words = f64::from(reading.words);
        let long = f64::from(u8::from(self.is_long(block)));
        Sums {
            words,
            link_words: words * f64::from(self.links[block]),
            stops: f64::from(reading.stops),
            commas: f64::from(reading.commas),
            long_words: words * long,
            long_blocks: long,
            headings: f64::from(u8::from(data.kind == BlockKind::Heading)),
            items: f64::from(u8::from(matches!(data.kind, BlockKind::ListItem | BlockKind::Cell))),
            images: f64::from(data.images),
            spoken: self.spoken.get(block).map_or(0.0, |tally| f64::from(tally.score())),
            any: self.any.get(block).map_or(0.0, |tally| f64::from(tally.score())),
            title_words: f64::from(reading.title_words),
            digits: f64::from(reading.digits),
        }
    }

    /// From the root down as long as one child holds most of the long text.
    fn dominant(&self) -> (usize, usize) {
        let elements = &self.doc.outline.elements;
        let long = |index: usize| self.sum(elements[index].first as usize, elements[index].end as usize).long_words;
        let mut heaviest: Vec<u32> = vec![0; elements.len()];
        for (index, element) in elements.iter().enumerate().skip(1).filter(|(_, e)| e.first < e.end) {
            let best = &mut heaviest[element.parent as usize];
            if *best == 0 || long(index) > long(*best as usize) {
                *best = index as u32;
            }
        }
        let mut at = 0;
        while heaviest[at] != 0 && long(heaviest[at] as usize) > 0.6 * long(at) {
            at = heaviest[at] as usize;
        }
        if at == 0 { (0, self.len()) } else { (elements[at].first as usize, elements[at].end as usize) }
    }

    /// Blocks under the same three signatures, with what they have in common.
    fn repeated(&self) -> Vec<Repeat> {
        let keys = (0..self.len()).map(|block| (self.place_key(block), block));
        let mut order: Vec<(u64, usize)> = keys.collect();
        order.sort_unstable();
        let mut repeats = vec![Repeat::default(); self.len()];
        for run in order.chunk_by(|one, other| one.0 == other.0) {
            let mean =
                |value: &dyn Fn(usize) -> f32| run.iter().map(|(_, b)| value(*b)).sum::<f32>() / run.len() as f32;
            let repeat = Repeat {
                count: run.len() as u32,
                words: mean(&|block| self.readings[block].words),
                links: mean(&|block| self.links[block]),
                any: mean(&|block| self.spoken[block].score()),
            };
            run.iter().for_each(|(_, block)| repeats[*block] = repeat);
        }
        repeats
    }

    /// Names the kind of place a block stands in: its kind and the signatures of three elements.
    pub fn place_key(&self, block: usize) -> u64 {
        let path = self.doc.outline.ancestors(self.element(block) as u32).take(3);
        path.fold(self.kind(block) as u64 + 1, |key, (_, element)| {
            (key.rotate_left(23) ^ u64::from(element.signature)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
        })
    }
}

macro_rules! fieldwise {
    ($($name:ident $sign:tt;)*) => {
        impl Sums {
            $(fn $name(&self, other: &Sums) -> Sums {
                Sums {
                    words: self.words $sign other.words,
                    link_words: self.link_words $sign other.link_words,
                    stops: self.stops $sign other.stops,
                    commas: self.commas $sign other.commas,
                    long_words: self.long_words $sign other.long_words,
                    long_blocks: self.long_blocks $sign other.long_blocks,
                    headings: self.headings $sign other.headings,
                    items: self.items $sign other.items,
                    images: self.images $sign other.images,
                    spoken: self.spoken $sign other.spoken,
                    any: self.any $sign other.any,
                    title_words: self.title_words $sign other.title_words,
                    digits: self.digits $sign other.digits,
                }
            })*
        }
    };
}

fieldwise! { plus +; minus -; }

fn wider(doc: &Document) -> Vec<ElementFacts> {
    let elements = &doc.outline.elements;
    let mut facts = vec![ElementFacts::default(); elements.len()];
    for (index, element) in elements.iter().enumerate().skip(1) {
        let parent = &elements[element.parent as usize];
        let same = (parent.first, parent.end) == (element.first, element.end);
        facts[index].wider = if same { facts[element.parent as usize].wider } else { element.parent };
    }
    facts
}
