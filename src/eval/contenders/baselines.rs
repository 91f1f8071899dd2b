//! Rule sets for flat text: what the builders of large text collections use. HTML is flattened for them, each block
//! element on its line.

use super::{justext, lines};
use crate::eval::contender::{Answer, Contender, from_fn};

/// The text as it came.
pub fn do_nothing() -> Box<dyn Contender> {
    of("do-nothing", str::to_owned)
}

/// The line rules of C4 (Raffel et al. 2020): a line ends a sentence, has five words, and speaks of no script or policy.
pub fn c4_lines() -> Box<dyn Contender> {
    of("c4-lines", lines::c4)
}

/// The line-wise corrections of RefinedWeb (Penedo et al. 2023): no capitals, counters, numbers, single words.
pub fn refinedweb_lines() -> Box<dyn Contender> {
    of("refinedweb-lines", lines::refinedweb)
}

/// The two passes of jusText (Pomikálek 2011) over lines, with an English list of stop words; no links are known in text.
pub fn justext_rules() -> Box<dyn Contender> {
    of("justext-rules", justext::justext)
}

/// All of them.
pub fn all() -> Vec<Box<dyn Contender>> {
    vec![do_nothing(), c4_lines(), refinedweb_lines(), justext_rules()]
}

fn of(name: &str, clean: fn(&str) -> String) -> Box<dyn Contender> {
    from_fn(name, move |page| Ok(Answer::new(clean(&page.text()))))
}
