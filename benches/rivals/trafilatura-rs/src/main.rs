//! The crate trafilatura (a port of go-trafilatura) with its fallbacks on, as its Python model has them.

use trafilatura::{Options, extract};

fn main() {
    serve::run(|page| {
        let options = Options::default().with_fallback(true);
        let url = page.url.as_deref().and_then(|url| url::Url::parse(url).ok());
        let options = url.into_iter().fold(options, Options::with_url);
        let found = extract(&page.html, &options).map_err(|error| error.to_string())?;
        Ok(serve::Answer { text: found.content_text, title: Some(found.metadata.title), score: None })
    });
}
