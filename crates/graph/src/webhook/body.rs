//! What a message says, by its type. A body that cannot be read is `Unknown`, never an error.

use crate::json::{self, Object};

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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub id: String,
    pub mime_type: Option<String>,
    pub sha256: Option<String>,
    pub caption: Option<String>,
    pub filename: Option<String>,
    /// A voice note, not an audio file.
    pub voice: bool,
    pub animated: bool,
    /// Dies after five minutes; `id` lives for seven days.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    pub name: Option<String>,
    pub address: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedContact {
    pub formatted_name: Option<String>,
    pub company: Option<String>,
    pub phones: Vec<SharedPhone>,
    pub emails: Vec<String>,
    pub vcard: Option<String>,
    pub origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPhone {
    pub phone: Option<String>,
    pub wa_id: Option<String>,
    /// `MOBILE`, `WORK`, ….
    pub kind: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reaction {
    /// The wamid of the message it belongs to.
    pub message_id: String,
    /// None takes the reaction back; Meta writes that as an absent or an empty emoji.
    pub emoji: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InteractiveReply {
    Button {
        id: String,
        title: Option<String>,
    },
    List {
        id: String,
        title: Option<String>,
        description: Option<String>,
    },
    /// The answer of a flow or an address form.
    Form {
        name: Option<String>,
        body: Option<String>,
        /// A JSON document in a string.
        response_json: Option<String>,
    },
    CallPermission {
        /// `accept` or `reject`.
        response: String,
        expiration_timestamp: Option<i64>,
        response_source: Option<String>,
    },
    /// A kind of reply that did not exist when this was written.
    Unknown {
        kind: Option<String>,
    },
}

/// A quick reply of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub payload: Option<String>,
    pub text: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub catalog_id: Option<String>,
    pub text: Option<String>,
    pub items: Vec<OrderItem>,
}

/// Quantity and price as Meta writes them, so that no cent is lost to binary fractions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderItem {
    pub product_retailer_id: Option<String>,
    pub quantity: Option<String>,
    pub item_price: Option<String>,
    pub currency: Option<String>,
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
            "button" => Self::Button(Button {
                payload: o.text("payload"),
                text: o.text("text"),
            }),
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

impl Media {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            id: o.text("id")?,
            mime_type: o.text("mime_type"),
            sha256: o.text("sha256"),
            caption: o.text("caption"),
            filename: o.text("filename"),
            voice: o.flag("voice").unwrap_or_default(),
            animated: o.flag("animated").unwrap_or_default(),
            url: o.text("url"),
        })
    }
}

impl Location {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            latitude: o.decimal("latitude")?,
            longitude: o.decimal("longitude")?,
            name: o.text("name"),
            address: o.text("address"),
            url: o.text("url"),
        })
    }
}

impl SharedContact {
    fn read(o: &Object) -> Self {
        Self {
            formatted_name: o.object("name").and_then(|it| it.text("formatted_name")),
            company: o.object("org").and_then(|it| it.text("company")),
            phones: o
                .objects("phones")
                .map(|it| SharedPhone::read(&it))
                .collect(),
            emails: o
                .objects("emails")
                .filter_map(|it| it.text("email"))
                .collect(),
            vcard: o.text("vcard"),
            origin: o.text("origin"),
        }
    }
}

impl SharedPhone {
    fn read(o: &Object) -> Self {
        Self {
            phone: o.text("phone"),
            wa_id: o.text("wa_id"),
            kind: o.text("type"),
        }
    }
}

impl Reaction {
    fn read(o: &Object) -> Option<Self> {
        Some(Self {
            message_id: o.text("message_id")?,
            emoji: o.text("emoji").filter(|emoji| !emoji.is_empty()),
        })
    }
}

impl InteractiveReply {
    fn read(o: &Object) -> Self {
        let kind = o.text("type");
        let known = Self::button(o)
            .or_else(|| Self::row(o))
            .or_else(|| Self::form(o))
            .or_else(|| Self::call_permission(o));
        known.unwrap_or(Self::Unknown { kind })
    }

    fn button(o: &Object) -> Option<Self> {
        let reply = o.object("button_reply")?;
        let (id, title) = (reply.text("id")?, reply.text("title"));
        Some(Self::Button { id, title })
    }

    fn row(o: &Object) -> Option<Self> {
        let reply = o.object("list_reply")?;
        Some(Self::List {
            id: reply.text("id")?,
            title: reply.text("title"),
            description: reply.text("description"),
        })
    }

    fn form(o: &Object) -> Option<Self> {
        let reply = o.object("nfm_reply")?;
        Some(Self::Form {
            name: reply.text("name"),
            body: reply.text("body"),
            response_json: reply.text("response_json"),
        })
    }

    fn call_permission(o: &Object) -> Option<Self> {
        let reply = o.object("call_permission_reply")?;
        Some(Self::CallPermission {
            response: reply.text("response")?,
            expiration_timestamp: reply.integer("expiration_timestamp"),
            response_source: reply.text("response_source"),
        })
    }

    fn text(&self) -> Option<&str> {
        match self {
            Self::Button { title, .. } | Self::List { title, .. } => title.as_deref(),
            Self::Form { body, .. } => body.as_deref(),
            Self::CallPermission { response, .. } => Some(response),
            Self::Unknown { .. } => None,
        }
    }
}

impl Order {
    fn read(o: &Object) -> Self {
        let items = o.objects("product_items").map(|item| OrderItem {
            product_retailer_id: item.text("product_retailer_id"),
            quantity: item.text("quantity"),
            item_price: item.text("item_price"),
            currency: item.text("currency"),
        });
        Self {
            catalog_id: o.text("catalog_id"),
            text: o.text("text"),
            items: items.collect(),
        }
    }
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
