//! x
use crate::eval::Leaderboard;
/// x
pub fn html(_board: &Leaderboard) -> String {
    String::new()
}
