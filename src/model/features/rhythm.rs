//! Text only: shapes that come again, the stretch of prose, and what short lines announce.

use super::{Feature, features, log, ratio};
use crate::model::page::Page;
use crate::model::rhythm::Line;

pub(super) fn table() -> Vec<Feature> {
    features! { "rhythm";
        "alike" => |page, block, _| log(line(page, block).alike as f32);
        "alike-share" => |page, block, _| ratio(line(page, block).alike, page.len() as u32);
        "alike-before" => |page, block, _| log(line(page, block).pair_before as f32);
        "alike-after" => |page, block, _| log(line(page, block).pair_after as f32);
        "since-alike" => |page, block, _| log(line(page, block).since_alike as f32);
        "same-but-numbers" => |page, block, _| log(line(page, block).same as f32);
        "same-first" => |page, block, _| log(line(page, block).same_first as f32);
        "same-last" => |page, block, _| log(line(page, block).same_last as f32);
        "apart" => |page, block, _| apart(page, block);
        "page-apart" => |page, _, _| page.rhythm.blank;
        "leads" => |page, block, _| line(page, block).leads;
        "closes" => |page, block, _| line(page, block).closes;
        "led" [0 1] => |page, block, which| line(page, block).led[which];
        "closed" [0 1] => |page, block, which| line(page, block).closed[which];
        "in-stretch" => |page, block, _| in_stretch(page, block);
        "stretch-place" => |page, block, _| ratio(block.saturating_sub(page.rhythm.stretch.0) as u32, (page.rhythm.stretch.1 - page.rhythm.stretch.0) as u32);
        "stretch-share" => |page, _, _| ratio(page.sum(page.rhythm.stretch.0, page.rhythm.stretch.1).words, page.sum(0, page.len()).words);
        "to-stretch" => |page, block, _| log(page.rhythm.stretch.0.saturating_sub(block).max((block + 1).saturating_sub(page.rhythm.stretch.1)) as f32);
        "kind-before" => |page, block, _| block.checked_sub(1).map_or(-1.0, |at| page.kind(at) as u8 as f32);
        "kind-after" => |page, block, _| if block + 1 < page.len() { page.kind(block + 1) as u8 as f32 } else { -1.0 };
        "start-before" => |page, block, _| block.checked_sub(1).map_or(-1.0, |at| page.readings[at].start as u8 as f32);
        "end-after" => |page, block, _| page.readings.get(block + 1).map_or(-1.0, |after| after.end as u8 as f32);
        "capitals-before" => |page, block, _| block.checked_sub(1).map_or(-1.0, |at| ratio(page.readings[at].title_words, page.readings[at].words));
        "capitals-after" => |page, block, _| page.readings.get(block + 1).map_or(-1.0, |after| ratio(after.title_words, after.words));
        "window-capitals" [5 20] => |page, block, reach| window(page, block, reach, |sums| sums.title_words);
        "window-digits" [5 20] => |page, block, reach| window(page, block, reach, |sums| sums.digits);
        "page-capitals" => |page, _, _| { let all = page.sum(0, page.len()); ratio(all.title_words, all.words) };
        "page-digits" => |page, _, _| { let all = page.sum(0, page.len()); ratio(all.digits, all.words) };
        "page-kind" [0 1 2 3 4 5 6] => |page, _, kind| page.kinds[kind];
        "since-title" => |page, block, _| page.rhythm.title.map_or(-99.0, |at| block as f32 - at as f32);
    }
}

fn line<'p>(page: &'p Page<'_>, block: usize) -> &'p Line {
    &page.rhythm.lines[block]
}

/// Blank lines on both sides: one bit each.
fn apart(page: &Page<'_>, block: usize) -> f32 {
    let after = page.rhythm.lines.get(block + 1).is_none_or(|line| line.apart);
    f32::from(u8::from(line(page, block).apart) + 2 * u8::from(after))
}

/// Before the stretch, in it, after it.
fn in_stretch(page: &Page<'_>, block: usize) -> f32 {
    match page.rhythm.stretch {
        (from, _) if block < from => 0.0,
        (_, to) if block < to => 1.0,
        _ => 2.0,
    }
}

fn window(page: &Page<'_>, block: usize, reach: usize, of: fn(&crate::model::page::Sums) -> f64) -> f32 {
    let sums = page.sum(block.saturating_sub(reach), block + reach + 1);
    ratio(of(&sums), sums.words)
}
