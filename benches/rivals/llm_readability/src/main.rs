//! The crate llm_readability; its HTML as text.

use llm_readability::extractor::extract;
use url::Url;

fn main() {
    // It wants an address for links, which nobody looks at here.
    let nowhere = Url::parse("https://example.org/").expect("an address");
    serve::run(|page| {
        let url = page.url.as_deref().and_then(|url| Url::parse(url).ok());
        let found = extract(&mut page.html.as_bytes(), url.as_ref().unwrap_or(&nowhere)).map_err(|error| error.to_string())?;
        Ok(serve::Answer { text: serve::text_of(&found.content), title: None, score: None })
    });
}
