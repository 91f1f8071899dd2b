//! Title, authors, dates and addresses: gathered while the tree is walked once, decided at the end.

mod author;
mod dates;
mod json_ld;
mod title;

use dates::Day;
use html5ever::local_name;
use json_ld::{Entry, Role};
use scraper::node::Element;
use scraper::{ElementRef, Node};
use title::Titles;

/// Text read from one element, in bytes and in nodes.
const TEXT_LIMIT: usize = 400;
const NODE_LIMIT: usize = 64;
/// Attribute values longer than this are not searched for byline words.
const CLASS_LIMIT: usize = 200;
/// Visible bylines and dates looked at.
const VISIBLE_LIMIT: usize = 48;
const ANCESTOR_LIMIT: usize = 24;

/// What a page says about itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    modified: Option<String>,
    site_name: Option<String>,
    language: Option<String>,
    canonical_url: Option<String>,
    description: Option<String>,
    kinds: Vec<String>,
}

impl Metadata {
    /// The title without the site's name.
    pub fn title(&self) -> Option<&str> {
        self.title.as_deref()
    }

    /// Author names in the page's order.
    pub fn authors(&self) -> &[String] {
        &self.authors
    }

    /// The day of publication, `yyyy-mm-dd`.
    pub fn date(&self) -> Option<&str> {
        self.date.as_deref()
    }

    /// The day of the last change, `yyyy-mm-dd`.
    pub fn modified(&self) -> Option<&str> {
        self.modified.as_deref()
    }

    /// The name of the site.
    pub fn site_name(&self) -> Option<&str> {
        self.site_name.as_deref()
    }

    /// The declared language tag, as written (`en-GB`).
    pub fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }

    /// The canonical address.
    pub fn canonical_url(&self) -> Option<&str> {
        self.canonical_url.as_deref()
    }

    /// The page's own summary.
    pub fn description(&self) -> Option<&str> {
        self.description.as_deref()
    }

    /// Hints of the page type: `og:type` and the JSON-LD types.
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Metadata of flattened text: a byline and a date among the given first lines.
    pub(crate) fn from_text(lines: &[&str]) -> Self {
        let mut metadata = Self::default();
        for line in lines.iter().filter(|line| line.len() <= 160) {
            if metadata.authors.is_empty() && author::strip_opener(line.trim()).is_some() {
                metadata.authors = author::from_byline(line);
            }
            if metadata.date.is_none() {
                metadata.date = Day::find(line, true).map(|day| day.to_string());
            }
        }
        metadata
    }
}

/// The candidate from the most trusted source; the first of equals.
#[derive(Debug)]
struct Best<T>(Option<(u8, T)>);

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Best<T> {
    fn offer(&mut self, rank: u8, value: T) {
        if self.0.as_ref().is_none_or(|(best, _)| rank < *best) {
            self.0 = Some((rank, value));
        }
    }

    /// True while a candidate of this rank would be taken.
    fn wants(&self, rank: u8) -> bool {
        self.0.as_ref().is_none_or(|(best, _)| rank < *best)
    }

    fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
}

/// Ranks of the sources of an author and of a date, most trusted first.
mod rank {
    pub(super) const LINKED_DATA: u8 = 1;
    pub(super) const META: u8 = 2;
    pub(super) const META_LOOSE: u8 = 3;
    pub(super) const MICRODATA: u8 = 4;
    pub(super) const MARKED: u8 = 5;
    pub(super) const LINKED_PAGE: u8 = 6;
    pub(super) const URL: u8 = 7;
    pub(super) const VISIBLE: u8 = 8;
    pub(super) const VISIBLE_LOOSE: u8 = 9;
    pub(super) const MODIFIED: u8 = 10;
}

/// Gathers candidates during the walk: hand it every element, then [`Collector::finish`].
#[derive(Debug, Default)]
pub(crate) struct Collector {
    titles: Titles,
    authors: Best<Vec<String>>,
    date: Best<Day>,
    modified: Best<Day>,
    site: Best<String>,
    language: Best<String>,
    canonical: Best<String>,
    description: Best<String>,
    kinds: Vec<String>,
    url: Option<String>,
    visible: usize,
}

