//! The values of webhooks, in both generations of payloads.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::Update;
use crate::config::WebhookConfig;
use crate::meta::refusal::failure;
use crate::world::{Charge, Customer, CustomerId, Phone, World, digits};

/// A status of a message that the business has sent.
#[derive(Debug, Clone)]
pub(crate) struct StatusNews {
    pub(crate) wamid: String,
    pub(crate) phone_number_id: String,
    /// As the application wrote it: the recipient may be nobody.
    pub(crate) to: String,
    /// Nothing where it reached no phone.
    pub(crate) charge: Option<Charge>,
    pub(crate) callback_data: Option<String>,
    pub(crate) status: &'static str,
    /// Why it failed.
    pub(crate) code: Option<u32>,
}

/// A message of a customer; `content` holds `type` and what belongs to it.
#[derive(Debug, Clone)]
pub(crate) struct MessageNews {
    pub(crate) wamid: String,
    pub(crate) phone_number_id: String,
    pub(crate) customer: CustomerId,
    pub(crate) content: Map<String, Value>,
    pub(crate) at: Timestamp,
}

pub(crate) fn status(world: &World, news: &StatusNews, now: Timestamp) -> Option<Update> {
    let config = &world.webhooks;
    let phone = world.phones.get(&news.phone_number_id)?;
    let customer = world
        .customers
        .find(&news.to)
        .and_then(|id| world.customers.get(id));
    let mut status = json!({
        "id": news.wamid,
        "status": news.status,
        "timestamp": now.as_second().to_string(),
    });
    match customer {
        Some(customer) => {
            if let Some(wa_id) = &customer.wa_id {
                status["recipient_id"] = json!(wa_id);
            }
            if config.user_ids {
                status["recipient_user_id"] = json!(customer.user_id);
            }
        }
        None => status["recipient_id"] = json!(digits(&news.to)),
    }
    if let Some(data) = &news.callback_data {
        status["biz_opaque_callback_data"] = json!(data);
    }
    match (news.code, &news.charge) {
        (Some(code), _) => status["errors"] = json!([failure(code)]),
        (None, Some(charge)) => status["pricing"] = charge.pricing(),
        (None, None) => {}
    }
    let mut value = value_of(phone);
    let with_contacts = config.user_ids && (news.code.is_none() || config.contacts_on_failed);
    if let (true, Some(customer)) = (with_contacts, customer) {
        value["contacts"] = json!([contact(customer, config)]);
    }
    value["statuses"] = json!([status]);
    Some(update(
        phone,
        value,
        format!("{} {}", news.status, news.wamid),
        None,
    ))
}

pub(crate) fn message(world: &World, news: MessageNews) -> Option<Update> {
    let config = &world.webhooks;
    let phone = world.phones.get(&news.phone_number_id)?;
    let customer = world.customers.get(news.customer)?;
    let kind = news
        .content
        .get("type")
        .and_then(Value::as_str)
        .unwrap_or("message");
    let kind = kind.to_owned();
    let label = format!("{kind} {}", news.wamid);
    let mut message = news.content;
    if let Some(wa_id) = &customer.wa_id {
        message.insert("from".into(), json!(wa_id));
    }
    if config.user_ids {
        message.insert("from_user_id".into(), json!(customer.user_id));
    }
    message.insert("id".into(), json!(news.wamid));
    message.insert("timestamp".into(), json!(news.at.as_second().to_string()));
    let mut value = value_of(phone);
    // Of a change of the number Meta tells without the contact.
    if kind != "system" {
        value["contacts"] = json!([contact(customer, config)]);
    }
    value["messages"] = json!([message]);
    Some(update(phone, value, label, Some(news.wamid)))
}

fn contact(customer: &Customer, config: &WebhookConfig) -> Value {
    let mut contact = json!({ "profile": { "name": customer.name } });
    if let Some(wa_id) = &customer.wa_id {
        contact["wa_id"] = json!(wa_id);
    }
    if config.user_ids {
        contact["user_id"] = json!(customer.user_id);
        if let Some(username) = &customer.username {
            contact["profile"]["username"] = json!(username);
        }
        if let Some(hash) = &customer.identity_hash {
            contact["identity_key_hash"] = json!(hash);
        }
    }
    contact
}

fn value_of(phone: &Phone) -> Value {
    json!({
        "messaging_product": "whatsapp",
        "metadata": {
            "display_phone_number": phone.digits(),
            "phone_number_id": phone.spec.phone_number_id,
        },
    })
}

fn update(phone: &Phone, value: Value, label: String, message: Option<String>) -> Update {
    Update {
        waba_id: phone.spec.waba_id.clone(),
        phone_number_id: Some(phone.spec.phone_number_id.clone()),
        field: "messages".into(),
        value,
        label,
        message,
        made_at: Instant::now(),
    }
}

/// A change of an account, or of one of its numbers, outside of any chat.
pub(crate) fn notice(
    waba_id: &str,
    phone_number_id: Option<&str>,
    field: &str,
    value: Value,
) -> Update {
    let event = ["event", "new_quality_score", "new_category"]
        .into_iter()
        .find_map(|name| value.get(name)?.as_str());
    Update {
        waba_id: waba_id.to_owned(),
        phone_number_id: phone_number_id.map(str::to_owned),
        field: field.to_owned(),
        label: format!("{field} {}", event.unwrap_or_default())
            .trim_end()
            .to_owned(),
        value,
        message: None,
        made_at: Instant::now(),
    }
}
