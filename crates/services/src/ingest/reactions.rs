//! Reactions: a customer's sign on a message, told once, whatever is delivered again.

use super::batch::is_live;
use super::conversations::Threads;
use crate::Cx;
use crate::messages::BUSINESS;
use domain::text::storable;
use domain::{AuthorKind, ContactId, EventKind, LineId, MessageId, Origin, UnparsedId};
use door::{Reaction, Side};
use std::collections::{HashMap, HashSet};
use storage::Tx;
use storage::inbox::{ReactionAuthor, Unparsed};
use storage::journal::JournalRow;

/// A reaction, and the row that told it.
pub(super) struct Sign {
    pub(super) reaction: Reaction,
    row: JournalRow,
}

impl Sign {
    pub(super) fn new(reaction: Reaction, row: &JournalRow) -> Self {
        let row = row.clone();
        Self { reaction, row }
    }

    fn origin(&self) -> Origin {
        self.row.origin
    }

    /// Kept with its row, so that it can be tried again once the message is here.
    fn without_target(&self, line: LineId) -> Unparsed {
        Unparsed {
            id: UnparsedId::new(),
            line_id: Some(line),
            field: Some("reaction".to_owned()),
            cause: "unknown_target".to_owned(),
            detail: "a reaction to a message that is not here".to_owned(),
            body: self.row.body.clone(),
            received_at: self.row.received_at,
        }
    }
}

/// Reactions change a bubble; a reaction also opens the window, as any sign of the customer does.
/// Returns what could not be placed.
pub(super) async fn react(
    cx: &Cx,
    tx: &mut Tx,
    threads: &mut Threads<'_>,
    signs: &[Sign],
    contacts: &[ContactId],
) -> storage::Result<Vec<Unparsed>> {
    let mut lost = Vec::new();
    if signs.is_empty() {
        return Ok(lost);
    }
    let targets: Vec<String> = signs
        .iter()
        .map(|sign| sign.reaction.target_key.clone())
        .collect();
    let known = tx.message_keys(threads.line()).list(&targets).await?;
    let mut fresh = claim(tx, threads.line(), signs, &known).await?;
    for (sign, &contact) in signs.iter().zip(contacts) {
        let reaction = &sign.reaction;
        let Some(&message_id) = known.get(&reaction.target_key) else {
            lost.push(sign.without_target(threads.line()));
            continue;
        };
        if !fresh.remove(&reaction.key) {
            continue;
        }
        put(tx, message_id, contact, reaction).await?;
        if is_live(sign.origin()) && reaction.side == Side::Customer {
            threads.touch(contact, reaction.at);
        }
        let conversation_id = tx.messages().get(message_id).await?.conversation_id;
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id,
            conversation_id,
        }));
    }
    Ok(lost)
}

/// The reactions that nobody told before: one that comes again must not bring back what the
/// customer has taken away since. Its key leads to the message that it is about.
async fn claim(
    tx: &mut Tx,
    line: LineId,
    signs: &[Sign],
    known: &HashMap<String, MessageId>,
) -> storage::Result<HashSet<String>> {
    let placed = signs.iter().filter_map(|sign| {
        let message = known.get(&sign.reaction.target_key)?;
        Some((sign.reaction.key.clone(), *message))
    });
    let keys: Vec<(String, MessageId)> = placed.collect();
    tx.message_keys(line).claim(&keys).await
}

async fn put(
    tx: &mut Tx,
    message: MessageId,
    contact: ContactId,
    reaction: &Reaction,
) -> storage::Result<()> {
    let author = match reaction.side {
        Side::Customer => {
            let name = reaction.sender.profile_name.as_deref();
            ReactionAuthor {
                key: contact.to_string(),
                kind: AuthorKind::Contact,
                name: name.map(|name| storable(name).into_owned()),
            }
        }
        // The business has one reaction on a message, from whichever device.
        Side::Phone => ReactionAuthor {
            key: BUSINESS.to_owned(),
            kind: AuthorKind::Phone,
            name: None,
        },
    };
    let reactions = tx.reactions();
    match &reaction.emoji {
        Some(emoji) => {
            let emoji = storable(emoji);
            reactions.put(message, &author, &emoji, reaction.at).await
        }
        None => reactions.remove(message, &author.key, reaction.at).await,
    }
}
