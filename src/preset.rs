//! Presets: lists of filters in reading order; nothing else is in this file.

use crate::filters::{
    BlockModel, Breadcrumb, Byline, Captions, ChromePhrases, CommentSection, EndOfArticle, ForeignLanguage, Fragments,
    LabelItems, LinkLists, NearDuplicates, Neighbours, NoArticle, PageHead, Prompts, RecallGuard, RelatedTail,
    ShareBar, SpunSynonyms, TitleMatch,
};
use crate::pipeline::Pipeline;

/// The default: the article without furniture, its spun words flagged.
pub fn standard() -> Pipeline {
    article().then(SpunSynonyms).then(Fragments)
}

/// The article without furniture; nothing is flagged.
pub fn article() -> Pipeline {
    Pipeline::new()
        .then(BlockModel::default())
        .then(LinkLists)
        .then(ChromePhrases)
        .then(Prompts)
        .then(Breadcrumb)
        .then(Byline)
        .then(Captions)
        .then(ShareBar)
        .then(RelatedTail)
        .then(CommentSection)
        .then(EndOfArticle)
        .then(PageHead)
        .then(TitleMatch)
        .then(NearDuplicates)
        .then(ForeignLanguage)
        .then(RecallGuard)
        .then(LabelItems)
        .then(Neighbours)
        .then(NoArticle)
        .settled()
}
