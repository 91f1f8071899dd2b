//! Who wrote it, when, and how long it takes to read.

use super::cues;
use super::{Document, Edits, Filter};
use crate::document::Block;
use crate::hints::Hints;
use crate::parse::dateline::{is_dateline, most_words};
use crate::parse::metadata;
use crate::prose::ends_sentence;
use crate::words::{self, listed};
use foldhash::HashSet;
use std::sync::LazyLock;

static TIMES: LazyLock<Times> = LazyLock::new(Times::read);

/// The words of `times.txt`.
struct Times {
    minutes: HashSet<&'static str>,
    longer: HashSet<&'static str>,
    ago: HashSet<&'static str>,
}

impl Times {
    fn read() -> Self {
        let section = |name| listed(include_str!("times.txt"), name).collect();
        Times { minutes: section("minutes"), longer: section("longer"), ago: section("ago") }
    }
}

/// Longer lines say more than a time.
const FEW_WORDS: usize = 6;
/// The same, of a time of the day, which may stand in any line.
const HOUR_WORDS: usize = 4;
/// An article was written and changed; more hours are a timetable.
const MOST_HOURS: usize = 2;

/// Drops lines that name the author, the date or the reading time.
///
/// # What it removes
/// Before the first paragraph and right after the last: date lines, "3 hours ago", "Today at 12:30", "By …", "5 min read", several
/// of them between bars, and what stands in byline elements.
/// # What it leaves
/// Datelines that open a paragraph ("LISBON, March 3 —"), sentences, dates in tables and lists; pages that list things.
/// # Known limits
/// A byline that is only a name is known by its element, so not in text.
/// # Example
/// ```
/// use unspun::{Cleaner, Pipeline, filters::Byline};
/// let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Byline)).build();
/// let article = cleaner.clean_text(
///     "Wednesday, January 21, 2026\n\nThe harbour will be closed for a week from Monday, the council said on Friday, and in \
///      that week no ferry will sail from the old pier.");
/// assert!(article.body().starts_with("The harbour"));
/// assert_eq!(article.metadata().date(), Some("2026-01-21"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Byline;

impl Byline {
    pub(crate) const NAME: &'static str = "byline";
}

impl Filter for Byline {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    fn apply(&self, doc: &Document, edits: &mut Edits) {
        let Some((first, last)) = cues::prose_range(doc).filter(|_| !cues::is_list(doc)) else { return };
        let outside = || {
            let blocks = doc.blocks().filter(|block| block.index() < first || block.index() > last);
            blocks.filter(|block| Some(block.text()) != doc.title())
        };
        let is_timetable = outside().filter(|block| is_hour(block.text())).count() > MOST_HOURS;
        for block in outside().filter(|block| !is_timetable || !is_hour(block.text())) {
            if let Some(reason) = reason(&block) {
                edits.drop(block.index(), reason);
            }
        }
    }
}

fn reason(block: &Block<'_>) -> Option<&'static str> {
    let text = block.text();
    if words::count(text) > most_words(text)
        || block.tag().heading_level().is_some() && !block.hints().has(Hints::BYLINE)
    {
        return None;
    }
    let byline = || (!ends_sentence(text) && stands_in_byline(block)).then_some("byline");
    told(text).or_else(|| told_in_parts(text)).or_else(byline)
}

/// What a line tells of its article.
fn told(text: &str) -> Option<&'static str> {
    if is_dateline(text) {
        Some("date-line")
    } else if ends_sentence(text) {
        None
    } else if is_reading_time(text) {
        Some("reading-time")
    } else if is_age(text) || is_hour(text) {
        Some("date-line")
    } else {
        metadata::is_byline(text).then_some("byline")
    }
}

/// What all parts of a line tell, if that is more than times: "3 May 2024, 10.30 Uhr | Lesezeit: 3 Min."
fn told_in_parts(text: &str) -> Option<&'static str> {
    let parts = || text.split(['|', '·', '•']).map(str::trim).filter(|part| !part.is_empty());
    let told: Vec<&str> = parts().map(|part| told(without_stop(part))).collect::<Option<_>>()?;
    told.into_iter().find(|told| *told != "reading-time").filter(|_| parts().count() > 1)
}

/// "3 Min." without the full stop, which ends no sentence.
fn without_stop(text: &str) -> &str {
    let bare = text.trim_end_matches('.');
    let unit = words::split(bare).last().map(str::to_lowercase);
    if unit.is_some_and(|unit| TIMES.minutes.contains(unit.as_str())) { bare } else { text }
}

/// Whether elements call it so and nothing speaks against it; bars of cookie notices have such names, too.
fn stands_in_byline(block: &Block<'_>) -> bool {
    block.hints().has(Hints::BYLINE) && !cues::is_sure(block) && cues::phrase_reason(block, &["cookie"]).is_none()
}

/// A number of minutes in a line of few words.
fn is_reading_time(text: &str) -> bool {
    words::count(text) <= FEW_WORDS && has_number_of(text, &TIMES.minutes)
}

/// "3 hours ago", "vor 3 Stunden", "3時間前".
fn is_age(text: &str) -> bool {
    let ago = || words::split(text).any(|word| TIMES.ago.contains(word.to_lowercase().as_str()));
    let numbered = || has_number_of(text, &TIMES.longer) || has_number_of(text, &TIMES.minutes);
    let ideographs = || text.ends_with('前') && text.starts_with(char::is_numeric);
    words::count(text) <= FEW_WORDS && (ideographs() || numbered() && ago())
}

