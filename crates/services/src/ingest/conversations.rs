//! The threads that a batch touches: loaded once, changed in memory, written once.

use super::batch::{Home, is_live};
use super::messages::Incoming;
use super::people::People;
use crate::Cx;
use domain::{ContactId, ConversationId, EventKind, LineId, TicketId, TicketState, Time};
use door::Side;
use std::collections::{HashMap, HashSet};
use storage::Tx;
use storage::inbox::{Conversation, Ticket};

pub(super) struct Threads<'a> {
    home: &'a Home,
    now: Time,
    blocked: &'a HashSet<ContactId>,
    by_contact: HashMap<ContactId, Conversation>,
    new: HashSet<ContactId>,
    changed: HashSet<ContactId>,
    opened: Vec<(TicketId, ConversationId)>,
    reopened: Vec<(TicketId, ConversationId)>,
}

impl<'a> Threads<'a> {
    pub(super) async fn load(
        cx: &Cx,
        tx: &mut Tx,
        home: &'a Home,
        people: &'a People,
    ) -> storage::Result<Self> {
        let merged = people.merged.iter().map(|(merged, _)| merged);
        let mut wanted: Vec<ContactId> = people.contacts.iter().chain(merged).copied().collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found = tx.conversations().list_with(home.line.id, &wanted).await?;
        let mut by_contact: HashMap<ContactId, Conversation> = found
            .into_iter()
            .map(|thread| (thread.contact_id, thread))
            .collect();
        // Who was merged goes on in the thread that they had on this line, where the older contact
        // has none.
        for (merged, into) in &people.merged {
            if !by_contact.contains_key(into)
                && let Some(thread) = by_contact.remove(merged)
            {
                by_contact.insert(*into, thread);
            }
        }
        Ok(Self {
            home,
            now: cx.now,
            blocked: &people.blocked,
            by_contact,
            new: HashSet::new(),
            changed: HashSet::new(),
            opened: Vec::new(),
            reopened: Vec::new(),
        })
    }

    pub(super) const fn line(&self) -> LineId {
        self.home.line.id
    }

    /// The contact's thread, made where there was none.
    pub(super) fn thread(&mut self, contact: ContactId) -> &mut Conversation {
        let (line, now) = (self.home.line.id, self.now);
        let new = &mut self.new;
        self.by_contact.entry(contact).or_insert_with(|| {
            new.insert(contact);
            Conversation {
                id: ConversationId::new(),
                line_id: line,
                contact_id: contact,
                sort_at: Time::from_millis(0),
                last_message_id: None,
                inbound_count: 0,
                handled_count: 0,
                next_position: 1,
                last_inbound_at: None,
                free_entry_at: None,
                ticket_id: None,
                ticket_state: None,
                assignee_id: None,
                ticket_resolved_at: None,
                created_at: now,
            }
        })
    }

    /// Notes a message in its thread; returns the ticket that it belongs to.
    pub(super) fn note(
        &mut self,
        contact: ContactId,
        incoming: &Incoming,
        at: Time,
        sort_at: Time,
    ) -> Option<TicketId> {
        self.changed.insert(contact);
        let live = is_live(incoming.origin);
        let silent = self.is_silent(contact, incoming);
        let thread = self.thread(contact);
        if silent && thread.last_message_id.is_some() {
            thread.last_inbound_at = thread.last_inbound_at.max(Some(at));
            return None;
        }
        if sort_at >= thread.sort_at {
            thread.sort_at = sort_at;
            thread.last_message_id = Some(incoming.id);
        }
        if !live || incoming.is_notice() {
            return None;
        }
        if incoming.message.side == Side::Phone {
            // An answer, though not from here: what the customer wrote so far is not waiting any more.
            thread.handled_count = thread.inbound_count;
            return thread
                .ticket_id
                .filter(|_| thread.ticket_state == Some(TicketState::Open));
        }
        thread.last_inbound_at = thread.last_inbound_at.max(Some(at));
        if silent {
            return None;
        }
        thread.inbound_count += 1;
        if incoming.message.referral.is_some() {
            thread.free_entry_at = thread.free_entry_at.max(Some(at));
        }
        self.ticket(contact)
    }

