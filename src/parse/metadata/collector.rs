//! The collector: one look at every element of the walk, decisions at the end.

use super::Metadata;
use super::author;
use super::best::{Best, rank};
use super::dates::Day;
use super::dom::{Attributes, host, text_of};
use super::entities::decode;
use super::json_ld::{self, Entry, Role};
use super::title::Titles;
use html5ever::local_name;
use scraper::ElementRef;

/// What the key of a date says.
const DATE_WORDS: [&str; 3] = ["date", "publi", "modified"];
/// Hints of the page type.
const KIND_LIMIT: usize = 16;
/// Authors of a paper.
const CITED_LIMIT: usize = 64;
/// How many elements before the main heading a byline or a date may stand.
const BEFORE_HEADING: usize = 60;

/// Gathers candidates during the walk: hand it every element, then [`Collector::finish`].
#[derive(Debug, Default)]
pub(crate) struct Collector {
    titles: Titles,
    pub(super) authors: Best<Vec<String>>,
    pub(super) date: Best<Day>,
    modified: Best<Day>,
    site: Best<String>,
    language: Best<String>,
    canonical: Best<String>,
    description: Best<String>,
    kinds: Vec<String>,
    paid: bool,
    cited: Vec<String>,
    url: Option<String>,
    label: Option<String>,
    pub(super) visible: usize,
    pub(super) elements: usize,
    pub(super) heading_at: Option<usize>,
    pub(super) visible_at: usize,
}

impl Collector {
    /// The page's own address, if it is known.
    pub(crate) fn with_url(mut self, url: Option<&str>) -> Self {
        self.url = url.map(str::to_owned);
        self
    }

    /// Looks at one element; most are turned away on their name and class.
    pub(crate) fn element(&mut self, node: ElementRef<'_>) {
        self.elements += 1;
        let element = node.value();
        match element.name.local {
            local_name!("html") => self.html(&Attributes::of(element)),
            local_name!("meta") => self.meta(&Attributes::of(element)),
            local_name!("link") => self.link(&Attributes::of(element)),
            local_name!("title") => self.document_title(node),
            local_name!("script") => self.script(node, &Attributes::of(element)),
            local_name!("h1") => self.heading(node),
            local_name!("h2") => {
                if self.titles.wants_lesser_headings() {
                    self.titles.lesser_heading(&text_of(node, ""));
                }
                self.visible(node);
            }
            local_name!("time") => self.time(node, &Attributes::of(element)),
            local_name!("style")
            | local_name!("img")
            | local_name!("path")
            | local_name!("option")
            | local_name!("br") => {}
            _ => self.visible(node),
        }
    }

    fn html(&mut self, attributes: &Attributes<'_>) {
        if !attributes.lang.is_empty() {
            self.language.offer(1, attributes.lang.trim().to_owned());
        }
    }

    fn meta(&mut self, attributes: &Attributes<'_>) {
        let key = if attributes.key.is_empty() { attributes.itemprop } else { attributes.key };
        let content = attributes.content.trim();
        if content.is_empty() || key.is_empty() || key.len() > 64 {
            return;
        }
        match key.to_ascii_lowercase().as_str() {
            "og:title" | "twitter:title" | "dc.title" | "parsely-title" | "sailthru.title" | "citation_title" => {
                self.titles.social(content)
            }
            "og:site_name" => self.site.offer(1, decode(content).into_owned()),
            "application-name" | "apple-mobile-web-app-title" => self.site.offer(4, decode(content).into_owned()),
            "og:type" => self.kind(content),
            "og:url" => self.canonical.offer(2, content.to_owned()),
            "og:locale" | "content-language" | "dc.language" => self.language.offer(2, content.replace('_', "-")),
            "description" => self.description.offer(1, content.to_owned()),
            "og:description" | "twitter:description" | "dc.description" => {
                self.description.offer(2, content.to_owned())
            }
            "twitter:label1" | "twitter:label2" => self.label = Some(content.to_owned()),
            "twitter:data1" | "twitter:data2" => self.labelled(content),
            key => self.meta_author_or_date(key, content),
        }
    }