/// A time of the day beside a few words: "Today at 12:30", "Gestern um 18:03 Uhr".
fn is_hour(text: &str) -> bool {
    let words = || text.split_whitespace().map(|word| word.trim_matches([',', '(', ')']));
    words().nth(HOUR_WORDS).is_none() && words().filter(|word| is_time(word)).count() == 1
}

/// "12:30", "12h30".
fn is_time(word: &str) -> bool {
    let number = |digits: &str, most: u32| digits.len() <= 2 && digits.parse().is_ok_and(|number: u32| number <= most);
    word.split_once([':', 'h'])
        .is_some_and(|(hour, minute)| number(hour, 24) && minute.len() == 2 && number(minute, 59))
}

fn has_number_of(text: &str, units: &HashSet<&str>) -> bool {
    words::split(text)
        .zip(words::split(text).skip(1))
        .any(|(number, unit)| number.chars().all(char::is_numeric) && units.contains(unit.to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::{Byline, is_age, is_hour, is_reading_time, told, told_in_parts};
    use crate::{Cleaner, Pipeline};

    #[test]
    fn minutes_of_many_languages_are_reading_times() {
        for line in [
            "5 min read",
            "Lästid: 3 minuter",
            "3 хв читання",
            "3 perc olvasás",
            "3 मिनट में पढ़ें",
            "3 mínútna lestur",
            "3 דקות קריאה",
        ] {
            assert!(is_reading_time(line), "{line}");
        }
        assert!(!is_reading_time("3 mint leaves"));
    }

    #[test]
    fn a_time_ago_in_many_languages_is_an_age() {
        for line in [
            "Posted 3 hours ago",
            "vor 3 Stunden",
            "il y a 3 jours",
            "hace 45 minutos",
            "há 3 horas",
            "3 ore fa",
            "3 uur geleden",
            "3 godziny temu",
            "2 часа назад",
            "3 години тому",
            "3 timmar sedan",
            "3 timer siden",
            "3 tuntia sitten",
            "3 saat önce",
            "3 jam lalu",
            "3 giờ trước",
            "منذ 3 ساعات",
            "3 ساعت پیش",
            "3時間前",
            "5 天前",
            "3 घंटे पहले",
            "৩ ঘণ্টা আগে",
            "3 గంటల క్రితం",
            "3 گھنٹے پہلے",
            "לפני 3 שעות",
            "πριν από 3 ώρες",
            "před 3 hodinami",
            "pred 3 dňami",
            "acum 3 ore",
            "преди 3 часа",
            "prije 3 sata",
            "pre 3 dana",
            "prieš 3 valandas",
            "pirms 3 stundām",
            "3 tundi tagasi",
            "3 საათის წინ",
            "3 ժամ առաջ",
            "3 сағат бұрын",
            "3 soat oldin",
            "3 saat əvvəl",
            "fyrir 3 klukkustundum",
            "duela 3 ordu",
            "3 oras nakalipas",
            "3 மணி நேரம் முன்பு",
            "३ घण्टा अगाडि",
            "3 гадзіны таму",
            "3 цагийн өмнө",
        ] {
            assert!(is_age(line), "{line}");
        }
        for line in ["3 hours", "The mill burned down 3 days ago and was rebuilt", "駅前", "Tag 3 vor Ort"] {
            assert!(!is_age(line), "{line}");
        }
    }

    #[test]
    fn an_hour_and_few_words_are_a_time_in_any_language() {
        for line in
            ["Today at 12:30", "Gestern um 18:03 Uhr", "Publié aujourd'hui à 10h30", "Сегодня, 10:30", "Ma, 9:05"]
        {
            assert!(is_hour(line), "{line}");
        }
        for line in ["High 06:12 and 18:40", "FC Tarrow 2:1", "Psalm 119:105", "Size 12h301", "At 25:10"] {
            assert!(!is_hour(line), "{line}");
        }
    }

    #[test]
    fn an_hour_goes_and_a_timetable_stays() {
        let prose = "The harbour will be closed for a week from Monday, the council said on Friday, and no ferry will sail then.";
        let body = |lines: &str| {
            let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Byline)).build();
            cleaner.clean_text(&format!("Harbour to close for a week\n\n{lines}\n\n{prose}")).into_body()
        };
        assert!(!body("Today at 12:30").contains("12:30"));
        let titled = "Doors open at 19:30\n\nThe doors of the old hall open at 19:30 on Friday, and the band will play until the last \
            ferry sails, said the council, which pays for it.";
        let cleaner = Cleaner::builder().pipeline(Pipeline::new().then(Byline)).build();
        assert!(cleaner.clean_text(titled).body().starts_with("Doors open"), "the title is none");
        assert!(body("Open day\n\n09:30 Gates open\n\n10:15 First ferry\n\n11:00 Brass band").contains("10:15"));
    }

    #[test]
    fn a_line_may_tell_several_things_between_bars() {
        for line in
            ["07.05.2024, 10.30 Uhr | Lesezeit: 3 Min.", "By Jane Miller • 7 May 2024", "3 hours ago · | 5 min read"]
        {
            assert!(told(line).or_else(|| told_in_parts(line)).is_some(), "{line}");
        }
        for line in
            ["News | 7 May 2024 | Sport", "Harbour | Pier", "|", "Prep 20 Min. | Cook 25 Min.", "By Jane Miller"]
        {
            assert_eq!(told_in_parts(line), None, "{line}");
        }
        assert_eq!(told("It took 3 minutes."), None);
    }
}
