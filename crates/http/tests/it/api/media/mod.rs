//! Files: what customers send is fetched, looked into and served; what people send is held to limits.

mod large;
mod spoken;
mod suited;

use image::{DynamicImage, ImageFormat, RgbImage};
use jiff::SignedDuration;
use reqwest::header::RANGE;
use reqwest::multipart::{Form, Part};
use sandbox::{CustomerMessageKind, CustomerRef, SendAsCustomer};
use serde_json::{Value, json};
use std::io::Cursor;
use testkit::{Answer, Client, ConnectedLine, House, TestApp};

const CUSTOMER: &str = "+525555550142";

pub(crate) fn picture() -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let picture = DynamicImage::ImageRgb8(RgbImage::new(640, 480));
    picture.write_to(&mut out, ImageFormat::Jpeg).unwrap();
    out.into_inner()
}

/// A customer sends a file; answers with the thread's path.
async fn sends(
    app: &TestApp,
    line: &ConnectedLine,
    (kind, mime_type, filename): (CustomerMessageKind, &str, Option<&str>),
    bytes: Vec<u8>,
) {
    let name = filename.map(str::to_owned);
    let file = app.sandbox.put_file(bytes.into(), mime_type, name.clone());
    let file = file.await.unwrap();
    let mut content = json!({ "id": file.id, "caption": "mire esto" });
    if let Some(name) = name {
        content["filename"] = name.into();
    }
    let message = SendAsCustomer {
        phone_number_id: line.phone_number_id.clone(),
        from: CustomerRef {
            phone: Some(CUSTOMER.to_owned()),
            user_id: None,
            name: Some("Mariana".to_owned()),
        },
        kind,
        content,
        ..SendAsCustomer::default()
    };
    app.sandbox.send_as_customer(&message).unwrap();
}

/// The only message, once its file is as it should be.
async fn message(app: &TestApp, house: &House, state: &str) -> Value {
    let owner = &house.owner;
    let threads = owner.path("/conversations?state=any");
    let list = app
        .eventually(&owner.client, &threads, |it| it.body["data"][0].is_object())
        .await;
    let path = format!("/conversations/{}/messages", list.text("/data/0/id"));
    let is_right = |it: &Answer| it.body["data"][0]["media"]["state"] == state;
    let page = app
        .eventually(&owner.client, &owner.path(&path), is_right)
        .await;
    page.body["data"][0].clone()
}

async fn open(app: &TestApp) -> (House, ConnectedLine) {
    let house = app.house("Talavera").await;
    let line = house.line(app, "Ventas", "525555550100").await;
    (house, line)
}

#[tokio::test]
async fn a_picture_is_fetched_looked_into_and_served() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let bytes = picture();
    let kind = (CustomerMessageKind::Image, "image/jpeg", None);
    sends(&app, &line, kind, bytes.clone()).await;
    let message = message(&app, &house, "ready").await;
    assert_eq!(
        (&message["kind"], &message["text"]),
        (&json!("image"), &json!("mire esto"))
    );
    let media = &message["media"];
    assert_eq!(media["mime_type"], "image/jpeg");
    assert_eq!(
        (&media["width"], &media["height"]),
        (&json!(640), &json!(480))
    );
    assert_eq!(media["size_bytes"], bytes.len());
    assert_eq!(media["failure"], Value::Null);

    // Whoever has the address needs nothing else.
    let stranger = app.stranger();
    let url = media["url"].as_str().unwrap();
    let (whole, content) = stranger.fetch(url).await;
    assert_eq!((whole.status, content == bytes), (200, true));
    assert_eq!(whole.header("content-type"), Some("image/jpeg"));
    assert_eq!(whole.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(
        whole.header("content-security-policy"),
        Some("default-src 'none'; sandbox")
    );
    assert_eq!(whole.header("accept-ranges"), Some("bytes"));
    let (part, content) = stranger.with(RANGE, "bytes=2-5").fetch(url).await;
    assert_eq!((part.status, content.as_slice()), (206, &bytes[2..6]));
    let range = format!("bytes 2-5/{}", bytes.len());
    assert_eq!(part.header("content-range"), Some(range.as_str()));
    let beyond = stranger.with(RANGE, "bytes=9999999-").fetch(url).await;
    assert_eq!(beyond.0.status, 416);
    let (small, content) = stranger
        .fetch(media["thumbnail_url"].as_str().unwrap())
        .await;
    assert_eq!(
        (small.status, small.header("content-type")),
        (200, Some("image/jpeg"))
    );
    let small = image::load_from_memory(&content).unwrap();
    assert_eq!((small.width(), small.height()), (320, 240));
}

