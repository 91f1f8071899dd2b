//! jusText's two passes (Pomikálek 2011, "Removing Boilerplate and Duplicate Content from Web Corpora", chapter 3), over lines.
//! Flat text knows neither links nor headings, so link density is 0 and no heading is kept.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Characters: below the first a line is short, above the second it can be good.
const LENGTHS: (usize, usize) = (70, 200);
/// Shares of stop words: below the first a line is bad, from the second it can be good.
const DENSITIES: (f64, f64) = (0.30, 0.32);

static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("english.stop").lines().flat_map(str::split_whitespace).collect());

#[derive(Clone, Copy, PartialEq)]
enum Class {
    Good,
    NearGood,
    Short,
    Bad,
}

pub(super) fn justext(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let classes: Vec<Class> = lines.iter().map(|line| context_free(line)).collect();
    let kept = revise(&classes);
    lines.iter().zip(kept).filter_map(|(line, kept)| kept.then_some(*line)).collect::<Vec<_>>().join("\n")
}

fn context_free(line: &str) -> Class {
    let chars = line.chars().count();
    let words = line.split_whitespace();
    let stop =
        |word: &&str| STOP_WORDS.contains(word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str());
    let density = words.clone().filter(stop).count() as f64 / words.count().max(1) as f64;
    match () {
        () if line.contains('©') => Class::Bad,
        () if chars < LENGTHS.0 => Class::Short,
        () if density < DENSITIES.0 => Class::Bad,
        () if density >= DENSITIES.1 && chars > LENGTHS.1 => Class::Good,
        () => Class::NearGood,
    }
}

/// The second pass: short lines take the class of their neighbours, then nearly good ones do.
fn revise(classes: &[Class]) -> Vec<bool> {
    let sure = sides(classes, |class| matches!(class, Class::Good | Class::Bad));
    let near = sides(classes, |class| class != Class::Short);
    let short = |at: usize| match sure[at] {
        [Class::Good, Class::Good] => Class::Good,
        [Class::Bad, Class::Bad] => Class::Bad,
        // One side is bad; a nearly good line on the way there speaks for this one.
        [before, _] => {
            let side = usize::from(before != Class::Bad);
            if near[at][side] == Class::NearGood { Class::Good } else { Class::Bad }
        }
    };
    let classes: Vec<Class> =
        (0..classes.len()).map(|at| if classes[at] == Class::Short { short(at) } else { classes[at] }).collect();
    let sure = sides(&classes, |class| class != Class::NearGood);
    let keep = |at: usize| match classes[at] {
        Class::NearGood => sure[at].contains(&Class::Good),
        class => class == Class::Good,
    };
    (0..classes.len()).map(keep).collect()
}

/// For each line, the nearest class before and behind it that counts; the edges of the page are bad.
fn sides(classes: &[Class], counts: impl Fn(Class) -> bool) -> Vec<[Class; 2]> {
    let mut sides = vec![[Class::Bad; 2]; classes.len()];
    let mut last = Class::Bad;
    for (at, &class) in classes.iter().enumerate() {
        sides[at][0] = last;
        last = if counts(class) { class } else { last };
    }
    last = Class::Bad;
    for (at, &class) in classes.iter().enumerate().rev() {
        sides[at][1] = last;
        last = if counts(class) { class } else { last };
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_between_good_ones_stay_and_menus_go() {
        let good = "The ferry that the people of the island had waited for since the winter was back on the water at \
            the end of the week, and by the time it left the harbour there was not a seat to be had on it, as the man \
            who sold the tickets said.";
        let page = format!("Home\nNews\nSport\n{good}\nNot a seat\n{good}\nShare\n© 2026 the Herald");
        assert_eq!(justext(&page), format!("{good}\nNot a seat\n{good}"));
    }
}
