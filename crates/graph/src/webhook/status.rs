//! What became of a message that we sent.

use serde_json::value::RawValue;

use super::message::{MetaError, Unreadable};
use crate::json::Object;
use crate::words::open_enum;

open_enum! {
    StatusKind {
        Sent = "sent",
        Delivered = "delivered",
        Read = "read",
        Played = "played",
        Failed = "failed",
    }
}

#[derive(Debug, Clone)]
pub struct Status {
    /// The wamid of our message.
    pub id: String,
    pub status: StatusKind,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
    pub recipient_id: Option<String>,
    pub recipient_user_id: Option<String>,
    pub parent_recipient_user_id: Option<String>,
    /// `individual` or `group`.
    pub recipient_type: Option<String>,
    pub recipient_participant_id: Option<String>,
    pub biz_opaque_callback_data: Option<String>,
    pub pricing: Option<Pricing>,
    pub conversation: Option<PricedConversation>,
    pub errors: Vec<MetaError>,
    pub raw: Box<RawValue>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pricing {
    pub billable: Option<bool>,
    /// `PMP` (per message) or, before July 2025, `CBP` (per conversation).
    pub model: Option<String>,
    /// `regular`, `free_customer_service`, `free_entry_point`.
    pub kind: Option<String>,
    pub category: Option<String>,
}

/// Sent by old Graph versions, and by new ones for free entry points only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedConversation {
    pub id: Option<String>,
    pub expiration_timestamp: Option<i64>,
    pub origin: Option<String>,
}

impl Status {
    pub(super) fn read(raw: &RawValue) -> Result<Self, Unreadable> {
        let object = Object::read(raw).ok_or_else(|| Unreadable::new(raw, "is not an object"))?;
        let o = &object;
        let id = o.text("id");
        let id = id.ok_or_else(|| Unreadable::new(raw, "has no `id`"))?;
        let status = o.text("status");
        let status = status.ok_or_else(|| Unreadable::new(raw, "has no `status`"))?;
        Ok(Self {
            id,
            status: status_kind(o, status),
            timestamp: o.integer("timestamp"),
            recipient_id: o.text("recipient_id"),
            recipient_user_id: o.text("recipient_user_id"),
            parent_recipient_user_id: o
                .text("parent_recipient_user_id")
                .or_else(|| o.text("parent_user_id")),
            recipient_type: o.text("recipient_type"),
            recipient_participant_id: o.text("recipient_participant_id"),
            biz_opaque_callback_data: o.text("biz_opaque_callback_data"),
            pricing: o.object("pricing").map(|o| Pricing::read(&o)),
            conversation: o
                .object("conversation")
                .map(|o| PricedConversation::read(&o)),
            errors: MetaError::list(o),
            raw: raw.to_owned(),
        })
    }
}

/// Payments share the list, and their `failed` says nothing about the message's delivery.
fn status_kind(object: &Object, status: String) -> StatusKind {
    match object.text("type") {
        Some(kind) if kind != "message" => StatusKind::Other(format!("{kind}.{status}")),
        _ => StatusKind::from(status),
    }
}

impl Pricing {
    fn read(o: &Object) -> Self {
        Self {
            billable: o.flag("billable"),
            model: o.text("pricing_model"),
            kind: o.text("type"),
            category: o.text("category"),
        }
    }
}

impl PricedConversation {
    fn read(o: &Object) -> Self {
        Self {
            id: o.text("id"),
            expiration_timestamp: o.integer("expiration_timestamp"),
            origin: o.object("origin").and_then(|origin| origin.text("type")),
        }
    }
}
