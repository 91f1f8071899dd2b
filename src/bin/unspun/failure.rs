//! What ends the command early, and its exit code.

use crate::manners::Manners;
use std::io;
use std::process::ExitCode;
use thiserror::Error;
use unspun::batch;

/// Everything that makes the exit code other than 0.
#[derive(Debug, Error)]
pub enum Failure {
    /// Some pages failed, and the output has no place to say so.
    #[error("{failed} of {pages} pages failed")]
    Pages { failed: u64, pages: u64 },
    /// The command was asked for what it can't do.
    #[error("{0}\nFor more information, try '--help'.")]
    Usage(String),
    /// The output is not complete.
    #[error("{0}")]
    Fatal(String),
    /// Nobody reads the output any more: that is their right.
    #[error("the reader of the output is gone")]
    BrokenPipe,
}

impl Failure {
    /// Tells the user, on standard error, and gives the exit code.
    pub fn report(self, manners: &Manners) -> ExitCode {
        let code = match self {
            Failure::BrokenPipe => return ExitCode::SUCCESS,
            Failure::Pages { .. } => 1,
            Failure::Usage(_) => 2,
            Failure::Fatal(_) => 3,
        };
        manners.fail(&self.to_string());
        ExitCode::from(code)
    }

    /// Something could not be written.
    pub fn write(what: &str, error: &io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::BrokenPipe,
            _ => {
                Failure::Fatal(format!("cannot write {what}: {error}; free the space or choose another place with -o"))
            }
        }
    }

    /// Something could not be read.
    pub fn read(what: &str, error: &io::Error) -> Self {
        let remedy = match error.kind() {
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
                "it is damaged or cut off: fetch it again"
            }
            _ => "check the path and its permissions",
        };
        Failure::Fatal(format!("cannot read {what}: {error}; {remedy}"))
    }

    /// A run over records ended early.
    pub fn batch(from: &str, to: &str, error: &batch::Error) -> Self {
        match error {
            batch::Error::Read(error) => Failure::read(from, error),
            batch::Error::Write(error) => Failure::write(to, error),
            other => Failure::Fatal(format!("{from}: {other}")),
        }
    }
}
