//! What the phone of a line in coexistence remembers, told in pieces after the line was connected.

use serde_json::value::RawValue;

use super::change::{Metadata, contacts, find_contact, leftover, list};
use super::message::{Contact, InboundMessage, MetaError, Unreadable};
use crate::json::Object;

#[derive(Debug, Clone)]
pub struct HistoryValue {
    pub metadata: Metadata,
    pub contacts: Vec<Contact>,
    pub chunks: Vec<Chunk>,
    /// The files of messages that a chunk had told without theirs.
    pub messages: Vec<Result<InboundMessage, Unreadable>>,
    pub leftover: Vec<(String, Box<RawValue>)>,
}

/// A piece; they may come in any order.
#[derive(Debug, Clone)]
pub struct Chunk {
    /// 0: the last day, 1: up to 90 days ago, 2: up to 180.
    pub phase: Option<i64>,
    pub chunk_order: Option<i64>,
    /// Percent; 100 is the end.
    pub progress: Option<i64>,
    pub threads: Vec<Thread>,
    /// 2593109: the business keeps its history to itself.
    pub errors: Vec<MetaError>,
}

#[derive(Debug, Clone)]
pub struct Thread {
    /// The customer's phone, or their BSUID.
    pub id: Option<String>,
    pub messages: Vec<Result<InboundMessage, Unreadable>>,
}

impl HistoryValue {
    pub(super) fn read(o: &Object) -> Self {
        const NAMES: [&str; 5] = [
            "messaging_product",
            "metadata",
            "contacts",
            "history",
            "messages",
        ];
        Self {
            metadata: Metadata::read(o),
            contacts: contacts(o),
            chunks: o.objects("history").map(|o| Chunk::read(&o)).collect(),
            messages: list(o, "messages", InboundMessage::read),
            leftover: leftover(o, &NAMES),
        }
    }

    pub fn contact(&self, wa_id: Option<&str>, user_id: Option<&str>) -> Option<&Contact> {
        find_contact(&self.contacts, wa_id, user_id)
    }
}

impl Chunk {
    fn read(o: &Object) -> Self {
        let metadata = o.object("metadata");
        let of_metadata = |name| metadata.as_ref().and_then(|it| it.integer(name));
        let threads = o.objects("threads").map(|o| Thread {
            id: o.text("id"),
            messages: list(&o, "messages", InboundMessage::read),
        });
        Self {
            phase: of_metadata("phase"),
            chunk_order: of_metadata("chunk_order"),
            progress: of_metadata("progress"),
            threads: threads.collect(),
            errors: MetaError::list(o),
        }
    }
}
