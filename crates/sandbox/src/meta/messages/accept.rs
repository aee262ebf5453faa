//! Taking a message on: from here on it counts, whatever becomes of the answer.

use graph::wamid::{self, Author};
use serde_json::{Value, json};

use super::check::{Order, Recipient};
use super::files;
use super::fill::fill;
use crate::config::WindowErrors;
use crate::core::Core;
use crate::meta::Refusal;
use crate::record::AcceptedMessage;
use crate::world::{Charge, ChatKey, ChatMessage, MediaView, Side, World, digits, message_key};

/// A message on its way to the customer.
#[derive(Debug)]
pub(super) struct Journey {
    pub(super) wamid: String,
    pub(super) phone_number_id: String,
    pub(super) order: Order,
    pub(super) end: End,
    pub(super) charge: Option<Charge>,
    /// Meta's id for the recipient's phone, which may differ from the digits that were written.
    wa_id: Option<String>,
}

/// Where it will end.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum End {
    Phone(ChatKey),
    Failed(u32),
    /// Meta keeps it back, and tells nothing more of it.
    Held,
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
        if let Some(status) = &self.order.message_status {
            message["message_status"] = json!(status);
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
        let order = admit(world, phone_number_id, order)?;
        let media = files::find(world, phone_number_id, &order, now)?;
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
            content: order.content.clone(),
            biz_opaque_callback_data: order.callback_data.clone(),
            at: now,
        });
        let charge = match &end {
            End::Phone(key) => world.charge(key, order.category.as_deref(), now),
            End::Failed(_) | End::Held => None,
        };
        if let (End::Phone(key), None) = (&end, &order.reaction) {
            let bubble = ChatMessage {
                charge: charge.clone(),
                ..bubble(&wamid, &order, media, now)
            };
            world.push_message(key, bubble);
        }
        let customer = world.customers.find(order.to.input());
        let recipient = customer.and_then(|id| world.customers.get(id)?.wa_id.clone());
        Ok(Journey {
            wamid,
            phone_number_id: phone_number_id.to_owned(),
            order,
            end,
            charge,
            wa_id: recipient,
        })
    })
}

/// What can be refused at once: a number that can't send, a recipient, a template.
fn admit(world: &World, phone_number_id: &str, mut order: Order) -> Result<Order, Refusal> {
    let phone = world.phones.get(phone_number_id);
    let phone = phone.ok_or_else(|| Refusal::unsupported("POST", phone_number_id))?;
    if !phone.business.registered {
        return Err(Refusal::of(133_010));
    }
    if phone.digits() == digits(order.to.input()) {
        return Err(Refusal::of(131_021));
    }
    let customer = world.customers.find(order.to.input());
    if customer.is_some_and(|customer| phone.business.blocked.contains(&customer)) {
        return Err(Refusal::of(130_403));
    }
    if order.kind == "template" {
        let filled = fill(world, phone_number_id, &order)?;
        if filled.category == "authentication" && matches!(order.to, Recipient::UserId(_)) {
            return Err(Refusal::of(131_062));
        }
        order.content = filled.content;
        order.text = Some(filled.text);
        order.category = Some(filled.category);
        order.message_status = Some(filled.message_status);
    }
    Ok(order)
}

fn destination(world: &World, phone_number_id: &str, order: &Order, now: jiff::Timestamp) -> End {
    let Some(customer) = world.customers.find(order.to.input()) else {
        return End::Failed(131_026);
    };
    let key = ChatKey {
        phone_number_id: phone_number_id.to_owned(),
        customer,
    };
    let identity = world
        .customers
        .get(customer)
        .and_then(|it| it.identity_hash.as_ref());
    if let (Some(expected), Some(identity)) = (&order.identity_hash, identity)
        && expected != identity
    {
        return End::Failed(137_000);
    }
    if order
        .message_status
        .as_ref()
        .is_some_and(|it| it != "accepted")
    {
        return End::Held;
    }
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
        End::Failed(_) | End::Held => None,
    };
    let peer = peer.unwrap_or_else(|| match &order.to {
        Recipient::Phone(to) => digits(to),
        Recipient::UserId(user_id) => user_id.clone(),
    });
    let key = message_key("", 18);
    wamid::encode(&peer, &key, Author::Business).unwrap_or_else(|| format!("wamid.{key}"))
}

fn bubble(
    wamid: &str,
    order: &Order,
    media: Option<MediaView>,
    now: jiff::Timestamp,
) -> ChatMessage {
    ChatMessage {
        text: order.text.clone(),
        content: order.content.clone(),
        media,
        reply_to: order.reply_to.clone(),
        callback_data: order.callback_data.clone(),
        ..ChatMessage::new(wamid, Side::Business, &order.kind, now)
    }
}
