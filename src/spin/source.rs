//! The lexicon's source format (`en.spun` explains it) and its parser.

use super::Class;
use super::inflect::Irregular;

/// A line that the parser can't read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {kind}")]
pub(crate) struct SourceError {
    line: usize,
    kind: SourceErrorKind,
}

/// What is wrong with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SourceErrorKind {
    #[error("an entry before the first section")]
    NoSection,
    #[error("an unknown section")]
    UnknownSection,
    #[error("no '=' between the phrase and its originals")]
    NoOriginals,
    #[error("an empty phrase or original")]
    Empty,
    #[error("an unknown condition")]
    UnknownCondition,
    #[error("a verb needs three irregular forms, a noun one")]
    Forms,
}

/// Which forms an entry has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Inflection {
    None,
    Verb,
    Noun,
}

impl Inflection {
    /// That of a part of speech, as thesauri mark it.
    #[cfg(feature = "train")]
    pub(crate) fn of(part: char) -> Self {
        match part {
            'v' => Inflection::Verb,
            'n' => Inflection::Noun,
            _ => Inflection::None,
        }
    }
}

/// Words beside a phrase that an entry needs or refuses.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Conditions<'s> {
    pub(crate) left: Option<&'s str>,
    pub(crate) right: Option<&'s str>,
    pub(crate) not_left: Option<&'s str>,
    pub(crate) not_right: Option<&'s str>,
}

/// One line of the source.
#[derive(Debug, Clone)]
pub(crate) struct Line<'s> {
    pub(crate) phrase: &'s str,
    /// Joined by commas, best first.
    pub(crate) originals: &'s str,
    pub(crate) class: Class,
    pub(crate) inflection: Inflection,
    pub(crate) conditions: Conditions<'s>,
    pub(crate) origin: Origin,
}

impl<'s> Line<'s> {
    pub(crate) fn each_original(&self) -> impl Iterator<Item = &'s str> {
        self.originals.split(',').map(str::trim)
    }
}

/// Where an entry comes from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Compiled by hand: what gives spinners away.
    #[default]
    Own,
    /// Compiled by hand: synonyms that anybody may write.
    General,
    /// Chosen from the Moby thesaurus.
    Moby,
    /// Chosen from WordNet.
    WordNet,
}

/// Everything the source says.
#[derive(Debug, Default, Clone)]
pub(crate) struct Source<'s> {
    pub(crate) lines: Vec<Line<'s>>,
    pub(crate) irregular: Irregular<'s>,
    /// Of the lines that are being read.
    origin: Origin,
}

#[derive(Clone, Copy)]
enum Section {
    VerbForms,
    NounForms,
    Entries(Class, Inflection),
}

/// Reads whole source texts; stops at the first line that is wrong.
pub(crate) fn parse<'s>(texts: &[(&'s str, Origin)]) -> Result<Source<'s>, SourceError> {
    let mut source = Source::default();
    for &(text, origin) in texts {
        source.origin = origin;
        read(&mut source, text)?;
    }
    Ok(source)
}

fn read<'s>(source: &mut Source<'s>, text: &'s str) -> Result<(), SourceError> {
    let mut section = None;
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        let at = |kind| SourceError { line: index + 1, kind };
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = Some(section_of(name).ok_or(at(SourceErrorKind::UnknownSection))?);
            continue;
        }
        let section = section.ok_or(at(SourceErrorKind::NoSection))?;
        source.read(section, line).map_err(at)?;
    }
    Ok(())
}

fn section_of(name: &str) -> Option<Section> {
    match name {
        "verb forms" => return Some(Section::VerbForms),
        "noun forms" => return Some(Section::NounForms),
        _ => {}
    }
    let (class, part) = name.split_once(' ').unwrap_or((name, ""));
    let class = match class {
        "impossible" => Class::Impossible,
        "context" => Class::WrongContext,
        "rate" => Class::RateOnly,
        _ => return None,
    };
    match part {
        "" => Some(Section::Entries(class, Inflection::None)),
        "verb" => Some(Section::Entries(class, Inflection::Verb)),
        "noun" => Some(Section::Entries(class, Inflection::Noun)),
        _ => None,
    }
}

impl<'s> Source<'s> {
    fn read(&mut self, section: Section, line: &'s str) -> Result<(), SourceErrorKind> {
        let (phrase, rest) = line.split_once('=').ok_or(SourceErrorKind::NoOriginals)?;
        let (phrase, mut fields) = (phrase.trim(), rest.split('|'));
        let values = fields.next().unwrap_or_default();
        let mut each = values.split(',').map(str::trim);
        if phrase.is_empty() || each.clone().any(str::is_empty) {
            return Err(SourceErrorKind::Empty);
        }
        match (section, each.next(), each.next(), each.next(), each.next()) {
            (Section::VerbForms, Some(past), Some(participle), Some(ing), None) => {
                self.irregular.verbs.insert(phrase, [past, participle, ing]);
            }
            (Section::NounForms, Some(plural), None, ..) => {
                self.irregular.nouns.insert(phrase, plural);
            }
            (Section::Entries(class, inflection), ..) => {
                let conditions = conditions(fields)?;
                let origin = self.origin;
                self.lines.push(Line { phrase, originals: values, class, inflection, conditions, origin });
            }
            _ => return Err(SourceErrorKind::Forms),
        }
        Ok(())
    }
}

fn conditions<'s>(fields: impl Iterator<Item = &'s str>) -> Result<Conditions<'s>, SourceErrorKind> {
    let mut conditions = Conditions::default();
    for field in fields {
        let (key, words) = field.split_once(':').ok_or(SourceErrorKind::UnknownCondition)?;
        let place = match key.trim() {
            "left" => &mut conditions.left,
            "right" => &mut conditions.right,
            "not-left" => &mut conditions.not_left,
            "not-right" => &mut conditions.not_right,
            _ => return Err(SourceErrorKind::UnknownCondition),
        };
        *place = Some(words.trim());
    }
    Ok(conditions)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> (usize, SourceErrorKind) {
        let SourceError { line, kind } = parse(&[(text, Origin::Own)]).expect_err("must not parse");
        (line, kind)
    }

    #[test]
    fn a_line_gives_phrase_originals_and_conditions() {
        let source =
            parse(&[("# c\n[context verb]\nship = send, dispatch | left: to | not-right: goods #", Origin::Own)])
                .expect("parses");
        let line = &source.lines[0];
        assert_eq!((line.phrase, line.each_original().collect::<Vec<_>>()), ("ship", vec!["send", "dispatch"]));
        assert_eq!((line.class, line.inflection), (Class::WrongContext, Inflection::Verb));
        assert_eq!((line.conditions.left, line.conditions.not_right), (Some("to"), Some("goods #")));
    }

    #[test]
    fn errors_name_the_line_and_what_is_wrong() {
        assert_eq!(error("a = b"), (1, SourceErrorKind::NoSection));
        assert_eq!(error("\n[other]"), (2, SourceErrorKind::UnknownSection));
        assert_eq!(error("[rate]\nword"), (2, SourceErrorKind::NoOriginals));
        assert_eq!(error("[rate]\nword = a, "), (2, SourceErrorKind::Empty));
        assert_eq!(error("[rate]\nword = a | near: b"), (2, SourceErrorKind::UnknownCondition));
        assert_eq!(error("[verb forms]\ngo = went"), (2, SourceErrorKind::Forms));
    }
}
