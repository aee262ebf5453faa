//! Checks of what people typed: every wrong field is told at once.

use crate::{FieldError, Refusal};
use door::Secret;

/// Characters of a name that people read.
const LONGEST_NAME: usize = 80;
/// Digits of an id at Meta; today's have 15 to 17.
const LONGEST_ID: usize = 32;
/// Bytes of a token or an app secret.
const LONGEST_SECRET: usize = 4096;

/// Collects what is wrong with the fields of one input.
#[derive(Default)]
pub(crate) struct Fields(Vec<FieldError>);

impl Fields {
    /// A name, without the blanks around it.
    pub(crate) fn name(&mut self, field: &'static str, name: &str) -> String {
        let name = name.trim();
        if name.is_empty() {
            self.refuse(field, "required", format!("write a {field}"));
        }
        if name.chars().count() > LONGEST_NAME {
            self.refuse(
                field,
                "too_long",
                format!("the {field} has more than {LONGEST_NAME} characters"),
            );
        }
        if name.chars().any(char::is_control) {
            self.refuse(
                field,
                "invalid",
                format!("the {field} holds characters that can't be shown"),
            );
        }
        name.to_owned()
    }

    /// An id that Meta gave: digits.
    pub(crate) fn meta_id(&mut self, field: &'static str, id: &str) -> String {
        let id = id.trim();
        let digits =
            (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
        if !digits {
            self.refuse(
                field,
                "invalid",
                format!("`{field}` is the number that Meta shows, digits alone"),
            );
        }
        id.to_owned()
    }

    /// A secret that Meta gave, fit for a header.
    pub(crate) fn secret(&mut self, field: &'static str, secret: &Secret) -> Secret {
        let text = secret.expose().trim();
        let fits = (1..=LONGEST_SECRET).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_graphic());
        if !fits {
            self.refuse(
                field,
                "invalid",
                format!("copy the whole `{field}` as Meta shows it, without blanks"),
            );
        }
        Secret::new(text)
    }

    /// A whole number within limits.
    pub(crate) fn within(
        &mut self,
        field: &'static str,
        value: i64,
        limits: std::ops::RangeInclusive<i64>,
    ) {
        if !limits.contains(&value) {
            let (least, most) = limits.into_inner();
            self.refuse(
                field,
                "out_of_range",
                format!("`{field}` is a number from {least} to {most}"),
            );
        }
    }

    pub(crate) fn refuse(&mut self, field: &'static str, code: &'static str, detail: String) {
        self.0.push(FieldError {
            field,
            code,
            detail,
        });
    }

    /// A text with a form of its own. The code says which form.
    pub(crate) fn parse<T, E: std::fmt::Display>(
        &mut self,
        field: &'static str,
        code: &'static str,
        parsed: Result<T, E>,
    ) -> Option<T> {
        parsed
            .map_err(|error| self.refuse(field, code, error.to_string()))
            .ok()
    }

    /// The values read, where nothing was wrong.
    pub(crate) fn finish_with<T>(self, read: Option<T>) -> Result<T, Refusal> {
        match read {
            Some(read) => self.finish().map(|()| read),
            None => Err(Refusal::Invalid(self.0)),
        }
    }

    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(Refusal::Invalid(self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_only_trimmed() {
        let mut fields = Fields::default();
        assert_eq!(fields.name("name", "  Ventas México "), "Ventas México");
        assert_eq!(
            fields.meta_id("waba_id", " 102290129340398\n"),
            "102290129340398"
        );
        assert_eq!(
            fields
                .secret("access_token", &Secret::new(" EAAG "))
                .expose(),
            "EAAG"
        );
        fields.within("within_hours", 24, 0..=720);
        assert!(fields.finish().is_ok());
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let mut fields = Fields::default();
        fields.name("name", " ");
        fields.name("name", &"a".repeat(81));
        fields.meta_id("waba_id", "12a");
        fields.meta_id("app_id", "");
        fields.secret("access_token", &Secret::new("EA\nAG"));
        fields.within("within_hours", -1, 0..=720);
        let Err(Refusal::Invalid(errors)) = fields.finish() else {
            panic!("all of it is wrong")
        };
        let codes: Vec<_> = errors.iter().map(|error| error.code).collect();
        assert_eq!(
            codes,
            [
                "required",
                "too_long",
                "invalid",
                "invalid",
                "invalid",
                "out_of_range"
            ]
        );
    }
}
