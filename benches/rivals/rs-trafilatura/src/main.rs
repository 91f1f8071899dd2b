//! The crate rs-trafilatura with its default options and the page's address.

use rs_trafilatura::{Options, extract_with_options};

fn main() {
    serve::run(|page| {
        let options = Options { url: page.url.clone(), ..Options::default() };
        let found = extract_with_options(&page.html, &options).map_err(|error| error.to_string())?;
        Ok(serve::Answer {
            text: found.content_text,
            title: found.metadata.title,
            score: Some(found.extraction_quality),
        })
    });
}
