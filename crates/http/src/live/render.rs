//! Events with what they changed, read with a fixed number of queries a page.

use super::frame::{Change, LiveEvent};
use crate::view::{Contact, Conversation, Message};
use domain::{ConversationId, Event, EventKind, MessageId, Time};
use services::contacts;
use services::events::Snapshot;
use services::messages::{FullMessage, full};
use services::views::ConversationView;
use services::{Env, Refusal};
use std::collections::HashMap;

/// What a page of events is about, read once.
struct Known {
    messages: HashMap<MessageId, FullMessage>,
    conversations: HashMap<ConversationId, ConversationView>,
}

/// Completes a page of events in the snapshot that it was read in.
pub(super) async fn render(
    env: &Env,
    snapshot: &mut Snapshot,
    events: Vec<Event>,
) -> Result<Vec<LiveEvent>, Refusal> {
    let now = env.clock.now();
    let known = Known::read(env, snapshot, &events).await?;
    let mut rendered = Vec::with_capacity(events.len());
    for event in events {
        let change = match known.change(&event.kind, now) {
            Some(change) => change,
            None => contact(snapshot, &event.kind)
                .await?
                .unwrap_or(Change::Gone),
        };
        rendered.push(LiveEvent {
            seq: event.seq,
            at: event.at,
            actor: event.actor.into(),
            request_id: event.request_id,
            change,
        });
    }
    Ok(rendered)
}

impl Known {
    async fn read(env: &Env, snapshot: &mut Snapshot, events: &[Event]) -> Result<Self, Refusal> {
        let (mut messages, mut conversations) = (Vec::new(), Vec::new());
        for event in events {
            let (message, conversation) = subjects(&event.kind);
            messages.extend(message);
            conversations.extend(conversation);
        }
        messages.sort_unstable();
        messages.dedup();
        conversations.sort_unstable();
        conversations.dedup();
        let tx = snapshot.tx();
        let views = tx.message_views_by_id(&messages).await?;
        let messages = full(env, tx, views).await?;
        let conversations = tx.conversation_views_by_id(&conversations, None).await?;
        Ok(Self {
            messages: messages
                .into_iter()
                .map(|message| (message.view.id, message))
                .collect(),
            conversations: conversations
                .into_iter()
                .map(|view| (view.id, view))
                .collect(),
        })
    }

    fn change(&self, kind: &EventKind, now: Time) -> Option<Change> {
        let (message, conversation) = subjects(kind);
        let message = message
            .and_then(|id| self.messages.get(&id))
            .map(|full| Box::new(Message::from(full.clone())));
        let conversation = conversation
            .and_then(|id| self.conversations.get(&id))
            .map(|view| Box::new(Conversation::for_all(view.clone(), now)));
        Some(match *kind {
            EventKind::MessageReceived { .. } => Change::MessageReceived {
                message: message?,
                conversation: conversation?,
            },
            EventKind::MessageAccepted { .. } => Change::MessageAccepted {
                message: message?,
                conversation: conversation?,
            },
            EventKind::MessageUpdated { .. } => Change::MessageUpdated {
                message: message?,
                conversation: conversation?,
            },
            EventKind::MessageDiscarded { message_id, .. } => Change::MessageDiscarded {
                message_id,
                conversation: conversation?,
            },
            EventKind::ConversationRead {
                conversation_id,
                member_id,
                read_count,
            } => Change::ConversationRead {
                conversation_id,
                member_id,
                read_count,
            },
            EventKind::ConversationUpdated { .. } => Change::ConversationUpdated {
                conversation: conversation?,
            },
            EventKind::TicketOpened { .. } => Change::TicketOpened {
                conversation: conversation?,
            },
            EventKind::TicketAssigned { .. } => Change::TicketAssigned {
                conversation: conversation?,
            },
            EventKind::TicketResolved { .. } => Change::TicketResolved {
                conversation: conversation?,
            },
            EventKind::TicketReopened { .. } => Change::TicketReopened {
                conversation: conversation?,
            },
            EventKind::LineUpdated { line_id } => Change::LineUpdated { line_id },
            EventKind::MemberUpdated { member_id } => Change::MemberUpdated { member_id },
            EventKind::TemplateUpdated { template_id } => Change::TemplateUpdated { template_id },
            EventKind::ContactUpdated { .. } => return None,
        })
    }
}

/// The contact of an event, as it is now.
async fn contact(snapshot: &mut Snapshot, kind: &EventKind) -> Result<Option<Change>, Refusal> {
    let EventKind::ContactUpdated { contact_id } = kind else {
        return Ok(None);
    };
    let found = contacts::find(snapshot.tx(), *contact_id).await?;
    Ok(found.map(|found| Change::ContactUpdated {
        contact: Box::new(Contact::from(found)),
    }))
}

/// The message and the conversation that an event shows.
fn subjects(kind: &EventKind) -> (Option<MessageId>, Option<ConversationId>) {
    match kind {
        EventKind::MessageReceived {
            message_id,
            conversation_id,
        }
        | EventKind::MessageAccepted {
            message_id,
            conversation_id,
        }
        | EventKind::MessageUpdated {
            message_id,
            conversation_id,
        } => (Some(*message_id), Some(*conversation_id)),
        EventKind::MessageDiscarded {
            conversation_id, ..
        }
        | EventKind::ConversationUpdated { conversation_id }
        | EventKind::TicketOpened {
            conversation_id, ..
        }
        | EventKind::TicketAssigned {
            conversation_id, ..
        }
        | EventKind::TicketResolved {
            conversation_id, ..
        }
        | EventKind::TicketReopened {
            conversation_id, ..
        } => (None, Some(*conversation_id)),
        EventKind::ConversationRead { .. }
        | EventKind::ContactUpdated { .. }
        | EventKind::LineUpdated { .. }
        | EventKind::MemberUpdated { .. }
        | EventKind::TemplateUpdated { .. } => (None, None),
    }
}
