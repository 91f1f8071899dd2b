//! One number from the parts.

use super::PARTS;

/// The version of the score and of its parts; it changes whenever one of them can change.
pub(super) const VERSION: u32 = 2;
/// The least score of a page that has a body.
const LEAST: f32 = 1e-4;

/// extractionᵏ · Π (1 − stake · (1 − part)) over the other parts: a part at 1 takes nothing, a part at 0 takes its stake.
///
/// `weights` holds k, then the stakes; all are fitted. The power spreads what lies near 1, where careful texts and pages
/// cleaned well differ, against the noise of the other parts.
pub(crate) fn score(parts: &[f32; PARTS.len()], weights: &[f32; PARTS.len()]) -> f32 {
    let rest = parts.iter().zip(weights).skip(1).map(|(part, stake)| 1.0 - stake * (1.0 - part.clamp(0.0, 1.0)));
    (parts[0].clamp(0.0, 1.0).powf(weights[0]) * rest.product::<f32>()).max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_takes_no_more_than_its_stake() {
        let weights = [2.0, 0.5, 0.0, 0.5, 1.0, 0.6];
        assert!((score(&[0.9, 1.0, 1.0, 1.0, 1.0, 1.0], &weights) - 0.81).abs() < 1e-4);
        assert!((score(&[1.0, 1.0, 0.0, 0.5, 1.0, 1.0], &weights) - 0.75).abs() < 1e-4);
        assert!((score(&[1.0, 1.0, 1.0, 1.0, 1.0, 0.0], &weights) - 0.4).abs() < 1e-4);
        assert!(score(&[0.0; 6], &weights) > 0.0);
    }
}
