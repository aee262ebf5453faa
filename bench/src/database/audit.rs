//! The books against what was sent: nothing missing, nothing twice, everything with its person.

use super::{Database, Ids};
use crate::traffic::{Person, Traffic, key_of};
use anyhow::Result;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// Causes that are told in full; there may be a hundred thousand.
const TOLD: usize = 20;

/// What the comparison came to.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    /// Different messages that were acknowledged.
    pub(crate) acknowledged: usize,
    /// Messages of ours that are stored.
    pub(crate) stored: usize,
    /// Acknowledged, and not stored.
    pub(crate) missing: usize,
    /// Stored more than once.
    pub(crate) twice: usize,
    /// Stored, though their acknowledgement never reached us. Allowed.
    pub(crate) unacknowledged: usize,
    pub(crate) contacts: usize,
    /// Wrong contacts, conversations, tickets, counts.
    pub(crate) wrong: usize,
    pub(crate) causes: Vec<String>,
}

impl Audit {
    pub(crate) const fn is_clean(&self) -> bool {
        self.missing == 0 && self.twice == 0 && self.wrong == 0
    }

    fn tell(&mut self, cause: impl FnOnce() -> String) {
        if self.causes.len() < TOLD {
            self.causes.push(cause());
        }
    }

    fn wrong(&mut self, cause: impl FnOnce() -> String) {
        self.wrong += 1;
        self.tell(cause);
    }
}

/// A stored message under its key.
type MessageRow = (Uuid, Option<String>, Uuid, Option<Uuid>);
type ConversationRow = (Uuid, Uuid, i64, Option<Uuid>, Option<String>);
type TicketRow = (Uuid, Uuid, String);

/// What the database holds of the line.
struct Books {
    messages: Vec<MessageRow>,
    inbound: i64,
    conversations: HashMap<Uuid, ConversationRow>,
    /// Phone or user id, and whose it is.
    identities: HashMap<String, Uuid>,
    tickets: HashMap<Uuid, Vec<TicketRow>>,
}

impl Books {
    async fn open(database: &mut Database, ids: &Ids) -> Result<Self> {
        let messages = database
            .rows(
                "SELECT m.id, m.provider_id, m.conversation_id, m.ticket_id FROM message_keys k
                 JOIN messages m ON m.organization_id = k.organization_id AND m.id = k.message_id
                 WHERE k.line_id = $1 AND m.direction = 'in'",
                ids.line,
            )
            .await?;
        let inbound: Vec<(i64,)> = database
            .rows(
                "SELECT count(*) FROM messages m
                 JOIN conversations c ON c.organization_id = m.organization_id AND c.id = m.conversation_id
                 WHERE c.line_id = $1 AND m.direction = 'in'",
                ids.line,
            )
            .await?;
        let conversations: Vec<ConversationRow> = database
            .rows(
                "SELECT id, contact_id, inbound_count, ticket_id, ticket_state FROM conversations
                 WHERE line_id = $1",
                ids.line,
            )
            .await?;
        let identities: Vec<(String, Uuid)> = database
            .rows(
                "SELECT value, contact_id FROM identities
                 WHERE organization_id = $1 AND kind IN ('phone', 'bsuid')",
                ids.organization,
            )
            .await?;
        let rows: Vec<TicketRow> = database
            .rows(
                "SELECT id, conversation_id, state FROM tickets WHERE organization_id = $1",
                ids.organization,
            )
            .await?;
        let mut tickets: HashMap<Uuid, Vec<TicketRow>> = HashMap::new();
        for row in rows {
            tickets.entry(row.1).or_default().push(row);
        }
        Ok(Self {
            messages,
            inbound: inbound.first().map_or(0, |(count,)| *count),
            conversations: conversations.into_iter().map(|row| (row.0, row)).collect(),
            identities: identities.into_iter().collect(),
            tickets,
        })
    }
}

/// Compares what was acknowledged with what is stored.
pub(crate) async fn audit(
    database: &mut Database,
    ids: &Ids,
    traffic: &Traffic,
    acknowledged: &[u32],
) -> Result<Audit> {
    let books = Books::open(database, ids).await?;
    let sent: HashSet<u32> = acknowledged
        .iter()
        .copied()
        .filter(|&number| traffic.is_message(number))
        .collect();
    let mut audit = Audit {
        acknowledged: sent.len(),
        ..Audit::default()
    };
    let places = check_messages(&mut audit, &books, traffic, &sent);
    check_people(&mut audit, &books, traffic, &places);
    check_threads(&mut audit, &books, &places);
    Ok(audit)
}

