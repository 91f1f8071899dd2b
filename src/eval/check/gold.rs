//! `gold.txt`: its words stand in the page, in its order.

use super::{CaseTexts, Found};
use scraper::{Html, Node};

/// The letters and digits of a page, without what stands between them: inline markup cuts words, flattening glues them.
pub(super) struct Letters {
    /// Of the text.
    text: String,
    /// Of the text, the head, scripts and attributes.
    all: String,
}

impl Letters {
    pub fn of_text(text: &str) -> Self {
        let text = letters(text);
        Letters { all: text.clone(), text }
    }

    pub fn of_html(html: &str) -> Self {
        let page = Html::parse_document(html);
        let (mut text, mut rest) = (String::new(), String::new());
        for node in page.tree.nodes() {
            let parent = node.parent().and_then(|parent| parent.value().as_element().map(|element| element.name()));
            match node.value() {
                Node::Text(piece) if matches!(parent, Some("script" | "style" | "title")) => {
                    rest.push_str(&letters(piece))
                }
                Node::Text(piece) => text.push_str(&letters(piece)),
                Node::Element(element) => element.attrs().for_each(|(_, value)| rest.push_str(&letters(value))),
                _ => {}
            }
        }
        Letters { all: format!("{text} {rest}"), text }
    }

    /// Whether a snippet stands anywhere, in attributes, too.
    pub fn hold(&self, snippet: &str) -> bool {
        self.all.contains(&letters(snippet))
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Finds line after line, each behind the one before: as a whole, or, if something was cut out of it, word by word.
pub(super) fn check(found: &mut Found, case: &CaseTexts) {
    let page = &case.letters.text;
    let mut at = 0;
    for (number, line) in case.gold.lines().enumerate() {
        let whole = letters(line);
        if let Some(start) = page[at..].find(&whole) {
            at += start + whole.len();
            continue;
        }
        for word in line.split_whitespace().map(letters) {
            let Some(start) = page[at..].find(&word) else {
                found.say("gold.txt", number + 1, format!("not in the page at its place: {word:?}"));
                return;
            };
            at += start + word.len();
        }
    }
}
