//! This crate as a contender, in the same process.

use crate::article::Article;
use crate::cleaner::{Cleaner, Page};
use crate::document::Input;
use crate::eval::contender::{Answer, AnswerFlag, Contender, from_fn};

/// A [`Cleaner`] as a contender.
///
/// ```
/// use unspun::{Cleaner, eval::from_cleaner};
/// assert_eq!(from_cleaner("mine", Cleaner::new()).name(), "mine");
/// ```
pub fn from_cleaner(name: impl Into<String>, cleaner: Cleaner) -> Box<dyn Contender> {
    from_fn(name, move |view| {
        let page = match view.input() {
            Input::Html => Page::html(view.content()),
            Input::Text => Page::text(view.content()),
        };
        let page = view.url().into_iter().fold(page, |page, url| page.url(url));
        cleaner.clean(&page).map(|article| answer(&article)).map_err(|error| error.to_string())
    })
}

fn answer(article: &Article) -> Answer {
    let flag = |flag: &crate::Flag<crate::Body>| {
        AnswerFlag::new(flag.kind().name(), article.quote(flag.span()), f64::from(flag.confidence()))
    };
    Answer {
        text: article.body().to_owned(),
        title: article.title().map(str::to_owned),
        score: Some(f64::from(article.quality().score())),
        spun: article.spun_probability().map(|_| article.spun_judgement().is_spun()),
        flags: article.flags().iter().map(flag).collect(),
    }
}
