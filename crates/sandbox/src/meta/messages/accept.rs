//! Taking a message on: from here on it counts, whatever becomes of the answer.

use graph::wamid::{self, Author};
use serde_json::{Value, json};

use super::check::{Order, Recipient};
use crate::config::WindowErrors;
use crate::core::Core;
use crate::meta::Refusal;
use crate::record::AcceptedMessage;
use crate::world::{ChatKey, ChatMessage, Phone, Side, Ticks, World, digits, message_key};

/// A message on its way to the customer.
#[derive(Debug)]
pub(super) struct Journey {
    pub(super) wamid: String,
    pub(super) phone_number_id: String,
    pub(super) order: Order,
    pub(super) end: End,
    /// Meta's id for the recipient's phone, which may differ from the digits that were written.
    wa_id: Option<String>,
}

/// Where it will end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum End {
    Phone(ChatKey),
    Failed(u32),
}

impl Journey {
    pub(super) fn answer(&self) -> Value {
        let input = self.order.to.input();
        let mut contact = json!({ "input": input });
        match (&self.order.to, &self.wa_id) {
            (Recipient::UserId(user_id), _) => contact["user_id"] = json!(user_id),
            (Recipient::Phone(_), Some(wa_id)) => contact["wa_id"] = json!(wa_id),
            (Recipient::Phone(to), None) => contact["wa_id"] = json!(digits(to)),
        }
        let mut message = json!({ "id": self.wamid });
        if self.order.kind == "template" {
            message["message_status"] = json!("accepted");
        }
        json!({
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [message],
        })
    }
}

pub(super) fn accept(core: &Core, phone_number_id: &str, order: Order) -> Result<Journey, Refusal> {
    let now = core.now();
    core.with(|world| {
        let sender = world.phones.get(phone_number_id).map(Phone::digits);
        if sender.as_deref() == Some(digits(order.to.input()).as_str()) {
            return Err(Refusal::of(131_021));
        }
        let end = destination(world, phone_number_id, &order, now);
        if core.config.window_errors == WindowErrors::Sync && end == End::Failed(131_047) {
            return Err(Refusal::window_closed());
        }
        let wamid = new_wamid(world, &order, &end);
        world.record.accept(AcceptedMessage {
            wamid: wamid.clone(),
            phone_number_id: phone_number_id.to_owned(),
            to: order.to.input().to_owned(),
            kind: order.kind.clone(),
            text: order.text.clone(),
            biz_opaque_callback_data: order.callback_data.clone(),
            at: now,
        });
        if let (End::Phone(key), None) = (&end, &order.reaction) {
            world.push_message(key, bubble(&wamid, &order, now));
        }
        let customer = world.customers.find(order.to.input());
        let recipient = customer.and_then(|id| world.customers.get(id)?.wa_id.clone());
        Ok(Journey {
            wamid,
            phone_number_id: phone_number_id.to_owned(),
            order,
            end,
            wa_id: recipient,
        })
    })
}

fn destination(world: &World, phone_number_id: &str, order: &Order, now: jiff::Timestamp) -> End {
    let Some(customer) = world.customers.find(order.to.input()) else {
        return End::Failed(131_026);
    };
    let key = ChatKey {
        phone_number_id: phone_number_id.to_owned(),
        customer,
    };
    let chat = world.chat(&key);
    let open = chat.is_some_and(|chat| chat.window_is_open(now));
    if !open && order.kind != "template" {
        return End::Failed(131_047);
    }
    let is_here = |id: &str| chat.is_some_and(|chat| chat.find(id).is_some());
    if order
        .reaction
        .as_ref()
        .is_some_and(|reaction| !is_here(&reaction.message_id))
    {
        return End::Failed(131_009);
    }
    End::Phone(key)
}

fn new_wamid(world: &World, order: &Order, end: &End) -> String {
    let peer = match end {
        End::Phone(key) => world
            .customers
            .get(key.customer)
            .map(|it| it.address().to_owned()),
        End::Failed(_) => None,
    };
    let peer = peer.unwrap_or_else(|| match &order.to {
        Recipient::Phone(to) => digits(to),
        Recipient::UserId(user_id) => user_id.clone(),
    });
    let key = message_key("", 18);
    wamid::encode(&peer, &key, Author::Business).unwrap_or_else(|| format!("wamid.{key}"))
}

fn bubble(wamid: &str, order: &Order, now: jiff::Timestamp) -> ChatMessage {
    ChatMessage {
        id: wamid.to_owned(),
        from: Side::Business,
        kind: order.kind.clone(),
        text: order.text.clone(),
        at: now,
        state: Ticks::Accepted,
        reply_to: order.reply_to.clone(),
        reactions: Vec::new(),
        callback_data: order.callback_data.clone(),
    }
}
