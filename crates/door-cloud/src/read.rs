//! Webhooks as knocks: cut before the acknowledgement, read after it.

use crate::{message, status};
use door::{Knock, RawUpdate, Unreadable};
use graph::webhook::change::{self, Change, Content, MessagesValue};
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
    let Content::Messages(value) = &change.content else {
        // Echoes and history are kept until this version acts on them.
        return Ok(vec![other(&change, row)]);
    };
    let mut knocks = messages(&change, value);
    let told_nothing = knocks.is_empty();
    if told_nothing || !value.errors.is_empty() {
        knocks.push(other(&change, row));
    } else if !value.leftover.is_empty() {
        keep_whole(&mut knocks, row);
    }
    Ok(knocks)
}

fn messages(change: &Change, value: &MessagesValue) -> Vec<Knock> {
    let mut knocks = Vec::with_capacity(value.messages.len() + value.statuses.len());
    for part in &value.messages {
        knocks.push(match part {
            Ok(it) => message::knock(change, value, it),
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

fn unreadable(what: &str, part: &UnreadablePart) -> Knock {
    Knock::Unreadable(Unreadable {
        reason: format!("a {what} {}", part.reason),
        raw: part.raw.get().to_owned(),
    })
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
        Some(Knock::Reaction(_) | Knock::Unreadable(_) | Knock::Other { .. }) | None => {}
    }
}
