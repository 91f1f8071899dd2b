//! Compares texts with white space folded.

/// Every run of white space as one space, and no markers of list items.
pub fn fold(text: &str) -> String {
    let marker = |word: &&str| !matches!(*word, "-" | "•" | "*");
    text.split_whitespace().filter(marker).collect::<Vec<_>>().join(" ")
}

/// The lines that only one of two texts has, if they differ.
pub fn difference(gold: &str, body: &str) -> Option<String> {
    if fold(gold) == fold(body) {
        return None;
    }
    let lines = |text: &str| text.lines().map(fold).filter(|line| !line.is_empty()).collect::<Vec<_>>();
    let (gold, body) = (lines(gold), lines(body));
    let only = |sign: char, these: &[String], those: &[String]| {
        these.iter().filter(|line| !those.contains(line)).map(|line| format!("\n    {sign} {line}")).collect::<String>()
    };
    Some(format!("body differs{}{}", only('-', &gold, &body), only('+', &body, &gold)))
}
