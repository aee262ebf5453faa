//! A customer's message: how the phone shows it, how the webhook tells it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::PhoneError;
use super::system::Change;
use crate::world::{Changed, Chat, ChatKey, ChatMessage, MediaView, Phone, Side, World};

/// What is written, apart from who writes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Letter {
    Text {
        body: String,
        reply_to: Option<String>,
        from_ad: bool,
    },
    Content(Box<Content>),
    Reaction {
        emoji: Option<String>,
        message: String,
    },
    Edit {
        original: String,
        /// The new text, or the new caption.
        text: String,
    },
    Revoke {
        original: String,
    },
    System(Change),
    /// Something that the Cloud API doesn't carry: `poll`, with Meta's code for it.
    Unsupported {
        kind: String,
        code: u32,
    },
    /// As some come: an error, and no type.
    Untyped,
}

/// Whatever is a bubble of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Content {
    pub(super) kind: String,
    /// The kind's object as the webhook has it.
    pub(super) body: Value,
    pub(super) text: Option<String>,
    pub(super) media: Option<MediaView>,
    pub(super) reply_to: Option<String>,
    pub(super) forwarded: bool,
    pub(super) referral: Option<Value>,
}

impl Letter {
    /// What is different about the customer from now on.
    pub(super) fn change(&self) -> Option<&Change> {
        if let Self::System(change) = self {
            Some(change)
        } else {
            None
        }
    }

    fn is_from_ad(&self) -> bool {
        match self {
            Self::Text { from_ad, .. } => *from_ad,
            Self::Content(content) => content.referral.is_some(),
            Self::Reaction { .. }
            | Self::Edit { .. }
            | Self::Revoke { .. }
            | Self::System(_)
            | Self::Unsupported { .. }
            | Self::Untyped => false,
        }
    }

    /// Changes the chat as the customer sees it.
    pub(super) fn show(self, chat: &mut Chat, wamid: &str, at: Timestamp) -> Option<ChatMessage> {
        // What happens to the number is nothing that the customer says.
        if !matches!(self, Self::System(_)) {
            chat.hear_from_customer(at);
        }
        if self.is_from_ad() {
            chat.enter_by_ad(at);
        }
        let new = |kind: &str| ChatMessage::new(wamid, Side::Customer, kind, at);
        match self {
            Self::Reaction { emoji, message } => {
                chat.react(&message, Side::Customer, &emoji.unwrap_or_default());
                None
            }
            Self::Edit { original, text } => {
                if let Some(message) = chat.find_mut(&original) {
                    message.content = rewritten(&message.kind, &message.content, &text);
                    message.text = Some(text);
                    message.changed = Some(Changed::Edited);
                }
                None
            }
            Self::Revoke { original } => {
                if let Some(message) = chat.find_mut(&original) {
                    message.changed = Some(Changed::Revoked);
                    message.text = None;
                    message.content = Value::Null;
                    message.media = None;
                }
                None
            }
            Self::Text { body, reply_to, .. } => Some(ChatMessage {
                content: json!({ "body": body }),
                text: Some(body),
                reply_to,
                ..new("text")
            }),
            Self::Content(content) => Some(ChatMessage {
                text: content.text,
                content: content.body,
                media: content.media,
                reply_to: content.reply_to,
                forwarded: content.forwarded,
                ..new(&content.kind)
            }),
            Self::System(change) => Some(ChatMessage {
                text: Some(change.body()),
                ..new("system")
            }),
            Self::Unsupported { kind, .. } => Some(ChatMessage {
                content: json!({ "type": kind }),
                ..new("unsupported")
            }),
            Self::Untyped => Some(new("unsupported")),
        }
    }
}

