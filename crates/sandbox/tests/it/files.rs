//! Small files of every kind, and putting them where a test needs them.

use aldaba_sandbox::{CustomerMessageKind, MediaView, SendAsCustomer};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::stage::{ANA, PHONE, Stage, TOKEN, letter};

pub(crate) const JPEG: (&str, &[u8]) = ("image/jpeg", b"\xff\xd8\xff\xe0 a picture");
pub(crate) const OPUS: (&str, &[u8]) = ("audio/ogg", b"OggS\0\x02\0\0\0\0OpusHead\x01 a voice");
pub(crate) const MP4: (&str, &[u8]) = ("video/mp4", b"\0\0\0\x18ftypmp42 a film");
pub(crate) const PDF: (&str, &[u8]) = ("application/pdf", b"%PDF-1.7 a page");
pub(crate) const WEBP: (&str, &[u8]) = ("image/webp", b"RIFF\0\0\0\0WEBPVP8 a sticker");

/// One file of the type that a message needs.
pub(crate) fn sample(kind: &str) -> (&'static str, &'static [u8]) {
    match kind {
        "audio" => OPUS,
        "video" => MP4,
        "document" => PDF,
        "sticker" => WEBP,
        _ => JPEG,
    }
}

/// A server of files: `/image`, `/audio`, …
pub(crate) async fn web() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut router = Router::new();
    for kind in ["image", "audio", "video", "document", "sticker"] {
        let (mime_type, bytes) = sample(kind);
        let give = move || async move { ([(CONTENT_TYPE, mime_type)], bytes) };
        router = router.route(&format!("/{kind}"), get(give));
    }
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    url
}

impl Stage {
    /// Uploads as an application does; gives back what Graph answered.
    pub(crate) async fn upload(&self, mime_type: &str, bytes: Vec<u8>) -> (u16, Value) {
        let part = Part::bytes(bytes).file_name("file").mime_str(mime_type);
        let form = Form::new()
            .text("messaging_product", "whatsapp")
            .part("file", part.unwrap());
        self.post_form(&format!("/v23.0/{PHONE}/media"), form).await
    }

    pub(crate) async fn post_form(&self, path: &str, form: Form) -> (u16, Value) {
        let url = format!("{}{path}", self.sandbox.url());
        let request = self.http.post(url).bearer_auth(TOKEN).multipart(form);
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json().await.unwrap())
    }

    /// The id of an uploaded file for a kind of message.
    pub(crate) async fn media_id(&self, kind: &str) -> String {
        let (mime_type, bytes) = sample(kind);
        let (status, answer) = self.upload(mime_type, bytes.to_vec()).await;
        assert_eq!(status, 200, "{answer}");
        answer["id"].as_str().unwrap().to_owned()
    }

    /// A file on a customer's phone.
    pub(crate) async fn put(&self, kind: &str) -> MediaView {
        let (mime_type, bytes) = sample(kind);
        let name = Some(format!("{kind}.bin"));
        self.sandbox
            .put_file(bytes.into(), mime_type, name)
            .await
            .unwrap()
    }

    /// Sends as Ana; gives back the message of the webhook.
    pub(crate) async fn sent(&self, kind: CustomerMessageKind, content: Value) -> Value {
        self.sent_as(SendAsCustomer {
            kind,
            content,
            ..letter(ANA, "")
        })
        .await
    }

    pub(crate) async fn sent_as(&self, mut wish: SendAsCustomer) -> Value {
        wish.text = wish.text.filter(|text| !text.is_empty());
        let wamid = self.sandbox.send_as_customer(&wish).unwrap();
        self.receiver.until_message(&wamid).await
    }

    /// Sends a message that is accepted; gives back its wamid.
    pub(crate) async fn accepted(&self, kind: &str, content: Value) -> String {
        let mut body = json!({ "to": ANA, "type": kind });
        body[kind] = content;
        let (status, answer) = self.message(body).await;
        assert_eq!(status, 200, "{kind}: {answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The message as Ana's phone shows it.
    pub(crate) async fn bubble(&self, wamid: &str) -> aldaba_sandbox::ChatMessage {
        let chat = self.sandbox.chat(PHONE, ANA, None).await.unwrap();
        let found = chat.messages.into_iter().find(|it| it.id == wamid);
        found.unwrap_or_else(|| panic!("no {wamid} on the phone"))
    }
}
