//! What somebody writes by hand as a customer, and as whom.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::PhoneError;
use crate::world::{CustomerId, CustomerSpec, World};

/// A message that somebody writes by hand as a customer.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(from = "Wire")]
pub struct SendAsCustomer {
    pub phone_number_id: String,
    pub from: CustomerRef,
    pub kind: CustomerMessageKind,
    pub text: Option<String>,
    /// For reactions; absent or empty takes the reaction back.
    pub emoji: Option<String>,
    pub reply_to: Option<String>,
    /// The kind's own object under Meta's names: `{"id": …, "caption": …}` of an image.
    pub content: Value,
    pub forwarded: bool,
    /// The ad that the chat came from.
    pub referral: Option<Value>,
}

/// As it comes: the object stands under the name of the type, `text` may be one too.
#[derive(Deserialize)]
struct Wire {
    phone_number_id: String,
    from: CustomerRef,
    #[serde(rename = "type", default)]
    kind: CustomerMessageKind,
    #[serde(default)]
    emoji: Option<String>,
    #[serde(default)]
    reply_to: Option<String>,
    #[serde(default)]
    forwarded: bool,
    #[serde(default)]
    referral: Option<Value>,
    #[serde(flatten)]
    parts: Map<String, Value>,
}

impl From<Wire> for SendAsCustomer {
    fn from(wire: Wire) -> Self {
        let mut parts = wire.parts;
        let text = match parts.get("text") {
            Some(Value::String(text)) => Some(text.clone()),
            Some(object) => object
                .get("body")
                .and_then(Value::as_str)
                .map(str::to_owned),
            None => None,
        };
        Self {
            phone_number_id: wire.phone_number_id,
            from: wire.from,
            content: parts.remove(wire.kind.name()).unwrap_or_default(),
            kind: wire.kind,
            text,
            emoji: wire.emoji,
            reply_to: wire.reply_to,
            forwarded: wire.forwarded,
            referral: wire.referral,
        }
    }
}

/// By phone, by user id, or both; whoever is not there yet comes to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct CustomerRef {
    pub phone: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
}

/// Meta's names of what a customer sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerMessageKind {
    #[default]
    Text,
    Image,
    Video,
    Audio,
    Document,
    Sticker,
    Location,
    Contacts,
    Reaction,
    /// A tap on buttons or in a list, or a form filled in.
    Interactive,
    /// A tap on a template's button.
    Button,
    Order,
    System,
    Edit,
    Revoke,
    /// Something that the Cloud API doesn't carry, such as a poll.
    Unsupported,
    /// An error without a type.
    Errors,
}

impl CustomerMessageKind {
    pub const ALL: [Self; 17] = [
        Self::Text,
        Self::Image,
        Self::Video,
        Self::Audio,
        Self::Document,
        Self::Sticker,
        Self::Location,
        Self::Contacts,
        Self::Reaction,
        Self::Interactive,
        Self::Button,
        Self::Order,
        Self::System,
        Self::Edit,
        Self::Revoke,
        Self::Unsupported,
        Self::Errors,
    ];

    pub const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Document => "document",
            Self::Sticker => "sticker",
            Self::Location => "location",
            Self::Contacts => "contacts",
            Self::Reaction => "reaction",
            Self::Interactive => "interactive",
            Self::Button => "button",
            Self::Order => "order",
            Self::System => "system",
            Self::Edit => "edit",
            Self::Revoke => "revoke",
            Self::Unsupported => "unsupported",
            Self::Errors => "errors",
        }
    }

    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

pub(super) fn find_or_add(world: &mut World, from: &CustomerRef) -> Result<CustomerId, PhoneError> {
    let addresses = [from.phone.as_deref(), from.user_id.as_deref()];
    if let Some(id) = addresses
        .into_iter()
        .flatten()
        .find_map(|it| world.customers.find(it))
    {
        if let Some(name) = &from.name {
            world.customers.rename(id, name.clone());
        }
        return Ok(id);
    }
    let is_phone = |phone: &str| phone.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let named = from.phone.as_deref().or(from.user_id.as_deref());
    if from.user_id.is_none() && !from.phone.as_deref().is_some_and(is_phone) {
        return Err(PhoneError::Invalid(
            "say who writes: a phone number or a user_id",
        ));
    }
    Ok(world.add_customer(CustomerSpec {
        name: from
            .name
            .clone()
            .or(named.map(str::to_owned))
            .unwrap_or_default(),
        phone: from.phone.clone(),
        user_id: from.user_id.clone(),
        locale: "es".into(),
        ..CustomerSpec::default()
    }))
}
