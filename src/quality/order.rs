//! Whether a text's lines stand in the order they were written in.
//!
//! A learned judge says of two lines how likely one follows the other, from their shapes and the words that they share. How
//! much better the lines' own neighbourhoods do than other pairs of the same text needs no corpus of its language: that is a
//! permutation test. A learned lexicon says of a line's words whether they stand early or late in texts; where it knows the
//! language, what it says should rise with the lines. What a line takes for granted (a surname, an abbreviation, "the" after "a") must have come before.

use super::fitted::Fitted;
use super::words::{Opening, is_definite, is_indefinite};
use crate::chars;
use crate::hints::hash_word;
use crate::model::lexicon::{Lexicon, Tally, role, salted};
use crate::prose::ends_sentence;
use crate::words;
use foldhash::HashMap;

/// Numbers of a pair of lines, and of a text.
pub(crate) const PAIR_WIDTH: usize = 20;
pub(crate) const WIDTH: usize = 18;
/// Lines of a text, and words of a line, that are looked at.
const LINES: usize = 48;
const WORDS: usize = 120;
/// Distances of the pairs that a line's neighbourhood is compared with; of short texts all pairs are taken.
const STRIDES: [usize; 3] = [2, 5, 13];
const SHORT: usize = 12;

/// How a line ends.
const COLON: f32 = 0.0;
const OPEN: f32 = 1.0;
const COMMA: f32 = 2.0;
const QUESTION: f32 = 3.0;
const CLOSED: f32 = 4.0;
const EDGE: f32 = 6.0;

/// A line as a pair sees it.
#[derive(Debug, Default)]
struct Line {
    /// Hashes of its content words, in order of hash, each once, with the number of lines that it stands in.
    words: Vec<(u32, u32)>,
    length: f32,
    names: f32,
    open: f32,
    end: f32,
    number: Option<f32>,
    first: u32,
    unclosed: bool,
    /// Hashes of what may tell where in a text it stands.
    telling: Vec<u32>,
}

/// Pairs of line numbers.
type Pairs = Vec<(usize, usize)>;

/// A text's lines, ready to be compared.
#[derive(Debug)]
pub(crate) struct Order {
    lines: Vec<Line>,
    first: HashMap<u32, Mentions>,
}

/// The first of the [`LINES`] lines in which a word stands in each of several ways.
#[derive(Debug, Default)]
struct Mentions {
    full: Option<u8>,
    bare: Option<u8>,
    a: Option<u8>,
    the: Option<u8>,
    bracketed: Option<u8>,
    plain: Option<u8>,
}