#[tokio::test]
async fn an_address_is_good_for_its_file_and_for_a_while() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let kind = (CustomerMessageKind::Image, "image/jpeg", None);
    sends(&app, &line, kind, picture()).await;
    let message = message(&app, &house, "ready").await;
    let url = message["media"]["url"].as_str().unwrap();
    let stranger = app.stranger();
    for wrong in [
        url.replace("/file?", "/thumbnail?"),
        url.replace("expires=", "expires=9"),
        url.replace("signature=", "signature=A"),
        url.split('?').next().unwrap().to_owned(),
    ] {
        assert_eq!(stranger.fetch(&wrong).await.0.status, 403, "{wrong}");
    }
    app.advance(SignedDuration::from_hours(3));
    assert_eq!(stranger.fetch(url).await.0.status, 403);
    let id = message["media"]["id"].as_str().unwrap();
    let fresh = house.owner.get(&format!("/media/{id}")).await.text("/url");
    assert_eq!(stranger.fetch(&fresh).await.0.status, 200);
}

#[tokio::test]
async fn what_might_run_is_only_ever_downloaded() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let page = b"<html><script>alert(1)</script></html>".to_vec();
    let kind = (CustomerMessageKind::Document, "text/html", Some("año.html"));
    sends(&app, &line, kind, page.clone()).await;
    let message = message(&app, &house, "ready").await;
    let media = &message["media"];
    assert_eq!(
        (&media["kind"], &media["filename"]),
        (&json!("document"), &json!("año.html"))
    );
    let (answer, content) = app.stranger().fetch(media["url"].as_str().unwrap()).await;
    assert_eq!(content, page);
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
    let disposition = answer.header("content-disposition").unwrap();
    assert!(
        disposition.starts_with("attachment; filename=\"a_o.html\""),
        "{disposition}"
    );
}

#[tokio::test]
async fn a_picture_that_is_none_is_a_document() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let svg = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec();
    sends(
        &app,
        &line,
        (CustomerMessageKind::Image, "image/jpeg", None),
        svg,
    )
    .await;
    let message = message(&app, &house, "ready").await;
    assert_eq!(message["media"]["kind"], "document");
    let url = message["media"]["url"].as_str().unwrap();
    let (answer, _) = app.stranger().fetch(url).await;
    assert_eq!(
        answer.header("content-type"),
        Some("application/octet-stream")
    );
}

#[tokio::test]
async fn a_file_that_did_not_come_is_asked_for_again() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let owner = &house.owner;
    let path = format!("/lines/{}", line.id);
    // What comes while the line is disabled is journaled and shown; its file can't be fetched.
    let disabled = owner.patch(&path, json!({ "enabled": false })).await;
    assert_eq!(disabled.status, 200, "{}", disabled.body);
    let kind = (CustomerMessageKind::Image, "image/jpeg", None);
    sends(&app, &line, kind, picture()).await;
    let waiting = message(&app, &house, "waiting").await;
    assert_eq!(
        (&waiting["media"]["url"], &waiting["media"]["failure"]),
        (&Value::Null, &Value::Null)
    );
    let enabled = owner.patch(&path, json!({ "enabled": true })).await;
    assert_eq!(enabled.status, 200);
    for _ in 0..9 {
        app.advance(SignedDuration::from_hours(7));
    }
    message(&app, &house, "ready").await;
}

