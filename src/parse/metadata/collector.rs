//! The collector: one look at every element of the walk, decisions at the end.

use super::Metadata;
use super::author;
use super::dates::Day;
use super::dom::{Attributes, Place, has_word, host, text_of};
use super::entities::decode;
use super::json_ld::{self, Entry, Role};
use super::title::Titles;
use super::visible::{self, Mark};
use html5ever::local_name;
use scraper::ElementRef;

/// Visible bylines and dates looked at.
const VISIBLE_LIMIT: usize = 64;
/// How many elements before and after the main heading a byline or a date may stand.
const BEFORE_HEADING: usize = 60;
const AFTER_HEADING: usize = 400;

/// Ranks of the sources of an author and of a date, most trusted first.
mod rank {
    pub(super) const LINKED_DATA: u8 = 1;
    pub(super) const META: u8 = 2;
    pub(super) const META_LOOSE: u8 = 3;
    pub(super) const MICRODATA: u8 = 4;
    pub(super) const MARKED: u8 = 5;
    pub(super) const URL: u8 = 6;
    pub(super) const CLASS: u8 = 7;
    pub(super) const WORDING: u8 = 8;
    pub(super) const SIDE: u8 = 9;
    pub(super) const LINKED_PAGE: u8 = 10;
    pub(super) const META_LAST: u8 = 11;
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
        if self.wants(rank) {
            self.0 = Some((rank, value));
        }
    }

    /// Forgets a candidate that was only seen, not stated.
    fn forget_visible(&mut self) {
        self.0.take_if(|(rank, _)| (rank::CLASS..=rank::SIDE).contains(rank));
    }

    /// True while a candidate of this rank would be taken.
    fn wants(&self, rank: u8) -> bool {
        self.0.as_ref().is_none_or(|(best, _)| rank < *best)
    }

    fn take(self) -> Option<T> {
        self.0.map(|(_, value)| value)
    }
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
    cited: Vec<String>,
    url: Option<String>,
    label: Option<String>,
    visible: usize,
    elements: usize,
    heading_at: Option<usize>,
    visible_at: usize,
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
            "og:type" => self.kinds.push(content.to_owned()),
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
            | "dcterms.creator"
            | "dc.creator.name" => self.author(rank::META, author::from_value(content)),
            "citation_author" => self.cited.push(content.to_owned()),
            "shareaholic:article_author_name" => self.author(rank::META_LOOSE, author::from_value(content)),
            "date" | "dc.date" | "dcterms.date" | "dcterms.issued" | "dcterms.created" | "created" | "pubdate"
            | "ms.date" => self.day(rank::META_LOOSE, content),
            "revised" | "lastmod" | "last-modified" => self.offer_modified(content),
            _ if key.contains("modified") || key.contains("updated") => self.offer_modified(content),
            "article:published_time" | "datepublished" => self.day(rank::META, content),
            _ if key.contains("publi") && !key.contains("publisher") || key.contains("pub-date") => {
                self.day(rank::META_LOOSE, content)
            }
            _ if key.contains("date") && !key.contains("expir") => self.day(rank::META_LAST, content),
            _ => {}
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
        self.author(rank, entry.authors.iter().flat_map(|name| author::from_value(name)).collect());
        if let Some(day) = entry.published {
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
        self.kinds.extend(entry.kinds);
    }

    fn time(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if self.date.wants(rank::MARKED)
            && let Some(placed) = self.place(node)
        {
            let published = ["publish", "pubdate", "entry", "post"].iter().any(|word| has_word(attributes.class, word));
            let updated = has_word(attributes.class, "updated")
                || has_word(attributes.class, "modified")
                || attributes.itemprop == "dateModified";
            let written =
                if attributes.datetime.is_empty() { text_of(node, " ") } else { attributes.datetime.to_owned() };
            if attributes.itemprop == "datePublished" || published {
                self.day(rank::MICRODATA.max(placed), &written);
            } else if updated {
                self.offer_modified(&written);
            } else {
                self.day(rank::MARKED.max(placed), &written);
            }
        }
    }

    fn visible(&mut self, node: ElementRef<'_>) {
        if !self.authors.wants(rank::MICRODATA) && !self.date.wants(rank::MICRODATA) {
            return;
        }
        let attributes = Attributes::of(node.value());
        if let Some(mark) = visible::stated(&attributes) {
            self.marked(node, &attributes, mark, rank::MICRODATA);
        }
        if !attributes.author.is_empty() {
            self.author(rank::MARKED, author::from_value(attributes.author));
        }
        if !attributes.datetime.is_empty() {
            self.time(node, &attributes);
        }
        if self.near_heading() {
            self.worded(node, &attributes);
        }
    }

    /// Bylines and dates that only class names and wording tell.
    fn worded(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>) {
        if (self.authors.wants(rank::CLASS) || self.date.wants(rank::CLASS))
            && let Some(mark) = visible::named(attributes.class)
        {
            self.marked(node, attributes, mark, rank::CLASS);
        }
        if self.date.wants(rank::WORDING)
            && let Some(line) = visible::date_line(node)
        {
            self.dated(node, line);
        }
        if self.authors.wants(rank::WORDING)
            && let Some(line) = visible::byline(node)
        {
            self.signed(node, line);
        }
    }

    /// True up to some elements past the last main heading, and everywhere on a page without one.
    fn near_heading(&self) -> bool {
        self.heading_at.is_none_or(|at| self.elements - at <= AFTER_HEADING)
    }

    /// The best rank that something visible can have where it stands; counts what was looked at.
    fn place(&mut self, node: ElementRef<'_>) -> Option<u8> {
        if self.visible == VISIBLE_LIMIT {
            return None;
        }
        self.visible += 1;
        let placed = match Place::of(node) {
            Place::Main => 0,
            Place::Side => rank::SIDE,
            Place::Elsewhere => return None,
        };
        self.visible_at = self.elements;
        Some(placed)
    }

    fn marked(&mut self, node: ElementRef<'_>, attributes: &Attributes<'_>, mark: Mark, rank: u8) {
        let wanted = if mark == Mark::Author { self.authors.wants(rank) } else { self.date.wants(rank) };
        let Some(placed) = wanted.then(|| self.place(node)).flatten() else { return };
        let text = if attributes.content.is_empty() { text_of(node, " ") } else { attributes.content.to_owned() };
        match mark {
            Mark::Author => {
                self.author(rank.max(placed), author::from_byline(&text));
                self.day(rank::WORDING.max(placed), &text);
            }
            Mark::Published => self.day(rank.max(placed), &text),
            Mark::Modified => self.offer_modified(&text),
        }
    }

    /// An unmarked line that is a date.
    fn dated(&mut self, node: ElementRef<'_>, line: &str) {
        if let Some(day) = Day::find(line, self.month_first())
            && let Some(placed) = self.place(node)
        {
            self.date.offer(rank::WORDING.max(placed), day);
        }
    }

    /// An unmarked line that opens like a byline; the name may stand in the next element.
    fn signed(&mut self, node: ElementRef<'_>, line: &str) {
        let alone = author::is_opener(line);
        if !alone && !author::opens(line) {
            return;
        }
        let Some(placed) = self.place(node) else { return };
        let mut text = text_of(node, " ");
        if alone && text.trim().len() == line.len() {
            let next = node.next_siblings().find_map(ElementRef::wrap);
            text = next.map(|next| text_of(next, " ")).unwrap_or_default();
        }
        self.author(rank::WORDING.max(placed), author::from_byline(&text));
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
        let cited = self.cited.iter().map(|name| author::forename_first(name)).collect();
        self.author(rank::META_LOOSE, cited);
        let site_name = self.site.take();
        let is_article = self
            .kinds
            .iter()
            .any(|kind| kind.eq_ignore_ascii_case("article") || kind.ends_with("Article") || kind.ends_with("Posting"));
        let title = self.titles.choose(site_name.as_deref(), url.as_deref().and_then(host), is_article);
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
