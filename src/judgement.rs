//! Whether a text was spun, or why nobody can say.

use crate::language::Language;
use std::fmt;

/// Whether a synonym spinner rewrote a body, or why that was not judged.
///
/// ```
/// use unspun::{Cleaner, SpunJudgement};
/// let article = Cleaner::new().clean_text("Der Hafen bleibt am Montag geschlossen, sagte der Rat der Stadt am Freitag, \
///     und niemand wusste davon. Die letzte Fähre fuhr am Abend, danach lagen alle Schiffe still. Wann sie wieder \
///     fahren, steht noch nicht fest, denn der Sturm soll bis zum Ende der Woche dauern.");
/// assert!(matches!(article.spun_judgement(), SpunJudgement::OtherLanguage(Some(_))));
/// assert_eq!(article.spun_judgement().to_string(), "not judged: German");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub enum SpunJudgement {
    /// How likely it is, 0 to 1; calibrated.
    Judged(f32),
    /// Under about 80 words nothing can be said.
    TooShort,
    /// Only English is judged; `None` if the language can't be told.
    OtherLanguage(Option<Language>),
    /// No filter that judges ran.
    #[default]
    NotRun,
}

impl SpunJudgement {
    /// What is more probably spun than this counts as spun: more likely so than not.
    pub const SPUN: f32 = 0.5;

    /// How likely it is, if it was judged.
    pub fn probability(self) -> Option<f32> {
        match self {
            SpunJudgement::Judged(probability) => Some(probability),
            _ => None,
        }
    }

    /// In kebab-case, as in JSON records.
    pub fn name(self) -> &'static str {
        match self {
            SpunJudgement::Judged(_) => "judged",
            SpunJudgement::TooShort => "too-short",
            SpunJudgement::OtherLanguage(_) => "other-language",
            SpunJudgement::NotRun => "not-run",
        }
    }

    /// Whether it was judged, and is more likely spun than not.
    pub fn is_spun(self) -> bool {
        self.probability().is_some_and(|probability| probability > Self::SPUN)
    }
}

impl fmt::Display for SpunJudgement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SpunJudgement::Judged(probability) => write!(f, "{:.0} %", probability * 100.0),
            SpunJudgement::TooShort => f.write_str("not judged: too short"),
            SpunJudgement::OtherLanguage(Some(language)) => write!(f, "not judged: {}", language.name()),
            SpunJudgement::OtherLanguage(None) => f.write_str("not judged: unknown language"),
            SpunJudgement::NotRun => f.write_str("not judged: no such filter ran"),
        }
    }
}
