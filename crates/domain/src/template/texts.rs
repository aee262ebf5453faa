//! What the linter tells people, in the languages of the house.

use crate::Text3;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Deserialize)]
struct Texts {
    es: String,
    en: String,
    pt: String,
}

fn all() -> &'static BTreeMap<String, Texts> {
    static TABLE: OnceLock<BTreeMap<String, Texts>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let file = include_str!("../../data/template_findings.json");
        serde_json::from_str(file).expect("a test reads the embedded file")
    })
}

/// The texts of a finding, its limit filled in.
pub(super) fn message(code: &str, limit: Option<u64>) -> Text3 {
    let limit = limit.map(|limit| limit.to_string()).unwrap_or_default();
    let fill = |text: Option<&str>| text.unwrap_or(code).replace("{limit}", &limit);
    let texts = all().get(code);
    Text3 {
        es: fill(texts.map(|texts| texts.es.as_str())),
        en: fill(texts.map(|texts| texts.en.as_str())),
        pt: fill(texts.map(|texts| texts.pt.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_a_sentence() {
        for (code, texts) in all() {
            for text in [&texts.es, &texts.en, &texts.pt] {
                assert!(text.ends_with('.'), "{code}: {text}");
            }
        }
    }
}
