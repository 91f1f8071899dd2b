//! Calendars other than the Gregorian: of Thailand, Iran and Japan.

use std::borrow::Cow;
use std::ops::RangeInclusive;

/// Years as Thailand counts them: 2567 is 2024.
const BUDDHIST: RangeInclusive<u32> = 2540..=2642;
const BUDDHIST_YEARS: u32 = 543;
/// Years as Iran counts them: most of 1403 is in 2024. Years of the moon, which Arab countries count, are higher by now.
const PERSIAN: RangeInclusive<u32> = 1360..=1420;
/// A year of Iran, and the day since 1970 on which it began: 20 March 2024.
const NOWRUZ: (u32, i64) = (1403, 19_802);
/// Eras of Japan and the year before each began.
const ERAS: [(&str, u32); 3] = [("令和", 2018), ("平成", 1988), ("昭和", 1925)];

/// The year by the Gregorian calendar; unlike Iran's, Thailand's years begin with it.
pub(super) fn gregorian(year: u32) -> u32 {
    if BUDDHIST.contains(&year) { year - BUDDHIST_YEARS } else { year }
}

/// Days from 1970 to a day of the calendar of Iran; `None` if it has no such day or the year is not one of it.
pub(super) fn persian(year: u32, month: u32, day: u32) -> Option<i64> {
    let longest = match month {
        1..=6 => 31,
        12 if !is_persian_leap(year) => 29,
        _ => 30,
    };
    let valid = PERSIAN.contains(&year) && (1..=12).contains(&month) && (1..=longest).contains(&day);
    let length = |year| 365 + i64::from(is_persian_leap(year));
    let (known, begins) = NOWRUZ;
    let years = || (known..year).map(length).sum::<i64>() - (year..known).map(length).sum::<i64>();
    let months = |month: u32| 31 * month.min(6) + 30 * month.saturating_sub(6);
    valid.then(|| begins + years() + i64::from(months(month - 1) + day - 1))
}

/// Eight years of 33 are a day longer: a rule that holds from 1343 to 1472.
fn is_persian_leap(year: u32) -> bool {
    (25 * year + 11) % 33 < 8
}

/// "令和6年" and "平成元年" as 2024年 and 1989年.
pub(super) fn without_eras(text: &str) -> Cow<'_, str> {
    let written = text.contains('年').then(|| without_era(text));
    written.flatten().map_or(Cow::Borrowed(text), Cow::Owned)
}

fn without_era(text: &str) -> Option<String> {
    let ((ahead, behind), before) = ERAS.iter().find_map(|(era, before)| Some((text.split_once(era)?, before)))?;
    let (number, rest) = behind.split_once('年')?;
    let of_era = if number == "元" { 1 } else { number.parse::<u32>().ok().filter(|number| *number < 100)? };
    Some(format!("{ahead}{}年{rest}", before + of_era))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn persian_years_begin_in_march_and_some_are_longer() {
        let days = [(1403, 1, 1), (1403, 12, 30), (1404, 1, 1), (1402, 12, 29), (1399, 12, 30)];
        let found = days.map(|(year, month, day)| persian(year, month, day));
        // 20 March 2024, 20 March 2025 and 21 March 2025, 19 March 2024, 20 March 2021.
        assert_eq!(found, [Some(19_802), Some(20_167), Some(20_168), Some(19_801), Some(18_706)]);
        assert_eq!([persian(1402, 12, 30), persian(1403, 7, 31), persian(1445, 1, 1)], [None; 3]);
    }

    #[test]
    fn years_of_eras_are_years() {
        assert_eq!(without_eras("令和6年5月3日"), "2024年5月3日");
        assert_eq!(without_eras("更新 平成元年1月8日"), "更新 1989年1月8日");
        assert_eq!(without_eras("2024年（令和6年）5月3日"), "2024年（2024年）5月3日");
        assert_eq!([without_eras("令和の時代"), without_eras("令和")], ["令和の時代", "令和"]);
        assert_eq!(without_eras("令和 4000000000年"), "令和 4000000000年");
    }
}