    fn meta_author_or_date(&mut self, key: &str, content: &str) {
        match key {
            "author"
            | "article:author"
            | "og:article:author"
            | "article:author_name"
            | "parsely-author"
            | "sailthru.author"
            | "byl"
            | "dc.creator"
            | "dcterms.creator" => {
                self.author(rank::META, author::from_value(content));
            }
            "citation_author" if self.cited.len() < CITED_LIMIT => {
                self.cited.push(content.to_owned());
            }
            "article:published_time" | "datepublished" => self.day(rank::META, content),
            "dcterms.issued" | "dcterms.created" | "created" => self.day(rank::META_LOOSE, content),
            "revised" | "lastmod" => self.offer_modified(content),
            _ if DATE_WORDS.iter().any(|word| mentions(key, word)) => self.meta_date(key, content),
            _ => {}
        }
    }

    fn meta_date(&mut self, key: &str, content: &str) {
        let plain = matches!(key, "date" | "dc.date" | "dcterms.date" | "ms.date");
        if mentions(key, "modified") || mentions(key, "updated") {
            self.offer_modified(content);
        } else if plain || mentions(key, "pub") {
            self.day(rank::META_LOOSE, content);
        } else if !mentions(key, "expir") {
            self.day(rank::META_LAST, content);
        }
    }

    /// Twitter cards carry labelled pairs: "Written by" and then the name.
    fn labelled(&mut self, content: &str) {
        if self.label.take().is_some_and(|label| author::is_opener(&label)) {
            self.author(rank::META_LOOSE, author::from_value(content));
        }
    }

    fn link(&mut self, attributes: &Attributes<'_>) {
        if attributes.rel.eq_ignore_ascii_case("canonical") && !attributes.href.is_empty() {
            self.canonical.offer(1, attributes.href.trim().to_owned());
        }
    }

    fn document_title(&mut self, node: ElementRef<'_>) {
        let in_drawing = node.parent().and_then(ElementRef::wrap).is_some_and(|parent| parent.value().name() == "svg");
        if !in_drawing {
            self.titles.document(&text_of(node, ""));
        }
    }

    /// A main heading; what was seen long before the first belongs to something else.
    fn heading(&mut self, node: ElementRef<'_>) {
        if self.heading_at.is_none() && self.elements - self.visible_at > BEFORE_HEADING {
            self.authors.forget_visible();
            self.date.forget_visible();
        }
        self.heading_at = Some(self.elements);
        if self.titles.wants_headings() {
            self.titles.heading(&text_of(node, ""));
        }
    }

    fn script(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if attributes.kind.trim().to_ascii_lowercase().starts_with("application/ld+json") {
            for text in node.children().filter_map(|child| child.value().as_text()) {
                json_ld::read(text).into_iter().for_each(|entry| self.linked_data(entry));
            }
        }
    }

    fn linked_data(&mut self, entry: Entry) {
        if let Some(site) = entry.site {
            self.site.offer(if entry.role == Role::Other { 2 } else { 3 }, decode(&site).into_owned());
        }
        let rank = match entry.role {
            Role::Article => rank::LINKED_DATA,
            Role::Page => rank::LINKED_PAGE,
            Role::Other => return,
        };
        if let Some(headline) = entry.headline.filter(|_| entry.role == Role::Article) {
            self.titles.headline(&headline);
        }
        self.paid |= entry.free == Some(false);
        self.author(rank, entry.authors.iter().flat_map(|name| author::from_value(name)).collect());
        // The record of a plain page dates home pages and shops too: only an article's date is one of publication.
        if let Some(day) = entry.published.filter(|_| entry.role == Role::Article) {
            self.day(rank, &day);
        }
        if let Some(day) = entry.modified {
            self.offer_modified(&day);
        }
        if let Some(language) = entry.language {
            self.language.offer(3, language);
        }
        if let Some(description) = entry.description {
            self.description.offer(3, description);
        }
        entry.kinds.iter().for_each(|kind| self.kind(kind));
    }

