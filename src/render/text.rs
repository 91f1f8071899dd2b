//! Plain text: the headline, a blank line, the body.

use crate::article::Article;

/// The article as plain text; the headline stands first if there is one.
///
/// ```
/// use unspun::{Cleaner, render};
/// let article = Cleaner::new().clean_html(
///     "<h1>Bridge opens</h1><p>The new bridge over the river opened on Monday after three years of work.</p>")?;
/// assert!(render::text::render(&article).starts_with("Bridge opens\n\nThe new bridge"));
/// # Ok::<(), unspun::Error>(())
/// ```
pub fn render(article: &Article) -> String {
    match article.title() {
        Some(title) if !article.body().is_empty() => format!("{title}\n\n{}", article.body()),
        title => title.unwrap_or(article.body()).to_owned(),
    }
}
