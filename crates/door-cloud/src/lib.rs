//! The WhatsApp Cloud API door.
//!
//! It turns Meta's webhooks into knocks and messages into calls of Graph, and says what Meta's error
//! codes mean. `graph` knows how Meta writes; here stands what that means to the house.

mod explain;
mod message;
mod outcome;
mod read;
mod status;

use async_trait::async_trait;
use domain::{DoorKind, message::MAX_TEXT};
use door::{
    Access, Capabilities, Door, Explanation, Inspection, Knock, Outbound, Outcome, RawUpdate,
    Refused, Secret, Unreadable,
};
use graph::client::{PhoneNumber, SendBody, SendRequest};
use graph::webhook::signature;
use graph::{AccessToken, Graph, wamid};
use reqwest::Url;

/// What a test of the connection asks for.
const NUMBER_FIELDS: [&str; 5] = [
    "id",
    "display_phone_number",
    "verified_name",
    "quality_rating",
    "throughput",
];

/// The Cloud API, reached through one pooled client.
#[derive(Clone, Debug)]
pub struct CloudDoor {
    graph: Graph,
}

impl CloudDoor {
    /// `base` is `https://graph.facebook.com` or the sandbox; `version` is like `v26.0`.
    pub fn new(http: reqwest::Client, base: Url, version: impl Into<String>) -> Self {
        Self {
            graph: Graph::new(http, base, version),
        }
    }
}

#[async_trait]
impl Door for CloudDoor {
    fn kind(&self) -> DoorKind {
        DoorKind::Cloud
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            care_window: true,
            reply_context: true,
            link_preview: true,
            read_receipts: true,
            typing: true,
            max_text: MAX_TEXT,
        }
    }

    fn verify(&self, secret: &Secret, body: &[u8], signature: &str) -> bool {
        signature::verify(secret.expose().as_bytes(), body, signature)
    }

    fn split(&self, body: &[u8]) -> Result<Vec<RawUpdate>, Unreadable> {
        read::split(body)
    }

    fn read(&self, row: &[u8]) -> Result<Vec<Knock>, Unreadable> {
        read::read(row)
    }

    fn message_key(&self, provider_id: &str) -> String {
        message_key(provider_id)
    }

    async fn inspect(&self, access: &Access) -> Result<Inspection, Refused> {
        let token = token(access);
        let number = self
            .graph
            .phone_number(&token, &access.phone_number_id, &NUMBER_FIELDS);
        let number = number.await.map_err(outcome::refused)?;
        let siblings = self
            .graph
            .phone_numbers_of(&token, &access.waba_id, &["id"]);
        let siblings = siblings.await.map_err(outcome::refused)?;
        let in_waba = siblings.iter().any(|sibling| sibling.id == number.id);
        Ok(inspection(number, in_waba))
    }

    async fn send(&self, access: &Access, message: &Outbound) -> Outcome {
        let request = SendRequest {
            to: message.to.wa_id.clone(),
            recipient: message.to.bsuid.clone(),
            reply_to: message.reply_to.clone(),
            body: SendBody::Text {
                body: message.text.clone(),
                preview_url: message.preview_url,
            },
            biz_opaque_callback_data: Some(message.id.to_string()),
        };
        match self
            .graph
            .send(&token(access), &access.phone_number_id, &request)
            .await
        {
            Ok(answer) => Outcome::Sent {
                key: message_key(&answer.id),
                provider_id: answer.id,
                wa_id: answer.wa_id,
            },
            Err(error) => outcome::of(error),
        }
    }

    async fn mark_read(
        &self,
        access: &Access,
        provider_id: &str,
        typing: bool,
    ) -> Result<(), Refused> {
        let token = token(access);
        let marked = self
            .graph
            .mark_read(&token, &access.phone_number_id, provider_id, typing);
        marked.await.map_err(outcome::refused)
    }

    fn explain(&self, code: i64) -> Option<Explanation> {
        explain::explain(code)
    }
}

fn token(access: &Access) -> AccessToken {
    AccessToken::new(access.token.expose())
}

/// The message's own key where the wamid decodes, else the whole wamid.
fn message_key(provider_id: &str) -> String {
    wamid::decode(provider_id).map_or_else(|| provider_id.to_owned(), |decoded| decoded.key)
}

fn inspection(number: PhoneNumber, in_waba: bool) -> Inspection {
    Inspection {
        phone_number_id: number.id,
        display_phone_number: number.display_phone_number,
        verified_name: number.verified_name,
        quality_rating: number
            .quality_rating
            .map(|quality| quality.as_str().to_owned()),
        throughput: number
            .throughput
            .map(|throughput| throughput.as_str().to_owned()),
        in_waba: Some(in_waba),
    }
}
