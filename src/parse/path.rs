//! The path to the page, as a line of text: "Home › Business › Harbour".

use foldhash::HashSet;
use std::sync::LazyLock;

/// Signs that stand between the steps of a path.
const STEPS: [char; 10] = ['›', '»', '>', '/', '→', '▸', '❯', '·', '|', '｜'];

/// The end of a path: two steps or more, the first one a word for the front page.
pub(crate) fn last_step(text: &str) -> Option<&str> {
    // A look at the bytes tells most lines: the signs beyond ASCII begin with these three.
    if !text.bytes().any(|byte| matches!(byte, b'>' | b'/' | b'|' | 0xc2 | 0xe2 | 0xef)) {
        return None;
    }
    let mut steps = text.split(STEPS).map(str::trim).filter(|step| !step.is_empty());
    steps.next().filter(|first| is_front_page(first))?;
    steps.next_back()
}

fn is_front_page(step: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("front_page.txt").lines().collect());
    let step = step.to_lowercase();
    NAMES.contains(step.as_str())
}

#[cfg(test)]
mod tests {
    use super::last_step;

    #[test]
    fn paths_begin_at_a_front_page_in_any_language() {
        assert_eq!(last_step("Trang chủ › Thời sự › Bến cảng"), Some("Bến cảng"));
        assert_eq!(last_step("صفحه نخست » جامعه » بندر"), Some("بندر"));
        assert_eq!(last_step("ホーム｜社会｜港"), Some("港"));
        assert_eq!(last_step("Salt / pepper / lemon"), None);
    }
}
