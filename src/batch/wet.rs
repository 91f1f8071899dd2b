//! Pages in WET archives: text that the crawler made of them.

use super::archived::Body;
use crate::document::Input;
use std::borrow::Cow;

/// The page of a `conversion` record: flattened text in UTF-8.
pub(super) fn body(content: &[u8]) -> Body<'_> {
    Body { bytes: Cow::Borrowed(content), input: Some(Input::Text), charset: Some("utf-8".to_owned()) }
}
