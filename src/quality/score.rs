//! One number from the parts.

use super::PARTS;

/// The version of the score and of its parts; it changes whenever one of them can change.
pub(super) const VERSION: u32 = 2;

/// The product over all parts of `1 − stake · (1 − part)`: a part at 1 takes nothing, a part at 0 takes its stake.
///
/// The stakes are fitted; that of `extraction` is 1, so that the score never is above it.
pub(crate) fn score(parts: &[f32; PARTS.len()], stakes: &[f32; PARTS.len()]) -> f32 {
    parts.iter().zip(stakes).map(|(part, stake)| 1.0 - stake * (1.0 - part.clamp(0.0, 1.0))).product()
}
