//! Checks what somebody typed, and tells of every field that is wrong, not of the first alone.

use super::password::{self, WeakPassword};
use crate::{FieldError, Refusal};
use domain::{Country, Email, Zone};
use std::fmt::Display;

const LONGEST_NAME: usize = 100;

/// What is wrong so far. Each check answers with the value, where it is right.
#[derive(Debug, Default)]
pub(crate) struct Fields(Vec<FieldError>);

impl Fields {
    pub(crate) fn name(&mut self, field: &'static str, text: &str) -> Option<String> {
        let name = domain::text::storable(text.trim()).into_owned();
        if name.is_empty() {
            return self.refuse(field, "required", "write a name");
        }
        if name.chars().count() > LONGEST_NAME {
            return self.refuse(
                field,
                "too_long",
                format!("use at most {LONGEST_NAME} characters"),
            );
        }
        Some(name)
    }

    pub(crate) fn email(&mut self, field: &'static str, text: &str) -> Option<Email> {
        self.take(field, "email_invalid", Email::parse(text))
    }

    pub(crate) fn country(&mut self, field: &'static str, text: &str) -> Option<Country> {
        self.take(field, "country_unknown", text.parse())
    }

    pub(crate) fn zone(&mut self, field: &'static str, text: &str) -> Option<Zone> {
        self.take(field, "time_zone_unknown", text.parse())
    }

    /// A new password is held against the e-mail address, where that is right.
    pub(crate) fn password(
        &mut self,
        field: &'static str,
        text: &str,
        email: Option<&Email>,
    ) -> Option<()> {
        let checked = password::check(text, email);
        let code = checked.as_ref().map_or_else(WeakPassword::code, |()| "");
        self.take(field, code, checked)
    }

    pub(crate) fn refuse<T>(
        &mut self,
        field: &'static str,
        code: &'static str,
        detail: impl Into<String>,
    ) -> Option<T> {
        self.0.push(FieldError {
            field,
            code,
            detail: detail.into(),
        });
        None
    }

    pub(crate) fn refusal(self) -> Refusal {
        Refusal::Invalid(self.0)
    }

    fn take<T, E: Display>(
        &mut self,
        field: &'static str,
        code: &'static str,
        parsed: Result<T, E>,
    ) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(error) => self.refuse(field, code, error.to_string()),
        }
    }
}
