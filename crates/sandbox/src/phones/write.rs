//! Writing on a customer's phone, and reading what has arrived there.

use std::sync::Arc;

use graph::wamid::{self, Author};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::PhoneError;
use crate::core::Core;
use crate::meta::webhooks::payload::{self, MessageNews};
use crate::meta::webhooks::{StatusNews, Update};
use crate::world::{
    Chat, ChatKey, ChatMessage, CustomerId, CustomerSpec, Side, Ticks, World, message_key,
};

/// A message that somebody writes by hand as a customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SendAsCustomer {
    pub phone_number_id: String,
    pub from: CustomerRef,
    #[serde(rename = "type", default)]
    pub kind: CustomerMessageKind,
    #[serde(default)]
    pub text: Option<String>,
    /// For reactions; absent or empty takes the reaction back.
    #[serde(default)]
    pub emoji: Option<String>,
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// By phone, by user id, or both; whoever is not there yet comes to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct CustomerRef {
    pub phone: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerMessageKind {
    #[default]
    Text,
    Reaction,
    /// Something that the Cloud API doesn't carry, such as a poll.
    Unsupported,
}

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

pub(crate) fn send_as_customer(
    core: &Arc<Core>,
    wish: SendAsCustomer,
) -> Result<String, PhoneError> {
    let letter = letter(&wish)?;
    let now = core.now();
    let key = core.with(|world| {
        if !world.phones.contains_key(&wish.phone_number_id) {
            return Err(PhoneError::UnknownNumber(wish.phone_number_id.clone()));
        }
        let customer = find_or_add(world, &wish.from)?;
        let key = ChatKey {
            phone_number_id: wish.phone_number_id,
            customer,
        };
        world.chat_mut(&key).take_in_hand(now);
        Ok(key)
    })?;
    // Whoever writes has the chat before their eyes.
    read(core, &key);
    write(core, &key, letter)
}

/// The customer opens the chat.
pub(crate) fn mark_read(
    core: &Arc<Core>,
    phone_number_id: &str,
    address: &str,
) -> Result<(), PhoneError> {
    let key = core.with(|world| {
        if !world.phones.contains_key(phone_number_id) {
            return Err(PhoneError::UnknownNumber(phone_number_id.to_owned()));
        }
        let customer = world.customers.find(address);
        let customer = customer.ok_or_else(|| PhoneError::UnknownCustomer(address.to_owned()))?;
        Ok(ChatKey {
            phone_number_id: phone_number_id.to_owned(),
            customer,
        })
    })?;
    read(core, &key);
    Ok(())
}

/// Gives back the new message's wamid.
pub(crate) fn write(core: &Arc<Core>, key: &ChatKey, letter: Letter) -> Result<String, PhoneError> {
    let at = core.now();
    core.with(|world| {
        let content = content(world, key, &letter)?;
        let address = world
            .customers
            .get(key.customer)
            .map(|it| it.address().to_owned());
        let message_key = message_key("3A", 20);
        let wamid = wamid::encode(&address.unwrap_or_default(), &message_key, Author::Peer)
            .unwrap_or_else(|| format!("wamid.{message_key}"));
        match letter {
            Letter::Reaction { emoji, message } => {
                let emoji = emoji.unwrap_or_default();
                world.chat_mut(key).react(&message, Side::Customer, &emoji);
            }
            Letter::Text { body, reply_to, .. } => {
                let text = Bubble {
                    kind: "text",
                    text: Some(body),
                    reply_to,
                };
                world.push_message(key, text.of_customer(&wamid, at));
            }
            Letter::Unsupported => {
                let other = Bubble {
                    kind: "unsupported",
                    text: None,
                    reply_to: None,
                };
                world.push_message(key, other.of_customer(&wamid, at));
            }
        }
        let news = MessageNews {
            wamid: wamid.clone(),
            phone_number_id: key.phone_number_id.clone(),
            customer: key.customer,
            content,
            at,
        };
        // Under the lock, so that updates leave in the order of what happened.
        if let Some(update) = payload::message(world, &core.config.webhooks, news) {
            core.outlet.push(core, update);
        }
        Ok(wamid)
    })
}

fn read(core: &Arc<Core>, key: &ChatKey) {
    core.with(|world| {
        if world
            .chat(key)
            .is_none_or(|chat| chat.unread_by_customer() == 0)
        {
            return;
        }
        for id in world.chat_mut(key).read_by_customer() {
            if let Some(update) = read_status(core, world, key, &id) {
                core.outlet.push(core, update);
            }
        }
    });
}

fn read_status(core: &Core, world: &World, key: &ChatKey, id: &str) -> Option<Update> {
    let message = world.chat(key)?.find(id)?;
    let news = StatusNews {
        wamid: id.to_owned(),
        phone_number_id: key.phone_number_id.clone(),
        to: world.customers.get(key.customer)?.address().to_owned(),
        category: if message.kind == "template" {
            "utility"
        } else {
            "service"
        },
        callback_data: message.callback_data.clone(),
        status: "read",
        code: None,
    };
    payload::status(world, &core.config.webhooks, &news, core.now())
}

fn letter(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    match wish.kind {
        CustomerMessageKind::Text => match &wish.text {
            Some(body) if !body.is_empty() => Ok(Letter::Text {
                body: body.clone(),
                reply_to: wish.reply_to.clone(),
                from_ad: false,
            }),
            Some(_) | None => Err(PhoneError::Invalid("a text message needs a text")),
        },
        CustomerMessageKind::Reaction => match &wish.reply_to {
            Some(message) => Ok(Letter::Reaction {
                emoji: wish.emoji.clone(),
                message: message.clone(),
            }),
            None => Err(PhoneError::Invalid(
                "a reaction needs reply_to, the message it is for",
            )),
        },
        CustomerMessageKind::Unsupported => Ok(Letter::Unsupported),
    }
}

fn find_or_add(world: &mut World, from: &CustomerRef) -> Result<CustomerId, PhoneError> {
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
    let is_phone = |phone: &&str| phone.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let named = from.phone.as_deref().or(from.user_id.as_deref());
    if from.user_id.is_none() && from.phone.as_deref().filter(is_phone).is_none() {
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

struct Bubble {
    kind: &'static str,
    text: Option<String>,
    reply_to: Option<String>,
}

impl Bubble {
    fn of_customer(self, wamid: &str, at: jiff::Timestamp) -> ChatMessage {
        ChatMessage {
            id: wamid.to_owned(),
            from: Side::Customer,
            kind: self.kind.to_owned(),
            text: self.text,
            at,
            state: Ticks::Sent,
            reply_to: self.reply_to,
            reactions: Vec::new(),
            callback_data: None,
        }
    }
}

/// The message's own part of the webhook.
fn content(
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
        Side::Business => world
            .phones
            .get(&key.phone_number_id)
            .map(|phone| phone.digits()),
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
