//! Paragraphs that ask for consent to cookies, in any language.

/// What cookies are called in other scripts.
const COOKIES: [&str; 7] = ["куки", "クッキー", "쿠키", "คุกกี้", "कुकीज", "تعريف الارتباط", "עוגיות"];
/// Where they are set: English bakes some, so both must be spoken of to ask for consent.
const PLACES: [&str; 24] = [
    "site",
    "web",
    "portal",
    "sito",
    "sitio",
    "sídlo",
    "stron",
    "strán",
    "browser",
    "naviga",
    "partner",
    "parten",
    "privac",
    "datenschutz",
    "сайт",
    "ιστό",
    "ιστο",
    "サイト",
    "사이트",
    "เว็บ",
    "साइट",
    "वेब",
    "موقع",
    "אתר",
];

/// What is said around the asking.
const AROUND: [&str; 41] = [
    "partner",
    "tracker",
    "tracking",
    "traceur",
    "on a device",
    "advertis",
    "publicité",
    "publicidad",
    "publicidade",
    "pubblicità",
    "werbung",
    "reklam",
    "annonsering",
    "samtyck",
    "samtykke",
    "suostumu",
    "consent",
    "permission",
    "personal data",
    "legitimate interest",
    "privacy",
    "preferences",
    "einwillig",
    "zustimm",
    "datenschutz",
    "personenbezogen",
    "consentement",
    "partenaire",
    "données personnelles",
    "consentimiento",
    "socios",
    "datos personales",
    "consenso",
    "dati personali",
    "parceiro",
    "dados pessoais",
    "toestemming",
    "persoonsgegevens",
    "zgod",
    "danych osobowych",
    "согласи",
];

/// Whether a paragraph goes on about consent: it has two words of it. Articles have them, too, so look behind a notice only.
pub(crate) fn goes_on(text: &str) -> bool {
    has_around(&text.to_lowercase(), 2)
}

fn has_around(lower: &str, least: usize) -> bool {
    AROUND.iter().filter(|word| lower.contains(**word)).nth(least - 1).is_some()
}

/// Whether a paragraph speaks of cookies.
pub(crate) fn names_cookies(text: &str) -> bool {
    let in_latin = text.contains("ookie") && (text.contains("cookie") || text.contains("Cookie"));
    in_latin || !text.is_ascii() && COOKIES.iter().any(|word| text.contains(word))
}

/// Whether a paragraph speaks of the cookies of a site.
pub(crate) fn asks_consent(text: &str) -> bool {
    if !names_cookies(text) {
        return false;
    }
    let text = text.to_lowercase();
    PLACES.iter().any(|word| text.contains(word))
}

/// Whether it does, or has so many words of consent that it need not name them.
pub(crate) fn seems_to_ask(text: &str) -> bool {
    asks_consent(text) || !names_cookies(text) && has_around(&text.to_lowercase(), 3)
}
