//! Presets: lists of filters in reading order; nothing else is in this file.

use crate::pipeline::Pipeline;

/// The default.
pub fn standard() -> Pipeline {
    Pipeline::new()
}
