//! The crate dom_smoothie; its formatted text, where blocks stand on lines of their own.

use dom_smoothie::{Config, Readability, TextMode};

fn main() {
    serve::run(|page| {
        let config = Config { text_mode: TextMode::Formatted, ..Config::default() };
        let mut reader = Readability::new(page.html.as_str(), page.url.as_deref(), Some(config))
            .map_err(|error| error.to_string())?;
        let found = reader.parse().map_err(|error| error.to_string())?;
        Ok(serve::Answer { text: found.text_content.to_string(), title: Some(found.title), score: None })
    });
}
