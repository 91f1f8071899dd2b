//! Character references and declarations, read by html5ever's own tokenizer.

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use std::cell::RefCell;

/// html5ever's tokenizer, for pieces of the source that it knows better.
pub(super) struct Decoder {
    tokenizer: Tokenizer<Tokens>,
    input: BufferQueue,
}

#[derive(Default)]
struct Tokens(RefCell<Vec<Token>>);

impl TokenSink for Tokens {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut tokens = self.0.borrow_mut();
        match (tokens.last_mut(), token) {
            (_, Token::CommentToken(_) | Token::ParseError(_)) => {}
            // Every reference comes as a text of its own.
            (Some(Token::CharacterTokens(text)), Token::CharacterTokens(more)) => text.push_tendril(&more),
            (_, token) => tokens.push(token),
        }
        TokenSinkResult::Continue
    }
}

impl Default for Decoder {
    fn default() -> Self {
        let opts = TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() };
        Decoder { tokenizer: Tokenizer::new(Tokens::default(), opts), input: BufferQueue::default() }
    }
}

impl Decoder {
    pub(super) fn tokens(&self, pieces: &[&str]) -> Vec<Token> {
        pieces.iter().for_each(|piece| self.input.push_back(StrTendril::from(*piece)));
        drop(self.tokenizer.feed(&self.input));
        self.tokenizer.sink.0.take()
    }

    /// What an attribute's value, with the quotes around it, stands for.
    pub(super) fn value(&self, value: &str) -> StrTendril {
        let bare = value.strip_prefix(['"', '\'']).map_or(value, |value| &value[..value.len() - 1]);
        if !bare.bytes().any(|byte| byte == b'&' || byte == 0) {
            return StrTendril::from(bare);
        }
        let tokens = self.tokens(&["<a a=", value, " >"]);
        let mut tags =
            tokens.into_iter().filter_map(|token| if let Token::TagToken(tag) = token { Some(tag) } else { None });
        tags.next().and_then(|tag| tag.attrs.into_iter().next()).map(|attribute| attribute.value).unwrap_or_default()
    }
}
