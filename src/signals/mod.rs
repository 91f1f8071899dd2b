//! The numbers by which the well-known corpora chose their documents, and their thresholds.
//!
//! | family | numbers | source |
//! |---|---|---|
//! | `gopher_…` | words, their length, symbols, bullets, ellipses, stop words; repeated lines, paragraphs and n-grams | Rae et al. 2021 (arXiv 2112.11446), A1.1 and table A1 |
//! | `c4_…` | lines and sentences that C4's rules leave, words that reject a page | Raffel et al. 2020 (JMLR 21), 2.2, and its published code |
//! | `fineweb_…` | ends of lines, short lines, repeated lines, line breaks | Penedo et al. 2024 (arXiv 2406.17557), 3.5, and its published code |
//! | `rps_…` | document signals of RedPajama | RedPajama-Data v2 (Weber et al. 2024, arXiv 2411.12372), tables of quality signals |
//!
//! A [`Preset`] holds the published thresholds; [`Preset::check`] names the first that a text fails.
//!
//! ```
//! use unspun::signals::{Preset, Signals};
//! let signals = Signals::of("Too short.");
//! assert_eq!(signals.get("gopher_words"), Some(2.0));
//! assert_eq!(Preset::named("gopher").unwrap().check(&signals), Some("gopher_short_doc"));
//! ```

mod c4;
mod fineweb;
mod gopher;
mod preset;
mod redpajama;
mod repetition;
mod token;

#[cfg(feature = "eval")]
pub(crate) use c4::stays as c4_line_stays;
pub use preset::{Preset, PresetError};

/// The numbers of one text, by name.
#[derive(Debug, Clone, PartialEq)]
pub struct Signals(Vec<(&'static str, f64)>);

impl Signals {
    /// Measures a text, such as [`Article::body`](crate::Article::body), in time linear in its length.
    pub fn of(text: &str) -> Self {
        let words = token::words(text);
        let mut values = Vec::with_capacity(48);
        let mut put = |name: &'static str, value: f64| values.push((name, value));
        gopher::measure(text, &words, &mut put);
        repetition::measure(text, &words, &mut put);
        c4::measure(text, &mut put);
        fineweb::measure(text, &words, &mut put);
        redpajama::measure(text, &mut put);
        Signals(values)
    }

    /// A number, if there is one of that name.
    pub fn get(&self, name: &str) -> Option<f64> {
        self.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// All numbers in a fixed order.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, f64)> {
        self.0.iter().copied()
    }
}

/// A share, 0 where there is nothing to share.
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Number of characters.
fn chars(text: &str) -> usize {
    text.chars().count()
}
