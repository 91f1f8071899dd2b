//! One number from the parts.

use super::PARTS;
use crate::model::trees::sigmoid;

/// The version of the score and of its parts; it changes whenever one of them can change.
pub(super) const VERSION: u32 = 2;
/// No part is nearer to 0 or 1 than this: one part alone decides much, but not all.
const FLOOR: f32 = 1e-4;

/// Odds(score) = odds(extraction) · Π partʷ over the other parts: a part at 1 takes nothing, lower ones take the more the
/// greater their weight. So the score never is above `extraction`, and without blemishes it is that.
pub(crate) fn score(parts: &[f32; PARTS.len()], weights: &[f32; PARTS.len()]) -> f32 {
    let extraction = parts[0].clamp(FLOOR, 1.0 - FLOOR);
    let rest = parts.iter().zip(weights).skip(1).map(|(part, weight)| weight * part.clamp(FLOOR, 1.0).ln());
    // Only a page without a body scores 0.
    sigmoid((extraction / (1.0 - extraction)).ln() + rest.sum::<f32>()).max(FLOOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_score_is_the_extraction_less_what_the_other_parts_take() {
        let weights = [1.0, 1.0, 1.0, 1.0, 1.0, 2.0];
        assert!((score(&[0.9, 1.0, 1.0, 1.0, 1.0, 1.0], &weights) - 0.9).abs() < 1e-4);
        assert!((score(&[0.9, 1.0, 1.0, 0.5, 1.0, 1.0], &weights) - 4.5 / 5.5).abs() < 1e-4);
        assert!(score(&[0.99, 1.0, 1.0, 1.0, 1.0, 0.05], &weights) < 0.45);
        assert!(score(&[0.0; 6], &[6.0; 6]) > 0.0);
    }
}
