//! Lists of known lines of page furniture.

use crate::failure::Failure;
use std::path::PathBuf;
use unspun::{ChromeList, ChromeListError};

/// Lines that the user knows.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct ChromeArgs {
    /// Drop the lines of this list too: one known line of page furniture a line, # for comments. Case and white space do
    /// not count; only whole lines match. May be repeated. See `unspun learn-chrome`.
    #[arg(long, value_name = "FILE")]
    pub chrome_list: Vec<PathBuf>,
}

impl ChromeArgs {
    /// All lists in one.
    pub fn list(&self) -> Result<ChromeList, Failure> {
        let lists = self.chrome_list.iter().map(ChromeList::read);
        let all = lists.reduce(|all, list| Ok(all?.merge(list?))).unwrap_or_else(|| Ok(ChromeList::default()));
        all.map_err(|error| match error {
            ChromeListError::Unreadable { .. } => Failure::Fatal(error.to_string()),
            _ => Failure::Usage(error.to_string()),
        })
    }
}
