//! A customer's message: how the phone shows it, how the webhook tells it.

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::PhoneError;
use crate::world::{Chat, ChatKey, ChatMessage, Phone, Side, Ticks, World};

/// What is written, apart from who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Letter {
    Text {
        body: String,
        reply_to: Option<String>,
        from_ad: bool,
    },
    Reaction {
        emoji: Option<String>,
        message: String,
    },
    Unsupported,
}

impl Letter {
    /// Changes the chat as the customer sees it.
    pub(super) fn show(self, chat: &mut Chat, wamid: &str, at: Timestamp) -> Option<ChatMessage> {
        chat.hear_from_customer(at);
        let (kind, text, reply_to) = match self {
            Self::Reaction { emoji, message } => {
                chat.react(&message, Side::Customer, &emoji.unwrap_or_default());
                return None;
            }
            Self::Text { body, reply_to, .. } => ("text", Some(body), reply_to),
            Self::Unsupported => ("unsupported", None, None),
        };
        Some(ChatMessage {
            id: wamid.to_owned(),
            from: Side::Customer,
            kind: kind.to_owned(),
            text,
            at,
            state: Ticks::Sent,
            reply_to,
            reactions: Vec::new(),
            callback_data: None,
        })
    }
}

/// The message's own part of the webhook.
pub(super) fn content(
    world: &World,
    key: &ChatKey,
    letter: &Letter,
) -> Result<Map<String, Value>, PhoneError> {
    let chat = world.chat(key);
    let mut content = Map::new();
    match letter {
        Letter::Text {
            body,
            reply_to,
            from_ad,
        } => {
            content.insert("type".into(), json!("text"));
            content.insert("text".into(), json!({ "body": body }));
            if let Some(quoted) = reply_to {
                content.insert("context".into(), context(world, key, find(chat, quoted)?));
            }
            if *from_ad {
                content.insert("referral".into(), referral());
            }
        }
        Letter::Reaction { emoji, message } => {
            find(chat, message)?;
            let mut reaction = json!({ "message_id": message });
            if let Some(emoji) = emoji {
                reaction["emoji"] = json!(emoji);
            }
            content.insert("type".into(), json!("reaction"));
            content.insert("reaction".into(), reaction);
        }
        Letter::Unsupported => {
            let error = json!({
                "code": 131_051,
                "title": "Message type unknown",
                "message": "Message type unknown",
                "error_data": { "details": "Message type is currently not supported." },
            });
            content.insert("type".into(), json!("unsupported"));
            content.insert("unsupported".into(), json!({ "type": "poll" }));
            content.insert("errors".into(), json!([error]));
        }
    }
    Ok(content)
}

fn find<'a>(chat: Option<&'a Chat>, id: &str) -> Result<&'a ChatMessage, PhoneError> {
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
