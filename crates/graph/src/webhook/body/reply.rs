//! How people answer: with a reaction, a button, a row of a list, a form.

use crate::json::Object;

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

impl Reaction {
    pub(super) fn read(o: &Object) -> Option<Self> {
        Some(Self {
            message_id: o.text("message_id")?,
            emoji: o.text("emoji").filter(|emoji| !emoji.is_empty()),
        })
    }
}

impl InteractiveReply {
    pub(super) fn read(o: &Object) -> Self {
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

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Button { title, .. } | Self::List { title, .. } => title.as_deref(),
            Self::Form { body, .. } => body.as_deref(),
            Self::CallPermission { response, .. } => Some(response),
            Self::Unknown { .. } => None,
        }
    }
}

impl Button {
    pub(super) fn read(o: &Object) -> Self {
        Self {
            payload: o.text("payload"),
            text: o.text("text"),
        }
    }
}
