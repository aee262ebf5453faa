//! What Meta tells of a customer's account: another number, another user id, another phone.

use serde_json::{Value, json};

use super::PhoneError;
use crate::world::{ChatKey, World, digits};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Change {
    Number {
        name: String,
        from: String,
        to: String,
    },
    UserId {
        name: String,
        to: String,
    },
    Identity {
        name: String,
        hash: String,
        at: i64,
    },
}

impl Change {
    /// Out of `system: {type, wa_id | user_id | hash}`.
    pub(super) fn read(
        world: &World,
        key: &ChatKey,
        body: &Value,
        now: jiff::Timestamp,
    ) -> Result<Self, PhoneError> {
        let customer = world.customers.get(key.customer);
        let name = customer.map(|it| it.name.clone()).unwrap_or_default();
        let from = customer.and_then(|it| it.wa_id.clone()).unwrap_or_default();
        let text = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned);
        match text("type").as_deref() {
            Some("user_changed_number") => {
                let to = text("wa_id").map(|it| digits(&it)).unwrap_or_default();
                if to.len() < 5 {
                    return Err(PhoneError::Invalid(
                        "a change of the number needs wa_id, the new number",
                    ));
                }
                Ok(Self::Number { name, from, to })
            }
            Some("user_changed_user_id") => match text("user_id") {
                Some(to) => Ok(Self::UserId { name, to }),
                None => Err(PhoneError::Invalid("a change of the user id needs user_id")),
            },
            Some("customer_identity_changed") => Ok(Self::Identity {
                name,
                hash: text("hash").unwrap_or_else(|| "DF2lS5v2W6x=".into()),
                at: now.as_second(),
            }),
            Some(_) | None => Err(PhoneError::Invalid(
                "a system message is of type user_changed_number, user_changed_user_id or \
                 customer_identity_changed",
            )),
        }
    }

    pub(super) fn body(&self) -> String {
        match self {
            Self::Number { name, from, to } => format!("User {name} changed from {from} to {to}"),
            Self::UserId { name, to } => format!("User {name} changed user id to {to}"),
            Self::Identity { name, .. } => format!("User {name} may have changed phone"),
        }
    }

    pub(super) fn news(&self) -> Value {
        let body = self.body();
        match self {
            Self::Number { to, .. } => json!({
                "type": "system",
                "system": { "body": body, "wa_id": to, "type": "user_changed_number" },
            }),
            Self::UserId { to, .. } => json!({
                "type": "system",
                "system": { "body": body, "user_id": to, "type": "user_changed_user_id" },
            }),
            Self::Identity { hash, at, .. } => {
                let identity = json!({
                    "acknowledged": false,
                    "created_timestamp": at.to_string(),
                    "hash": hash,
                });
                json!({
                    "type": "system",
                    "system": {
                        "body": body, "identity": identity, "type": "customer_identity_changed",
                    },
                })
            }
        }
    }

    /// Makes it so, after it was told of as whoever the customer was until now.
    pub(super) fn apply(&self, world: &mut World, key: &ChatKey) {
        match self {
            Self::Number { to, .. } => world.customers.change_phone(key.customer, to),
            Self::UserId { to, .. } => world.customers.change_user_id(key.customer, to),
            Self::Identity { hash, .. } => world.customers.change_identity(key.customer, hash),
        }
    }
}