    /// What somebody writes who is blocked is kept, and opens the window as at the provider; it asks for
    /// nobody's attention: no ticket, nothing unread, no new place in the list.
    fn is_silent(&self, contact: ContactId, incoming: &Incoming) -> bool {
        let writes = is_live(incoming.origin) && !incoming.is_notice();
        writes && incoming.message.side == Side::Customer && self.blocked.contains(&contact)
    }

    /// A sign of the customer that is no message.
    pub(super) fn touch(&mut self, contact: ContactId, at: Time) {
        if let Some(thread) = self.by_contact.get_mut(&contact) {
            thread.last_inbound_at = thread.last_inbound_at.max(Some(at.min(self.now)));
            self.changed.insert(contact);
        }
    }

    /// The open ticket; else the last one reopened, or a new one, as the queue's policy says.
    fn ticket(&mut self, contact: ContactId) -> Option<TicketId> {
        let (queue, now) = (&self.home.queue, self.now);
        let thread = self.by_contact.get_mut(&contact)?;
        if thread.ticket_state == Some(TicketState::Open) {
            return thread.ticket_id;
        }
        let reopens = thread.ticket_resolved_at.is_some_and(|at| {
            queue
                .reopen_policy
                .reopens(queue.reopen_within_hours, at, now)
        });
        thread.ticket_state = Some(TicketState::Open);
        thread.ticket_resolved_at = None;
        if let (true, Some(ticket)) = (reopens, thread.ticket_id) {
            self.reopened.push((ticket, thread.id));
            return Some(ticket);
        }
        let ticket = TicketId::new();
        thread.ticket_id = Some(ticket);
        thread.assignee_id = None;
        self.opened.push((ticket, thread.id));
        Some(ticket)
    }

    /// Threads that are new go first: messages point at them.
    pub(super) async fn write_new(&mut self, tx: &mut Tx) -> storage::Result<()> {
        let mut rows: Vec<Conversation> = self
            .new
            .iter()
            .filter_map(|contact| self.by_contact.get(contact))
            .cloned()
            .collect();
        rows.sort_unstable_by_key(|thread| thread.id);
        for contact in self.new.drain() {
            self.changed.remove(&contact);
        }
        tx.conversations().put(&rows).await
    }

    /// Everything else; tickets last, since their numbers are counted in a row that all share.
    pub(super) async fn write(mut self, cx: &Cx, tx: &mut Tx) -> storage::Result<()> {
        self.write_new(tx).await?;
        let mut rows: Vec<Conversation> = self
            .changed
            .iter()
            .filter_map(|contact| self.by_contact.get(contact))
            .cloned()
            .collect();
        rows.sort_unstable_by_key(|thread| thread.id);
        tx.conversations().put(&rows).await?;
        let reopened: Vec<TicketId> = self.reopened.iter().map(|(ticket, _)| *ticket).collect();
        tx.tickets().reopen(&reopened).await?;
        for (ticket_id, conversation_id) in self.reopened {
            tx.emit(cx.event(EventKind::TicketReopened {
                ticket_id,
                conversation_id,
            }));
        }
        let Ok(count) = i64::try_from(self.opened.len()) else {
            return Ok(());
        };
        if count == 0 {
            return Ok(());
        }
        let first = tx.tickets().take_numbers(count).await?;
        let tickets: Vec<Ticket> = (first..)
            .zip(&self.opened)
            .map(|(number, &(id, conversation_id))| Ticket {
                id,
                number,
                conversation_id,
                queue_id: self.home.queue.id,
                state: TicketState::Open,
                assignee_id: None,
                opened_at: self.now,
                resolved_at: None,
                resolved_by: None,
            })
            .collect();
        tx.tickets().put(&tickets).await?;
        for (ticket_id, conversation_id) in self.opened {
            tx.emit(cx.event(EventKind::TicketOpened {
                ticket_id,
                conversation_id,
            }));
        }
        Ok(())
    }
}