    fn kind(&mut self, kind: &str) {
        if self.kinds.len() < KIND_LIMIT && !self.kinds.iter().any(|known| known == kind) {
            self.kinds.push(kind.to_owned());
        }
    }

    pub(super) fn author(&mut self, rank: u8, names: Vec<String>) {
        if !names.is_empty() {
            self.authors.offer(rank, names);
        }
    }

    pub(super) fn day(&mut self, rank: u8, written: &str) {
        if let Some(day) = Day::from_value(written, self.month_first()) {
            self.date.offer(rank, day);
        }
    }

    pub(super) fn offer_modified(&mut self, written: &str) {
        if let Some(day) = Day::from_value(written, self.month_first()) {
            self.modified.offer(1, day);
        }
    }

    /// American English writes the month first.
    pub(super) fn month_first(&self) -> bool {
        self.language.get().is_none_or(|tag| matches!(tag.to_ascii_lowercase().as_str(), "en" | "en-us" | "en_us"))
    }

    /// Decides.
    pub(crate) fn finish(mut self) -> Metadata {
        let url = self.url.take().or_else(|| self.canonical.get().cloned());
        if let Some(day) = url.as_deref().and_then(Day::from_url) {
            self.date.offer(rank::URL, day);
        }
        let cited = self.cited.iter().map(|name| author::forename_first(name)).collect();
        self.author(rank::META_LOOSE, cited);
        let site_name = self.site.take();
        let mut authors = self.authors.take().unwrap_or_default();
        if authors.len() > 1 {
            authors.retain(|author| Some(author) != site_name.as_ref());
        }
        let is_article = self
            .kinds
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case("article") || kind.ends_with("Article") || kind.ends_with("Posting"));
        let title = self.titles.choose(site_name.as_deref(), url.as_deref().and_then(host), is_article);
        Metadata {
            title,
            authors,
            date: self.date.take().map(|day| day.to_string()),
            modified: self.modified.take().map(|day| day.to_string()),
            language: self.language.take(),
            canonical_url: self.canonical.take(),
            description: self.description.take(),
            kinds: self.kinds,
            paid: self.paid,
            site_name,
        }
    }
}

