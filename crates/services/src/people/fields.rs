//! Checks of what people type about themselves and their organization.

use super::password::{self, WeakPassword};
use crate::fields::Fields;
use domain::{Country, Email, Zone};

impl Fields {
    pub(super) fn email(&mut self, field: &'static str, text: &str) -> Option<Email> {
        self.parse(field, "email_invalid", Email::parse(text))
    }

    /// An address that may be left out, or left blank in a form.
    pub(super) fn email_if_any(
        &mut self,
        field: &'static str,
        text: Option<&str>,
    ) -> Option<Email> {
        let text = text.filter(|text| !text.trim().is_empty())?;
        self.email(field, text)
    }

    pub(super) fn country(&mut self, field: &'static str, text: &str) -> Option<Country> {
        self.parse(field, "country_unknown", Country::parse(text))
    }

    pub(super) fn zone(&mut self, field: &'static str, text: &str) -> Option<Zone> {
        self.parse(field, "time_zone_unknown", text.parse())
    }

    /// A new password is held against the e-mail address, where that is right.
    pub(super) fn password(&mut self, field: &'static str, text: &str, email: Option<&Email>) {
        let checked = password::check(text, email);
        let code = checked.as_ref().map_or_else(WeakPassword::code, |()| "");
        self.parse(field, code, checked);
    }
}
