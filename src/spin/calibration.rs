//! From a document's log-odds to its probability, as often right as it says.

use crate::model::trees::sigmoid;

/// A rising curve through fitted points, log-odds to probability; without points the logistic curve.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Calibration {
    knots: Vec<(f32, f32)>,
}

impl Calibration {
    /// From points that rise in both numbers.
    pub(crate) fn new(knots: Vec<(f32, f32)>) -> Self {
        Self { knots }
    }

    /// Between points on a straight line, beyond them along the logistic curve: no two log-odds become one.
    pub(crate) fn probability(&self, logit: f32) -> f32 {
        let (Some(first), Some(last)) = (self.knots.first(), self.knots.last()) else { return sigmoid(logit) };
        if logit <= first.0 {
            return first.1 * sigmoid(logit) / sigmoid(first.0);
        }
        if logit >= last.0 {
            return 1.0 - (1.0 - last.1) * sigmoid(-logit) / sigmoid(-last.0);
        }
        let above = self.knots.partition_point(|knot| knot.0 <= logit);
        let [low, high] = [self.knots[above - 1], self.knots[above]];
        low.1 + (high.1 - low.1) * (logit - low.0) / (high.0 - low.0)
    }

    /// The line of `en.weights`.
    #[cfg(feature = "train")]
    pub(crate) fn write(&self) -> String {
        let knots: Vec<String> = self.knots.iter().map(|(logit, share)| format!("{logit:.3} {share:.4}")).collect();
        format!("calibration {}\n", knots.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_rises_through_its_points_and_beyond() {
        let curve = Calibration::new(vec![(-2.0, 0.1), (0.0, 0.5), (1.0, 0.9)]);
        assert!((curve.probability(-2.0) - 0.1).abs() < 1e-6 && (curve.probability(0.0) - 0.5).abs() < 1e-6);
        let curve: Vec<f32> = (-80..80).map(|tenth| curve.probability(tenth as f32 / 10.0)).collect();
        assert!(curve.windows(2).all(|two| two[0] < two[1]) && curve[0] > 0.0 && curve[159] < 1.0);
        assert_eq!(Calibration::default().probability(0.0), 0.5);
    }

    #[test]
    fn the_shipped_curve_is_fitted_and_rises() {
        let curve = &crate::spin::features::english().calibration;
        assert!(curve.knots.len() >= 4, "{curve:?}");
        assert!(curve.knots.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1), "{curve:?}");
    }
}
