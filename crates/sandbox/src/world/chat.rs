//! One conversation as both sides see it: the thread between a number and a customer.

use std::collections::VecDeque;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use serde_json::Value;

use super::charge::Charge;
use super::media::MediaView;
use crate::clock::rfc3339;
use crate::phones::script::Script;

/// A chat forgets its oldest messages beyond this, so that load tests don't fill the memory.
const KEPT: usize = 500;

const WINDOW: SignedDuration = SignedDuration::from_hours(24);
/// How long everything is free after the customer came through an advertisement.
const FREE_ENTRY: SignedDuration = SignedDuration::from_hours(72);
const IN_HAND: SignedDuration = SignedDuration::from_mins(5);
/// Meta's typing indicator ends by itself after this.
pub(crate) const TYPING: Duration = Duration::from_secs(25);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    Customer,
    Business,
}

/// How far a message has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Ticks {
    /// With Meta, but not on the phone; such messages of the business are not shown there.
    #[serde(rename = "sent")]
    Accepted,
    Sent,
    Delivered,
    Read,
    /// A voice note that was listened to.
    Played,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReactionView {
    pub from: Side,
    pub emoji: String,
}

/// What became of a message that its author did not leave as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Changed {
    Edited,
    Revoked,
}

/// A message as the customer's phone shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChatMessage {
    pub id: String,
    pub from: Side,
    #[serde(rename = "type")]
    pub kind: String,
    /// What is read of it: the text, a caption, a template filled in.
    pub text: Option<String>,
    /// The kind's own object under Meta's names; null where it was revoked.
    pub content: Value,
    /// The file, or that of the header.
    pub media: Option<MediaView>,
    #[serde(serialize_with = "rfc3339")]
    pub at: Timestamp,
    pub state: Ticks,
    pub reply_to: Option<String>,
    pub forwarded: bool,
    pub changed: Option<Changed>,
    pub reactions: Vec<ReactionView>,
    #[serde(skip)]
    pub(crate) charge: Option<Charge>,
    #[serde(skip)]
    pub(crate) callback_data: Option<String>,
}

impl ChatMessage {
    /// A message without a text, a file or anything else yet.
    pub(crate) fn new(id: &str, from: Side, kind: &str, at: Timestamp) -> Self {
        Self {
            id: id.to_owned(),
            from,
            kind: kind.to_owned(),
            text: None,
            content: Value::Null,
            media: None,
            at,
            state: match from {
                Side::Customer => Ticks::Sent,
                Side::Business => Ticks::Accepted,
            },
            reply_to: None,
            forwarded: false,
            changed: None,
            reactions: Vec::new(),
            charge: None,
            callback_data: None,
        }
    }
}

#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) version: u64,
    pub(crate) script: Script,
    messages: VecDeque<ChatMessage>,
    last_from_customer: Option<Timestamp>,
    last_from_ad: Option<Timestamp>,
    typing_until: Option<Timestamp>,
    last_by_hand: Option<Timestamp>,
}

impl Chat {
    pub(crate) fn new(script: Script) -> Self {
        Self {
            version: 0,
            script,
            messages: VecDeque::new(),
            last_from_customer: None,
            last_from_ad: None,
            typing_until: None,
            last_by_hand: None,
        }
    }

    /// Gives back the id of a message that had to make room.
    pub(crate) fn push(&mut self, message: ChatMessage) -> Option<String> {
        if message.from == Side::Business {
            self.typing_until = None;
        }
        self.messages.push_back(message);
        if self.messages.len() <= KEPT {
            return None;
        }
        self.messages.pop_front().map(|oldest| oldest.id)
    }

    /// Whatever the customer does, a reaction too, opens the 24 hours again.
    pub(crate) fn hear_from_customer(&mut self, at: Timestamp) {
        self.last_from_customer = Some(at);
    }