/// `str::contains` for short keys, without its preparations.
fn mentions(key: &str, word: &str) -> bool {
    key.as_bytes().windows(word.len()).any(|window| window == word.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::Html;

    fn read_at(html: &str, url: Option<&str>) -> Metadata {
        let mut collector = Collector::default().with_url(url);
        let page = Html::parse_document(html);
        page.tree.root().descendants().filter_map(ElementRef::wrap).for_each(|element| collector.element(element));
        collector.finish()
    }

    fn read(html: &str) -> Metadata {
        read_at(html, None)
    }

    #[test]
    fn the_head_tells_most() {
        let page = read(
            r#"<html lang="de-AT"><head><title>Der Fluss steigt | Talbote</title>
            <link rel="canonical" href="https://talbote.example/fluss">
            <meta property="og:site_name" content="Talbote"><meta property="og:type" content="article">
            <meta name="author" content="Ida Brandl"><meta name="description" content="Hochwasser im Tal.">
            <meta property="article:published_time" content="2024-05-17T06:30:00+02:00">
            <meta property="article:modified_time" content="2024-05-18T09:00:00+02:00"></head></html>"#,
        );
        assert_eq!(page.title(), Some("Der Fluss steigt"));
        assert_eq!(page.authors(), ["Ida Brandl"]);
        assert_eq!((page.date(), page.modified()), (Some("2024-05-17"), Some("2024-05-18")));
        assert_eq!((page.language(), page.site_name()), (Some("de-AT"), Some("Talbote")));
        assert_eq!(page.canonical_url(), Some("https://talbote.example/fluss"));
        assert_eq!((page.description(), page.kinds()), (Some("Hochwasser im Tal."), &["article".to_owned()][..]));
    }

    #[test]
    fn linked_data_outranks_meta_and_follows_references() {
        let page = read(
            r##"<title>Quiet harbour</title><meta name="author" content="webteam7">
            <script type="application/ld+json">{"@graph": [
                {"@type": "Person", "@id": "#p1", "name": "Ola Berg"},
                {"@type": ["Article", "NewsArticle"], "headline": "Quiet harbour", "datePublished": "2023-02-01",
                 "author": [{"@id": "#p1"}, {"name": "Jun Sato"}]}]}</script>"##,
        );
        assert_eq!(page.authors(), ["Ola Berg", "Jun Sato"]);
        assert_eq!(page.date(), Some("2023-02-01"));
        assert_eq!(page.kinds(), ["Article", "NewsArticle"]);
    }

    #[test]
    fn visible_bylines_and_dates_fill_the_gaps() {
        let page =
            read("<h1>On moss</h1><p>By <a href='/u/7'>Nora Lind</a></p><div>12 March 2021</div><p>Moss is old.</p>");
        assert_eq!(page.authors(), ["Nora Lind"]);
        assert_eq!(page.date(), Some("2021-03-12"));
        let page =
            read("<h1>Sobre el musgo</h1><span class='post-author'>Por Inés Roca</span><time>3 de mayo de 2022</time>");
        assert_eq!((page.authors(), page.date()), (&["Inés Roca".to_owned()][..], Some("2022-05-03")));
    }

    #[test]
    fn a_label_and_its_name_may_stand_in_two_elements() {
        let page = read("<h1>On ferns</h1><div><p>Written by</p><p>Edda Holm</p></div>");
        assert_eq!(page.authors(), ["Edda Holm"]);
    }

    #[test]
    fn comments_footers_and_far_places_say_nothing() {
        let comment = "<div class='comment-list'><span class='author'>Angry Reader</span><time datetime='2020-01-01'></time></div>";
        let footer = "<footer><span class='byline'>By Web Shop</span> <time datetime='2019-01-01'></time></footer>";
        let page = read(&format!("<h1>On lichen</h1>{comment}{footer}"));
        assert_eq!((page.authors().len(), page.date()), (0, None));
        let far = format!(
            "<h1>On lichen</h1>{}<p class='date'>1 May 2020</p>",
            "<i>x</i>".repeat(super::super::visible::AFTER_HEADING)
        );
        assert_eq!(read(&far).date(), None);
    }

    #[test]
    fn the_address_dates_a_page_that_does_not() {
        let page = read_at("<title>A</title>", Some("https://a.example/2022/07/09/a"));
        assert_eq!(page.date(), Some("2022-07-09"));
    }

    #[test]
    fn numbers_read_by_the_declared_language() {
        let page = |lang: &str| read(&format!("<html lang='{lang}'><h1>Tide table</h1><p class='date'>04/05/2023</p>"));
        assert_eq!(page("en-US").date(), Some("2023-04-05"));
        assert_eq!(page("en-GB").date(), Some("2023-05-04"));
        assert_eq!(page("fr").date(), Some("2023-05-04"));
    }

    #[test]
    fn labelled_pairs_and_citations_name_authors() {
        let card =
            read("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Pia Wolf'>");
        assert_eq!(card.authors(), ["Pia Wolf"]);
        let paper =
            read("<meta name='citation_author' content='Silva, Rui'><meta name='citation_author' content='Mei Chen'>");
        assert_eq!(paper.authors(), ["Rui Silva", "Mei Chen"]);
    }

    #[test]
    fn thousands_of_marks_end_soon() {
        let page = read(&format!("<h1>x</h1>{}", "<b class='author date'>1 2 3 4 5 by</b>".repeat(20_000)));
        assert_eq!((page.authors().len(), page.date()), (0, None));
    }
}
