//! Intervals by resampling pages (Efron 1979): the same pages drawn for every contender, from a fixed seed.

use super::metrics::{METRICS, Tally};

/// Draws an interval is made of.
const DRAWS: usize = 1000;
/// Of the draws that lie within the interval; half of the rest on each side.
const WITHIN: f64 = 0.95;
const SEED: u64 = 8;

/// A value with its 95 % interval over pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    value: f64,
    low: f64,
    high: f64,
    pages: usize,
}

impl Figure {
    /// The value over all pages.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Lower end of the interval.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Upper end of the interval.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Pages that it is measured on.
    pub fn pages(&self) -> usize {
        self.pages
    }
}

/// The tallies of one page, by metric.
pub(super) type Tallies = [Option<Tally>; METRICS.len()];

/// A figure for each metric that some page has a tally of.
pub(super) fn figures(pages: &[&Tallies]) -> Vec<Option<Figure>> {
    let mut random = Random(SEED);
    let whole = values(pages.iter().copied());
    let mut draws: Vec<Vec<f64>> = METRICS.iter().map(|_| Vec::new()).collect();
    for _ in 0..DRAWS {
        let drawn = values((0..pages.len()).map(|_| pages[random.below(pages.len())]));
        drawn.iter().zip(&mut draws).for_each(|(value, draws)| draws.extend(value));
    }
    let figure = |(metric, draws): (usize, &mut Vec<f64>)| {
        draws.sort_by(f64::total_cmp);
        let at = |share: f64| draws.get((share * (draws.len().saturating_sub(1)) as f64).round() as usize).copied();
        let value = whole[metric]?;
        Some(Figure {
            value,
            low: at((1.0 - WITHIN) / 2.0).unwrap_or(value),
            high: at((1.0 + WITHIN) / 2.0).unwrap_or(value),
            pages: pages.iter().filter(|tallies| tallies[metric].is_some()).count(),
        })
    };
    draws.iter_mut().enumerate().map(figure).collect()
}

fn values<'t>(pages: impl Iterator<Item = &'t Tallies>) -> [Option<f64>; METRICS.len()] {
    let mut sums = [[0.0; 3]; METRICS.len()];
    for tallies in pages {
        for (sum, tally) in sums.iter_mut().zip(tallies) {
            if let Some(tally) = tally {
                sum.iter_mut().zip(tally).for_each(|(sum, count)| *sum += count);
            }
        }
    }
    std::array::from_fn(|metric| (METRICS[metric].value)(&sums[metric]))
}

/// SplitMix64 (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        ((u128::from(mixed) * end as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(value: f64) -> Tallies {
        let mut tallies = [None; METRICS.len()];
        tallies[0] = Some([value, 1.0, 0.0]);
        tallies
    }

    #[test]
    fn the_interval_of_a_mean_is_what_theory_says() {
        let pages: Vec<Tallies> = (0..400).map(|at| page(f64::from(at % 2))).collect();
        let figure = figures(&pages.iter().collect::<Vec<_>>())[0].expect("a figure");
        // 1.96 · 0.5 / √400 = 0.049
        assert_eq!((figure.value(), figure.pages()), (0.5, 400));
        assert!((figure.low() - 0.451).abs() < 0.01 && (figure.high() - 0.549).abs() < 0.01, "{figure:?}");
        assert_eq!(Some(figure), figures(&pages.iter().collect::<Vec<_>>())[0]);
    }

    #[test]
    fn what_no_page_has_is_no_figure() {
        assert_eq!(figures(&[&page(1.0)])[1], None);
        assert!(figures(&[]).iter().all(Option::is_none));
    }
}
