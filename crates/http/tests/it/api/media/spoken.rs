//! What was spoken goes out as a voice note, whichever browser recorded it, or as the sound that it is.

use super::{file, upload};
use reqwest::multipart::Form;
use serde_json::json;
use testkit::{Answer, House, TestApp, samples};

const OPUS: &str = "audio/ogg; codecs=opus";

async fn speaks(house: &House, (bytes, mime_type): (&[u8], &str), voice: bool) -> Answer {
    let form: Form = file(bytes.to_vec(), mime_type, "voice.m4a");
    let form = form.text("voice", voice.to_string());
    upload(&house.owner.client, &house.owner.path(""), form).await
}

#[tokio::test]
async fn opus_in_mp4_becomes_a_voice_note() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    for (bytes, mime_type, length) in [
        (samples::VOICE_WHOLE, "audio/mp4", 1013),
        (samples::VOICE_FRAGMENTS, "audio/mp4;codecs=opus", 1013),
        (samples::VOICE_RECORDED, "audio/mp4; codecs=opus", 1420),
        (samples::VOICE_RECORDED, "video/mp4", 1420),
    ] {
        let note = speaks(&house, (bytes, mime_type), true).await;
        assert_eq!(note.status, 201, "{mime_type}: {}", note.body);
        assert_eq!(
            (&note.body["kind"], &note.body["mime_type"]),
            (&json!("audio"), &json!(OPUS))
        );
        assert_eq!(
            (&note.body["voice"], note.text("/filename").as_str()),
            (&json!(true), "voice.ogg")
        );
        let told = note.body["duration_ms"].as_i64().unwrap();
        assert!((length..length + 20).contains(&told), "{told}");
        assert_eq!(note.body["waveform"].as_array().unwrap().len(), 64);
        let (_, served) = app.stranger().fetch(&note.text("/url")).await;
        assert!(served.starts_with(b"OggS"));
        assert_eq!(note.body["size_bytes"], served.len());
    }
}

/// Safari without Opus: no voice note, and no loss either.
#[tokio::test]
async fn aac_in_mp4_is_no_voice_note_but_a_sound() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let recorded = (samples::SOUND_AAC, "audio/mp4; codecs=mp4a.40.2");
    let refused = speaks(&house, recorded, true).await;
    assert_eq!(refused.to_string(), "422 file_type_not_allowed");
    assert_eq!(
        (
            &refused.body["params"]["kind"],
            &refused.body["params"]["mime_type"]
        ),
        (&json!("audio"), &json!("audio/mp4"))
    );
    let sound = speaks(&house, recorded, false).await;
    assert_eq!(sound.status, 201, "{}", sound.body);
    assert_eq!(
        (
            &sound.body["kind"],
            &sound.body["mime_type"],
            &sound.body["voice"]
        ),
        (&json!("audio"), &json!("audio/mp4"), &json!(false))
    );
    let (_, served) = app.stranger().fetch(&sound.text("/url")).await;
    assert_eq!(served, samples::SOUND_AAC, "as it was recorded");
}

/// Meta takes AAC in MP4, and Opus in Ogg alone.
#[tokio::test]
async fn a_sound_that_is_no_voice_note_leaves_its_mp4_too() {
    let app = TestApp::start().await;
    let house = app.house("Talavera").await;
    let sound = speaks(&house, (samples::VOICE_WHOLE, "audio/mp4"), false).await;
    assert_eq!(sound.status, 201, "{}", sound.body);
    assert_eq!(
        (&sound.body["mime_type"], &sound.body["voice"]),
        (&json!(OPUS), &json!(false))
    );
}
