//! The WhatsApp Cloud API door.
//!
//! It turns Meta's webhooks into knocks and messages into calls of Graph, and says what Meta's error
//! codes mean. `graph` knows how Meta writes; here stands what that means to the house.

mod account;
mod content;
mod explain;
mod history;
mod media;
mod message;
mod outcome;
mod people;
mod person;
mod read;
mod send;
mod status;
mod template;
mod templates;
mod trouble;

use async_trait::async_trait;
use domain::outbound::{INTERACTIVE_TYPES, MEDIA_LIMITS};
use domain::{DoorKind, message::MAX_TEXT};
use door::{
    Access, Capabilities, Door, Explanation, Fetched, Inspection, Knock, NewTemplate, Outbound,
    Outcome, ProviderTemplates, RawUpdate, Refused, Secret, Submitted, TemplateEdit, Unreadable,
    Upload,
};
use graph::client::{PhoneNumber, Platform};
use graph::webhook::signature;
use graph::{AccessToken, Graph, wamid};
use reqwest::Url;

/// What a test of the connection asks for.
const NUMBER_FIELDS: [&str; 8] = [
    "id",
    "display_phone_number",
    "verified_name",
    "quality_rating",
    "throughput",
    "whatsapp_business_manager_messaging_limit",
    "is_on_biz_app",
    "platform_type",
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
            official: true,
            care_window: true,
            reply_context: true,
            link_preview: true,
            read_receipts: true,
            typing: true,
            reactions: true,
            provider_limits: true,
            max_text: MAX_TEXT,
            kinds: &send::KINDS,
            interactive: &INTERACTIVE_TYPES,
            media: &MEDIA_LIMITS,
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

    fn webhook_fields(&self) -> Vec<&'static str> {
        let mut fields: Vec<_> = graph::webhook::fields().collect();
        // In Meta's own order, to be found there.
        fields.sort_unstable();
        fields
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
        let request = send::request(message);
        match self
            .graph
            .send(&token(access), &access.phone_number_id, &request)
            .await
        {
            Ok(answer) => Outcome::Sent {
                key: message_key(&answer.id),
                provider_id: answer.id,
                wa_id: answer.wa_id,
                held: answer.message_status.filter(|word| word != "accepted"),
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

    async fn templates(
        &self,
        access: &Access,
        after: Option<&str>,
    ) -> Result<ProviderTemplates, Refused> {
        let token = token(access);
        let page = self.graph.templates(&token, &access.waba_id, after);
        page.await.map(templates::page).map_err(outcome::refused)
    }

    async fn create_template(
        &self,
        access: &Access,
        template: &NewTemplate,
    ) -> Result<Submitted, Refused> {
        let (token, body) = (token(access), templates::new(template));
        let created = self.graph.create_template(&token, &access.waba_id, &body);
        let created = created.await.map_err(outcome::refused)?;
        Ok(templates::submitted(created))
    }

    async fn edit_template(
        &self,
        access: &Access,
        provider_id: &str,
        edit: &TemplateEdit,
    ) -> Result<(), Refused> {
        let (token, change) = (token(access), templates::edit(edit));
        let edited = self.graph.edit_template(&token, provider_id, &change);
        edited.await.map_err(outcome::refused)
    }

    async fn delete_template(
        &self,
        access: &Access,
        name: &str,
        provider_id: &str,
    ) -> Result<(), Refused> {
        let token = token(access);
        let deleted = self
            .graph
            .delete_template(&token, &access.waba_id, name, provider_id);
        deleted.await.map_err(outcome::refused)
    }

    async fn fetch_media(&self, access: &Access, provider_id: &str) -> Result<Fetched, Refused> {
        let token = token(access);
        media::fetch(&self.graph, &token, &access.phone_number_id, provider_id).await
    }

    async fn upload_media(&self, access: &Access, upload: Upload) -> Result<String, Refused> {
        let token = token(access);
        media::upload(&self.graph, &token, &access.phone_number_id, upload).await
    }

    async fn upload_sample(
        &self,
        access: &Access,
        app_id: &str,
        sample: Upload,
    ) -> Result<String, Refused> {
        let (token, sample) = (token(access), media::new(sample));
        let handle = self.graph.upload_sample(&token, app_id, sample);
        handle.await.map_err(outcome::refused)
    }

    fn explain_event(&self, event: &str) -> Option<Explanation> {
        trouble::explain(event)
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
        messaging_limit: number.messaging_limit,
        coexists: number.is_on_biz_app == Some(true)
            && number.platform_type == Some(Platform::CloudApi),
        in_waba: Some(in_waba),
    }
}
