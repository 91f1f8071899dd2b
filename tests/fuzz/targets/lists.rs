//! Lists of one's own: phrases, and known lines of furniture.
#![no_main]

use unspun::{ChromeList, Cleaner, PhraseBook};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let lines = text.lines().count();
    // The examples of a phrase list are tried on its rules.
    if let Err(error) = PhraseBook::parse("list", &text) {
        assert!((1..=lines.max(1)).contains(&error.line()), "{error}");
    }
    match ChromeList::parse("list", &text) {
        Ok(list) => {
            assert_eq!(ChromeList::parse("list", &list.to_text()).as_ref().ok(), Some(&list), "it reads back");
            let cleaner = Cleaner::builder().pipeline(unspun::Pipeline::new()).chrome_list(list).build();
            cleaner.clean_text(&text);
        }
        Err(error) => assert!(error.to_string().starts_with("list:"), "{error}"),
    }
});
