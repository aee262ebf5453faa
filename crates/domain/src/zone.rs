//! Time zones by their IANA names, as an organization lives in one.

use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A time zone that the calendar knows, as `America/Mexico_City`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

/// A day of a calendar, as `2026-10-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no day; write it as 2026-10-01")]
pub struct UnknownDay(String);

impl Day {
    #[must_use]
    pub fn first_of_month(self) -> Self {
        Self(self.0.first_of_month())
    }

    /// How many days lie between, this one and the later one counted.
    pub fn through(self, later: Self) -> i32 {
        self.0.until(later.0).map_or(0, |span| span.get_days()) + 1
    }
}

impl std::str::FromStr for Day {
    type Err = UnknownDay;
    fn from_str(text: &str) -> Result<Self, UnknownDay> {
        text.parse()
            .map(Self)
            .map_err(|_| UnknownDay(text.to_owned()))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl serde::Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone; use an IANA name, as America/Mexico_City")]
pub struct UnknownZone(String);

impl Zone {
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// The day that it is there.
    pub fn day(&self, at: crate::Time) -> Day {
        Day(at.timestamp().to_zoned(self.0.clone()).date())
    }

    /// The moment at which a day begins there.
    pub fn start_of(&self, day: Day) -> crate::Time {
        let start = day.0.to_zoned(self.0.clone());
        start.map_or(crate::Time::from_millis(0), |start| {
            start.timestamp().into()
        })
    }

    pub const fn time_zone(&self) -> &TimeZone {
        &self.0
    }
}

impl std::str::FromStr for Zone {
    type Err = UnknownZone;
    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        let zone = TimeZone::get(name).map_err(|_| UnknownZone(name.to_owned()))?;
        Ok(Self(zone))
    }
}

impl std::fmt::Display for Zone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

impl serde::Serialize for Zone {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_reads_as_it_was_written() {
        for name in ["America/Mexico_City", "America/Sao_Paulo", "UTC"] {
            assert_eq!(name.parse::<Zone>().unwrap().to_string(), name);
        }
        assert!("Nowhere/Land".parse::<Zone>().is_err());
    }
}