    /// The customer came by an advertisement, or a button on a page.
    pub(crate) fn enter_by_ad(&mut self, at: Timestamp) {
        self.last_from_ad = Some(at);
    }

    pub(crate) fn find(&self, id: &str) -> Option<&ChatMessage> {
        self.messages.iter().rev().find(|message| message.id == id)
    }

    pub(crate) fn find_mut(&mut self, id: &str) -> Option<&mut ChatMessage> {
        self.messages
            .iter_mut()
            .rev()
            .find(|message| message.id == id)
    }

    pub(crate) fn last(&self) -> Option<&ChatMessage> {
        self.messages.back()
    }

    /// Ticks only go up; false where the message is gone or was there already.
    pub(crate) fn tick(&mut self, id: &str, state: Ticks) -> bool {
        match self.find_mut(id) {
            Some(message) if message.state < state => {
                message.state = state;
                true
            }
            Some(_) | None => false,
        }
    }

    /// One reaction a side; an empty emoji takes it back.
    pub(crate) fn react(&mut self, id: &str, from: Side, emoji: &str) -> bool {
        let Some(message) = self.find_mut(id) else {
            return false;
        };
        message.reactions.retain(|reaction| reaction.from != from);
        if !emoji.is_empty() {
            message.reactions.push(ReactionView {
                from,
                emoji: emoji.to_owned(),
            });
        }
        true
    }

    /// The customer's message and all before it turn blue.
    pub(crate) fn read_by_business(&mut self, id: &str) {
        let Some(position) = self.messages.iter().position(|message| message.id == id) else {
            return;
        };
        for message in self.messages.iter_mut().take(position + 1) {
            if message.from == Side::Customer {
                message.state = message.state.max(Ticks::Read);
            }
        }
    }

    /// Everything that has reached the phone turns read; gives back which did so now.
    pub(crate) fn read_by_customer(&mut self) -> Vec<String> {
        let reached = self
            .messages
            .iter_mut()
            .filter(|message| message.from == Side::Business && message.state == Ticks::Delivered);
        reached
            .map(|message| {
                message.state = Ticks::Read;
                message.id.clone()
            })
            .collect()
    }

    pub(crate) fn unread_by_customer(&self) -> usize {
        let unread = |message: &&ChatMessage| {
            message.from == Side::Business && message.state == Ticks::Delivered
        };
        self.messages.iter().filter(unread).count()
    }

    /// What the customer's phone has: nothing of the business that has not been delivered.
    pub(crate) fn on_phone(&self) -> Vec<ChatMessage> {
        let here = |message: &&ChatMessage| {
            message.from == Side::Customer || message.state >= Ticks::Delivered
        };
        self.messages.iter().filter(here).cloned().collect()
    }

    pub(crate) fn wrote_since(&self, since: Timestamp) -> bool {
        self.last_from_customer.is_some_and(|at| at > since)
    }

    pub(crate) fn window_is_open(&self, now: Timestamp) -> bool {
        self.last_from_customer
            .is_some_and(|at| now.duration_since(at) < WINDOW)
    }

    pub(crate) fn is_free_entry(&self, now: Timestamp) -> bool {
        self.last_from_ad
            .is_some_and(|at| now.duration_since(at) < FREE_ENTRY)
    }

    pub(crate) fn start_typing(&mut self, now: Timestamp) {
        self.typing_until = now.checked_add(TYPING).ok();
    }

    pub(crate) fn business_is_typing(&self, now: Timestamp) -> bool {
        self.typing_until.is_some_and(|until| now < until)
    }

    pub(crate) fn take_in_hand(&mut self, now: Timestamp) {
        self.last_by_hand = Some(now);
    }

    /// A person has written as this customer lately: the phone is open, and no script writes.
    pub(crate) fn is_in_hand(&self, now: Timestamp) -> bool {
        self.last_by_hand
            .is_some_and(|at| now.duration_since(at) < IN_HAND)
    }
}
