//! What a message says, by its type. A body that cannot be read is `Unknown`, never an error.

mod content;
mod reply;

use crate::json::{self, Object};

pub use content::{Location, Media, Order, OrderItem, SharedContact, SharedPhone};
pub use reply::{Button, InteractiveReply, Reaction};

#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    Text(String),
    Image(Box<Media>),
    Video(Box<Media>),
    Audio(Box<Media>),
    Document(Box<Media>),
    Sticker(Box<Media>),
    Location(Box<Location>),
    Contacts(Vec<SharedContact>),
    Reaction(Reaction),
    Interactive(InteractiveReply),
    Button(Button),
    Order(Box<Order>),
    System(Box<System>),
    Edit(Edit),
    Revoke(Revoke),
    Unsupported(Unsupported),
    Unknown,
}

/// Something happened to the customer's account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// `user_changed_number`, `user_changed_user_id`, `customer_identity_changed`, ….
    pub kind: Option<String>,
    pub body: Option<String>,
    /// The new phone.
    pub wa_id: Option<String>,
    /// The new BSUID.
    pub user_id: Option<String>,
    pub identity_hash: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    pub original_message_id: String,
    /// What the message says now.
    pub body: Box<Body>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Revoke {
    pub original_message_id: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsupported {
    /// What it was, where Meta says so: `poll`, `edit`, ….
    pub kind: Option<String>,
}

/// Meta left `type` out of some examples; then the field that is there says what it is.
const KINDS: [&str; 15] = [
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "reaction",
    "interactive",
    "button",
    "order",
    "system",
    "edit",
    "revoke",
];

impl Body {
    pub(super) fn read(message: &Object) -> Self {
        let kind = message.text("type");
        let kind = kind.as_deref().or_else(|| implied_kind(message));
        kind.and_then(|kind| Self::read_as(kind, message))
            .unwrap_or(Self::Unknown)
    }

    fn read_as(kind: &str, message: &Object) -> Option<Self> {
        if kind == "unsupported" || kind == "unknown" {
            let what = message.object("unsupported").and_then(|o| o.text("type"));
            return Some(Self::Unsupported(Unsupported { kind: what }));
        }
        if kind == "contacts" {
            let list = json::elements(message.get("contacts")?)?;
            let contacts = list.into_iter().filter_map(Object::read);
            return Some(Self::Contacts(
                contacts.map(|o| SharedContact::read(&o)).collect(),
            ));
        }
        let o = &message.object(kind)?;
        Some(match kind {
            "text" => Self::Text(o.text("body")?),
            "image" => Self::Image(Box::new(Media::read(o)?)),
            "video" => Self::Video(Box::new(Media::read(o)?)),
            "audio" => Self::Audio(Box::new(Media::read(o)?)),
            "document" => Self::Document(Box::new(Media::read(o)?)),
            "sticker" => Self::Sticker(Box::new(Media::read(o)?)),
            "location" => Self::Location(Box::new(Location::read(o)?)),
            "reaction" => Self::Reaction(Reaction::read(o)?),
            "interactive" => Self::Interactive(InteractiveReply::read(o)),
            "button" => Self::Button(Button::read(o)),
            "order" => Self::Order(Box::new(Order::read(o))),
            "system" => Self::System(Box::new(System::read(o))),
            "edit" => Self::Edit(Edit::read(o)?),
            "revoke" => Self::Revoke(Revoke {
                original_message_id: o.text("original_message_id")?,
            }),
            _ => return None,
        })
    }

    /// Meta's word for the type, or `unknown`.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Text(_) => "text",
            Self::Image(_) => "image",
            Self::Video(_) => "video",
            Self::Audio(_) => "audio",
            Self::Document(_) => "document",
            Self::Sticker(_) => "sticker",
            Self::Location(_) => "location",
            Self::Contacts(_) => "contacts",
            Self::Reaction(_) => "reaction",
            Self::Interactive(_) => "interactive",
            Self::Button(_) => "button",
            Self::Order(_) => "order",
            Self::System(_) => "system",
            Self::Edit(_) => "edit",
            Self::Revoke(_) => "revoke",
            Self::Unsupported(_) => "unsupported",
            Self::Unknown => "unknown",
        }
    }

    /// The words in it that a person reads, for lists and search.
    pub fn text(&self) -> Option<&str> {
        let text = match self {
            Self::Text(body) => Some(body),
            Self::Image(media)
            | Self::Video(media)
            | Self::Audio(media)
            | Self::Document(media)
            | Self::Sticker(media) => media.caption.as_ref().or(media.filename.as_ref()),
            Self::Location(place) => place.name.as_ref().or(place.address.as_ref()),
            Self::Contacts(list) => list.first().and_then(|it| it.formatted_name.as_ref()),
            Self::Reaction(reaction) => reaction.emoji.as_ref(),
            Self::Interactive(reply) => return reply.text(),
            Self::Button(button) => button.text.as_ref(),
            Self::Order(order) => order.text.as_ref(),
            Self::System(system) => system.body.as_ref(),
            Self::Edit(edit) => return edit.body.text(),
            Self::Revoke(_) | Self::Unsupported(_) | Self::Unknown => None,
        };
        text.map(String::as_str).filter(|text| !text.is_empty())
    }
}

fn implied_kind(message: &Object) -> Option<&'static str> {
    let present = KINDS.into_iter().find(|kind| message.get(kind).is_some());
    // Without any body, errors say why it could not be shown.
    present.or_else(|| message.get("errors").map(|_| "unsupported"))
}

impl System {
    fn read(o: &Object) -> Self {
        let identity = o.object("identity").and_then(|it| it.text("hash"));
        Self {
            kind: o.text("type"),
            body: o.text("body"),
            wa_id: o.text("wa_id").or_else(|| o.text("new_wa_id")),
            user_id: o.text("user_id"),
            identity_hash: identity.or_else(|| o.text("identity")),
        }
    }
}

impl Edit {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            original_message_id: o.text("original_message_id")?,
            body: Box::new(Body::read(&o.object("message")?)),
        })
    }
}
