//! What happened to a number or an account, as what it means to its lines.

use crate::message::time;
use crate::person::digits;
use door::{Knock, LineChange, LineTrouble, LineUpdate};
use graph::webhook::account::{AccountValue, Alert};
use graph::webhook::change::Change;

/// Events after which nothing goes out until somebody acts.
const ENDED: [&str; 4] = [
    "ACCOUNT_DELETED",
    "ACCOUNT_OFFBOARDED",
    "PARTNER_APP_UNINSTALLED",
    "PARTNER_REMOVED",
];
/// Events after which what had ended goes on.
const BACK: [&str; 3] = [
    "ACCOUNT_RECONNECTED",
    "PARTNER_ADDED",
    "PARTNER_APP_INSTALLED",
];

/// Empty for what concerns no line: it is kept as it came.
pub(crate) fn knocks(change: &Change, value: &AccountValue) -> Vec<Knock> {
    let number = value.phone_number.as_deref().map(digits);
    let waba_id = value.waba_id.clone().unwrap_or(change.entry_id.clone());
    let update = |change_of_line: LineChange| {
        Knock::Line(LineUpdate {
            waba_id: Some(waba_id.clone()).filter(|id| !id.is_empty()),
            number: number.clone().filter(|digits| !digits.is_empty()),
            at: time(change, None),
            change: change_of_line,
        })
    };
    changes(&change.field, value)
        .into_iter()
        .map(update)
        .collect()
}

fn changes(field: &str, value: &AccountValue) -> Vec<LineChange> {
    match field {
        "account_update" => account(value).into_iter().collect(),
        "account_review_update" => review(value).into_iter().collect(),
        "account_alerts" => value.alert.as_ref().and_then(alert).into_iter().collect(),
        "phone_number_quality_update" => quality(value),
        "phone_number_name_update" => name(value),
        "business_capability_update" => limit(value).into_iter().collect(),
        "security" => security(value).into_iter().collect(),
        _ => Vec::new(),
    }
}

fn account(value: &AccountValue) -> Option<LineChange> {
    let event = value.event.as_deref()?;
    if ENDED.contains(&event) {
        let why = value.disconnection_reason.clone();
        return Some(LineChange::Broken(trouble(event, why)));
    }
    if BACK.contains(&event) {
        let event = event.to_owned();
        return Some(LineChange::Recovered { event });
    }
    match event {
        "DISABLED_UPDATE" => Some(ban(value)),
        "ACCOUNT_RESTRICTION" => {
            let which = Some(value.restrictions.join(", ")).filter(|it| !it.is_empty());
            Some(LineChange::Warned(trouble(event, which)))
        }
        "ACCOUNT_VIOLATION" => {
            let which = value.violation_type.clone();
            Some(LineChange::Warned(trouble(event, which)))
        }
        _ => None,
    }
}

fn ban(value: &AccountValue) -> LineChange {
    let details = value.ban_date.clone();
    match value.ban_states.as_slice() {
        [state] if state == "REINSTATE" => LineChange::Recovered {
            event: "DISABLED_UPDATE".to_owned(),
        },
        [state] if state == "DISABLE" => LineChange::Broken(trouble("DISABLED_UPDATE", details)),
        _ => LineChange::Warned(trouble("SCHEDULE_FOR_DISABLE", details)),
    }
}

fn review(value: &AccountValue) -> Option<LineChange> {
    match value.decision.as_deref()? {
        "APPROVED" => Some(LineChange::Recovered {
            event: "ACCOUNT_REVIEW".to_owned(),
        }),
        "REJECTED" => {
            let why = value.rejection_reason.clone();
            Some(LineChange::Broken(trouble("ACCOUNT_REVIEW", why)))
        }
        _ => None,
    }
}

fn alert(alert: &Alert) -> Option<LineChange> {
    let over = ["NONE", "RESOLVED", "INACTIVE"];
    let event = "ACCOUNT_ALERT".to_owned();
    if alert.status.as_deref().is_some_and(|it| over.contains(&it)) {
        return Some(LineChange::Recovered { event });
    }
    let what = alert.kind.clone()?;
    Some(LineChange::Warned(LineTrouble {
        event,
        message: alert.description.clone().unwrap_or(what.clone()),
        details: Some(what),
        code: 0,
    }))
}

fn quality(value: &AccountValue) -> Vec<LineChange> {
    let mut changes = Vec::new();
    match value.event.as_deref() {
        Some("FLAGGED") => {
            changes.push(LineChange::Quality("RED".to_owned()));
            changes.push(LineChange::Warned(trouble("FLAGGED", None)));
        }
        Some("UNFLAGGED") => {
            changes.push(LineChange::Quality("GREEN".to_owned()));
            changes.push(LineChange::Recovered {
                event: "FLAGGED".to_owned(),
            });
        }
        Some("THROUGHPUT_UPGRADE") => changes.push(LineChange::Throughput("HIGH".to_owned())),
        Some(_) | None => {}
    }
    changes.extend(limit(value));
    changes
}

fn name(value: &AccountValue) -> Vec<LineChange> {
    match value.decision.as_deref() {
        Some("APPROVED") => {
            let over = LineChange::Recovered {
                event: "NAME_REJECTED".to_owned(),
            };
            let name = value.requested_verified_name.clone();
            name.map(LineChange::VerifiedName)
                .into_iter()
                .chain([over])
                .collect()
        }
        Some("REJECTED") => {
            let why = value.rejection_reason.clone();
            vec![LineChange::Warned(trouble("NAME_REJECTED", why))]
        }
        Some(_) | None => Vec::new(),
    }
}

fn security(value: &AccountValue) -> Option<LineChange> {
    let event = value.event.as_deref()?;
    Some(LineChange::Warned(trouble(event, None)))
}

/// Meta writes it as `TIER_2K` in one place and as 2000 in another.
fn limit(value: &AccountValue) -> Option<LineChange> {
    let written = value.messaging_limit.as_deref()?;
    let tier = match written {
        "50" => "TIER_50",
        "250" => "TIER_250",
        "1000" => "TIER_1K",
        "2000" => "TIER_2K",
        "10000" => "TIER_10K",
        "100000" => "TIER_100K",
        "-1" => "TIER_UNLIMITED",
        other => other,
    };
    Some(LineChange::MessagingLimit(tier.to_owned()))
}

fn trouble(event: &str, details: Option<String>) -> LineTrouble {
    LineTrouble {
        event: event.to_owned(),
        message: match event {
            "ACCOUNT_DELETED" => "the WhatsApp business account was deleted",
            "ACCOUNT_OFFBOARDED" => "the phone was changed or its app installed anew",
            "PARTNER_APP_UNINSTALLED" => "the app was uninstalled from the account",
            "PARTNER_REMOVED" => "the account was disconnected from the app",
            "DISABLED_UPDATE" => "WhatsApp has disabled the account",
            "SCHEDULE_FOR_DISABLE" => "WhatsApp is going to disable the account",
            "ACCOUNT_RESTRICTION" => "WhatsApp has restricted the account",
            "ACCOUNT_VIOLATION" => "WhatsApp found something against its policy",
            "ACCOUNT_REVIEW" => "WhatsApp rejected the account in its review",
            "FLAGGED" => "customers report or block this number",
            "NAME_REJECTED" => "WhatsApp rejected the display name",
            "PIN_CHANGED" => "the PIN of the number was changed",
            "PIN_RESET_REQUEST" => "somebody asked to reset the PIN of the number",
            "PIN_REQUEST_SUCCESS" => "the PIN of the number was reset",
            other => other,
        }
        .to_owned(),
        details,
        code: 0,
    }
}
