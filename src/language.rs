//! Which language a text is in.

use crate::words;
use std::fmt;
use whatlang::Lang;

/// A language, by its ISO 639-1 code where there is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Language {
    code: &'static str,
    name: &'static str,
}

/// Shorter texts are guessed at too badly to be named; measured with whatlang on web snippets.
const ENOUGH_BYTES: usize = 200;

/// Languages that whatlang does not know: letters that tell them, and in how many of a text's there is at least one of those.
/// The first that fits is meant; "ë" is in names and loanwords of others, too.
const TOLD_BY_LETTERS: [(&str, usize, &str, &str); 18] = [
    ("þð", 150, "is", "Icelandic"),
    ("ħċġ", 150, "mt", "Maltese"),
    ("ɓɗƙ", 150, "ha", "Hausa"),
    ("ṣ", 150, "yo", "Yoruba"),
    ("ҙҫҡ", 150, "ba", "Bashkir"),
    ("ұ", 150, "kk", "Kazakh"),
    ("җ", 150, "tt", "Tatar"),
    ("ҷӯӣ", 150, "tg", "Tajik"),
    ("ң", 150, "ky", "Kyrgyz"),
    ("өү", 150, "mn", "Mongolian"),
    ("ښځږۍ", 150, "ps", "Pashto"),
    ("ٻڄڦڳ", 150, "sd", "Sindhi"),
    ("ێڵۆ", 150, "ckb", "Sorani Kurdish"),
    ("ۇۈې", 150, "ug", "Uyghur"),
    ("ລນກ", 150, "lo", "Lao"),
    ("་", 150, "bo", "Tibetan"),
    ("ދވއ", 150, "dv", "Dhivehi"),
    ("ë", 30, "sq", "Albanian"),
];
/// All of these letters come after it.
const LOWEST: char = 'ß';

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
        Self::told_by_letters(sample).or_else(|| {
            let info = whatlang::detect(sample)?;
            (info.is_reliable() || sample.len() >= ENOUGH_BYTES).then(|| Self::known(info.lang()))
        })
    }

    fn known(lang: Lang) -> Self {
        let three = lang.code();
        let code = TWO_LETTERS.iter().find(|(long, _)| *long == three).map_or(three, |(_, short)| *short);
        Language { code, name: lang.eng_name() }
    }

    fn told_by_letters(sample: &str) -> Option<Self> {
        let all = sample.chars().count();
        let dressed: Vec<char> = sample.chars().filter(|c| *c >= LOWEST).collect();
        let fits = |letters: &str, one_in: usize| {
            dressed.iter().filter(|letter| letters.contains(**letter)).count() * one_in >= all.max(one_in)
        };
        let (.., code, name) = TOLD_BY_LETTERS.into_iter().find(|(letters, one_in, ..)| fits(letters, *one_in))?;
        Some(Language { code, name })
    }

    /// Its two-letter code, or three letters where there are no two.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// Its name in English: `German`.
    pub fn name(self) -> &'static str {
        self.name
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

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn letters_tell_languages_that_are_taken_for_others() {
        for (text, code) in [
            (
                "Höfnin verður lokuð í viku frá mánudegi á meðan gamla bryggjan er rifin, sagði bæjarráð, og þá siglir engin ferja.",
                "is",
            ),
            (
                "Ескі айлақ бұзылып жатқанда порт дүйсенбіден бастап бір апта жабық болады, деп мәлімдеді қалалық кеңес жұма күні.",
                "kk",
            ),
            (
                "Хуучин гүүрийг нураах хооронд боомт даваа гарагаас эхлэн долоо хоног хаалттай байна гэж хотын зөвлөл мэдэгдлээ.",
                "mn",
            ),
            (
                "Porti do të jetë i mbyllur për një javë nga e hëna, ndërsa kalata e vjetër po rrëzohet, tha këshilli të premten.",
                "sq",
            ),
            (
                "Il-port se jkun magħluq għal ġimgħa mit-Tnejn sakemm il-moll il-qadim jitwaqqaʼ, qal il-kunsill nhar il-Ġimgħa.",
                "mt",
            ),
        ] {
            assert_eq!(Language::of(text).map(Language::code), Some(code), "{text}");
        }
        let names = "Thór Þórsson went to the harbour on Monday with his friend Zoë and said that the old pier would be closed until \
            the summer, because divers had found two cracks in it after the storm in March, and no ferry will sail.";
        assert_eq!(Language::of(names).map(Language::code), Some("en"));
    }
}
