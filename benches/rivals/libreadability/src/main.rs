//! The crate libreadability; its HTML as text.

fn main() {
    serve::run(|page| {
        let found = libreadability::extract(&page.html, page.url.as_deref()).map_err(|error| error.to_string())?;
        Ok(serve::Answer { text: serve::text_of(&found.content), title: Some(found.title), score: None })
    });
}
