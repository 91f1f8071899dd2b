//! Benchmarking cleaners: run any of them over pages with gold text, measure, compare.
//!
//! A [`Corpus`] holds [`Case`]s: pages, and what a careful editor would make of each. A [`Contender`] is anything that
//! turns a page into an [`Answer`]: a closure ([`from_fn`]), a [`Cleaner`](crate::Cleaner) ([`from_cleaner`]), a command behind JSON
//! Lines ([`Program`]), or a [rule set for flat text](baselines). [`Leaderboard::run`] lets every contender clean every page and
//! holds every [`Metric`] of every one with its bootstrap interval; [`report`] writes it as a table, as JSON, or as one page.
//!
//! What fails, crashes, hangs or answers nothing is scored as an empty text, never skipped. The same corpus and the same
//! contenders give the same numbers on every run, but for speed and memory.
//!
//! ```
//! use unspun::eval::{Answer, Case, Corpus, Leaderboard, from_fn, report};
//! let cases = vec![Case::text("ferry", "Home\nThe ferry runs again.\nShare", "The ferry runs again.")];
//! let corpus = Corpus::new("one page", cases);
//! let short = from_fn("second-line", |page| Ok(Answer::new(page.text().lines().nth(1).unwrap_or_default())));
//! let nothing = from_fn("broken", |_| Err("out of order".to_owned()));
//! let board = Leaderboard::run(&corpus, &mut [short, nothing], &mut |_| {})?;
//! let f1 = |name| board.entry(name).and_then(|entry| board.figure(entry, "word-f1")).map(|figure| figure.value());
//! assert_eq!((f1("second-line"), f1("broken")), (Some(1.0), Some(0.0)));
//! println!("{}", report::table(&board));
//! # Ok::<(), unspun::eval::EvalError>(())
//! ```

mod bootstrap;
mod case;
mod check;
mod contender;
mod contenders;
mod corpus;
mod error;
mod expectations;
pub(crate) mod flatten;
mod judged;
mod leaderboard;
mod metrics;
pub mod report;

pub use bootstrap::Figure;
#[cfg(feature = "train")]
pub(crate) use case::unpacked;
pub use case::{Case, Split};
pub use check::{Complaint, check};
pub use contender::{Answer, AnswerFlag, Contender, PageView, from_fn};
pub use contenders::baselines;
pub use contenders::cleaner::from_cleaner;
pub use contenders::program::Program;
pub use corpus::Corpus;
#[cfg(feature = "train")]
pub(crate) use corpus::wcxb;
pub use error::EvalError;
pub use expectations::{Expectations, MustGo, WantedFlag};
pub use flatten::Flattening;
pub use leaderboard::{Entry, Facet, Leaderboard, Outcome, Progress, Speed};
#[cfg(feature = "train")]
pub(crate) use metrics::shared_words;
pub use metrics::{Better, METRICS, Metric, word_f1};
