//! Writing on a customer's phone, and reading what has arrived there.

use std::sync::Arc;

use graph::wamid::{self, Author};

use super::PhoneError;
use super::compose::{Desk, letter};
use super::letter::{Letter, content, find};
use super::wish::{SendAsCustomer, find_or_add};
use crate::core::Core;
use crate::meta::webhooks::payload::{self, MessageNews};
use crate::meta::webhooks::{StatusNews, Update};
use crate::world::{ChatKey, Side, Ticks, World, message_key};

pub(crate) fn send_as_customer(
    core: &Arc<Core>,
    wish: &SendAsCustomer,
) -> Result<String, PhoneError> {
    let now = core.now();
    let (key, letter) = core.with(|world| {
        if !world.phones.contains_key(&wish.phone_number_id) {
            return Err(PhoneError::UnknownNumber(wish.phone_number_id.clone()));
        }
        let customer = find_or_add(world, &wish.from)?;
        let key = ChatKey {
            phone_number_id: wish.phone_number_id.clone(),
            customer,
        };
        let desk = Desk {
            core,
            key: &key,
            now,
        };
        let letter = letter(&desk, world, wish)?;
        world.chat_mut(&key).take_in_hand(now);
        Ok((key, letter))
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
    let key = chat_of(core, phone_number_id, address)?;
    read(core, &key);
    Ok(())
}

/// The customer listens to a voice note.
pub(crate) fn mark_played(
    core: &Arc<Core>,
    phone_number_id: &str,
    address: &str,
    id: &str,
) -> Result<(), PhoneError> {
    let key = chat_of(core, phone_number_id, address)?;
    read(core, &key);
    core.with(|world| {
        let message = find(world.chat(&key), id)?;
        let is_voice = message.media.as_ref().is_some_and(|media| media.voice);
        if message.from != Side::Business || !is_voice {
            return Err(PhoneError::Invalid("that is no voice note of the business"));
        }
        if world.chat_mut(&key).tick(id, Ticks::Played)
            && let Some(update) = status(core, world, &key, id, "played")
        {
            core.outlet.push(core, update);
        }
        Ok(())
    })
}

fn chat_of(core: &Core, phone_number_id: &str, address: &str) -> Result<ChatKey, PhoneError> {
    core.with(|world| {
        if !world.phones.contains_key(phone_number_id) {
            return Err(PhoneError::UnknownNumber(phone_number_id.to_owned()));
        }
        let customer = world.customers.find(address);
        let customer = customer.ok_or_else(|| PhoneError::UnknownCustomer(address.to_owned()))?;
        Ok(ChatKey {
            phone_number_id: phone_number_id.to_owned(),
            customer,
        })
    })
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
        let change = letter.change().cloned();
        if let Some(bubble) = letter.show(world.chat_mut(key), &wamid, at) {
            world.push_message(key, bubble);
        }
        let news = MessageNews {
            wamid: wamid.clone(),
            phone_number_id: key.phone_number_id.clone(),
            customer: key.customer,
            content,
            at,
        };
        let phone = world.phones.get(&key.phone_number_id);
        let is_blocked = phone.is_some_and(|it| it.business.blocked.contains(&key.customer));
        // Under the lock, so that updates leave in the order of what happened.
        if !is_blocked && let Some(update) = payload::message(world, news) {
            core.outlet.push(core, update);
        }
        if let Some(change) = change {
            change.apply(world, key);
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
            if let Some(update) = status(core, world, key, &id, "read") {
                core.outlet.push(core, update);
            }
        }
    });
}

fn status(
    core: &Core,
    world: &World,
    key: &ChatKey,
    id: &str,
    status: &'static str,
) -> Option<Update> {
    let message = world.chat(key)?.find(id)?;
    let news = StatusNews {
        wamid: id.to_owned(),
        phone_number_id: key.phone_number_id.clone(),
        to: world.customers.get(key.customer)?.address().to_owned(),
        charge: message.charge.clone(),
        callback_data: message.callback_data.clone(),
        status,
        code: None,
    };
    payload::status(world, &news, core.now())
}
