//! What the attributes of an element say, beside its class words.

use crate::hints::Hints;
use html5ever::local_name;
use scraper::node;

/// What an ARIA role says.
pub(super) fn role_hints(role: &str) -> Hints {
    match role.trim() {
        "navigation" | "menu" | "menubar" | "tablist" => Hints::NAV,
        "banner" => Hints::HEADER,
        "contentinfo" => Hints::FOOTER,
        "complementary" => Hints::ASIDE,
        "main" => Hints::MAIN,
        "article" => Hints::ARTICLE,
        "search" | "form" => Hints::FORM,
        "dialog" | "alertdialog" | "alert" => Hints::POPUP,
        _ => Hints::NONE,
    }
}

/// Whether its own attributes take an element off the page.
pub(super) fn is_hidden(element: &node::Element) -> bool {
    element.attrs.iter().any(|(name, value)| match name.local {
        local_name!("hidden") => true,
        local_name!("aria-hidden") => value.trim() == "true",
        local_name!("style") => hides(value),
        _ => false,
    })
}

/// Whether an inline style takes the element off the page.
fn hides(style: &str) -> bool {
    style.split(';').filter_map(|rule| rule.split_once(':')).any(|(name, value)| {
        let (name, value) = (name.trim(), value.trim());
        name.eq_ignore_ascii_case("display") && value.get(..4).is_some_and(|value| value.eq_ignore_ascii_case("none"))
            || name.eq_ignore_ascii_case("visibility")
                && value.get(..6).is_some_and(|value| value.eq_ignore_ascii_case("hidden"))
    })
}
