//! Articles of a stream, as an iterator.

use super::answer::{Answer, Outcome};
use super::error::Error;
use super::for_each;
use super::options::Options;
use crate::article::Article;
use crate::cleaner::Cleaner;
use std::io::{self, BufRead};
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, JoinHandle};

/// Cleans a stream of records on all cores and gives the answers one by one, in order, no more than a few ahead.
///
/// Articles that are [dropped](Options::drop_if) and records that fail are given, too: see [`Outcome`]. To stop early, drop the
/// iterator: the threads end with the records that they are at. A panic of the reader comes out of the iterator.
///
/// ```
/// use std::sync::Arc;
/// use unspun::{Cleaner, batch::{self, Options, Outcome}};
/// let input = "{\"id\":1,\"text\":\"The ferry will run again from Monday, the port said.\"}\n{\"id\":2}\n";
/// let mut seen = Vec::new();
/// for answer in batch::articles(input.as_bytes(), Arc::new(Cleaner::new()), Options::default()) {
///     let answer = answer?;
///     seen.push(match answer.outcome() {
///         Outcome::Kept(article) => format!("{}: {}", answer.id(), article.body()),
///         Outcome::Failed(error) => format!("{}: {}", answer.id(), error.kind()),
///         _ => continue,
///     });
/// }
/// assert_eq!(seen, ["1: The ferry will run again from Monday, the port said.", "2: missing_field"]);
/// # Ok::<(), batch::Error>(())
/// ```
pub fn articles(reader: impl BufRead + Send + 'static, cleaner: Arc<Cleaner>, options: Options) -> Articles {
    let (answers, receiver) = sync_channel(1);
    let thread = thread::spawn(move || {
        let send = |ready: Option<Answer<Article>>| match ready {
            Some(answer) if !matches!(answer.outcome(), Outcome::Skipped(_)) => {
                // An error means that the iterator was dropped, and ends the run.
                answers.send(Ok(answer)).map_err(io::Error::other)
            }
            _ => Ok(()),
        };
        let done = for_each(reader, &cleaner, &options, |_, cleaned| cleaned.article, send);
        if let Err(error @ Error::Read(_)) = done {
            // Nobody to be told is no harm.
            let _ = answers.send(Err(error));
        }
    });
    Articles { receiver, thread: Some(thread) }
}

/// The iterator of [`articles`].
#[derive(Debug)]
pub struct Articles {
    receiver: Receiver<Result<Answer<Article>, Error>>,
    thread: Option<JoinHandle<()>>,
}

impl Iterator for Articles {
    type Item = Result<Answer<Article>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.receiver.recv().ok().or_else(|| {
            let ended = self.thread.take().map_or(Ok(()), JoinHandle::join);
            // What was not read must not look like the end of the input.
            ended.map_or_else(|panic| resume_unwind(panic), |()| None)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Read};

    struct Broken;

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            panic!("the disk is gone")
        }
    }

    #[test]
    #[should_panic(expected = "the disk is gone")]
    fn a_reader_that_panics_is_not_the_end_of_the_input() {
        let input = "{\"text\":\"The ferry will run again from Monday, the port said.\"}\n".as_bytes();
        let reader = BufReader::new(input.chain(Broken));
        let _ = articles(reader, Arc::new(Cleaner::new()), Options::default()).count();
    }
}
