//! Which words are the page's headline.

mod features;
mod lines;

use crate::document::{Block, BlockKind, Document};
#[cfg(feature = "train")]
use crate::model::lexicon::Lexicon;
use crate::model::trees::Forest;
use crate::model::weights::{self, WeightsError};
use crate::parse::path::last_step;
use crate::prose::is_prose;
use crate::words;
pub(crate) use features::WIDTH;
use lines::Lines;
use std::sync::LazyLock;

const TITLE_WORDS: std::ops::RangeInclusive<usize> = 3..=30;
/// Log-odds from which on a line is taken for the headline, and from which on it surely is one.
const LEAST: f32 = -2.4;
const SURE: f32 = 0.5;

/// Of HTML: what the head says, else the first `h1`.
pub(super) fn of_html(doc: &Document) -> Option<String> {
    let first = || doc.blocks().find(|block| block.kind() == BlockKind::Heading && block.level() == 1);
    doc.metadata().title().or_else(|| first().map(|block| block.text())).map(str::to_owned)
}

/// Of text: the line most like a headline of what follows it, else the end of a breadcrumb.
pub(crate) fn of_text(doc: &Document, ranking: &Ranking) -> Option<String> {
    let headline = ranking.headline(doc.blocks()).map(|headline| words::fold_space(headline.block.text()));
    let head = || doc.blocks().take_while(|block| !is_prose(block) || block.phrase().is_some());
    headline.or_else(|| head().find_map(|block| end_of_path(block.text())))
}

/// What a breadcrumb leads to, where it runs into the headline.
fn end_of_path(text: &str) -> Option<String> {
    let last = last_step(text)?;
    // "Body text": Chinese portals end their paths so.
    let last = last.trim_start_matches("正文").trim();
    TITLE_WORDS.contains(&words::count(last)).then(|| words::fold_space(last))
}

/// Tells the headline of a text from its other lines.
#[derive(Debug, Default)]
pub(crate) struct Ranking {
    forest: Forest,
}

/// The line that says the title.
pub(crate) struct Headline<'d> {
    pub block: Block<'d>,
    /// Whether it stands twice before its article.
    pub doubled: bool,
    /// Whether it is more likely the headline than not.
    pub sure: bool,
}

static EMBEDDED: LazyLock<Ranking> =
    LazyLock::new(|| Ranking::read(include_bytes!("title/title.bin")).unwrap_or_default());

impl Ranking {
    /// What the crate carries.
    pub fn embedded() -> &'static Ranking {
        &EMBEDDED
    }

    fn read(bytes: &[u8]) -> Result<Self, WeightsError> {
        weights::unpack_forests::<0, 1>(bytes, [WIDTH]).map(|(.., [forest])| Ranking { forest })
    }

    #[cfg(feature = "train")]
    pub fn of(forest: Forest) -> Self {
        Ranking { forest }
    }

    #[cfg(feature = "train")]
    pub fn write(&self) -> Vec<u8> {
        weights::pack_forests([], &Lexicon::default(), std::array::from_ref(&self.forest), [WIDTH])
    }

    /// The headline of some blocks of a text.
    pub fn headline<'d>(&self, blocks: impl Iterator<Item = Block<'d>>) -> Option<Headline<'d>> {
        let lines = Lines::of(&blocks.collect::<Vec<_>>());
        let (numbers, rows): (Vec<usize>, Vec<_>) = features::rows(&lines).into_iter().unzip();
        let scores = self.forest.score_rows(rows.as_flattened(), WIDTH);
        // The first of the best: decks and captions come after.
        let ranked = numbers.into_iter().zip(scores).rev();
        let (best, score) = ranked.max_by(|one, other| one.1.total_cmp(&other.1))?;
        let found =
            || Headline { block: lines.lines[best].block, doubled: lines.is_doubled(best), sure: score >= SURE };
        (score >= LEAST).then(found)
    }
}

/// Every line that may be a headline, with its features.
#[cfg(feature = "train")]
pub(crate) fn candidates<'d>(blocks: impl Iterator<Item = Block<'d>>) -> Vec<(&'d str, [f32; WIDTH])> {
    let lines = Lines::of(&blocks.collect::<Vec<_>>());
    features::rows(&lines).into_iter().map(|(at, row)| (lines.lines[at].block.text(), row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Cleaner;

    const PROSE: &str = "The harbour will be closed for a week from Monday while the old pier is taken down, the council said \
        on Friday, and in that week no ferry will sail to the islands. Divers had found two cracks in the pier after the storm.";

    fn title(text: &str) -> Option<String> {
        Cleaner::new().clean_text(text).title().map(str::to_owned)
    }

    #[test]
    fn the_embedded_trees_are_whole_and_small() {
        let bytes = include_bytes!("title/title.bin");
        assert!(!Ranking::read(bytes).expect("run `unspun train titles` again").forest.is_empty());
        assert!(bytes.len() < 24 << 10, "{} bytes", bytes.len());
        let mut damaged = bytes.to_vec();
        damaged[40] ^= 1;
        assert!(matches!(Ranking::read(&damaged), Err(WeightsError::Checksum { .. })));
    }

    #[test]
    fn the_headline_is_the_line_that_its_article_is_about() {
        let above = "Skip to content\n\nThe Pier Post\n\nGarden tips for the autumn\n\nWho is who at the theatre";
        let text = format!(
            "{above}\n\nHarbour to close while pier is taken down\n\nBy Jane Miller\n\n3 May 2024\n\n{PROSE}\n\nShare"
        );
        assert_eq!(title(&text).as_deref(), Some("Harbour to close while pier is taken down"));
    }

    #[test]
    fn headlines_without_spaces_are_compared_by_pieces() {
        let text = "ข่าวกีฬา\n\nพยากรณ์อากาศ\n\nการเมือง\n\nบันเทิง\n\nเข้าสู่ระบบ\n\nท่าเรือเก่าปิดหนึ่งสัปดาห์เพื่อรื้อกำแพงด้านเหนือ\n\nโดย สมชาย ใจดี\n\n18 พฤษภาคม 2569\n\n\
            ท่าเรือเก่าจะปิดหนึ่งสัปดาห์ตั้งแต่วันจันทร์เพื่อรื้อกำแพงด้านเหนือ สภาเมืองแจ้งเมื่อวันศุกร์ และเรือข้ามฟากจะหยุดเดินเรือไปยังเกาะ\n\n\
            นักดำน้ำพบรอยร้าวสองแห่งที่กำแพงด้านเหนือของท่าเรือเก่าหลังพายุในเดือนมีนาคม และกำแพงใหม่จะสร้างเสร็จก่อนฤดูร้อนปีหน้า";
        assert_eq!(title(text).as_deref(), Some("ท่าเรือเก่าปิดหนึ่งสัปดาห์เพื่อรื้อกำแพงด้านเหนือ"));
    }

    #[test]
    fn paths_menus_dates_and_addresses_are_no_titles() {
        for line in
            ["Home › Region › Harbour", "News | Sport | Culture", "3 May 2024", "https://pier.example/harbour today"]
        {
            assert_eq!(title(&format!("{line}\n\n{PROSE}")).filter(|title| title == line), None);
        }
    }

    #[test]
    fn the_first_line_of_a_wrapped_sentence_is_no_title() {
        let text = "Penhallow Stone has bought its smaller rival Tregarth Aggregates for\n\ntwelve million pounds in cash, and \
            now is the largest quarry operator in the south-west of the country.";
        let article = Cleaner::new().clean_text(text);
        assert_eq!((article.title(), article.body()), (None, text));
    }
}
