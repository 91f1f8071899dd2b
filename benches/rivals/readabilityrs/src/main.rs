//! The crate readabilityrs; its HTML as text.

use readabilityrs::Readability;

fn main() {
    serve::run(|page| {
        let reader = Readability::new(&page.html, page.url.as_deref(), None).map_err(|error| error.to_string())?;
        let found = reader.parse().ok_or("no article")?;
        let text = serve::text_of(found.content.as_deref().unwrap_or_default());
        Ok(serve::Answer { text, title: found.title, score: None })
    });
}
