//! Money, exact to a millionth: Meta charges fractions of a cent.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};

/// A currency by its three letters (ISO 4217).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no currency; use three upper-case letters, as USD")]
pub struct InvalidCurrency(String);

impl Currency {
    pub const USD: Self = Self(*b"USD");

    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl std::str::FromStr for Currency {
    type Err = InvalidCurrency;
    fn from_str(text: &str) -> Result<Self, InvalidCurrency> {
        <[u8; 3]>::try_from(text.as_bytes())
            .ok()
            .filter(|letters| letters.iter().all(u8::is_ascii_uppercase))
            .map(Self)
            .ok_or_else(|| InvalidCurrency(text.to_owned()))
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.iter().copied().map(char::from);
        letters.try_for_each(|letter| f.write_char(letter))
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letters = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        letters.parse().map_err(serde::de::Error::custom)
    }
}

/// An amount in millionths of its currency. It shows itself as a decimal, without the currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct Money {
    pub micros: i64,
    pub currency: Currency,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no amount; write digits with a point and at most six decimals, as 0.0305")]
pub struct InvalidAmount(String);

const MICROS: u64 = 1_000_000;
const DECIMALS: usize = 6;

impl Money {
    pub const fn zero(currency: Currency) -> Self {
        Self {
            micros: 0,
            currency,
        }
    }

    /// Reads a decimal as it stands; what a millionth can't hold is refused, never rounded.
    pub fn parse(amount: &str, currency: Currency) -> Result<Self, InvalidAmount> {
        let micros = micros(amount).ok_or_else(|| InvalidAmount(amount.to_owned()))?;
        Ok(Self { micros, currency })
    }

    /// The sum; nothing for two currencies, or where it would not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self {
            micros: self.micros.checked_add(other.micros)?,
            currency: self.currency,
        })
    }
}

fn micros(amount: &str) -> Option<i64> {
    let (sign, digits) = match amount.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", amount),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) || decimals.len() > DECIMALS {
        return None;
    }
    format!("{sign}{whole}{decimals:0<DECIMALS$}").parse().ok()
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.micros < 0 { "-" } else { "" };
        let size = self.micros.unsigned_abs();
        write!(f, "{sign}{}", size / MICROS)?;
        let decimals = format!("{:0DECIMALS$}", size % MICROS);
        match decimals.trim_end_matches('0') {
            "" => Ok(()),
            decimals => write!(f, ".{decimals}"),
        }
    }
}

/// As it stands in JSON.
#[derive(Serialize, Deserialize)]
struct Written {
    amount: String,
    currency: Currency,
}

impl From<Money> for Written {
    fn from(money: Money) -> Self {
        Self {
            amount: money.to_string(),
            currency: money.currency,
        }
    }
}

impl TryFrom<Written> for Money {
    type Error = InvalidAmount;
    fn try_from(written: Written) -> Result<Self, InvalidAmount> {
        Self::parse(&written.amount, written.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn usd(amount: &str) -> Money {
        Money::parse(amount, Currency::USD).unwrap()
    }

    #[test]
    fn a_currency_is_three_capitals() {
        assert_eq!("MXN".parse::<Currency>().unwrap().to_string(), "MXN");
        for text in ["", "US", "USDT", "usd", "U$D", "€"] {
            assert!(text.parse::<Currency>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_decimal_is_read_exactly() {
        let cases = [
            ("0.0305", 30_500, "0.0305"),
            ("0.0200", 20_000, "0.02"),
            ("0", 0, "0"),
            ("-0", 0, "0"),
            ("12", 12_000_000, "12"),
            ("-0.000001", -1, "-0.000001"),
            ("227.5361", 227_536_100, "227.5361"),
            ("-9223372036854.775808", i64::MIN, "-9223372036854.775808"),
        ];
        for (text, micros, shown) in cases {
            assert_eq!(usd(text).micros, micros, "{text}");
            assert_eq!(usd(text).to_string(), shown);
        }
    }

    #[test]
    fn what_is_no_exact_amount_is_refused() {
        let wrong = [
            "",
            "-",
            ".",
            ".5",
            "5.",
            "1,5",
            "1e-3",
            "+1",
            " 1",
            "1 ",
            "0x1",
            "1.2.3",
            "--1",
            "0.0000001",
            "9223372036854.775808",
            "n/a",
            "١",
        ];
        for text in wrong {
            let refused = Money::parse(text, Currency::USD).unwrap_err();
            assert_eq!(refused, InvalidAmount(text.to_owned()));
        }
    }

    #[test]
    fn only_amounts_of_one_currency_are_added() {
        assert_eq!(usd("0.0305").checked_add(usd("0.0085")), Some(usd("0.039")));
        let pesos = Money::zero("MXN".parse().unwrap());
        assert_eq!(usd("1").checked_add(pesos), None);
        let most = Money {
            micros: i64::MAX,
            ..usd("0")
        };
        assert_eq!(most.checked_add(usd("0.000001")), None);
    }

    #[test]
    fn json_holds_the_amount_as_text() {
        let written = json!({ "amount": "0.0305", "currency": "USD" });
        assert_eq!(serde_json::to_value(usd("0.0305")).unwrap(), written);
        assert_eq!(
            serde_json::from_value::<Money>(written).unwrap(),
            usd("0.0305")
        );
        for wrong in [
            json!({ "amount": 0.0305, "currency": "USD" }),
            json!({ "amount": "0.0305", "currency": "usd" }),
            json!({ "amount": "x", "currency": "USD" }),
        ] {
            assert!(serde_json::from_value::<Money>(wrong).is_err());
        }
    }

    proptest! {
        #[test]
        fn every_amount_reads_as_it_is_shown(micros: i64) {
            let money = Money { micros, currency: Currency::USD };
            prop_assert_eq!(Money::parse(&money.to_string(), Currency::USD), Ok(money));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            if let Ok(money) = Money::parse(&text, Currency::USD) {
                prop_assert_eq!(Money::parse(&money.to_string(), Currency::USD), Ok(money));
            }
        }
    }
}
