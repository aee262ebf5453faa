//! Durations as people write them: a number and a unit.

use serde::{Deserialize, Deserializer, de::Error};
use std::time::Duration;

const UNITS: [(&str, u64); 5] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Duration, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).ok_or_else(|| {
        D::Error::custom(format!(
            "`{text}` is no duration; write a number and a unit, as 500ms, 20s, 5m, 12h or 30d"
        ))
    })
}

fn parse(text: &str) -> Option<Duration> {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let (_, millis) = UNITS.into_iter().find(|(name, _)| *name == unit.trim())?;
    Some(Duration::from_millis(
        number.parse::<u64>().ok()?.checked_mul(millis)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_and_a_unit() {
        assert_eq!(parse("500ms"), Some(Duration::from_millis(500)));
        assert_eq!(parse(" 20 s "), Some(Duration::from_secs(20)));
        assert_eq!(parse("5m"), Some(Duration::from_mins(5)));
        assert_eq!(parse("30d"), Some(Duration::from_hours(720)));
        for wrong in [
            "",
            "20",
            "s",
            "1.5h",
            "-1s",
            "99999999999999999999d",
            "5 weeks",
        ] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