impl Order {
    pub fn of(body: &str) -> Self {
        let mut order = Order { lines: Vec::new(), first: HashMap::default() };
        let mut spread: HashMap<u32, u32> = HashMap::default();
        for line in body.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES) {
            let words: Vec<(&str, u32)> = words::split(line).take(WORDS).map(|word| (word, hash_word(word))).collect();
            order.mention(line, &words);
            let line = Line::of(line, &words);
            line.words.iter().for_each(|(word, _)| *spread.entry(*word).or_default() += 1);
            order.lines.push(line);
        }
        for (word, lines) in order.lines.iter_mut().flat_map(|line| &mut line.words) {
            *lines = spread[word];
        }
        order
    }

    fn mention(&mut self, line: &str, words: &[(&str, u32)]) {
        let number = self.lines.len() as u8;
        let (mut before, mut hash_before) = ("", 0);
        for &(word, hash) in words {
            let capital = word.starts_with(char::is_uppercase);
            if word.len() >= 3 && (capital || word.len() >= 4) {
                let at = word.as_ptr() as usize - line.as_ptr() as usize;
                let mentions = self.first.entry(hash).or_default();
                let shouted = word.len() <= 6 && word.bytes().all(|byte| byte.is_ascii_uppercase());
                let named = before.starts_with(char::is_uppercase) && before.len() >= 3;
                let slot = match () {
                    _ if shouted && line[..at].ends_with('(') => &mut mentions.bracketed,
                    _ if shouted => &mut mentions.plain,
                    _ if capital && named => &mut mentions.full,
                    _ if capital && !before.is_empty() => &mut mentions.bare,
                    _ if is_indefinite(before, hash_before) => &mut mentions.a,
                    _ if is_definite(before, hash_before) => &mut mentions.the,
                    _ => &mut None,
                };
                slot.get_or_insert(number);
            }
            (before, hash_before) = (word, hash);
        }
    }

    /// Number of lines.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// The row of a pair; line number `len` is the edge of the text.
    pub fn pair(&self, one: usize, other: usize) -> [f32; PAIR_WIDTH] {
        let edge = Line { open: EDGE, end: EDGE, ..Line::default() };
        let (a, b) = (self.lines.get(one).unwrap_or(&edge), self.lines.get(other).unwrap_or(&edge));
        let [shared, rare, local] = in_common(a, b);
        let root = (a.words.len() as f32 * b.words.len() as f32).sqrt().max(1.0);
        let same = |is: bool| f32::from(u8::from(is));
        [
            a.length,
            b.length,
            a.end,
            b.end,
            a.open,
            b.open,
            shared / root,
            rare / root,
            rare,
            local,
            step(a.number, b.number),
            (a.length - b.length).abs(),
            same(a.first == b.first),
            a.names,
            b.names,
            same(a.unclosed),
            same(a.end == b.end),
            same(a.open == b.open),
            a.number.unwrap_or(-1.0),
            b.number.unwrap_or(-1.0),
        ]
    }

    /// The pairs that a text of so many lines is judged by: its neighbours with both edges first, then others.
    pub fn pairs(&self) -> (Pairs, Pairs) {
        let n = self.len();
        let neighbours = (0..=n).map(|at| (if at == 0 { n } else { at - 1 }, at));
        let mut others = Vec::new();
        for one in 0..=n {
            if n <= SHORT {
                others.extend(
                    (0..=n).filter(|other| one != *other && !(one == n && *other == n)).map(|other| (one, other)),
                );
            } else {
                others.extend(STRIDES.iter().map(|stride| (one, (one + stride) % (n + 1))).filter(|(a, b)| a != b));
                others.extend(
                    STRIDES
                        .iter()
                        .map(|stride| (one, (one + n + 1 - stride % (n + 1)) % (n + 1)))
                        .filter(|(a, b)| a != b),
                );
            }
        }
        (neighbours.collect(), others)
    }

    fn rows(&self, pairs: &[(usize, usize)]) -> Vec<f32> {
        pairs.iter().flat_map(|(one, other)| self.pair(*one, *other)).collect()
    }

    /// What the text's trees read.
    pub fn row(&self, fitted: &Fitted) -> [f32; WIDTH] {
        let (neighbours, others) = self.pairs();
        let own = fitted.pairs(&self.rows(&neighbours));
        let rest = fitted.pairs(&self.rows(&others));
        let (mean, spread) = moments(&rest);
        let (own_mean, own_spread) = moments(&own);
        let n = own.len() as f32;
        let inner = if own.len() > 2 { moments(&own[1..own.len() - 1]).0 } else { mean };
        let [names, terms, articles] = self.taken_for_granted();
        let [rise, slope, start, end] = self.rise(&fitted.places);
        [
            (own_mean - mean) / spread.max(0.1) * n.sqrt(),
            own_mean - mean,
            own_mean,
            inner - mean,
            own[0] - mean,
            own[own.len() - 1] - mean,
            spread,
            own_spread,
            n.ln(),
            names.0 + terms.0 + articles.0,
            names.1 + terms.1 + articles.1,
            (names.0 + terms.0 - names.1 - terms.1) / (names.0 + names.1 + terms.0 + terms.1).max(1.0).sqrt(),
            (articles.0 - articles.1) / (articles.0 + articles.1).max(1.0).sqrt(),
            self.falling(),
            rise,
            slope,
            start,
            end,
        ]
    }

    /// Words introduced before they are used plainly, and the other way round: names, abbreviations, things.
    fn taken_for_granted(&self) -> [(f32, f32); 3] {
        let mut counts = [(0.0, 0.0); 3];
        for mentions in self.first.values() {
            let pairs =
                [(mentions.full, mentions.bare), (mentions.bracketed, mentions.plain), (mentions.a, mentions.the)];
            for (count, pair) in counts.iter_mut().zip(pairs) {
                let (Some(introduced), Some(used)) = pair else { continue };
                count.0 += if introduced < used { 1.0 } else { 0.0 };
                count.1 += if introduced > used { 1.0 } else { 0.0 };
            }
        }
        counts
    }

    /// What may tell where in its text each line stands.
    #[cfg(feature = "train")]
    pub fn telling(&self) -> impl Iterator<Item = &[u32]> {
        self.lines.iter().map(|line| &line.telling[..])
    }

    /// How the places that the lines' words point to rise with the lines: as correlation, once weighed by the number of
    /// lines; and how far the first and the last line are from the mean.
    fn rise(&self, places: &Lexicon) -> [f32; 4] {
        let told: Vec<f32> = self.lines.iter().map(|line| line.place(places)).collect();
        let (mean, spread) = moments(&told);
        let (Some(first), Some(last)) = (told.first(), told.last()) else { return [0.0; 4] };
        let middle = (told.len() as f32 - 1.0) / 2.0;
        let joint = told.iter().zip(0u16..).map(|(told, at)| (told - mean) * (f32::from(at) - middle)).sum::<f32>();
        let places: Vec<f32> = (0u16..).take(told.len()).map(f32::from).collect();
        let all = spread * moments(&places).1 * told.len() as f32;
        let slope = if all > 0.0 { joint / all } else { 0.0 };
        [
            slope * (told.len() as f32 - 1.0).sqrt(),
            slope,
            (first - mean) / spread.max(0.05),
            (last - mean) / spread.max(0.05),
        ]
    }

    /// Of the numbered lines, the share whose number is not above that of the numbered line before.
    fn falling(&self) -> f32 {
        let numbers: Vec<f32> = self.lines.iter().filter_map(|line| line.number).collect();
        let falls = numbers.windows(2).filter(|two| two[1] <= two[0]).count();
        if numbers.len() < 3 { -1.0 } else { falls as f32 / (numbers.len() - 1) as f32 }
    }
}

