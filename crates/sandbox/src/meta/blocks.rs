//! Users whom a number has blocked.

use axum::http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value, json};

use super::fields::Shape;
use super::paging::page;
use super::{At, GraphRequest, Refusal, Reply};
use crate::core::Core;
use crate::world::{ChatKey, CustomerId, World};

const MOST: usize = 64_000;
const LATELY: SignedDuration = SignedDuration::from_hours(24);

const BLOCKED: Shape = Shape {
    node_type: "WhatsAppBlockedUser",
    defaults: &["messaging_product", "wa_id", "user_id"],
};

pub(crate) fn list(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let items = core.with(|world| {
        let phone = world.phones.get(phone_number_id);
        let blocked = phone
            .map(|phone| phone.business.blocked.clone())
            .unwrap_or_default();
        let item = |id| {
            let customer = world.customers.get(id)?;
            let mut object = Map::new();
            object.insert("messaging_product".into(), json!("whatsapp"));
            object.insert("id".into(), json!(customer.user_id));
            object.insert("wa_id".into(), json!(customer.wa_id));
            object.insert("user_id".into(), json!(customer.user_id));
            Some((customer.user_id.clone(), object))
        };
        blocked.into_iter().filter_map(item).collect()
    });
    page(
        core,
        &format!("{phone_number_id}/block_users"),
        request,
        &BLOCKED,
        items,
    )
}

pub(crate) fn block(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Reply, Refusal> {
    let users = users(request)?;
    let now = core.now();
    let outcome = core.with(|world| {
        let known = world.phones.get(phone_number_id);
        let before = known.map_or(0, |phone| phone.business.blocked.len());
        if before.saturating_add(users.len()) > MOST {
            return Err(Refusal::of(139_101));
        }
        let may = |user: &str| may_be_blocked(world, phone_number_id, user, now);
        let outcome = Outcome::of(world, &users, may);
        if let Some(phone) = world.phones.get_mut(phone_number_id) {
            phone.business.blocked.extend(&outcome.done);
        }
        Ok(outcome)
    })?;
    Ok(outcome.reply("added_users"))
}

pub(crate) fn unblock(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Reply, Refusal> {
    let users = users(request)?;
    let outcome = core.with(|world| {
        let known = |user: &str| world.customers.find(user);
        let outcome = Outcome::of(world, &users, known);
        if let Some(phone) = world.phones.get_mut(phone_number_id) {
            phone
                .business
                .blocked
                .retain(|it| !outcome.done.contains(it));
        }
        outcome
    });
    Ok(outcome.reply("removed_users"))
}

fn users(request: &GraphRequest) -> Result<Vec<String>, Refusal> {
    super::product_of(request)?;
    let body = Value::Object(request.fields()?.clone());
    let list = body.get("block_users").filter(|it| !it.is_null());
    let list = list.ok_or_else(|| Refusal::missing("block_users"))?;
    let users = At::new(list, "block_users").items_up_to(1_000)?;
    let one = |user: At<'_>| {
        let user = user.object()?;
        // By phone, or by user id under either name.
        let named = user.get("user_id").map_or_else(|| user.need("user"), Ok)?;
        named.text().map(str::to_owned)
    };
    users.into_iter().map(one).collect()
}

/// Only who has written in the last 24 hours.
fn may_be_blocked(
    world: &World,
    phone_number_id: &str,
    user: &str,
    now: Timestamp,
) -> Option<CustomerId> {
    let customer = world.customers.find(user)?;
    let key = ChatKey {
        phone_number_id: phone_number_id.to_owned(),
        customer,
    };
    let since = now.checked_sub(LATELY).ok()?;
    world.chat(&key)?.wrote_since(since).then_some(customer)
}

struct Outcome {
    done: Vec<CustomerId>,
    shown: Vec<Value>,
    failed: Vec<Value>,
}

impl Outcome {
    fn of(world: &World, users: &[String], may: impl Fn(&str) -> Option<CustomerId>) -> Self {
        let (mut done, mut shown, mut failed) = (Vec::new(), Vec::new(), Vec::new());
        for user in users {
            let customer = may(user);
            match customer.and_then(|id| Some((id, world.customers.get(id)?))) {
                Some((id, customer)) => {
                    let wa_id = customer.wa_id.as_ref();
                    shown.push(json!({
                        "input": user, "wa_id": wa_id, "user_id": customer.user_id,
                    }));
                    done.push(id);
                }
                None => failed.push(json!({
                    "input": user,
                    "errors": [{
                        "message": "Re-engagement required",
                        "code": 131_047,
                        "error_data": {
                            "details": "Message has not been received from this user in the last 24 hours.",
                        },
                    }],
                })),
            }
        }
        Self {
            done,
            shown,
            failed,
        }
    }

    /// Where some failed, HTTP 400 with both: who it worked for, and the error.
    fn reply(self, name: &str) -> Reply {
        let mut users = Map::new();
        users.insert(name.to_owned(), json!(self.shown));
        let mut body = json!({ "messaging_product": "whatsapp" });
        if self.failed.is_empty() {
            body["block_users"] = Value::Object(users);
            return Reply::Answer(body);
        }
        users.insert("failed_users".into(), json!(self.failed));
        body["block_users"] = Value::Object(users);
        body["error"] = Refusal::with_details(139_100, "Failed to block/unblock some users").body()
            ["error"]
            .clone();
        Reply::Partial(StatusCode::BAD_REQUEST, body)
    }
}