/// The attributes that tell, read in one pass.
#[derive(Default)]
struct Attributes<'a> {
    class: &'a str,
    id: &'a str,
    itemprop: &'a str,
    rel: &'a str,
    content: &'a str,
    key: &'a str,
    href: &'a str,
    kind: &'a str,
    datetime: &'a str,
    lang: &'a str,
}

impl<'a> Attributes<'a> {
    fn of(element: &'a Element) -> Self {
        let mut found = Self::default();
        for (name, value) in &element.attrs {
            let value: &str = value;
            match name.local {
                local_name!("class") => found.class = value,
                local_name!("id") => found.id = value,
                local_name!("itemprop") => found.itemprop = value,
                local_name!("rel") => found.rel = value,
                local_name!("content") => found.content = value,
                local_name!("property") => found.key = value,
                local_name!("name") if found.key.is_empty() => found.key = value,
                local_name!("href") => found.href = value,
                local_name!("type") => found.kind = value,
                local_name!("datetime") => found.datetime = value,
                local_name!("lang") => found.lang = value,
                _ => {}
            }
        }
        found
    }
}

impl Collector {
    /// The page's own address, if it is known.
    pub(crate) fn with_url(mut self, url: Option<&str>) -> Self {
        self.url = url.map(str::to_owned);
        self
    }

