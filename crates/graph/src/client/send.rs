//! The request that sends a message, and its answer.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::json::Object;

#[derive(Debug, Clone, PartialEq)]
pub struct SendRequest {
    /// The recipient's phone; it wins where both are given.
    pub to: Option<String>,
    /// The recipient's BSUID.
    pub recipient: Option<String>,
    /// The wamid that this answers.
    pub reply_to: Option<String>,
    pub body: SendBody,
    /// Comes back with every status; 512 characters at most.
    pub biz_opaque_callback_data: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SendBody {
    /// `preview_url` shows a card for the first link.
    Text {
        body: String,
        preview_url: bool,
    },
    Media {
        /// `image`, `video`, `audio`, `document` or `sticker`.
        kind: &'static str,
        file: FileSource,
        caption: Option<String>,
        filename: Option<String>,
        /// Of an audio file: shown as a voice note.
        voice: bool,
    },
    Location(Value),
    Contacts(Value),
    Interactive(Value),
    Template {
        name: String,
        language: String,
        components: Value,
    },
    /// An empty emoji takes the reaction away.
    Reaction {
        wamid: String,
        emoji: String,
    },
}

/// Where Meta finds a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileSource {
    /// An id of an upload; it lives for 30 days.
    Id(String),
    Link(String),
}

impl SendBody {
    /// The message's type, and the object that stands under its name.
    fn object(&self) -> (&'static str, Value) {
        match self {
            Self::Text { body, preview_url } => {
                ("text", json!({ "body": body, "preview_url": preview_url }))
            }
            Self::Media {
                kind,
                file,
                caption,
                filename,
                voice,
            } => {
                let mut media = match file {
                    FileSource::Id(id) => json!({ "id": id }),
                    FileSource::Link(link) => json!({ "link": link }),
                };
                for (name, text) in [("caption", caption), ("filename", filename)] {
                    if let Some(text) = text {
                        media[name] = json!(text);
                    }
                }
                if *voice {
                    media["voice"] = json!(true);
                }
                (kind, media)
            }
            Self::Location(location) => ("location", location.clone()),
            Self::Contacts(cards) => ("contacts", cards.clone()),
            Self::Interactive(object) => ("interactive", object.clone()),
            Self::Template {
                name,
                language,
                components,
            } => (
                "template",
                json!({ "name": name, "language": { "code": language }, "components": components }),
            ),
            Self::Reaction { wamid, emoji } => {
                ("reaction", json!({ "message_id": wamid, "emoji": emoji }))
            }
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendAnswer {
    /// The wamid.
    pub id: String,
    /// For templates: `accepted`, `held_for_quality_assessment`, `paused`.
    pub message_status: Option<String>,
    /// The recipient's phone as Meta knows it, which may differ from what was asked for.
    pub wa_id: Option<String>,
    pub user_id: Option<String>,
}

impl SendRequest {
    pub fn to_value(&self) -> Value {
        let mut request = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
        });
        if let Some(to) = &self.to {
            request["to"] = json!(to);
        }
        if let Some(recipient) = &self.recipient {
            request["recipient"] = json!(recipient);
        }
        if let Some(wamid) = &self.reply_to {
            request["context"] = json!({ "message_id": wamid });
        }
        if let Some(data) = &self.biz_opaque_callback_data {
            request["biz_opaque_callback_data"] = json!(data);
        }
        let (kind, object) = self.body.object();
        request["type"] = json!(kind);
        request[kind] = object;
        request
    }
}

impl Serialize for SendRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl SendAnswer {
    pub(super) fn read(o: &Object) -> Option<Self> {
        let message = o.objects("messages").next()?;
        let contact = o.objects("contacts").next();
        let of_contact = |name| contact.as_ref().and_then(|it| it.text(name));
        Some(Self {
            id: message.text("id")?,
            message_status: message.text("message_status"),
            wa_id: of_contact("wa_id"),
            user_id: of_contact("user_id"),
        })
    }
}