#[tokio::test]
async fn a_file_that_is_gone_says_so() {
    let app = TestApp::start().await;
    let (house, line) = open(&app).await;
    let image = json!({ "id": "404404404", "mime_type": "image/jpeg" });
    let value = json!({
        "messaging_product": "whatsapp",
        "metadata": { "display_phone_number": "525555550100", "phone_number_id": line.phone_number_id },
        "contacts": [{ "wa_id": "525555550142", "profile": { "name": "Mariana" } }],
        "messages": [{ "from": "525555550142", "id": "wamid.gone", "timestamp": "1790000000",
            "type": "image", "image": image }],
    });
    let number = Some(line.phone_number_id.as_str());
    app.sandbox
        .notify("1525555550100", number, "messages", value);
    let message = message(&app, &house, "failed").await;
    let failure = &message["media"]["failure"];
    assert_eq!(
        (&failure["code"], &failure["retryable"]),
        (&json!("expired"), &json!(false))
    );
    assert!(
        failure["action"]["es"]
            .as_str()
            .unwrap()
            .contains("cliente")
    );
    let id = message["media"]["id"].as_str().unwrap();
    let retried = house
        .owner
        .post(&format!("/media/{id}/retry"), Value::Null)
        .await;
    assert_eq!(
        (retried.status, retried.text("/state")),
        (200, "waiting".to_owned())
    );
    let path = house.owner.path(&format!("/media/{id}"));
    app.eventually(&house.owner.client, &path, |it| {
        it.body["state"] == "failed"
    })
    .await;
}

pub(super) async fn upload(client: &Client, path: &str, form: Form) -> Answer {
    client.post_form(&format!("{path}/media"), form).await
}

pub(crate) fn file(bytes: Vec<u8>, mime_type: &str, name: &str) -> Form {
    let part = Part::bytes(bytes).file_name(name.to_owned());
    Form::new().part("file", part.mime_str(mime_type).unwrap())
}

#[tokio::test]
async fn what_is_uploaded_is_looked_into_and_held_to_the_limits() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let (client, path) = (&house.owner.client, house.owner.path(""));
    let done = upload(client, &path, file(picture(), "image/png", "../patio.jpg")).await;
    assert_eq!(done.status, 201, "{}", done.body);
    assert_eq!(done.text("/kind"), "image");
    assert_eq!(done.text("/mime_type"), "image/jpeg", "by its content");
    assert_eq!(done.text("/filename"), "patio.jpg");
    let (served, _) = app.stranger().fetch(&done.text("/url")).await;
    assert_eq!(served.status, 200);

    let text = |kind: &'static str| file(vec![b'x'; 40], "text/plain", "a.txt").text("kind", kind);
    assert_eq!(upload(client, &path, text("document")).await.status, 201);
    let refused = upload(client, &path, text("image")).await;
    assert_eq!(refused.to_string(), "422 file_type_not_allowed");
    assert_eq!(refused.body["params"]["kind"], "image");
    assert_eq!(
        upload(client, &path, text("hologram")).await.field_codes(),
        ["kind:unknown"]
    );
    let mut large = picture();
    large.resize(5 * 1024 * 1024 + 1, 0);
    let refused = upload(client, &path, file(large, "image/jpeg", "a.jpg")).await;
    assert_eq!(refused.to_string(), "413 file_too_large");
    assert_eq!(refused.body["params"]["limit"], 5 * 1024 * 1024);
    let empty = upload(client, &path, file(Vec::new(), "text/plain", "a.txt")).await;
    assert_eq!(empty.to_string(), "422 file_empty");
    let nothing = upload(client, &path, Form::new().text("voice", "true")).await;
    assert_eq!(nothing.field_codes(), ["file:required"]);
    let spoken = file(picture(), "image/jpeg", "a.jpg").text("voice", "true");
    assert_eq!(
        upload(client, &path, spoken).await.to_string(),
        "422 file_type_not_allowed"
    );
    let reader = house.owner.program(&app, &["conversations.read"]).await;
    let refused = upload(&reader, &path, file(picture(), "image/jpeg", "a.jpg")).await;
    assert_eq!(refused.to_string(), "403 forbidden");
}