fn moments(values: &[f32]) -> (f32, f32) {
    let n = values.len().max(1) as f32;
    let mean = values.iter().sum::<f32>() / n;
    let spread = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f32>() / n;
    (mean, spread.sqrt())
}

/// In how many lines each of the words stands that two sorted lists have in common.
fn common(one: &[(u32, u32)], other: &[(u32, u32)]) -> impl Iterator<Item = u32> {
    let (mut left, mut right) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some((a, lines)), Some((b, _))) = (one.get(left), other.get(right)) {
            left += usize::from(a <= b);
            right += usize::from(b <= a);
            if a == b {
                return Some(*lines);
            }
        }
        None
    })
}

/// Words that two lines share: how many, how rare they are in the text, and how many stand in three lines or fewer.
fn in_common(a: &Line, b: &Line) -> [f32; 3] {
    let (mut shared, mut rare, mut local) = (0.0, 0.0, 0.0);
    for lines in common(&a.words, &b.words) {
        let lines = lines as f32;
        shared += 1.0;
        rare += 2.0 / lines;
        local += if lines <= 3.0 { 1.0 } else { 0.0 };
    }
    [shared, rare, local]
}

/// From the number of one line to that of the next; over all steps where one or both have none.
fn step(one: Option<f32>, other: Option<f32>) -> f32 {
    match (one, other) {
        (Some(one), Some(other)) => (other - one).clamp(-3.0, 3.0),
        (None, None) => 7.0,
        (Some(_), None) => 8.0,
        (None, Some(_)) => 9.0,
    }
}

impl Line {
    fn of(text: &str, words: &[(&str, u32)]) -> Self {
        let mut line = Line { end: ending(text), ..Line::default() };
        let (mut count, mut start) = (0.0f32, true);
        for &(word, hash) in words {
            let capital = word.starts_with(char::is_uppercase);
            if start {
                line.first = hash;
                line.open = Opening::of(text, word).class();
            }
            let is_name = capital && !start;
            line.names += f32::from(u8::from(is_name));
            if word.len() >= if is_name { 3 } else { 5 } || word.bytes().any(|byte| byte.is_ascii_digit()) {
                line.words.push((hash, 1));
            }
            let kind = if start { role::FIRST } else { role::WORD };
            line.telling.push(salted(hash, kind));
            count += 1.0;
            start = false;
        }
        line.words.sort_unstable();
        line.words.dedup();
        line.names /= count.max(1.0);
        line.length = (text.len() as f32 / 6.0).max(count).ln_1p();
        line.number = leading_number(text);
        line.unclosed = is_unclosed(text);
        line.telling.push(salted(count.log2() as u32, role::LENGTH));
        line.telling.push(salted(line.end as u32, role::SHORT));
        line.telling.push(salted(line.open as u32, role::HEADING));
        line
    }

    /// Early (below 0) or late (above), by its words.
    fn place(&self, places: &Lexicon) -> f32 {
        let mut tally = Tally::default();
        self.telling.iter().for_each(|hash| tally.add(places, *hash));
        tally.score()
    }
}

/// How a line ends.
pub(super) fn ending(text: &str) -> f32 {
    let text = text.trim_end();
    match text.chars().next_back() {
        Some(':' | '：') => COLON,
        Some(',' | ';' | '-' | '–' | '、' | '，') => COMMA,
        Some('?' | '？' | '؟') => QUESTION,
        _ if ends_sentence(text) => CLOSED,
        _ => OPEN,
    }
}

/// `3.`, `3)`, `Step 3`: the number among the first two words.
fn leading_number(text: &str) -> Option<f32> {
    let mut words = words::split(text).take(2);
    let small = |word: &str| (word.len() <= 3).then(|| word.parse::<u16>().ok()).flatten().map(f32::from);
    let first = words.next()?;
    small(first).or_else(|| small(words.next()?).filter(|_| !first.starts_with(chars::is_lowercase)))
}

/// Whether a quotation or a bracket is left open, within what of a line is looked at.
pub(super) fn is_unclosed(text: &str) -> bool {
    let text = words::head(text, 4_000);
    let count = |sign: char| text.matches(sign).count();
    count('“') > count('”') || count('(') > count(')') || count('«') > count('»') || count('"') % 2 == 1
}
