//! Names in lines that no opener of Latin script marks: "作者：…", "記者…／…報導", "… 기자", a name between title and date.

use super::dates::Day;
use crate::chars;
use crate::phrases::PhraseBook;
use crate::words::{self, head};

/// Lines of more bytes sign nothing.
const LINE_LIMIT: usize = 200;
/// What stands before a name in Chinese and Japanese lines.
const LABELS: [&str; 11] =
    ["作者", "撰文", "記者", "记者", "執筆者", "文・写真", "取材・文", "文／", "文・", "文＝", "文："];
/// What stands right behind a name there, where nothing sets it apart.
const STOPS: [&str; 16] = [
    "字号", "字體", "责编", "责任", "编辑", "編輯", "来源", "來源", "发布", "發布", "时间", "時間", "阅读", "浏览",
    "报道", "報導",
];
/// Who took a picture did not write the text.
const PICTURES: [&str; 4] = ["摄", "攝", "撮影", "影"];

/// The author whom a line names, if it is one that signs.
pub(super) fn of_line(line: &str) -> Option<&str> {
    let line = head(line.trim(), LINE_LIMIT);
    // All words that sign here are of scripts whose letters begin with such a byte.
    if !line.bytes().any(|byte| byte >= 0xe3) {
        return None;
    }
    if line.ends_with(['。', '！', '？']) { None } else { korean(line).or_else(|| east_asian(line)) }
}

fn east_asian(line: &str) -> Option<&str> {
    LABELS.iter().find_map(|label| {
        let at = line.find(label)?;
        // "文" ends many a word.
        let apart = !label.starts_with('文') || line[..at].chars().next_back().is_none_or(|c| !words::is_ideograph(c));
        let rest = line[at + label.len()..].trim_start_matches(['：', ':', '／', '/', '・', '＝', ' ', '　', '\u{a0}']);
        let end = rest.find(|c: char| !words::is_ideograph(c) || c == '・').unwrap_or(rest.len());
        let end = STOPS.iter().filter_map(|stop| rest[..end].find(stop)).min().unwrap_or(end);
        let after = rest[end..].trim_start_matches([' ', '／', '/']);
        let took = PICTURES.iter().any(|word| after.starts_with(word) || rest[..end].ends_with(word));
        (apart && !took && (2..=5).contains(&rest[..end].chars().count())).then_some(&rest[..end])
    })
}

/// "홍길동 기자": the word for a reporter behind a name of two to four syllables, in a line of few words.
fn korean(line: &str) -> Option<&str> {
    let syllables =
        |text: &str| text.chars().all(|c| matches!(c, '가'..='힣')) && (2..=4).contains(&text.chars().count());
    let words: Vec<&str> =
        line.split([' ', '=', '|', '(', '[', ']', ')']).filter(|word| !word.is_empty()).take(7).collect();
    let at = words.iter().position(|word| word.ends_with("기자")).filter(|_| words.len() < 7)?;
    let name = words[at].strip_suffix("기자").filter(|name| !name.is_empty());
    name.or_else(|| at.checked_sub(1).map(|before| words[before])).filter(|name| syllables(name))
}

/// Whether the line is a bare name under a headline and over a date.
pub(super) fn is_bare_name(before: &str, line: &str, after: &[&str]) -> bool {
    let short = line.len() <= LINE_LIMIT && before.len() <= LINE_LIMIT;
    let headed = short && words::count(before) >= 4 && before.chars().any(chars::is_lowercase);
    headed
        && has_shape_of_name(line)
        && PhraseBook::builtin().find(line).is_none()
        && after.iter().take(2).any(|line| is_date(line))
}

/// "ByAnn Lee" as flatteners leave it, without the "By".
pub(super) fn without_glued_opener(line: &str) -> &str {
    line.strip_prefix("By").filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(line)
}

/// A date that fills most of its line.
fn is_date(line: &str) -> bool {
    line.len() <= 60 && Day::find(line, true).is_some()
}

/// Two to four capitalised words, particles aside, and nothing else.
pub(super) fn has_shape_of_name(line: &str) -> bool {
    let words: Vec<&str> = line.split(' ').collect();
    let capital = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(chars::is_lowercase)
    };
    let particle =
        |word: &&str| matches!(*word, "de" | "da" | "dos" | "van" | "von" | "der" | "den" | "di" | "la" | "el" | "al");
    let letters = line.chars().all(|c| chars::is_alphabetic(c) || matches!(c, ' ' | '-' | '.' | '\'' | '’'));
    let capitals = words.iter().filter(|word| capital(word)).count();
    let label = matches!(words[0], "More" | "The" | "All" | "Our" | "From" | "Read");
    letters
        && !label
        && (2..=4).contains(&capitals)
        && words.iter().all(|word| capital(word) || particle(word))
        && capital(&words[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn east_asian_lines_name_their_author() {
        for (line, name) in [
            ("2026-06-26 07:50 来源：山村日报 作者：林小舟", "林小舟"),
            ("来源：山村日报作者：林小舟字号：大中小", "林小舟"),
            ("潮聲新聞／ 記者林小舟／屏東即時報導", "林小舟"),
            ("取材・文 山田花子", "山田花子"),
            ("문바다 기자", "문바다"),
            ("[강마을=산들신문] 문바다 기자 sea@news.example", "문바다"),
        ] {
            assert_eq!(of_line(line), Some(name), "{line}");
        }
        for line in
            ["渔民在船头。山村日报记者 林小舟 摄", "他对记者说，桥会修好。", "论文・研究", "記者会見は三時から。"]
        {
            assert_eq!(of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_name_stands_between_headline_and_date() {
        let headline = "Junta recupera levada antiga";
        assert!(is_bare_name(headline, "Rui da Silva", &["5 de março de 2026 - 11:20"]));
        assert!(!is_bare_name(headline, "Notícias", &["5 de março de 2026"]));
        assert!(!is_bare_name(headline, "Rui da Silva", &["Partilhar", "Tweet", "5 de março de 2026"]));
        assert!(!is_bare_name(headline, "More From Our Town", &["5 de março de 2026"]));
        assert_eq!(without_glued_opener("ByAnn Lee"), "Ann Lee");
        assert!(!is_bare_name("Desporto", "Rui da Silva", &["5 de março de 2026"]));
    }
}
