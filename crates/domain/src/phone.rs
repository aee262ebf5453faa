//! Phone numbers that people type: parsed by the organization's country, kept as E.164.

use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};

/// A country by its two letters (ISO 3166).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Country(Region);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no country; use two letters, as MX, BR or US")]
pub struct UnknownCountry(String);

impl Country {
    /// Reads what a person chose. Stored letters need not be asked again: the numbering plans are
    /// loaded by the first question, and take their time and memory.
    pub fn parse(letters: &str) -> Result<Self, UnknownCountry> {
        let country: Self = letters.trim().to_uppercase().parse()?;
        match PHONE_NUMBER_UTIL.get_country_code_for_region(country.0) {
            Some(_) => Ok(country),
            None => Err(UnknownCountry(letters.to_owned())),
        }
    }
}

impl std::str::FromStr for Country {
    type Err = UnknownCountry;
    fn from_str(letters: &str) -> Result<Self, UnknownCountry> {
        letters
            .parse()
            .map(Self)
            .map_err(|_| UnknownCountry(letters.to_owned()))
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0)
    }
}

impl serde::Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let letters = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        letters.parse().map_err(serde::de::Error::custom)
    }
}

/// A phone number in E.164, with its `+`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhoneNumber(String);

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a phone number of {country}; write it with its country code, as +52 55 5555 0100")]
pub struct InvalidPhoneNumber {
    pub country: Country,
}

impl PhoneNumber {
    /// Reads what a person typed. A number without `+` belongs to `country`. A form that is out of
    /// use, as Mexico's `+52 1`, is read as the one that is in use.
    pub fn parse(text: &str, country: Country) -> Result<Self, InvalidPhoneNumber> {
        let text = text.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let others = variants(&digits)
            .into_iter()
            .map(|other| format!("+{other}"));
        std::iter::once(text.to_owned())
            .chain(others.filter(|_| text.starts_with('+')))
            .find_map(|form| Self::possible(&form, country))
            .ok_or(InvalidPhoneNumber { country })
    }

    fn possible(text: &str, country: Country) -> Option<Self> {
        let number = PHONE_NUMBER_UTIL.parse(text, Some(country.0)).ok()?;
        PHONE_NUMBER_UTIL.is_possible_number(&number).then(|| {
            Self(
                PHONE_NUMBER_UTIL
                    .format(&number, PhoneNumberFormat::E164)
                    .into_owned(),
            )
        })
    }

    /// A `wa_id` from Meta: digits without `+`. Meta knows its own numbers, so none is refused as
    /// invalid (old Mexican +52 1 and eight-digit Beninese ids are not "valid" numbers any more).
    pub fn from_wa_id(wa_id: &str) -> Option<Self> {
        let digits = wa_id.trim().trim_start_matches('+');
        let plausible = !digits.is_empty()
            && digits.len() <= 20
            && digits.bytes().all(|byte| byte.is_ascii_digit());
        plausible.then(|| Self(format!("+{digits}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The country whose numbering plan it belongs to.
    pub fn country(&self) -> Option<Country> {
        let number = PHONE_NUMBER_UTIL.parse(&self.0, None).ok()?;
        let found = PHONE_NUMBER_UTIL.get_region_for_number(&number);
        let region = found.or_else(|| {
            let code = number.country_code;
            PHONE_NUMBER_UTIL.get_region_for_country_code(code)
        });
        region.map(Country)
    }

    /// The digits alone, as Meta writes a number.
    pub fn digits(&self) -> &str {
        &self.0[1..]
    }
}

/// Other forms in which WhatsApp knows the same person: Mexico's old `1`, Argentina's `9`, Brazil's
/// ninth digit. Digits in, digits out.
pub fn variants(digits: &str) -> Vec<String> {
    let forms = |country: &str, with: usize, without: usize, mark: &str, at: usize| {
        let rest = digits.strip_prefix(country)?;
        if rest.len() == with && rest.get(at..=at) == Some(mark) {
            return Some(format!("{country}{}{}", &rest[..at], &rest[at + 1..]));
        }
        (rest.len() == without && rest.is_ascii())
            .then(|| format!("{country}{}{mark}{}", &rest[..at], &rest[at..]))
    };
    // Country code, national digits with and without the mark, the mark, and where it stands.
    [
        forms("52", 11, 10, "1", 0),
        forms("54", 11, 10, "9", 0),
        forms("55", 11, 10, "9", 2),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl std::fmt::Display for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Logs show the country and the last two digits, never the number.
impl std::fmt::Debug for PhoneNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tail = self
            .0
            .get(self.0.len().saturating_sub(2)..)
            .unwrap_or_default();
        write!(f, "{}…{tail}", self.0.get(..3).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_write_numbers_in_many_ways() {
        let cases = [
            ("55 5555 0100", "MX", "+525555550100"),
            ("+52 55 5555 0100", "AR", "+525555550100"),
            ("(11) 5555-0100", "BR", "+551155550100"),
            ("+1 (555) 010-0199", "MX", "+15550100199"),
            ("+52 1 55 5555 0100", "MX", "+525555550100"),
        ];
        for (typed, country, e164) in cases {
            assert_eq!(
                PhoneNumber::parse(typed, country.parse().unwrap())
                    .unwrap()
                    .as_str(),
                e164,
                "{typed}"
            );
        }
        for typed in ["", "hola", "12", "+999 1"] {
            assert!(
                PhoneNumber::parse(typed, "MX".parse().unwrap()).is_err(),
                "{typed}"
            );
        }
    }

    #[test]
    fn a_country_is_one_with_telephones() {
        assert_eq!(Country::parse(" mx ").unwrap().to_string(), "MX");
        for letters in ["", "M", "Mexico", "XX", "ZZ", "QQ"] {
            assert!(Country::parse(letters).is_err(), "{letters}");
        }
    }

    #[test]
    fn meta_s_numbers_are_never_refused() {
        for wa_id in ["5215555550100", "22990010100", "15550100199"] {
            assert_eq!(PhoneNumber::from_wa_id(wa_id).unwrap().digits(), wa_id);
        }
        assert!(PhoneNumber::from_wa_id("MX.12AB").is_none());
    }

    #[test]
    fn one_person_has_one_number_in_two_forms() {
        let cases = [
            ("5215555550100", "525555550100"),
            ("5491155550100", "541155550100"),
            ("5511955550100", "551155550100"),
        ];
        for (with, without) in cases {
            assert_eq!(variants(with), [without]);
            assert_eq!(variants(without), [with]);
        }
        for other in ["15550100199", "", "52", "4915550100"] {
            assert!(variants(other).is_empty(), "{other}");
        }
    }

    #[test]
    fn logs_do_not_show_the_number() {
        let shown = format!("{:?}", PhoneNumber::from_wa_id("525555550100").unwrap());
        assert_eq!(shown, "+52…00");
    }
}
