//! The client of the Graph API. It never retries by itself: whoever calls decides.

mod answer;
mod media;
mod phone;
mod sample;
mod send;
mod templates;
mod token;

use std::time::Duration;

use reqwest::{RequestBuilder, Url};
use serde::Serialize;
use serde_json::json;

pub use answer::{ApiError, GraphError};
pub use media::{Download, MediaFile, NewMedia};
pub use phone::{
    AccountMode, CodeVerification, NameStatus, NumberStatus, PhoneNumber, Platform, Quality,
    Throughput, Webhooks,
};
pub use send::{FileSource, SendAnswer, SendBody, SendRequest};
pub use templates::{MetaTemplate, TemplateCreated, TemplatePage};
pub use token::AccessToken;

/// From the first byte of the request to the last of the answer. The time for the connection
/// alone is a setting of the client that is passed in; keep it below these.
const READING: Duration = Duration::from_secs(15);
const SENDING: Duration = Duration::from_secs(30);

/// Of one page; more numbers than these on one account are a case for a search.
const PHONE_NUMBERS: &str = "100";

#[derive(Debug, Clone)]
pub struct Graph {
    http: reqwest::Client,
    base: Url,
    version: String,
    reading: Duration,
    sending: Duration,
}

impl Graph {
    /// `base` is `https://graph.facebook.com` or the sandbox; `version` is like `v26.0`.
    pub fn new(http: reqwest::Client, base: Url, version: impl Into<String>) -> Self {
        let version = version.into();
        Self {
            http,
            base,
            version,
            reading: READING,
            sending: SENDING,
        }
    }

    /// How long a whole call may take, for a slow network or an impatient test.
    #[must_use]
    pub fn with_timeouts(self, reading: Duration, sending: Duration) -> Self {
        Self {
            reading,
            sending,
            ..self
        }
    }

    /// Reads `fields`, or Meta's default ones where the list is empty.
    pub async fn phone_number(
        &self,
        token: &AccessToken,
        phone_number_id: &str,
        fields: &[&str],
    ) -> Result<PhoneNumber, GraphError> {
        let mut url = self.url(&[phone_number_id])?;
        ask_for(&mut url, fields);
        let request = self.http.get(url).timeout(self.reading);
        let answer = exchange(request, token).await?;
        answer.read(PhoneNumber::read)
    }

    pub async fn phone_numbers_of(
        &self,
        token: &AccessToken,
        waba_id: &str,
        fields: &[&str],
    ) -> Result<Vec<PhoneNumber>, GraphError> {
        let mut url = self.url(&[waba_id, "phone_numbers"])?;
        ask_for(&mut url, fields);
        url.query_pairs_mut().append_pair("limit", PHONE_NUMBERS);
        let request = self.http.get(url).timeout(self.reading);
        let answer = exchange(request, token).await?;
        answer.read(PhoneNumber::read_list)
    }

    /// `request` is a `SendRequest`, or a JSON value for what that type cannot say.
    pub async fn send(
        &self,
        token: &AccessToken,
        phone_number_id: &str,
        request: &(impl Serialize + Sync),
    ) -> Result<SendAnswer, GraphError> {
        let url = self.url(&[phone_number_id, "messages"])?;
        let request = self.http.post(url).json(request).timeout(self.sending);
        let answer = exchange(request, token).await?;
        answer.read(SendAnswer::read)
    }

    /// Marks an inbound message and all before it as read. With `typing` the customer sees
    /// "typing…" until an answer comes, for 25 seconds at most.
    pub async fn mark_read(
        &self,
        token: &AccessToken,
        phone_number_id: &str,
        wamid: &str,
        typing: bool,
    ) -> Result<(), GraphError> {
        let mut body = json!({
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": wamid,
        });
        if typing {
            body["typing_indicator"] = json!({ "type": "text" });
        }
        let url = self.url(&[phone_number_id, "messages"])?;
        let request = self.http.post(url).json(&body).timeout(self.reading);
        let answer = exchange(request, token).await?;
        answer.read(|o| (o.flag("success") == Some(true)).then_some(()))
    }

    fn url(&self, segments: &[&str]) -> Result<Url, GraphError> {
        let mut url = self.base.clone();
        let refused = |()| GraphError::NotSent("the Graph address cannot have a path".to_owned());
        url.path_segments_mut()
            .map_err(refused)?
            .pop_if_empty()
            .push(&self.version)
            .extend(segments);
        Ok(url)
    }
}

fn ask_for(url: &mut Url, fields: &[&str]) {
    if !fields.is_empty() {
        let fields = fields.join(",");
        url.query_pairs_mut().append_pair("fields", &fields);
    }
}

async fn exchange(
    request: RequestBuilder,
    token: &AccessToken,
) -> Result<answer::Answer, GraphError> {
    let response = request.bearer_auth(token.expose()).send().await;
    let response = response.map_err(GraphError::from_transport)?;
    answer::Answer::take(response).await
}
