//! What a run need not do again, and where it goes on.

use crate::args::CleanArgs;
use crate::destination::Destination;
use crate::failure::Failure;
use crate::input::Source;
use crate::journal::{Done, Journal, earlier};
use crate::output::{beside, unfinished};
use crate::scale::RunArgs;
use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use unspun::batch::Counts;

/// The journal of a folder, in the folder.
const IN_FOLDER: &str = ".unspun-done";

/// Keeps the journal of a run whose output is a file or a folder; else it does nothing.
pub struct Ledger {
    journal: Option<Journal>,
    /// How often an input of that name is done: it may be named more than once.
    done: HashMap<String, usize>,
    counts: Counts,
    written: u64,
}

impl Ledger {
    /// For output that can't be gone on with.
    pub fn none() -> Self {
        Ledger { journal: None, done: HashMap::new(), counts: Counts::default(), written: 0 }
    }

    /// For a file that all inputs share. Only what was done in the order of the inputs, from the first on, counts.
    pub fn of_file(path: &Path, args: &CleanArgs, sources: &[Source]) -> Result<Self, Failure> {
        let journal = beside(path, ".done");
        let so_far = fs::metadata(unfinished(path)).map_or(0, |known| known.len());
        let earlier = earlier_run(&journal, args, sources)?;
        let in_order =
            earlier.into_iter().zip(sources).take_while(|(done, source)| is_of(done, source) && done.written <= so_far);
        let done = in_order.map(|(done, _)| done).collect();
        Ledger::begin(path, &journal, args, done)
    }

    /// For a folder in which each input has its place.
    pub fn of_folder(folder: &Path, args: &CleanArgs, sources: &[Source]) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(|error| Failure::write(&folder.display().to_string(), &error))?;
        let journal = folder.join(IN_FOLDER);
        let mut done = earlier_run(&journal, args, sources)?;
        let known: HashSet<_> = sources.iter().map(|source| (source.name(), source.stamp())).collect();
        done.retain(|done| known.contains(&(done.input.clone(), Some(done.stamp.clone()))));
        Ledger::begin(folder, &journal, args, done)
    }

    fn begin(output: &Path, journal: &Path, args: &CleanArgs, done: Vec<Done>) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::write(&output.display().to_string(), &error);
        let mut ledger = Ledger::none();
        let mut journal = Journal::begin(journal, &settings(args)?).map_err(failed)?;
        for done in done {
            journal.mark(&done).map_err(failed)?;
            ledger.written = done.written;
            ledger.counts += done.counts;
            *ledger.done.entry(done.input).or_default() += 1;
        }
        Ok(Ledger { journal: Some(journal), ..ledger })
    }

    /// Bytes of the output that stay.
    pub fn written(&self) -> u64 {
        self.written
    }

    /// What the finished inputs came to.
    pub fn counts(&self) -> Counts {
        self.counts.clone()
    }

    /// The inputs that are not done yet.
    pub fn left<'s>(&self, sources: &'s [Source]) -> Vec<&'s Source> {
        let mut done = self.done.clone();
        let is_done = |source: &&Source| match done.get_mut(&source.name()) {
            Some(times) if *times > 0 => {
                *times -= 1;
                true
            }
            _ => false,
        };
        let (_, left) = sources.iter().partition(is_done);
        left
    }

    /// Marks an input as done.
    pub fn mark(&mut self, source: &Source, counts: Counts, to: &mut Destination) -> io::Result<()> {
        let (Some(journal), Some(stamp)) = (&mut self.journal, source.stamp()) else { return Ok(()) };
        let written = to.written()?;
        journal.mark(&Done { input: source.name(), stamp, written, counts })
    }

    /// The output is complete: that of a file needs no journal any more.
    pub fn finish(self, shared: bool) -> Result<(), Failure> {
        let removed = self.journal.filter(|_| shared).map_or(Ok(()), Journal::remove);
        removed.map_err(|error| Failure::write("the journal", &error))
    }
}

/// Whether a file is complete: there is nothing to go on with.
pub fn is_complete(path: &Path) -> bool {
    path.is_file() && !unfinished(path).exists()
}

/// What an earlier run has finished, if this one is to go on.
fn earlier_run(journal: &Path, args: &CleanArgs, sources: &[Source]) -> Result<Vec<Done>, Failure> {
    if !args.run.resume {
        return Ok(Vec::new());
    }
    if let Some(source) = sources.iter().find(|source| source.stamp().is_none()) {
        return Err(Failure::Usage(format!("{}: only files can be gone on with; leave --resume out", source.name())));
    }
    earlier(journal, &settings(args)?)
        .map_err(|problem| Failure::Usage(format!("{problem}; leave --resume out to begin anew")))
}

fn is_of(done: &Done, source: &Source) -> bool {
    done.input == source.name() && Some(&done.stamp) == source.stamp().as_ref()
}

/// All that the output depends on but the inputs: the version, every option that is not about how the run goes, and what
/// stands in the lists.
fn settings(args: &CleanArgs) -> Result<String, Failure> {
    let lists = args.chrome.list()?.fingerprint();
    let run = RunArgs::default();
    let same = CleanArgs { inputs: Vec::new(), output: None::<PathBuf>, jobs: 0, run, ..args.clone() };
    Ok(format!("{} {same:?} {lists:x}", env!("CARGO_PKG_VERSION")))
}
