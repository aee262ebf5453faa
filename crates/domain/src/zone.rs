//! Time zones by their IANA names, as an organization lives in one.

use jiff::tz::TimeZone;

/// A time zone that the calendar knows, as `America/Mexico_City`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(TimeZone);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no time zone; use an IANA name, as America/Mexico_City")]
pub struct UnknownZone(String);

impl Zone {
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
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
