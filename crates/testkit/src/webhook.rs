//! Webhooks as Meta signs them, for what the sandbox would never send.

use crate::{Answer, TestApp};
use graph::webhook::signature;
use reqwest::header::HeaderName;

/// Posts a body to an app's address, signed by `secret`.
pub async fn post_signed(app: &TestApp, meta_app: &str, secret: &str, body: &str) -> Answer {
    let name = HeaderName::from_static("x-hub-signature-256");
    let signature = signature::sign(secret.as_bytes(), body.as_bytes());
    let client = app.stranger().with(name, &signature);
    client
        .post_bytes(&format!("/hooks/meta/{meta_app}"), body.as_bytes())
        .await
}
