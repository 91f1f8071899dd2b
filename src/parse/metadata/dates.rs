//! Days as pages write them: ISO and its relatives, e-mail dates, month names in many languages, URL paths.

use super::calendars;
use crate::chars::{self, other_digit};
use crate::words::head;
use foldhash::HashMap;
use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

/// Text beyond this many bytes is not searched for a date.
const SEARCH_LIMIT: usize = 400;
const YEARS: std::ops::RangeInclusive<u32> = 1970..=2099;
/// Names that are a month earlier in Croatian than in Polish: Croatian has a full stop after the day.
const EARLIER_IN_CROATIAN: [&str; 3] = ["listopada", "lis", "lip"];

static MONTHS: LazyLock<HashMap<&'static str, u32>> = LazyLock::new(|| {
    let lines = include_str!("months.txt").lines().filter(|line| !line.starts_with('#'));
    lines.zip(1..).flat_map(|(line, month)| line.split(' ').map(move |name| (name, month))).collect()
});

/// A calendar day; displays as `yyyy-mm-dd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Day {
    year: u32,
    month: u32,
    day: u32,
}

impl Day {
    fn new(year: u32, month: u32, day: u32) -> Option<Self> {
        if let Some(days) = calendars::persian(year, month, day) {
            return Self::from_days(days);
        }
        let year = calendars::gregorian(year);
        let longest = match month {
            2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=longest).contains(&day);
        valid.then_some(Self { year, month, day })
    }

    /// The first date in a human or machine string. `month_first` reads 4/5/2024 as April 5.
    pub(super) fn find(text: &str, month_first: bool) -> Option<Self> {
        let text = ascii_digits(head(text, SEARCH_LIMIT));
        if !text.bytes().any(|byte| byte.is_ascii_digit()) && !text.contains('元') {
            return None;
        }
        let text = calendars::without_eras(&text);
        let tokens = tokens(&text);
        (0..tokens.len()).find_map(|at| Self::at(&tokens[at..], month_first))
    }

    /// A date that a machine wrote: like [`Day::find`], and also seconds or milliseconds since 1970.
    pub(super) fn from_value(value: &str, month_first: bool) -> Option<Self> {
        let value = value.trim();
        let digits = value.bytes().all(|byte| byte.is_ascii_digit());
        match value.len() {
            10 if digits => Self::from_days(value.parse::<i64>().ok()?.div_euclid(86_400)),
            13 if digits => Self::from_days(value.parse::<i64>().ok()?.div_euclid(86_400_000)),
            _ => Self::find(value, month_first),
        }
    }

    /// The date in a URL path such as `/2024/05/17/title` or `/2024-05-17-title`.
    pub(super) fn from_url(url: &str) -> Option<Self> {
        let path = url.split_once("://").map_or(url, |(_, rest)| rest);
        let path = path.split(['?', '#']).next()?.split_once('/')?.1;
        let tokens = tokens(head(path, SEARCH_LIMIT));
        (0..tokens.len()).find_map(|at| Self::year_first(&tokens[at..]))
    }

