//! Which language a text is in.

use crate::words;
use std::fmt;
use whatlang::Lang;

/// A language, by its ISO 639-1 code where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language(Lang);

/// Shorter texts are guessed at too badly to be named; measured with whatlang on web snippets.
const ENOUGH_BYTES: usize = 200;

impl Language {
    /// Detection takes as long as parsing a page ten times the size of its text, and more text hardly changes the answer.
    pub(crate) const SAMPLE_CHARS: usize = 300;

    /// Guesses the language; `None` if the text is short and the guess unsure.
    ///
    /// ```
    /// use unspun::Language;
    /// let text = "Der Rat der Stadt hat am Montag über den neuen Hafen beraten, und niemand war dagegen.";
    /// assert_eq!(Language::of(text).unwrap().code(), "de");
    /// assert_eq!(Language::of("OK"), None);
    /// ```
    pub fn of(text: &str) -> Option<Self> {
        let sample = words::head(text, 4 * Self::SAMPLE_CHARS);
        let info = whatlang::detect(sample)?;
        (info.is_reliable() || sample.len() >= ENOUGH_BYTES).then(|| Language(info.lang()))
    }

    /// Its two-letter code, or three letters where there are no two.
    pub fn code(self) -> &'static str {
        let three = self.0.code();
        TWO_LETTERS.iter().find(|(long, _)| *long == three).map_or(three, |(_, short)| short)
    }

    /// Its name in English: `German`.
    pub fn name(self) -> &'static str {
        self.0.eng_name()
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// ISO 639-3 as whatlang has it, and ISO 639-1.
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];
