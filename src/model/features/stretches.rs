//! Text only: the stretch of lines that a line stands in, cut in three ways: 0 between paragraphs, 1 under headings,
//! 2 lines of one shape.

use super::{Feature, features, log, ratio};
use crate::model::page::{Page, Sums};
use crate::model::stretches::{GAPS, Stretch};

pub(super) fn table() -> Vec<Feature> {
    features! { "stretches";
        "gap-said" => |page, block, _| own(page, block, GAPS).said;
        "gap-said-near" [0 2] => |page, block, side| near(page, block, GAPS, side as isize - 1).map_or(0.0, |gap| gap.said);
        "stretch-lines" [0 1 2] => |page, block, cut| log(own(page, block, cut).len() as f32);
        "stretch-words" [0 1] => |page, block, cut| log(sums(page, own(page, block, cut)).words as f32);
        "stretch-spoken" [0 1 2] => |page, block, cut| spoken(page, own(page, block, cut));
        "stretch-least" [0 1 2] => |page, block, cut| own(page, block, cut).least;
        "stretch-most" [0 1 2] => |page, block, cut| own(page, block, cut).most;
        "stretch-leads" [0 1] => |page, block, cut| own(page, block, cut).leads;
        "stretch-leads-least" [0 1] => |page, block, cut| own(page, block, cut).leads_least;
        "stretch-closes" [0 1] => |page, block, cut| own(page, block, cut).closes;
        "stretch-copied" [0 1] => |page, block, cut| { let own = own(page, block, cut); ratio(own.copied, own.len() as u32) };
        "stretch-capitals" [0 1] => |page, block, cut| { let sums = sums(page, own(page, block, cut)); ratio(sums.title_words, sums.words) };
        "stretch-digits" [0 1] => |page, block, cut| { let sums = sums(page, own(page, block, cut)); ratio(sums.digits, sums.words) };
        "stretch-long" [1] => |page, block, cut| { let sums = sums(page, own(page, block, cut)); ratio(sums.long_words, sums.words) };
        "stretch-place" [0 1] => |page, block, cut| log((block - own(page, block, cut).from) as f32);
        "stretch-rest" [0 1] => |page, block, cut| log((own(page, block, cut).to - block) as f32);
        "spoken-of-next" [0 1] => |page, block, cut| near(page, block, cut, 1).map_or(-9.0, |next| spoken(page, next));
        "spoken-of-last" [0 1] => |page, block, cut| near(page, block, cut, -1).map_or(-9.0, |last| spoken(page, last));
        "words-of-next" [0 1] => |page, block, cut| near(page, block, cut, 1).map_or(-1.0, |next| log(sums(page, next).words as f32));
        "words-of-last" [0 1] => |page, block, cut| near(page, block, cut, -1).map_or(-1.0, |last| log(sums(page, last).words as f32));
        "in-spoken" => |page, block, _| { let (from, to) = page.stretches.spoken; f32::from(u8::from(block >= from)) + f32::from(u8::from(block >= to)) };
        "to-spoken" => |page, block, _| { let (from, to) = page.stretches.spoken; log(from.saturating_sub(block).max((block + 1).saturating_sub(to)) as f32) };
        "spoken-share" => |page, _, _| { let (from, to) = page.stretches.spoken; ratio((to - from) as u32, page.len() as u32) };
    }
}

fn own<'p>(page: &'p Page<'_>, block: usize, cut: usize) -> &'p Stretch {
    page.stretches.own(cut, block)
}

/// The stretch before a line's own (-1) or behind it (1).
fn near<'p>(page: &'p Page<'_>, block: usize, cut: usize, steps: isize) -> Option<&'p Stretch> {
    page.stretches.near(cut, block, steps)
}

fn sums(page: &Page<'_>, stretch: &Stretch) -> Sums {
    page.sum(stretch.from, stretch.to)
}

fn spoken(page: &Page<'_>, stretch: &Stretch) -> f32 {
    ratio(sums(page, stretch).spoken, stretch.len() as u32)
}
