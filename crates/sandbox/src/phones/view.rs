//! A customer's screen.

use std::time::Duration;

use serde::Serialize;
use tokio::time::{Instant, timeout_at};

use super::PhoneError;
use crate::core::Core;
use crate::world::{Chat, ChatKey, ChatMessage, Customer, CustomerView, World, digits};

/// How long a screen is watched for a change before it is shown as it is.
const PATIENCE: Duration = Duration::from_secs(20);

/// A chat as the customer's phone shows it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChatView {
    /// Give it back to wait for the next change.
    pub version: u64,
    pub business: BusinessView,
    pub customer: CustomerView,
    pub business_typing: bool,
    pub messages: Vec<ChatMessage>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BusinessView {
    pub name: String,
    pub phone: String,
}

/// Waits while the chat still has the version `since`, at most twenty seconds.
pub(crate) async fn chat(
    core: &Core,
    phone_number_id: &str,
    address: &str,
    since: Option<u64>,
) -> Result<ChatView, PhoneError> {
    let mut changes = core.changes();
    let deadline = Instant::now() + PATIENCE;
    loop {
        changes.mark_unchanged();
        let now = core.now();
        let view = core.with(|world| look(world, phone_number_id, address, now))?;
        if since != Some(view.version) {
            return Ok(view);
        }
        tokio::select! {
            () = core.life.end.cancelled() => return Ok(view),
            moved = timeout_at(deadline, changes.changed()) => {
                if moved.is_err() {
                    return Ok(view);
                }
            }
        }
    }
}

/// The phone lies open on this chat: what arrives is read at once.
pub(crate) fn is_open(core: &Core, key: &ChatKey) -> bool {
    let now = core.now();
    core.with(|world| {
        let automatic = world
            .customers
            .get(key.customer)
            .is_some_and(|it| it.automatic);
        automatic || world.chat(key).is_some_and(|chat| chat.is_in_hand(now))
    })
}

fn look(
    world: &World,
    phone_number_id: &str,
    address: &str,
    now: jiff::Timestamp,
) -> Result<ChatView, PhoneError> {
    let phone = world.phones.get(phone_number_id);
    let phone = phone.ok_or_else(|| PhoneError::UnknownNumber(phone_number_id.to_owned()))?;
    let business = BusinessView {
        name: phone.spec.verified_name.clone(),
        phone: format!("+{}", phone.digits()),
    };
    let id = world.customers.find(address);
    let customer = id.and_then(|id| world.customers.get(id));
    let chat = id.and_then(|customer| {
        world.chat(&ChatKey {
            phone_number_id: phone_number_id.to_owned(),
            customer,
        })
    });
    Ok(ChatView {
        version: chat.map_or(0, |chat| chat.version),
        business,
        customer: customer.map_or_else(|| stranger(address), Customer::view),
        business_typing: chat.is_some_and(|chat| chat.business_is_typing(now)),
        messages: chat.map(Chat::on_phone).unwrap_or_default(),
    })
}

/// Someone who comes to be with the first message that is written as them.
fn stranger(address: &str) -> CustomerView {
    CustomerView {
        phone: Some(format!("+{}", digits(address))),
        name: String::new(),
        user_id: String::new(),
        locale: "es".into(),
        automatic: false,
    }
}
