//! Webhooks as knocks: cut before the acknowledgement, read after it.

use crate::message::Told;
use crate::person::{Known, digits};
use crate::{account, history, message, people, status, template};
use door::{Knock, RawUpdate, Side, Unreadable};
use graph::webhook::change::{self, Change, Content, EchoesValue, MessagesValue};
use graph::webhook::{envelope, message::Unreadable as UnreadablePart};

/// Fields that tell what was, thousands at once.
const BULK: [&str; 2] = ["history", "smb_app_state_sync"];

pub(crate) fn split(body: &[u8]) -> Result<Vec<RawUpdate>, Unreadable> {
    let changes = envelope::split(body).map_err(|error| Unreadable {
        reason: error.to_string(),
        raw: String::from_utf8_lossy(body).into_owned(),
    })?;
    let updates = changes.into_iter().map(|change| RawUpdate {
        phone_number_id: change.phone_number_id,
        waba_id: Some(change.entry_id).filter(|id| !id.is_empty()),
        bulk: BULK.contains(&change.field.as_str()),
        body: change.bytes.into(),
    });
    Ok(updates.collect())
}

pub(crate) fn read(row: &[u8]) -> Result<Vec<Knock>, Unreadable> {
    let change = change::parse(row).map_err(|error| Unreadable {
        reason: format!("the change is no JSON object: {error}"),
        raw: String::from_utf8_lossy(row).into_owned(),
    })?;
    let (mut knocks, is_whole, has_more) = match &change.content {
        Content::Messages(value) => {
            let knocks = messages(&change, value);
            let is_whole = !knocks.is_empty() && value.errors.is_empty();
            (knocks, is_whole, !value.leftover.is_empty())
        }
        Content::Echoes(value) => {
            let knocks = echoes(&change, value);
            let is_whole = !knocks.is_empty();
            (knocks, is_whole, !value.leftover.is_empty())
        }
        Content::History(value) => whole(history::knocks(&change, value)),
        Content::ContactSync(value) => whole(people::names(&change, value)),
        Content::Preferences(value) => whole(people::preferences(&change, value)),
        Content::Account(value) => whole(account::knocks(&change, value)),
        Content::Template(value) => whole(template::knocks(&change, value)),
        Content::Other(_) => (Vec::new(), false, false),
    };
    if !is_whole {
        knocks.push(other(&change, row));
    } else if has_more {
        keep_whole(&mut knocks, row);
    }
    Ok(knocks)
}

/// What told nothing is kept as it came.
fn whole(knocks: Vec<Knock>) -> (Vec<Knock>, bool, bool) {
    let is_whole = !knocks.is_empty();
    (knocks, is_whole, false)
}

fn echoes(change: &Change, value: &EchoesValue) -> Vec<Knock> {
    let known = Known(&value.contacts);
    let own = value.metadata.display_phone_number.as_deref().map(digits);
    let knock = |it| {
        let told = Told {
            change,
            side: Side::Phone,
            sender: known.recipient(it),
        };
        // Meta's own number as the customer would open a conversation of the business with itself.
        if told.sender.wa_id.is_none() && told.sender.bsuid.is_none() || told.sender.wa_id == own {
            return other_part("smb_message_echoes", it.raw.get());
        }
        message::knock(told, it)
    };
    let echoes = value.echoes.iter();
    echoes
        .map(|part| match part {
            Ok(it) => knock(it),
            Err(part) => unreadable("message", part),
        })
        .collect()
}

fn messages(change: &Change, value: &MessagesValue) -> Vec<Knock> {
    let known = Known(&value.contacts);
    let mut knocks = Vec::with_capacity(value.messages.len() + value.statuses.len());
    for part in &value.messages {
        knocks.push(match part {
            Ok(it) => {
                let told = Told {
                    change,
                    side: Side::Customer,
                    sender: known.author(it),
                };
                message::knock(told, it)
            }
            Err(part) => unreadable("message", part),
        });
    }
    for part in &value.statuses {
        knocks.push(match part {
            Ok(it) => Knock::Status(status::update(change, it)),
            Err(part) => unreadable("status", part),
        });
    }
    knocks
}

pub(crate) fn unreadable(what: &str, part: &UnreadablePart) -> Knock {
    Knock::Unreadable(Unreadable {
        reason: format!("a {what} {}", part.reason),
        raw: part.raw.get().to_owned(),
    })
}

/// A part of a change, kept alone.
pub(crate) fn other_part(field: &str, raw: &str) -> Knock {
    Knock::Other {
        field: field.to_owned(),
        raw: raw.to_owned(),
    }
}

fn other(change: &Change, row: &[u8]) -> Knock {
    Knock::Other {
        field: change.field.clone(),
        raw: String::from_utf8_lossy(row).into_owned(),
    }
}

/// Fields beside the messages that this version does not know stay with the first of them.
fn keep_whole(knocks: &mut [Knock], row: &[u8]) {
    let raw = String::from_utf8_lossy(row).into_owned();
    match knocks.first_mut() {
        Some(Knock::Message(message)) => message.raw = Some(raw),
        Some(Knock::Status(status)) => status.raw = Some(raw),
        Some(
            Knock::Reaction(_)
            | Knock::Edit(_)
            | Knock::Revoke(_)
            | Knock::ContactName(_)
            | Knock::Preference(_)
            | Knock::Line(_)
            | Knock::History(_)
            | Knock::Template(_)
            | Knock::Unreadable(_)
            | Knock::Other { .. },
        )
        | None => {}
    }
}