    /// Days to date by the civil calendar arithmetic of Howard Hinnant, "chrono-compatible low-level date algorithms".
    fn from_days(since_1970: i64) -> Option<Self> {
        let days = since_1970 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted = (5 * of_year + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let day = of_year - (153 * shifted + 2) / 5 + 1;
        Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    fn at(tokens: &[Token<'_>], month_first: bool) -> Option<Self> {
        Self::year_first(tokens)
            .or_else(|| Self::named(tokens))
            .or_else(|| Self::vietnamese(tokens))
            .or_else(|| Self::numeric(tokens, month_first))
    }

    /// `2024-05-17`, `2024/5/17`, `2024年5月17日`, `20240517`.
    fn year_first(tokens: &[Token<'_>]) -> Option<Self> {
        let (first, width) = tokens.first()?.number()?;
        if width == 8 {
            return Self::new(first / 10_000, first / 100 % 100, first % 100);
        }
        let rest: Vec<_> = tokens[1..].iter().filter(|token| !token.is_cjk_unit()).take(2).collect();
        let ((month, month_width), (day, day_width)) = (rest.first()?.number()?, rest.get(1)?.number()?);
        let joined =
            rest.iter().all(|token| matches!(token.gap, '-' | '/' | '.' | '_' | '年' | '月' | '）' | '년' | '월'));
        (width == 4 && month_width <= 2 && day_width <= 2 && joined).then(|| Self::new(first, month, day))?
    }

    /// `17 tháng 5 năm 2024`, `17 Tháng 5, 2024`.
    fn vietnamese(tokens: &[Token<'_>]) -> Option<Self> {
        let ([day, month_word, month], rest) = tokens.split_first_chunk()?;
        let year = rest.iter().find(|token| token.text != "năm")?;
        let is_month = month_word.text.to_lowercase() == "tháng";
        let number =
            |token: &Token<'_>, width| token.number().filter(|number| number.1 <= width).map(|number| number.0);
        is_month.then(|| Self::new(number(year, 4)?, number(month, 2)?, number(day, 2)?))?
    }

    /// `17 May 2024`, `May 17th, 2024`, `17 de mayo de 2024`, `2024 May 17`, `2024. gada 17. maijs`.
    fn named(tokens: &[Token<'_>]) -> Option<Self> {
        let mut parts = tokens.iter().filter(|token| !token.is_filler()).take(3);
        let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
        let year = |token: &Token<'_>| token.number().filter(|number| number.1 == 4).map(|number| number.0);
        let day = |token: &Token<'_>| token.number().filter(|number| number.1 <= 2).map(|number| number.0);
        if let Some(month) = first.month() {
            Self::new(year(third)?, month, day(second)?)
        } else if let Some(month) = second.month() {
            match day(first) {
                Some(day) => Self::new(year(third).or_else(|| third.short_thai_year(second))?, month, day),
                None => Self::new(year(first)?, month, day(third)?),
            }
        } else {
            // Few languages have the year in front of the day.
            let month = third.month().filter(|_| ["gada", "yil", "жылғы"].contains(&tokens[1].text))?;
            Self::new(year(first)?, month, day(second)?)
        }
    }

    /// `17.05.2024`, `05/17/2024`, `17/05/24`.
    fn numeric(tokens: &[Token<'_>], month_first: bool) -> Option<Self> {
        let [first, second, third, ..] = tokens else {
            return None;
        };
        let ((a, a_width), (b, b_width), (year, width)) = (first.number()?, second.number()?, third.number()?);
        let gap = second.gap;
        if gap != third.gap || !matches!(gap, '.' | '/' | '-') || a_width > 2 || b_width > 2 {
            return None;
        }
        let year = match width {
            4 => year,
            2 if a_width == 2 && b_width == 2 => 2000 + year,
            _ => return None,
        };
        let month_first = month_first && gap != '.';
        let (preferred, other) = if month_first { ((a, b), (b, a)) } else { ((b, a), (a, b)) };
        Self::new(year, preferred.0, preferred.1).or_else(|| Self::new(year, other.0, other.1))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// True for the name of a month.
pub(super) fn is_month(word: &str) -> bool {
    MONTHS.contains_key(word.trim_end_matches('.').to_lowercase().as_str())
}

/// A run of digits or of letters, and the character before it (a space where the run stands alone).
struct Token<'t> {
    text: &'t str,
    gap: char,
}

impl Token<'_> {
    fn number(&self) -> Option<(u32, usize)> {
        let digits = self.text.len() <= 8 && self.text.as_bytes().first()?.is_ascii_digit();
        digits.then(|| self.text.parse().ok().map(|number| (number, self.text.len())))?
    }

    fn month(&self) -> Option<u32> {
        if self.text.len() < 3 || self.text.len() > 33 {
            return None;
        }
        let name = self.text.trim_end_matches('.').to_lowercase();
        let croatian = self.gap == '.' && EARLIER_IN_CROATIAN.contains(&name.as_str());
        MONTHS.get(name.as_str()).map(|month| month - u32::from(croatian))
    }

    /// "67" behind a Thai month is 2567; smaller numbers are hours.
    fn short_thai_year(&self, month: &Token<'_>) -> Option<u32> {
        let (year, width) = self.number().filter(|_| month.text.starts_with(is_thai))?;
        (width == 2 && year >= 40).then_some(2500 + year)
    }

    /// Words that stand between the parts of a date: ordinal endings, "of", "de", "year" in Lithuanian and Latvian, and Thailand's era.
    fn is_filler(&self) -> bool {
        const FILLERS: [&str; 15] =
            ["st", "nd", "rd", "th", "er", "of", "de", "del", "di", "m", "gada", "yil", "жылғы", "ko", "พ.ศ."];
        FILLERS.iter().any(|filler| self.text.eq_ignore_ascii_case(filler))
    }

    fn is_cjk_unit(&self) -> bool {
        matches!(self.text, "年" | "月" | "日" | "년" | "월" | "일")
    }
}

/// The text with the digits of other scripts as ASCII ones: "２０２６年", "٢٠٢٦".
fn ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|char| other_digit(char).is_none()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|char| other_digit(char).unwrap_or(char)).collect::<String>().into()
}

/// Letters, and the signs inside words that the standard does not count among them.
fn in_word(char: char) -> bool {
    chars::is_alphabetic(char) || chars::is_joining(char)
}

/// Full stops are part of Thai abbreviations: "พ.ค."
fn is_thai(char: char) -> bool {
    matches!(char, '\u{e01}'..='\u{e3a}' | '\u{e40}'..='\u{e4e}')
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = None;
    let mut gap = ' ';
    let mut class = 0;
    for (at, char) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = || in_word(char) || char == '.' && text[..at].ends_with(is_thai);
        let next = if char.is_ascii_digit() { 1 } else { 2 * u8::from(inside()) };
        if let Some(from) = start
            && next != class
        {
            tokens.push(Token { text: &text[from..at], gap });
            gap = text[from..at].chars().next_back().unwrap_or(' ');
            start = None;
        }
        match next {
            // "12. 3. 2024" is "12.3.2024", "2024년 5월" is "2024년5월".
            0 if char == ' ' && matches!(gap, '.' | '년' | '월' | '年' | '月') => {}
            0 => gap = char,
            _ if start.is_none() => start = Some(at),
            _ => {}
        }
        class = next;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Option<String> {
        Day::find(text, true).map(|day| day.to_string())
    }

    #[test]
    fn machine_dates() {
        for text in [
            "2024-05-07",
            "2024-05-07T23:10:00-04:00",
            "20240507",
            "2024/5/7",
            "Tue, 07 May 2024 10:00:00 GMT",
            "2024年5月7日",
        ] {
            assert_eq!(day(text).as_deref(), Some("2024-05-07"), "{text}");
        }
        let epoch = |value| Day::from_value(value, true).map(|day| day.to_string());
        assert_eq!(epoch("1715040000").as_deref(), Some("2024-05-07"));
        assert_eq!(epoch("1715040000000").as_deref(), Some("2024-05-07"));
    }

    #[test]
    fn dates_in_words() {
        for text in [
            "Published on May 7th, 2024 at 10 am",
            "7 May 2024",
            "7. Mai 2024",
            "le 7 mai 2024",
            "7 de mayo de 2024",
            "7 maggio 2024",
            "7 mei 2024",
            "7 maja 2024",
            "7 мая 2024 г.",
            "7 Mayıs 2024",
            "7. května 2024",
            "Vydáno 7. 5. 2024 14:05",
            "৭ মে ২০২৪",
            "7 พฤษภาคม 2024",
            "7 พฤษภาคม 2567",
            "7 พ.ค. 2567 เวลา 10:30 น.",
            "อังคารที่ 7 พ.ค. 67 10:30 น.",
            "7 พฤษภาคม 67",
            "๗ พฤษภาคม พ.ศ. ๒๕๖๗",
            "18 اردیبهشت 1403",
            "سه‌شنبه ۱۸ اردیبهشت ۱۴۰۳ - ۱۰:۲۰",
            "۱۴۰۳/۰۲/۱۸",
            "令和６年５月７日",
            "2024年（令和6年）5月7日",
            "2024년 5월 7일",
            "2024 年 5 月 7 日",
            "7 tháng 5 năm 2024",
            "Thứ ba, 7 Tháng 5, 2024",
            "7 مايو 2024 - 22:15",
            "٧ مايو ٢٠٢٤",
            "7 במאי 2024",
            "7 मई 2024",
            "２０２４年５月７日 付",
            "2024 m. gegužės 7 d.",
            "2024. gada 7. maijs",
            "2024-yil 7-may",
            "2024 жылғы 7 мамыр",
            "2024ko maiatzaren 7a",
            "7. maí 2024",
            "7 траўня 2024",
            "7 మే 2024",
            "2024 മേയ് 7",
            "೭ ಮೇ ೨೦೨೪",
            "7 ਮਈ 2024",
            "2024 මැයි 7",
            "៧ ឧសភា ២០២៤",
            "7 მაისი 2024",
            "7 மே 2024",
            "7 مئی 2024",
            "تاريخ النشر: 2024/05/07 - الساعة: 12:40",
        ] {
            assert_eq!(day(text).as_deref(), Some("2024-05-07"), "{text}");
        }
    }

    #[test]
    fn polish_and_croatian_share_names_of_months() {
        for (text, expected) in [
            ("12 listopada 2024 r.", "2024-11-12"),
            ("12 lis 2024", "2024-11-12"),
            ("12. listopada 2024.", "2024-10-12"),
            ("12.listopada 2024.", "2024-10-12"),
            ("12. listopadu 2024", "2024-11-12"),
            ("12 lipca 2024", "2024-07-12"),
            ("12 lip 2024", "2024-07-12"),
            ("12. lip 2024.", "2024-06-12"),
            ("12. lipnja 2024.", "2024-06-12"),
            ("12. junija 2024", "2024-06-12"),
            ("12. јула 2024.", "2024-07-12"),
            ("12 лістапада 2024", "2024-11-12"),
        ] {
            assert_eq!(day(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn numeric_dates_follow_the_order_or_the_only_one_possible() {
        assert_eq!(Day::find("05/07/2024", true).map(|day| day.to_string()).as_deref(), Some("2024-05-07"));
        assert_eq!(Day::find("05/07/2024", false).map(|day| day.to_string()).as_deref(), Some("2024-07-05"));
        assert_eq!(Day::find("13/05/2024", true).map(|day| day.to_string()).as_deref(), Some("2024-05-13"));
        assert_eq!(Day::find("05.07.2024", true).map(|day| day.to_string()).as_deref(), Some("2024-07-05"));
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "2024",
            "May 2024",
            "2024-13-01",
            "30 February 2024",
            "1.2.3",
            "call 555 12 3456",
            "12:30:45",
            "9999-01-01",
            "7 พ.ค. 10:30 น.",
            "7 May 67",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn addresses() {
        let day = |url| Day::from_url(url).map(|day| day.to_string());
        assert_eq!(day("https://a.example/news/2024/05/07/title").as_deref(), Some("2024-05-07"));
        assert_eq!(day("https://a.example/2024-05-07-title.html").as_deref(), Some("2024-05-07"));
        assert_eq!(day("https://a.example/2024/05/title"), None);
        assert_eq!(day("https://a.example/?day=2024-05-07"), None);
    }
}
