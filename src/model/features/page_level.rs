//! The page as a whole: the same for all its blocks.

use super::{Feature, features, log, ratio};
use crate::document::BlockKind;
use crate::hints::Hints;
use crate::model::page::{Page, Sums};
use crate::outline::Tag;

pub(super) fn text() -> Vec<Feature> {
    let table = features! { "page";
        "page-words" => |page, _, _| log(all(page).words as f32);
        "page-blocks" => |page, _, _| log(page.len() as f32);
        "page-words-a-block" => |page, _, _| ratio(all(page).words, page.len() as u32);
        "page-long" => |page, _, _| ratio(all(page).long_words, all(page).words);
        "page-long-blocks" => |page, _, _| log(all(page).long_blocks as f32);
        "page-stops" => |page, _, _| ratio(all(page).stops, all(page).words);
        "page-spoken" => |page, _, _| ratio(all(page).spoken, page.len() as u32);
        "page-title" => |page, _, _| log(page.title.len() as f32);
    };
    same(table)
}

pub(super) fn markup() -> Vec<Feature> {
    let table = features! { "page markup";
        "page-links" => |page, _, _| ratio(all(page).link_words, all(page).words);
        "page-class" => |page, _, _| ratio(all(page).any, page.len() as u32);
        "page-headings" => |page, _, _| ratio(all(page).headings, page.len() as u32);
        "page-items" => |page, _, _| ratio(all(page).items, page.len() as u32);
        "page-images" => |page, _, _| ratio(all(page).images, page.len() as u32);
        "page-articles" => |page, _, _| log(page.census.articles as f32);
        "page-mains" => |page, _, _| log(page.census.mains as f32);
        "page-paragraphs" => |page, _, _| log(page.census.paragraphs as f32);
        "page-posts" => |page, _, _| log(page.census.posts as f32);
        "page-products" => |page, _, _| log(page.census.products as f32);
        "page-cards" => |page, _, _| log(page.census.cards as f32);
        "page-comments" => |page, _, _| log(page.census.comments as f32);
        "page-code" => |page, _, _| log(page.census.code as f32);
        "page-cells" => |page, _, _| log(page.census.cells as f32);
        "page-says-article" => |page, _, _| page.census.says[0];
        "page-says-product" => |page, _, _| page.census.says[1];
        "page-says-forum" => |page, _, _| page.census.says[2];
        "page-says-list" => |page, _, _| page.census.says[3];
        "page-says-site" => |page, _, _| page.census.says[4];
        "page-kind" [0 1 2 3 4 5 6] => |page, _, kind| page.kinds[kind];
        "page-dated" => |page, _, _| f32::from(u8::from(page.doc.metadata().date().is_some()));
        "page-authors" => |page, _, _| page.doc.metadata().authors().len() as f32;
    };
    same(table)
}

fn same(table: Vec<Feature>) -> Vec<Feature> {
    table.into_iter().map(|feature| Feature { same: true, ..feature }).collect()
}

/// Elements and blocks of some sorts, and what the page's own labels say it is.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Census {
    articles: u32,
    mains: u32,
    paragraphs: u32,
    posts: u32,
    products: u32,
    cards: u32,
    comments: u32,
    code: u32,
    cells: u32,
    says: [f32; 5],
}

/// Words of `og:type` and schema.org types, by what they mean.
const SAYS: [&[&str]; 5] = [
    &["article", "blogposting", "report", "news"],
    &["product", "offer"],
    &["discussion", "question", "qapage", "forum"],
    &["collection", "itemlist", "category"],
    &["website", "webpage", "organization"],
];

impl Census {
    pub fn of(page: &Page<'_>) -> Self {
        let mut census = Census::default();
        for element in page.doc.outline.elements.iter().filter(|element| element.first < element.end) {
            census.articles += u32::from(element.tag == Tag::Article);
            census.mains += u32::from(element.tag == Tag::Main);
            census.paragraphs += u32::from(element.tag == Tag::P);
            census.posts += u32::from(element.own.has(Hints::POST));
            census.products += u32::from(element.own.has(Hints::PRODUCT));
            census.cards += u32::from(element.own.has(Hints::CARD));
            census.comments += u32::from(element.own.has(Hints::COMMENT));
        }
        census.code = page.doc.blocks.iter().filter(|block| block.kind == BlockKind::Code).count() as u32;
        census.cells = page.doc.blocks.iter().filter(|block| block.kind == BlockKind::Cell).count() as u32;
        for kind in page.doc.metadata().kinds() {
            let kind = kind.to_ascii_lowercase();
            for (says, words) in census.says.iter_mut().zip(SAYS) {
                *says = says.max(f32::from(u8::from(words.iter().any(|word| kind.contains(word)))));
            }
        }
        census
    }
}

fn all(page: &Page<'_>) -> Sums {
    page.sum(0, page.len())
}
