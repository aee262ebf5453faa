//! Meta's error codes: who must act, whether to try again, and what to tell people.

use std::sync::OnceLock;

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Explanation {
    /// The codes from `first` to `last` mean the same.
    pub first: i64,
    pub last: i64,
    pub title: String,
    pub retry: Retry,
    pub who: Who,
    pub cause: Text3,
    pub action: Text3,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Retry {
    /// Soon, with growing pauses.
    Retry,
    /// Later: a limit must recover first.
    Wait,
    /// The same request will never succeed.
    Never,
    /// A person must change something first; then it may succeed.
    Fix,
}

/// Who must act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// This installation, by itself or by whoever runs it.
    Us,
    Business,
    Customer,
    Meta,
}

/// One text in the three languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Text3 {
    pub es: String,
    pub en: String,
    pub pt: String,
}

#[derive(Deserialize)]
struct Table {
    codes: Vec<Explanation>,
}

/// None for codes that Meta's list does not have: show Meta's own words then.
pub fn explain(code: i64) -> Option<&'static Explanation> {
    let table = all();
    let after = table.partition_point(|it| it.first <= code);
    table[..after].last().filter(|it| code <= it.last)
}

/// In the order of their codes.
pub fn all() -> &'static [Explanation] {
    static TABLE: OnceLock<Vec<Explanation>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let file = include_str!("../data/errors.json");
        let table: Table = serde_json::from_str(file).expect("a test reads the embedded file");
        table.codes
    })
}