    /// Looks at one element; most are turned away on their name and class.
    pub(crate) fn element(&mut self, node: ElementRef<'_>) {
        let element = node.value();
        match element.name.local {
            local_name!("html") => self.html(&Attributes::of(element)),
            local_name!("meta") => self.meta(&Attributes::of(element)),
            local_name!("link") => self.link(&Attributes::of(element)),
            local_name!("title") => self.document_title(node),
            local_name!("script") => self.script(node, &Attributes::of(element)),
            local_name!("h1") => self.heading(node),
            local_name!("time") => self.time(node, &Attributes::of(element)),
            local_name!("style")
            | local_name!("img")
            | local_name!("path")
            | local_name!("option")
            | local_name!("br") => {}
            _ => self.visible(node, &Attributes::of(element)),
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
            "og:site_name" | "application-name" => self.site.offer(1, content.to_owned()),
            "og:type" => self.kinds.push(content.to_owned()),
            "og:url" => self.canonical.offer(2, content.to_owned()),
            "og:locale" | "content-language" | "dc.language" => self.language.offer(2, content.replace('_', "-")),
            "description" => self.description.offer(1, content.to_owned()),
            "og:description" | "twitter:description" | "dc.description" => {
                self.description.offer(2, content.to_owned())
            }
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
            | "dcterms.creator"
            | "citation_author"
            | "dc.creator.name" => self.author(rank::META, author::from_value(content)),
            "twitter:creator" | "shareaholic:article_author_name" => {
                self.author(rank::META_LOOSE, author::from_value(content))
            }
            "article:published_time"
            | "og:article:published_time"
            | "og:published_time"
            | "datepublished"
            | "parsely-pub-date"
            | "sailthru.date"
            | "citation_publication_date"
            | "dc.date.issued"
            | "dcterms.issued"
            | "dcterms.created"
            | "article.published"
            | "pubdate"
            | "publishdate"
            | "publish-date"
            | "publish_date"
            | "published_time"
            | "originalpublicationdate"
            | "publication_date" => self.day(rank::META, content),
            "date"
            | "dc.date"
            | "dcterms.date"
            | "dc.date.created"
            | "article_date_original"
            | "created"
            | "cxenseparse:recs:publishtime"
            | "cxenseparse:publishtime"
            | "analytics:publish_date"
            | "timestamp" => self.day(rank::META_LOOSE, content),
            "article:modified_time"
            | "og:updated_time"
            | "datemodified"
            | "last-modified"
            | "lastmod"
            | "dcterms.modified"
            | "revised" => {
                self.offer_modified(content);
            }
            _ => {}
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

    fn heading(&mut self, node: ElementRef<'_>) {
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
        let (rank, close) = match entry.role {
            Role::Article => (rank::LINKED_DATA, true),
            Role::Page => (rank::LINKED_PAGE, false),
            Role::Other => {
                if let Some(site) = entry.site {
                    self.site.offer(2, site);
                }
                return;
            }
        };
        if let Some(headline) = entry.headline.filter(|_| close) {
            self.titles.headline(&headline);
        }
        self.author(rank, entry.authors.iter().flat_map(|name| author::from_value(name)).collect());
        if let Some(day) = entry.published {
            self.day(rank, &day);
        }
        if let Some(day) = entry.modified {
            self.offer_modified(&day);
        }
        if let Some(site) = entry.site {
            self.site.offer(3, site);
        }
        if let Some(language) = entry.language {
            self.language.offer(3, language);
        }
        if let Some(description) = entry.description {
            self.description.offer(3, description);
        }
        self.kinds.extend(entry.kinds);
    }

    fn time(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if !self.date.wants(rank::VISIBLE_LOOSE) || self.visible >= VISIBLE_LIMIT || aside(node) {
            return;
        }
        self.visible += 1;
        let marked = has_word(attributes.class, &["publish", "pubdate", "entry-date", "post-date"])
            || attributes.itemprop == "datePublished";
        let updated = has_word(attributes.class, &["updated", "modified"]) || attributes.itemprop == "dateModified";
        let written = if attributes.datetime.is_empty() { text_of(node, " ") } else { attributes.datetime.to_owned() };
        match (updated && !marked, marked) {
            (true, _) => self.offer_modified(&written),
            (_, true) => self.day(rank::MICRODATA, &written),
            _ => self.day(rank::MARKED, &written),
        }
    }

    /// Bylines and dates marked by microdata, `rel=author` or class names.
    fn visible(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if self.visible >= VISIBLE_LIMIT {
            return;
        }
        if let Some((kind, rank)) = visible_kind(attributes)
            && (kind == Visible::Author && self.authors.wants(rank) || kind == Visible::Date && self.date.wants(rank))
            && !aside(node)
        {
            self.visible += 1;
            match kind {
                Visible::Author => self.author(rank, author::from_byline(&text_of(node, " "))),
                Visible::Date if attributes.content.is_empty() => self.day(rank, &text_of(node, " ")),
                Visible::Date => self.day(rank, attributes.content),
            }
        }
    }

    fn author(&mut self, rank: u8, names: Vec<String>) {
        if !names.is_empty() {
            self.authors.offer(rank, names);
        }
    }

    fn day(&mut self, rank: u8, written: &str) {
        if let Some(day) = Day::from_value(written, self.month_first()) {
            self.date.offer(rank, day);
        }
    }

    fn offer_modified(&mut self, written: &str) {
        if let Some(day) = Day::from_value(written, self.month_first()) {
            self.modified.offer(1, day);
        }
    }

    /// American English writes the month first.
    fn month_first(&self) -> bool {
        self.language
            .0
            .as_ref()
            .is_none_or(|(_, tag)| matches!(tag.to_ascii_lowercase().as_str(), "en" | "en-us" | "en_us"))
    }

    /// Decides.
    pub(crate) fn finish(mut self) -> Metadata {
        let url = self.url.take().or_else(|| self.canonical.0.as_ref().map(|(_, url)| url.clone()));
        if let Some(day) = url.as_deref().and_then(Day::from_url) {
            self.date.offer(rank::URL, day);
        }
        if let Some((_, day)) = self.modified.0 {
            self.date.offer(rank::MODIFIED, day);
        }
        let site_name = self.site.take();
        let title = self.titles.choose(site_name.as_deref(), url.as_deref().and_then(host));
        Metadata {
            title,
            authors: self.authors.take().unwrap_or_default(),
            date: self.date.take().map(|day| day.to_string()),
            modified: self.modified.take().map(|day| day.to_string()),
            language: self.language.take(),
            canonical_url: self.canonical.take(),
            description: self.description.take(),
            kinds: self.kinds,
            site_name,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visible {
    Author,
    Date,
}

fn visible_kind(attributes: &Attributes<'_>) -> Option<(Visible, u8)> {
    match attributes.itemprop {
        "author" | "creator" => return Some((Visible::Author, rank::MICRODATA)),
        "datePublished" | "dateCreated" => return Some((Visible::Date, rank::MICRODATA)),
        _ => {}
    }
    if attributes.rel == "author" {
        return Some((Visible::Author, rank::MARKED));
    }
    if attributes.class.is_empty() || attributes.class.len() > CLASS_LIMIT {
        return None;
    }
    if has_word(attributes.class, &["author", "byline", "writer", "username"]) {
        Some((Visible::Author, rank::VISIBLE))
    } else if has_word(attributes.class, &["date", "publish", "posted", "pubdate", "timestamp"]) {
        Some((Visible::Date, rank::VISIBLE))
    } else {
        None
    }
}

/// True if a word of a class list starts with one of `words`.
fn has_word(class: &str, words: &[&str]) -> bool {
    let bytes = class.as_bytes();
    words.iter().any(|word| {
        bytes.windows(word.len()).enumerate().any(|(at, window)| {
            window.eq_ignore_ascii_case(word.as_bytes())
                && (at == 0 || !bytes[at - 1].is_ascii_lowercase() || bytes[at].is_ascii_uppercase())
        })
    })
}

/// True inside footers, sidebars, comments and lists of other articles.
fn aside(node: ElementRef<'_>) -> bool {
    let ancestors = node.ancestors().take(ANCESTOR_LIMIT).filter_map(|ancestor| ancestor.value().as_element());
    for element in ancestors {
        match element.name.local {
            local_name!("footer") | local_name!("nav") | local_name!("aside") => return true,
            local_name!("body") | local_name!("main") => return false,
            _ => {}
        }
        let attributes = Attributes::of(element);
        let words = ["comment", "related", "sidebar", "recommend", "popular", "widget", "footer"];
        if has_word(attributes.class, &words) || has_word(attributes.id, &words) {
            return true;
        }
    }
    false
}

/// The text of an element. Blocks and line breaks end lines, `gap` stands between inline elements.
fn text_of(node: ElementRef<'_>, gap: &str) -> String {
    let mut text = String::new();
    for part in node.descendants().skip(1).take(NODE_LIMIT) {
        let before = part.prev_sibling().or_else(|| part.parent());
        let unseen = part.parent().and_then(ElementRef::wrap).is_some_and(|parent| is_unseen(parent.value()));
        match (part.value(), before.and_then(ElementRef::wrap)) {
            _ if unseen => continue,
            (_, Some(before)) if is_block(before.value()) => text.push('\n'),
            (Node::Element(element), _) if is_block(element) => text.push('\n'),
            _ => text.push_str(gap),
        }
        if let Node::Text(run) = part.value() {
            text.push_str(&run[..clip(run, TEXT_LIMIT)]);
        }
        if text.len() > TEXT_LIMIT {
            break;
        }
    }
    text
}

fn is_unseen(element: &Element) -> bool {
    matches!(element.name(), "style" | "script" | "noscript" | "svg" | "button")
}

fn is_block(element: &Element) -> bool {
    matches!(
        element.name(),
        "br" | "div" | "p" | "li" | "ul" | "h1" | "h2" | "h3" | "h4" | "section" | "header" | "td" | "tr"
    )
}

/// The largest char boundary not past `limit`.
fn clip(text: &str, limit: usize) -> usize {
    (0..=limit.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn host(url: &str) -> Option<&str> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host))
}
