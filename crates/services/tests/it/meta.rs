//! What Meta writes: the values of webhooks, as its documentation shows them.

use domain::Time;
use serde_json::{Value, json};

/// A customer, as Meta names one in a webhook.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Customer<'a> {
    pub(crate) wa_id: Option<&'a str>,
    pub(crate) user_id: Option<&'a str>,
    pub(crate) name: &'a str,
}

pub(crate) const MARIA: Customer<'static> = Customer {
    wa_id: Some("5215555550101"),
    user_id: Some("MX.1001"),
    name: "María",
};

pub(crate) const JOAO: Customer<'static> = Customer {
    wa_id: Some("5511955550102"),
    user_id: Some("BR.1002"),
    name: "João",
};

impl<'a> Customer<'a> {
    /// Somebody whose number Meta does not tell.
    pub(crate) const fn without_phone(self) -> Self {
        Self {
            wa_id: None,
            ..self
        }
    }

    /// Somebody of the time before user ids.
    pub(crate) const fn without_user_id(self) -> Self {
        Self {
            user_id: None,
            ..self
        }
    }

    pub(crate) const fn at(self, wa_id: &'a str) -> Self {
        Self {
            wa_id: Some(wa_id),
            ..self
        }
    }

    fn contact(&self) -> Value {
        let mut contact = json!({ "profile": { "name": self.name } });
        if let Some(wa_id) = self.wa_id {
            contact["wa_id"] = wa_id.into();
        }
        if let Some(user_id) = self.user_id {
            contact["user_id"] = user_id.into();
        }
        contact
    }

    /// A value with one message of this customer.
    fn tells(&self, id: &str, at: Time, mut message: Value) -> Value {
        message["id"] = id.into();
        message["timestamp"] = (at.millis() / 1000).to_string().into();
        if let Some(wa_id) = self.wa_id {
            message["from"] = wa_id.into();
        }
        if let Some(user_id) = self.user_id {
            message["from_user_id"] = user_id.into();
        }
        json!({ "contacts": [self.contact()], "messages": [message] })
    }

    pub(crate) fn writes(&self, id: &str, at: Time, text: &str) -> Value {
        self.tells(id, at, json!({ "type": "text", "text": { "body": text } }))
    }

    pub(crate) fn answers(&self, id: &str, at: Time, to: &str) -> Value {
        let message = json!({ "type": "text", "text": { "body": "sí" }, "context": { "id": to } });
        self.tells(id, at, message)
    }

    /// `None` takes the reaction away, as Meta writes it since 2023: without an emoji.
    pub(crate) fn reacts(&self, id: &str, at: Time, to: &str, emoji: Option<&str>) -> Value {
        let mut reaction = json!({ "message_id": to });
        if let Some(emoji) = emoji {
            reaction["emoji"] = emoji.into();
        }
        self.tells(id, at, json!({ "type": "reaction", "reaction": reaction }))
    }

    pub(crate) fn sends(&self, id: &str, at: Time, message: Value) -> Value {
        self.tells(id, at, message)
    }
}

/// What became of a message of ours.
pub(crate) fn status(id: &str, state: &str, at: Time) -> Value {
    let seconds = (at.millis() / 1000).to_string();
    json!({ "statuses": [{
        "id": id, "status": state, "timestamp": seconds, "recipient_id": "5215555550101",
    }] })
}

/// The same with the id that travelled with the message.
pub(crate) fn status_of_ours(id: &str, ours: &str, state: &str, at: Time) -> Value {
    let mut value = status(id, state, at);
    value["statuses"][0]["biz_opaque_callback_data"] = ours.into();
    value
}

pub(crate) fn failure(id: &str, code: i64, at: Time) -> Value {
    let mut value = status(id, "failed", at);
    value["statuses"][0]["errors"] = json!([{ "code": code, "title": "Message failed" }]);
    value
}
