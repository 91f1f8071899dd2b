//! The features: a table, one line each.
//!
//! To add one, write a line in the file of its group. The names make the schema, the schema's hash stands in the
//! weights, and a test refuses the old weights until the model is trained again.

mod own;
mod page_level;
mod path;
mod position;
mod repetition;
mod rhythm;
mod stretches;
mod subtree;
mod surroundings;

pub(crate) use page_level::Census;

use super::page::Page;
#[cfg(feature = "train")]
use super::pieces;
use super::trees::{Column, LANES};
use crate::document::Input;
use crate::fnv::{SEED_32, add_32};
use std::ops::Range;
use std::sync::LazyLock;

/// A named number of a block; `arg` tells lines apart that differ by a distance only.
#[derive(Clone, Copy)]
pub(crate) struct Feature {
    /// For the ablation table.
    #[cfg_attr(not(feature = "train"), allow(dead_code))]
    pub group: &'static str,
    pub name: &'static str,
    pub arg: usize,
    /// The same for all blocks of a page.
    pub same: bool,
    /// Writes the numbers of some blocks.
    pub fill: fn(&Page<'_>, Range<usize>, usize, &mut Column),
}

/// The features of one kind of input, in column order.
pub(crate) struct Schema {
    pub features: Vec<Feature>,
}

static HTML: LazyLock<Schema> = LazyLock::new(|| Schema {
    features: [
        own::text(),
        own::markup(),
        path::table(),
        subtree::table(),
        surroundings::text(),
        surroundings::markup(),
        repetition::table(),
        position::text(),
        position::markup(),
        page_level::text(),
        page_level::markup(),
    ]
    .concat(),
});

static TEXT: LazyLock<Schema> = LazyLock::new(|| Schema {
    features: [
        own::text(),
        surroundings::text(),
        position::text(),
        page_level::text(),
        rhythm::table(),
        stretches::table(),
    ]
    .concat(),
});

impl Schema {
    pub fn of(input: Input) -> &'static Schema {
        match input {
            Input::Html => &HTML,
            Input::Text => &TEXT,
        }
    }

    /// The groups' names, in order.
    #[cfg(feature = "train")]
    pub fn groups(&self) -> Vec<&'static str> {
        let mut groups: Vec<_> = self.features.iter().map(|feature| feature.group).collect();
        groups.dedup();
        groups
    }

    pub fn width(&self) -> usize {
        self.features.len()
    }

    /// Changes with every name, argument and order.
    pub fn hash(&self) -> u32 {
        let bytes = |feature: &Feature| feature.name.bytes().chain((feature.arg as u32).to_le_bytes());
        self.features.iter().flat_map(bytes).fold(SEED_32, add_32)
    }

    /// The features of a piece of the page, one column each.
    pub fn columns(&self, page: &Page<'_>, blocks: Range<usize>) -> Vec<Column> {
        let column = |feature: &Feature| {
            let mut column = [0.0; LANES];
            if feature.same {
                (feature.fill)(page, 0..1, feature.arg, &mut column);
                return [column[0]; LANES];
            }
            (feature.fill)(page, blocks.clone(), feature.arg, &mut column);
            column
        };
        self.features.iter().map(column).collect()
    }

    /// All blocks of a page, row-major: one row a block.
    #[cfg(feature = "train")]
    pub fn matrix(&self, page: &Page<'_>) -> Vec<f32> {
        let mut matrix = Vec::with_capacity(page.len() * self.width());
        for blocks in pieces(page.len()) {
            let columns = self.columns(page, blocks.clone());
            (0..blocks.len()).for_each(|row| matrix.extend(columns.iter().map(|column| column[row])));
        }
        matrix
    }
}

/// Builds a group's table: `"name" [arguments] => value;`, without arguments for a single line.
macro_rules! features {
    ($group:literal; $($name:literal $([$($arg:literal)*])? => $value:expr;)*) => {{
        let mut table: Vec<$crate::model::features::Feature> = Vec::new();
        $(for arg in $crate::model::features::features!(@args $($($arg)*)?) {
            table.push($crate::model::features::one!($group, $name, arg, $value));
        })*
        table
    }};
    (@args) => { [0] };
    (@args $($arg:literal)+) => { [$($arg),+] };
}
pub(crate) use features;

/// Makes a feature from a function of page, block and argument.
macro_rules! one {
    ($group:expr, $name:expr, $arg:expr, $value:expr) => {
        $crate::model::features::Feature {
            group: $group,
            name: $name,
            arg: $arg,
            same: false,
            fill: |page, blocks, arg, column| {
                let value: fn(&$crate::model::page::Page<'_>, usize, usize) -> f32 = $value;
                blocks.zip(column).for_each(|(block, slot)| *slot = value(page, block, arg));
            },
        }
    };
}
pub(crate) use one;

pub(crate) fn log(x: f32) -> f32 {
    (x + 1.0).ln()
}

pub(crate) fn ratio(part: impl Into<f64>, whole: impl Into<f64>) -> f32 {
    let whole = whole.into();
    if whole > 0.0 { (part.into() / whole) as f32 } else { 0.0 }
}
