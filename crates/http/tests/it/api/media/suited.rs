//! What Meta refuses as it is goes out in a form that it takes, or is refused with what it takes.

use super::{file, upload};
use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};
use serde_json::json;
use std::io::Cursor;
use testkit::{Answer, House, TestApp, samples};

fn drawn(format: ImageFormat, shows_through: bool) -> Vec<u8> {
    let picture = RgbaImage::from_fn(320, 200, |x, y| {
        let shade = |it: u32| u8::try_from(it % 256).unwrap();
        let alpha = if shows_through { shade(x) } else { u8::MAX };
        Rgba([shade(x), shade(y), 90, alpha])
    });
    let mut out = Cursor::new(Vec::new());
    DynamicImage::ImageRgba8(picture)
        .write_to(&mut out, format)
        .unwrap();
    out.into_inner()
}

async fn sends(
    house: &House,
    (bytes, mime_type, name): (Vec<u8>, &str, &str),
    kind: &str,
) -> Answer {
    let form = file(bytes, mime_type, name).text("kind", kind.to_owned());
    upload(&house.owner.client, &house.owner.path(""), form).await
}

#[tokio::test]
async fn a_picture_in_another_form_becomes_jpeg_or_png() {
    use ImageFormat::{Bmp, Gif, WebP};
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    for (format, shows_through, mime_type, name) in [
        (WebP, false, "image/jpeg", "patio.jpg"),
        (WebP, true, "image/png", "patio.png"),
        (Bmp, false, "image/jpeg", "patio.jpg"),
        (Gif, false, "image/jpeg", "patio.jpg"),
    ] {
        let given = (
            drawn(format, shows_through),
            format.to_mime_type(),
            "patio.x",
        );
        let sent = sends(&house, given, "image").await;
        assert_eq!(sent.status, 201, "{format:?}: {}", sent.body);
        assert_eq!(
            (&sent.body["kind"], &sent.body["mime_type"]),
            (&json!("image"), &json!(mime_type))
        );
        assert_eq!(sent.text("/filename"), name);
        assert_eq!(
            (&sent.body["width"], &sent.body["height"]),
            (&json!(320), &json!(200))
        );
        let (_, served) = app.stranger().fetch(&sent.text("/url")).await;
        assert_eq!(sent.body["size_bytes"], served.len());
        let shown = image::load_from_memory(&served).unwrap();
        assert_eq!(shown.dimensions(), (320, 200));
    }
    // As a document it goes as it is.
    let given = drawn(WebP, true);
    let sent = sends(
        &house,
        (given.clone(), "image/webp", "patio.webp"),
        "document",
    )
    .await;
    assert_eq!(sent.text("/mime_type"), "image/webp");
    let (_, served) = app.stranger().fetch(&sent.text("/url")).await;
    assert_eq!(served, given);
}

#[tokio::test]
async fn a_picture_becomes_a_sticker() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let given = (drawn(ImageFormat::Png, true), "image/png", "gato.png");
    let sent = sends(&house, given, "sticker").await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    assert_eq!(
        (&sent.body["kind"], &sent.body["mime_type"]),
        (&json!("sticker"), &json!("image/webp"))
    );
    assert_eq!(
        (&sent.body["width"], &sent.body["height"]),
        (&json!(512), &json!(512))
    );
    assert!(sent.body["size_bytes"].as_u64().unwrap() <= 102_400);
    // One that is a sticker already stays byte for byte.
    let (_, sticker) = app.stranger().fetch(&sent.text("/url")).await;
    let again = sends(
        &house,
        (sticker.clone(), "image/webp", "gato.webp"),
        "sticker",
    )
    .await;
    let (_, served) = app.stranger().fetch(&again.text("/url")).await;
    assert_eq!(served, sticker);
}

#[tokio::test]
async fn what_cannot_be_converted_is_refused_with_what_is_taken() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let heic = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    let tiff = b"II*\0\x08\0\0\0\0\0".to_vec();
    for (bytes, mime_type) in [(heic, "image/heic"), (tiff, "image/tiff")] {
        let refused = sends(&house, (bytes.clone(), mime_type, "foto"), "image").await;
        assert_eq!(refused.to_string(), "422 file_type_not_allowed");
        let params = json!({ "kind": "image", "mime_type": mime_type, "accepted": ["image/jpeg", "image/png"] });
        assert_eq!(refused.body["params"], params);
        let kept = sends(&house, (bytes, mime_type, "foto"), "document").await;
        assert_eq!(kept.status, 201, "{}", kept.body);
    }
    let spoken = file(samples::SOUND_AAC.to_vec(), "audio/mp4", "a.m4a").text("voice", "true");
    let refused = upload(&house.owner.client, &house.owner.path(""), spoken).await;
    assert_eq!(
        refused.body["params"]["accepted"],
        json!(["audio/ogg; codecs=opus"])
    );
}

/// A film in fragments tells its size in its header, and its length nowhere.
#[tokio::test]
async fn a_film_has_its_size_and_length_before_it_is_played() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let film = (samples::FILM_FRAGMENTS.to_vec(), "video/mp4", "patio.mp4");
    let sent = sends(&house, film, "video").await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    assert_eq!(
        [
            &sent.body["width"],
            &sent.body["height"],
            &sent.body["duration_ms"]
        ],
        [&json!(160), &json!(120), &json!(1500)]
    );
}
