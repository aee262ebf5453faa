//! Files at Graph: uploaded, looked up, fetched, deleted, forgotten.

use std::time::Duration;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::files::{JPEG, PDF};
use crate::stage::{ANA, APP, OTHER_PHONE, OTHER_TOKEN, PHONE, Stage, TOKEN};

async fn fetch(stage: &Stage, url: &str, token: Option<&str>) -> (u16, Vec<u8>) {
    let mut request = stage.http.get(url);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request.send().await.unwrap();
    (
        answer.status().as_u16(),
        answer.bytes().await.unwrap().to_vec(),
    )
}

#[tokio::test]
async fn a_file_is_fetched_at_an_address_that_lives_five_minutes() {
    let stage = Stage::new().await;
    let id = stage.media_id("image").await;
    let (status, media) = stage.get(&format!("/{id}?phone_number_id={PHONE}")).await;
    assert_eq!(status, 200, "{media}");
    assert_eq!(media["mime_type"], "image/jpeg");
    assert_eq!(media["file_size"], JPEG.1.len());
    assert_eq!(media["sha256"].as_str().unwrap().len(), 64);
    let url = media["url"].as_str().unwrap();
    assert_eq!(
        fetch(&stage, url, Some(TOKEN)).await,
        (200, JPEG.1.to_vec())
    );
    assert_eq!(fetch(&stage, url, None).await.0, 401);
    assert_eq!(fetch(&stage, url, Some(OTHER_TOKEN)).await.0, 404);
    assert_eq!(
        fetch(&stage, &url.replace("mid=", "mid=1"), Some(TOKEN))
            .await
            .0,
        404
    );
    stage.sandbox.advance_clock(Duration::from_mins(5));
    assert_eq!(fetch(&stage, url, Some(TOKEN)).await.0, 404);
    let (_, again) = stage.get(&format!("/{id}")).await;
    assert_eq!(
        fetch(&stage, again["url"].as_str().unwrap(), Some(TOKEN))
            .await
            .0,
        200
    );
    let foreign = format!("/{id}?phone_number_id={OTHER_PHONE}");
    assert_eq!(stage.get(&foreign).await.0, 400);
    let (status, _) = stage
        .call_with(
            Some(OTHER_TOKEN),
            Method::GET,
            &format!("/{id}"),
            Value::Null,
        )
        .await;
    assert_eq!(status, 400);
}

#[tokio::test]
async fn ids_die_by_hand_and_by_age() {
    let stage = Stage::new().await;
    let id = stage.media_id("image").await;
    let gone = stage
        .call(Method::DELETE, &format!("/v24.0/{id}/"), Value::Null)
        .await;
    assert_eq!(gone, (200, json!({ "success": true })));
    assert_eq!(stage.get(&format!("/{id}")).await.0, 400);
    let image = json!({ "to": ANA, "type": "image", "image": { "id": id } });
    let (status, answer) = stage.message(image).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)));
    let old = stage.media_id("image").await;
    stage.sandbox.advance_clock(Duration::from_hours(24 * 30));
    assert_eq!(stage.get(&format!("/{old}")).await.0, 400);
}

#[tokio::test]
async fn the_product_may_stand_in_the_query() {
    let stage = Stage::new().await;
    let part = || {
        Part::bytes(PDF.1)
            .file_name("a.pdf")
            .mime_str(PDF.0)
            .unwrap()
    };
    let path = format!("/{PHONE}/media?messaging_product=whatsapp");
    let (status, _) = stage
        .post_form(&path, Form::new().part("file", part()))
        .await;
    assert_eq!(status, 200);
    let path = format!("/{PHONE}/media");
    let (status, answer) = stage
        .post_form(&path, Form::new().part("file", part()))
        .await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)));
    let form = Form::new().text("messaging_product", "whatsapp");
    assert_eq!(stage.post_form(&path, form).await.0, 400);
}

#[tokio::test]
async fn types_and_sizes_are_checked() {
    let stage = Stage::new().await;
    for (mime_type, size, code) in [
        ("text/html", 10, 100),
        ("image/svg+xml", 10, 100),
        ("image/jpeg", 0, 100),
        ("image/jpeg", 5 * 1024 * 1024 + 1, 131_053),
        ("image/webp", 100 * 1024 + 1, 131_053),
        ("audio/mpeg", 16 * 1024 * 1024 + 1, 131_053),
    ] {
        let (status, answer) = stage.upload(mime_type, vec![b'x'; size]).await;
        assert_eq!(
            (status, &answer["error"]["code"]),
            (400, &json!(code)),
            "{mime_type} {size}"
        );
    }
    let mut moving = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\x02".to_vec();
    moving.resize(400 * 1024, 0);
    assert_eq!(stage.upload("image/webp", moving).await.0, 200);
    assert_eq!(
        stage
            .upload("application/pdf", vec![b'x'; 6 * 1024 * 1024])
            .await
            .0,
        200
    );
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let stage = Stage::new().await;
    let path = format!("/{APP}/uploads?file_name=a.jpg&file_length=10&file_type=image/jpeg");
    let (status, session) = stage.post(&path, Value::Null).await;
    assert_eq!(status, 200, "{session}");
    let id = session["id"].as_str().unwrap();
    let url = format!("{}/v23.0/{id}", stage.sandbox.url());
    let part = |offset: &'static str, bytes: &'static [u8]| {
        let request = stage
            .http
            .post(&url)
            .header("Authorization", format!("OAuth {TOKEN}"));
        request.header("file_offset", offset).body(bytes).send()
    };
    let first: Value = part("0", b"01234").await.unwrap().json().await.unwrap();
    assert_eq!(first["file_offset"], 5);
    assert_eq!(part("3", b"34567").await.unwrap().status().as_u16(), 400);
    let (_, progress) = stage.get(&format!("/{id}")).await;
    assert_eq!(progress["file_offset"], 5);
    let done: Value = part("5", b"56789").await.unwrap().json().await.unwrap();
    assert!(done["h"].as_str().unwrap().starts_with("4::"), "{done}");
    let profile = json!({ "messaging_product": "whatsapp", "profile_picture_handle": done["h"] });
    let path = format!("/{PHONE}/whatsapp_business_profile");
    assert_eq!(stage.post(&path, profile).await.0, 200);
    let (_, read) = stage.get(&path).await;
    let picture = read["data"][0]["profile_picture_url"].as_str().unwrap();
    assert_eq!(
        fetch(&stage, picture, None).await,
        (200, b"0123456789".to_vec())
    );
}
