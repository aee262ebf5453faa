//! The request that sends a message, and its answer.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use crate::json::Object;

#[derive(Debug, Clone, PartialEq)]
pub struct SendRequest {
    /// The recipient's phone; it wins where both are given.
    pub to: Option<String>,
    /// The recipient's BSUID.
    pub recipient: Option<String>,
    /// The wamid that this answers.
    pub reply_to: Option<String>,
    pub body: SendBody,
    /// Comes back with every status; 512 characters at most.
    pub biz_opaque_callback_data: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum SendBody {
    /// `preview_url` shows a card for the first link.
    Text { body: String, preview_url: bool },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendAnswer {
    /// The wamid.
    pub id: String,
    /// For templates: `accepted`, `held_for_quality_assessment`, `paused`.
    pub message_status: Option<String>,
    /// The recipient's phone as Meta knows it, which may differ from what was asked for.
    pub wa_id: Option<String>,
    pub user_id: Option<String>,
}

impl SendRequest {
    pub fn to_value(&self) -> Value {
        let mut request = json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
        });
        if let Some(to) = &self.to {
            request["to"] = json!(to);
        }
        if let Some(recipient) = &self.recipient {
            request["recipient"] = json!(recipient);
        }
        if let Some(wamid) = &self.reply_to {
            request["context"] = json!({ "message_id": wamid });
        }
        if let Some(data) = &self.biz_opaque_callback_data {
            request["biz_opaque_callback_data"] = json!(data);
        }
        match &self.body {
            SendBody::Text { body, preview_url } => {
                request["type"] = json!("text");
                request["text"] = json!({ "body": body, "preview_url": preview_url });
            }
        }
        request
    }
}

impl Serialize for SendRequest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl SendAnswer {
    pub(super) fn read(o: &Object) -> Option<Self> {
        let message = o.objects("messages").next()?;
        let contact = o.objects("contacts").next();
        let of_contact = |name| contact.as_ref().and_then(|it| it.text(name));
        Some(Self {
            id: message.text("id")?,
            message_status: message.text("message_status"),
            wa_id: of_contact("wa_id"),
            user_id: of_contact("user_id"),
        })
    }
}
