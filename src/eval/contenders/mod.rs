//! Who can be asked: this crate, rule sets for flat text, commands.

pub mod baselines;
pub(super) mod cleaner;
mod justext;
mod lines;
pub(super) mod program;