/// The message's own part of the webhook.
pub(super) fn content(
    world: &World,
    key: &ChatKey,
    letter: &Letter,
) -> Result<Map<String, Value>, PhoneError> {
    let chat = world.chat(key);
    let value = match letter {
        Letter::Text {
            body,
            reply_to,
            from_ad,
        } => {
            let mut value = json!({ "type": "text", "text": { "body": body } });
            if let Some(quoted) = reply_to {
                value["context"] = context(world, key, find(chat, quoted)?);
            }
            if *from_ad {
                value["referral"] = referral();
            }
            value
        }
        Letter::Content(content) => of_content(world, key, content)?,
        Letter::Reaction { emoji, message } => {
            find(chat, message)?;
            let mut reaction = json!({ "message_id": message });
            if let Some(emoji) = emoji {
                reaction["emoji"] = json!(emoji);
            }
            json!({ "type": "reaction", "reaction": reaction })
        }
        Letter::Edit { original, text } => {
            let before = find(chat, original)?;
            let kind = &before.kind;
            let mut message = json!({ "type": kind });
            message[kind] = rewritten(kind, &before.content, text);
            let edit = json!({ "original_message_id": original, "message": message });
            json!({ "type": "edit", "edit": edit })
        }
        Letter::Revoke { original } => {
            find(chat, original)?;
            json!({ "type": "revoke", "revoke": { "original_message_id": original } })
        }
        Letter::System(change) => change.news(),
        Letter::Unsupported { kind, code } => {
            let errors = json!([unsupported(*code)]);
            json!({ "type": "unsupported", "unsupported": { "type": kind }, "errors": errors })
        }
        Letter::Untyped => json!({ "errors": [unsupported(131_051)] }),
    };
    Ok(value.as_object().cloned().unwrap_or_default())
}

fn of_content(world: &World, key: &ChatKey, content: &Content) -> Result<Value, PhoneError> {
    let mut value = json!({ "type": content.kind });
    value[&content.kind] = content.body.clone();
    if let Some(quoted) = &content.reply_to {
        value["context"] = context(world, key, find(world.chat(key), quoted)?);
    }
    if content.forwarded {
        value["context"]["forwarded"] = json!(true);
    }
    if let Some(referral) = &content.referral {
        value["referral"] = referral.clone();
    }
    Ok(value)
}

/// A message's object with another text, or another caption.
fn rewritten(kind: &str, content: &Value, text: &str) -> Value {
    let mut content = content.clone();
    let name = if kind == "text" { "body" } else { "caption" };
    content[name] = json!(text);
    content
}

fn unsupported(code: u32) -> Value {
    let (title, details) = match code {
        131_060 => (
            "This message is currently unavailable.",
            "This message is currently unavailable.",
        ),
        _ => (
            "Message type unknown",
            "Message type is currently not supported.",
        ),
    };
    json!({
        "code": code,
        "title": title,
        "message": title,
        "error_data": { "details": details },
    })
}

pub(super) fn find<'a>(chat: Option<&'a Chat>, id: &str) -> Result<&'a ChatMessage, PhoneError> {
    let message = chat.and_then(|chat| chat.find(id));
    message.ok_or_else(|| PhoneError::UnknownMessage(id.to_owned()))
}

fn context(world: &World, key: &ChatKey, quoted: &ChatMessage) -> Value {
    let author = match quoted.from {
        Side::Business => world.phones.get(&key.phone_number_id).map(Phone::digits),
        Side::Customer => world
            .customers
            .get(key.customer)
            .and_then(|it| it.wa_id.clone()),
    };
    json!({ "from": author, "id": quoted.id })
}

/// An ad that clicks to WhatsApp.
fn referral() -> Value {
    json!({
        "source_url": "https://fb.example/ads/azulejos",
        "source_id": "120210000000000001",
        "source_type": "ad",
        "headline": "Azulejos hechos a mano",
        "body": "Talavera, mosaico y porcelanato. Escríbenos por WhatsApp.",
        "media_type": "image",
        "image_url": "https://fb.example/ads/azulejos.jpg",
        "ctwa_clid": "ARAkLkA8rmlFeiCktEJQ-QTwRiyYHAFDLMNDBH0CD3qpjd0HR4irJ6LEkR7JwFF4XvnO2E4Nx0",
    })
}
