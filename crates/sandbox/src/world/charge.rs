//! What a message of the business costs, as the `pricing` of its statuses tells it (Meta: pricing
//! on the WhatsApp Business Platform, 2026-10).

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::chat::Chat;

/// 2026-10-01: from here on service messages are charged, and utility templates inside the window too.
const CHARGED_FROM: Timestamp = Timestamp::constant(1_790_812_800, 0);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Charge {
    category: String,
    kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Regular,
    FreeCustomerService,
    FreeEntryPoint,
}

impl Charge {
    pub(crate) fn pricing(&self) -> Value {
        let kind = match self.kind {
            Kind::Regular => "regular",
            Kind::FreeCustomerService => "free_customer_service",
            Kind::FreeEntryPoint => "free_entry_point",
        };
        json!({
            "billable": self.kind == Kind::Regular,
            "pricing_model": "PMP",
            "type": kind,
            "category": self.category,
        })
    }
}

/// What opens the way for a message that is free.
#[derive(Debug, Clone, Copy)]
pub(super) struct Openings {
    pub(super) window: bool,
    pub(super) entry: bool,
}

impl Openings {
    pub(super) fn of(chat: Option<&Chat>, at: Timestamp) -> Self {
        Self {
            window: chat.is_some_and(|chat| chat.window_is_open(at)),
            entry: chat.is_some_and(|chat| chat.is_free_entry(at)),
        }
    }
}

/// How many service messages of a number Meta gives away in a calendar month.
#[derive(Debug, Clone)]
pub(crate) struct Allowance {
    pub(crate) free_a_month: u32,
    used: u32,
    /// Year and month in which they were used.
    month: (i16, i8),
}

impl Default for Allowance {
    fn default() -> Self {
        Self {
            free_a_month: 1000,
            used: 0,
            month: (0, 0),
        }
    }
}

impl Allowance {
    /// Charges a message; whatever is not a template is service.
    pub(super) fn charge(
        &mut self,
        template: Option<&str>,
        open: Openings,
        at: Timestamp,
    ) -> Charge {
        let category = template.unwrap_or("service");
        let kind = match category {
            _ if open.entry => Kind::FreeEntryPoint,
            "service" if at < CHARGED_FROM || self.take(at) => Kind::FreeCustomerService,
            "utility" if at < CHARGED_FROM && open.window => Kind::FreeCustomerService,
            _ => Kind::Regular,
        };
        Charge {
            category: category.to_owned(),
            kind,
        }
    }

    fn take(&mut self, at: Timestamp) -> bool {
        let day = at.to_zoned(TimeZone::UTC).date();
        let month = (day.year(), day.month());
        if self.month != month {
            self.month = month;
            self.used = 0;
        }
        let free = self.used < self.free_a_month;
        self.used += u32::from(free);
        free
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: Openings = Openings {
        window: true,
        entry: false,
    };

    fn kind(
        allowance: &mut Allowance,
        template: Option<&str>,
        open: Openings,
        at: &str,
    ) -> &'static str {
        let at = at.parse().unwrap();
        match allowance.charge(template, open, at).kind {
            Kind::Regular => "regular",
            Kind::FreeCustomerService => "free",
            Kind::FreeEntryPoint => "entry",
        }
    }

    #[test]
    fn service_is_free_until_the_day_and_then_within_the_allowance_of_each_month() {
        let mut allowance = Allowance {
            free_a_month: 2,
            ..Allowance::default()
        };
        let mut at = |day: &str| kind(&mut allowance, None, OPEN, &format!("{day}T00:00:00Z"));
        assert_eq!(at("2026-09-30"), "free");
        assert_eq!(
            ["2026-10-01", "2026-10-02", "2026-10-31"].map(&mut at),
            ["free", "free", "regular"]
        );
        assert_eq!(at("2026-11-01"), "free");
    }

    #[test]
    fn templates_are_charged_but_for_utility_in_the_window_before_the_day_and_after_an_ad() {
        let mut allowance = Allowance::default();
        let closed = Openings {
            window: false,
            ..OPEN
        };
        let entry = Openings {
            entry: true,
            ..OPEN
        };
        let (before, after) = ("2026-09-30T23:59:59Z", "2026-10-01T00:00:00Z");
        let cases = [
            ("utility", OPEN, before, "free"),
            ("utility", closed, before, "regular"),
            ("utility", OPEN, after, "regular"),
            ("marketing", OPEN, before, "regular"),
            ("marketing", entry, after, "entry"),
        ];
        for (category, open, at, expected) in cases {
            let told = kind(&mut allowance, Some(category), open, at);
            assert_eq!(told, expected, "{category} {open:?} {at}");
        }
    }
}
