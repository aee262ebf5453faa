//! What happens to a number or to an account: reviews, bans, limits, names, security.

use crate::json::{self, Object};

/// The fields that are read as an [`AccountValue`].
pub const FIELDS: [&str; 7] = [
    "account_update",
    "account_review_update",
    "account_alerts",
    "phone_number_quality_update",
    "phone_number_name_update",
    "business_capability_update",
    "security",
];

/// Each field of Meta fills some of these; the others are absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AccountValue {
    pub event: Option<String>,
    /// The account that it is about, where the entry names its owner instead.
    pub waba_id: Option<String>,
    /// The number that it is about, as Meta shows it.
    pub phone_number: Option<String>,
    pub decision: Option<String>,
    pub rejection_reason: Option<String>,
    pub requested_verified_name: Option<String>,
    /// `TIER_2K`, or a number of people a day; -1 is without limit.
    pub messaging_limit: Option<String>,
    /// `SCHEDULE_FOR_DISABLE`, `DISABLE`, `REINSTATE`.
    pub ban_states: Vec<String>,
    pub ban_date: Option<String>,
    pub violation_type: Option<String>,
    pub restrictions: Vec<String>,
    pub disconnection_reason: Option<String>,
    pub alert: Option<Alert>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alert {
    /// `CRITICAL`, `WARNING`, `INFORMATIONAL`.
    pub severity: Option<String>,
    /// `ACTIVE`, `NONE`, ….
    pub status: Option<String>,
    pub kind: Option<String>,
    pub description: Option<String>,
}

impl AccountValue {
    pub(super) fn read(o: &Object) -> Self {
        let inner = |object: &str, name: &str| o.object(object).and_then(|it| it.text(name));
        Self {
            event: o.text("event"),
            waba_id: inner("waba_info", "waba_id"),
            phone_number: o
                .text("display_phone_number")
                .or_else(|| o.text("phone_number")),
            decision: o.text("decision"),
            rejection_reason: o.text("rejection_reason"),
            requested_verified_name: o.text("requested_verified_name"),
            messaging_limit: o
                .text("max_daily_conversations_per_business")
                .or_else(|| o.text("current_limit"))
                .or_else(|| o.text("max_daily_conversation_per_phone")),
            ban_states: o
                .object("ban_info")
                .map(|it| words(&it, "waba_ban_state"))
                .unwrap_or_default(),
            ban_date: inner("ban_info", "waba_ban_date"),
            violation_type: inner("violation_info", "violation_type"),
            restrictions: o
                .objects("restriction_info")
                .filter_map(|it| it.text("restriction_type"))
                .collect(),
            disconnection_reason: inner("disconnection_info", "reason"),
            alert: Alert::read(o),
        }
    }
}

impl Alert {
    fn read(parent: &Object) -> Option<Self> {
        let info = parent.object("alert_info");
        let o = info.as_ref().unwrap_or(parent);
        let alert = Self {
            severity: o.text("alert_severity"),
            status: o.text("alert_status"),
            kind: o.text("alert_type"),
            description: o.text("alert_description"),
        };
        (info.is_some() || alert.kind.is_some()).then_some(alert)
    }
}

/// A word, or a list of words.
fn words(o: &Object, name: &str) -> Vec<String> {
    match o.text(name) {
        Some(word) => vec![word],
        None => o.array(name).into_iter().filter_map(json::text).collect(),
    }
}
