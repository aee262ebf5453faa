//! Meta's own request examples in `../shared/meta`, where that lies beside the project: all are taken.

use std::path::Path;

use serde_json::Value;

use crate::stage::{ANA, Stage};

/// An example that leaves out `type`, which Graph then takes for text.
const NOT_VALID: &str = "post-phone-number-id-messages-send-reply-to-list-message.json";

#[tokio::test]
async fn meta_s_own_examples_are_accepted() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/meta/requests/facebook-openapi");
    let Ok(files) = std::fs::read_dir(&folder) else {
        return;
    };
    let stage = Stage::new().await;
    let wamid = stage.write(ANA, "hola");
    let mut taken = 0;
    for file in files {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("post-phone-number-id-messages-send") || name == NOT_VALID {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let sample: Value = serde_json::from_str(&text).unwrap();
        let mut body = sample["body"].clone();
        body["to"] = ANA.into();
        for place in ["/context/message_id", "/reaction/message_id", "/message_id"] {
            if let Some(id) = body.pointer_mut(place) {
                *id = wamid.clone().into();
            }
        }
        let (status, answer) = stage.message(body).await;
        assert_eq!(status, 200, "{name}: {answer}");
        taken += 1;
    }
    assert!(taken > 30, "only {taken} examples");
}
