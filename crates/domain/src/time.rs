//! A moment, cut to milliseconds: the same in memory, in both databases and in JSON.

use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// A moment with millisecond precision.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

impl Time {
    /// The range of `jiff::Timestamp`, in milliseconds.
    const MIN: i64 = -377_705_023_201_000;
    const MAX: i64 = 253_402_207_200_999;

    /// Moments outside the calendar are moved to its edge.
    pub const fn from_millis(millis: i64) -> Self {
        if millis < Self::MIN {
            return Self(Self::MIN);
        }
        if millis > Self::MAX {
            return Self(Self::MAX);
        }
        Self(millis)
    }

    pub const fn from_seconds(seconds: i64) -> Self {
        Self::from_millis(seconds.saturating_mul(1000))
    }

    pub const fn millis(self) -> i64 {
        self.0
    }

    #[must_use]
    pub fn plus(self, duration: SignedDuration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_add(millis))
    }

    #[must_use]
    pub fn minus(self, duration: SignedDuration) -> Self {
        let millis = i64::try_from(duration.as_millis()).unwrap_or(i64::MAX);
        Self::from_millis(self.0.saturating_sub(millis))
    }

    /// How long after `earlier`; negative when before it.
    pub fn since(self, earlier: Self) -> SignedDuration {
        SignedDuration::from_millis(self.0.saturating_sub(earlier.0))
    }

    /// The first moment of its calendar month, in UTC.
    #[must_use]
    pub fn start_of_month(self) -> Self {
        let here = self.timestamp().to_zoned(TimeZone::UTC);
        let first = here.first_of_month().and_then(|day| day.start_of_day());
        first.map_or(self, |start| start.timestamp().into())
    }

    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(Timestamp::MAX)
    }
}

impl From<Timestamp> for Time {
    fn from(timestamp: Timestamp) -> Self {
        Self::from_millis(timestamp.as_millisecond())
    }
}

impl std::fmt::Display for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.3}", self.timestamp())
    }
}

impl std::fmt::Debug for Time {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

impl std::str::FromStr for Time {
    type Err = jiff::Error;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse::<Timestamp>().map(Self::from)
    }
}

impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "sqlx")]
mod sql {
    use super::Time;

    impl<DB: sqlx::Database> sqlx::Type<DB> for Time
    where
        i64: sqlx::Type<DB>,
    {
        fn type_info() -> DB::TypeInfo {
            <i64 as sqlx::Type<DB>>::type_info()
        }
        fn compatible(ty: &DB::TypeInfo) -> bool {
            <i64 as sqlx::Type<DB>>::compatible(ty)
        }
    }

    impl<'q, DB: sqlx::Database> sqlx::Encode<'q, DB> for Time
    where
        i64: sqlx::Encode<'q, DB>,
    {
        fn encode_by_ref(
            &self,
            buffer: &mut DB::ArgumentBuffer,
        ) -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
            <i64 as sqlx::Encode<'q, DB>>::encode_by_ref(&self.0, buffer)
        }
    }

    impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for Time
    where
        i64: sqlx::Decode<'r, DB>,
    {
        fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
            <i64 as sqlx::Decode<'r, DB>>::decode(value).map(Time::from_millis)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_reads_as_it_was_written() {
        let time = Time::from_millis(1_795_000_000_007);
        assert_eq!(time.to_string(), "2026-11-18T11:06:40.007Z");
        assert_eq!(time.to_string().parse::<Time>().unwrap(), time);
    }

    #[test]
    fn a_month_begins_on_its_first_day_in_utc() {
        for (text, start) in [
            ("2026-10-01T00:00:00Z", "2026-10-01T00:00:00.000Z"),
            ("2026-09-30T23:59:59.999Z", "2026-09-01T00:00:00.000Z"),
            ("2028-02-29T12:00:00-06:00", "2028-02-01T00:00:00.000Z"),
            ("2026-12-31T20:00:00-06:00", "2027-01-01T00:00:00.000Z"),
        ] {
            let time: Time = text.parse().unwrap();
            assert_eq!(time.start_of_month().to_string(), start);
        }
    }

    #[test]
    fn the_edge_of_the_calendar_does_not_panic() {
        for millis in [i64::MIN, i64::MAX, 0] {
            let time = Time::from_millis(millis);
            assert!(!time.plus(SignedDuration::MAX).to_string().is_empty());
            assert!(!time.minus(SignedDuration::MAX).to_string().is_empty());
            assert!(time.start_of_month() <= time);
        }
    }
}