/// Every stored message of ours: its number and its conversation.
type Places = Vec<(u32, Uuid)>;

fn check_messages(
    audit: &mut Audit,
    books: &Books,
    traffic: &Traffic,
    sent: &HashSet<u32>,
) -> Places {
    let mut seen: HashSet<Uuid> = HashSet::with_capacity(books.messages.len());
    let mut numbers: HashSet<u32> = HashSet::with_capacity(books.messages.len());
    let mut places = Vec::with_capacity(books.messages.len());
    for (id, provider_id, conversation, ticket) in &books.messages {
        // One message may be known by several keys.
        if !seen.insert(*id) {
            continue;
        }
        let key = provider_id.as_deref().and_then(key_of);
        let Some(number) = key.and_then(|key| traffic.run.number(&key)) else {
            continue;
        };
        if !numbers.insert(number) {
            audit.twice += 1;
            audit.tell(|| format!("message {number} is stored twice"));
        }
        let of_thread = books.conversations.get(conversation).and_then(|row| row.3);
        if ticket.is_none() || *ticket != of_thread {
            audit.wrong(|| format!("message {number} is not in its conversation's ticket"));
        }
        places.push((number, *conversation));
    }
    for number in sent {
        if !numbers.contains(number) {
            audit.missing += 1;
            audit.tell(|| format!("message {number} was acknowledged and is not stored"));
        }
    }
    audit.stored = numbers.len();
    audit.unacknowledged = numbers
        .iter()
        .filter(|number| !sent.contains(number))
        .count();
    if i64::try_from(seen.len()) != Ok(books.inbound) {
        audit.wrong(|| {
            format!(
                "{} inbound messages have a key, and there are {}",
                seen.len(),
                books.inbound
            )
        });
    }
    places
}

/// Each person is one contact with one conversation, by phone and by user id.
fn check_people(audit: &mut Audit, books: &Books, traffic: &Traffic, places: &Places) {
    let mut of_contact: HashMap<u32, Uuid> = HashMap::new();
    for (number, conversation) in places {
        let contact = traffic.contact(*number);
        let person = Person::of(contact);
        let known = books.conversations.get(conversation).map(|row| row.1);
        let by_phone =
            (!person.hides_phone()).then(|| books.identities.get(&person.phone()).copied());
        let by_user_id = traffic
            .names_user_id(*number)
            .then(|| books.identities.get(&person.user_id()).copied());
        for found in [by_phone, by_user_id].into_iter().flatten() {
            if found.is_none() || found != known {
                audit.wrong(|| {
                    format!("message {number} is not with contact {contact}, who wrote it")
                });
            }
        }
        if *of_contact.entry(contact).or_insert(*conversation) != *conversation {
            audit.wrong(|| format!("contact {contact} has two conversations"));
        }
    }
    audit.contacts = of_contact.len();
    let conversations: HashSet<Uuid> = of_contact.values().copied().collect();
    if conversations.len() != of_contact.len() {
        audit.wrong(|| {
            format!(
                "{} contacts share {} conversations",
                of_contact.len(),
                conversations.len()
            )
        });
    }
}

/// Counts as many messages as there are, and has one open ticket.
fn check_threads(audit: &mut Audit, books: &Books, places: &Places) {
    let ours: HashSet<Uuid> = places
        .iter()
        .map(|(_, conversation)| *conversation)
        .collect();
    let mut counts: HashMap<Uuid, i64> = HashMap::new();
    let mut seen = HashSet::new();
    for (id, _, conversation, _) in &books.messages {
        if seen.insert(*id) {
            *counts.entry(*conversation).or_default() += 1;
        }
    }
    for conversation in ours {
        let Some((_, _, inbound_count, ticket, state)) = books.conversations.get(&conversation)
        else {
            audit.wrong(|| format!("conversation {conversation} does not exist"));
            continue;
        };
        let count = counts.get(&conversation).copied().unwrap_or_default();
        if count != *inbound_count {
            audit.wrong(|| format!("conversation {conversation} counts {inbound_count} inbound messages and has {count}"));
        }
        let tickets = books
            .tickets
            .get(&conversation)
            .map_or(&[][..], Vec::as_slice);
        let one_open = matches!(tickets, [(id, _, is)] if Some(*id) == *ticket && is == "open");
        if !one_open || state.as_deref() != Some("open") {
            audit.wrong(|| {
                format!(
                    "conversation {conversation} has {} tickets, or none that is open",
                    tickets.len()
                )
            });
        }
    }
}
