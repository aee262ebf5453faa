//! Meta's error codes: who must act, whether to try again, and what to tell people.

use std::sync::OnceLock;
use std::time::Duration;

use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Explanation {
    /// The codes from `first` to `last` mean the same.
    pub first: i64,
    pub last: i64,
    pub title: String,
    pub retry: Retry,
    pub who: Who,
    /// How often it is tried at most, where Meta says so; the first attempt counts.
    #[serde(default)]
    pub attempts: Option<i64>,
    #[serde(default)]
    pause_seconds: Option<u32>,
    /// Each attempt waits so many times longer than the one before.
    #[serde(default)]
    pub pause_grows: bool,
    /// What it changes, beside the message that met it.
    #[serde(default)]
    pub effect: Option<Effect>,
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

impl Explanation {
    /// How long to wait at least before another attempt, where Meta says so.
    pub fn pause(&self) -> Option<Duration> {
        let seconds = self.pause_seconds.map(u64::from);
        seconds.map(Duration::from_secs)
    }
}

/// What an error changes for others than the message that met it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    LineNeedsAttention,
    LineHeld,
    ContactUnreachable,
    ContactOptedOut,
    OffersHeld,
    TemplateStale,
    WindowClosed,
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Each code that the project's notes on Meta's list name.
    const LISTED: &[i64] = &[
        0, 1, 2, 3, 4, 10, 33, 100, 104, 190, 200, 299, 368, 613, 80007, 130_403, 130_429, 130_472,
        130_497, 131_000, 131_005, 131_008, 131_009, 131_016, 131_020, 131_021, 131_026, 131_030,
        131_031, 131_037, 131_041, 131_042, 131_045, 131_047, 131_048, 131_049, 131_050, 131_051,
        131_052, 131_053, 131_055, 131_056, 131_057, 131_059, 131_060, 131_062, 131_063, 131_064,
        131_201, 131_215, 132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016,
        132_018, 132_068, 132_069, 133_000, 133_004, 133_005, 133_006, 133_008, 133_009, 133_010,
        133_015, 133_016, 134_011, 134_100, 134_101, 134_102, 135_000, 136_024, 137_000, 138_000,
        138_018, 139_000, 139_004, 139_100, 139_101, 139_102, 139_103, 147_001, 147_005, 2_388_012,
        2_388_019, 2_388_039, 2_388_040, 2_388_047, 2_388_072, 2_388_073, 2_388_091, 2_388_093,
        2_388_103, 2_388_293, 2_388_299, 2_494_100, 2_494_164, 2_494_179, 2_593_107, 2_593_108,
        2_593_109,
    ];

    #[test]
    fn every_listed_code_is_explained() {
        for &code in LISTED {
            assert!(explain(code).is_some(), "{code}");
        }
    }

    #[test]
    fn codes_between_the_ranges_are_not_guessed() {
        for code in [-1, 5, 199, 300, 131_001, 138_019, i64::MAX, i64::MIN] {
            assert_eq!(explain(code), None, "{code}");
        }
    }

    #[test]
    fn ranges_are_sorted_and_do_not_overlap() {
        for pair in all().windows(2) {
            assert!(pair[0].last < pair[1].first, "{}", pair[1].first);
        }
        assert!(all().iter().all(|it| it.first <= it.last));
    }

    #[test]
    fn every_text_is_there_and_ends_as_a_sentence() {
        for it in all() {
            for text in [&it.cause, &it.action] {
                for words in [&text.es, &text.en, &text.pt] {
                    assert!(words.ends_with('.'), "{}: {words}", it.first);
                    assert!(words.len() < 200, "{}: {words}", it.first);
                }
            }
        }
    }

    #[test]
    fn what_stops_a_line_a_person_or_a_template_says_so() {
        let cases: [(&[i64], Effect); 7] = [
            (&[131_049], Effect::OffersHeld),
            (
                &[
                    0, 10, 33, 190, 200, 299, 368, 131_005, 131_031, 131_037, 131_042, 131_045,
                    133_010,
                ],
                Effect::LineNeedsAttention,
            ),
            (&[4, 80_007, 130_429, 131_048, 131_057], Effect::LineHeld),
            (&[131_026], Effect::ContactUnreachable),
            (&[131_050], Effect::ContactOptedOut),
            (
                &[
                    132_000, 132_001, 132_005, 132_007, 132_012, 132_015, 132_016, 132_018,
                ],
                Effect::TemplateStale,
            ),
            (&[131_047], Effect::WindowClosed),
        ];
        for (codes, effect) in cases {
            for &code in codes {
                assert_eq!(explain(code).unwrap().effect, Some(effect), "{code}");
            }
        }
        // One form, one recipient, one parameter: the line goes on.
        for code in [100, 131_009, 131_053, 131_056, 132_068, 139_000] {
            assert_eq!(explain(code).unwrap().effect, None, "{code}");
        }
    }

    #[test]
    fn what_must_wait_long_says_so() {
        assert_eq!(explain(131_049).unwrap().retry, Retry::Wait);
        let day = Duration::from_hours(24);
        assert_eq!(explain(131_049).unwrap().pause(), Some(day));
        assert_eq!(explain(131_026).unwrap().pause(), None);
        let growing = all().iter().filter(|it| it.pause_grows);
        assert_eq!(growing.map(|it| it.first).collect::<Vec<_>>(), [131_056]);
    }
}
