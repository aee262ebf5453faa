//! Writing on a customer's phone, and reading what has arrived there.

use std::sync::Arc;

use graph::wamid::{self, Author};

use super::PhoneError;
use super::letter::{Letter, content};
use super::wish::{SendAsCustomer, find_or_add, letter};
use crate::core::Core;
use crate::meta::webhooks::payload::{self, MessageNews};
use crate::meta::webhooks::{StatusNews, Update};
use crate::world::{ChatKey, World, message_key};

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
