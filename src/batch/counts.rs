//! What a run did, in numbers.

use super::answer::{Answer, Outcome};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Numbers by name.
type Tally = BTreeMap<String, u64>;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    kept: u64,
    dropped: Tally,
    errors: Tally,
    skipped: Tally,
    removed: Tally,
}

impl Counts {
    /// Records that were answered: kept, dropped and failed.
    pub fn total(&self) -> u64 {
        self.kept + self.dropped.values().sum::<u64>() + self.failed()
    }

    /// Records that gave an article.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// Number of articles that were [dropped](super::Options::drop_if), by reason.
    pub fn dropped(&self) -> &BTreeMap<String, u64> {
        &self.dropped
    }

    /// Records that failed.
    pub fn failed(&self) -> u64 {
        self.errors.values().sum()
    }

    /// Number of failed records of each [kind](super::RecordError::kind).
    pub fn errors(&self) -> &BTreeMap<String, u64> {
        &self.errors
    }

    /// Number of responses in an archive that hold no page, by reason: `http_status`, `content_type`.
    pub fn skipped(&self) -> &BTreeMap<String, u64> {
        &self.skipped
    }

    /// Bytes that each filter removed, in UTF-8 bytes of the flattened sources.
    pub fn removed(&self) -> &BTreeMap<String, u64> {
        &self.removed
    }

    /// Counts one more record.
    pub fn add<T>(&mut self, answer: &Answer<T>) {
        match answer.outcome() {
            Outcome::Kept(_) => self.kept += 1,
            Outcome::Dropped(_, reason) => count(&mut self.dropped, reason, 1),
            Outcome::Failed(error) => count(&mut self.errors, error.kind(), 1),
            Outcome::Skipped(reason) => count(&mut self.skipped, reason, 1),
        }
        for (filter, bytes) in answer.removed() {
            count(&mut self.removed, filter, *bytes);
        }
    }

    /// As JSON: `total`, `kept`, `dropped`, `errors`, `skipped`, `removed_bytes`.
    pub fn to_json(&self) -> String {
        let object = json!({
            "total": self.total(),
            "kept": self.kept,
            "dropped": self.dropped,
            "errors": self.errors,
            "skipped": self.skipped,
            "removed_bytes": self.removed,
        });
        object.to_string()
    }

    /// Reads what [`to_json`](Counts::to_json) wrote; `None` for anything else.
    pub fn from_json(text: &str) -> Option<Self> {
        let object: Value = serde_json::from_str(text).ok()?;
        let tally = |name: &str| -> Option<Tally> {
            object[name].as_object()?.iter().map(|(name, number)| Some((name.clone(), number.as_u64()?))).collect()
        };
        Some(Counts {
            kept: object["kept"].as_u64()?,
            dropped: tally("dropped")?,
            errors: tally("errors")?,
            skipped: tally("skipped")?,
            removed: tally("removed_bytes")?,
        })
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.kept += other.kept;
        let pairs = [
            (&mut self.dropped, other.dropped),
            (&mut self.errors, other.errors),
            (&mut self.skipped, other.skipped),
            (&mut self.removed, other.removed),
        ];
        for (tally, other) in pairs {
            other.iter().for_each(|(name, number)| count(tally, name, *number));
        }
    }
}

fn count(tally: &mut Tally, name: &str, number: u64) {
    match tally.get_mut(name) {
        Some(known) => *known += number,
        None => drop(tally.insert(name.to_owned(), number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::batch::RecordError;

    #[test]
    fn counts_survive_json_and_add_up() {
        let mut counts = Counts::default();
        counts.add(&Answer::<()>::failed("1", RecordError::EmptyLine));
        counts.kept = 3;
        count(&mut counts.removed, "captions", 40);
        count(&mut counts.skipped, "http_status", 2);
        assert_eq!(Counts::from_json(&counts.to_json()).as_ref(), Some(&counts));
        counts += counts.clone();
        assert_eq!((counts.total(), counts.errors()["empty_line"], counts.removed()["captions"]), (8, 2, 80));
        assert_eq!(Counts::from_json("{\"kept\":1}"), None);
    }
}
