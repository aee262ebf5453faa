//! The stored files that a message names: in its own object, in a header, in a template's parameters.

use super::SendError;
use crate::Refusal;
use domain::outbound::check_file;
use domain::{MediaId, MediaKind, MediaState};
use serde_json::Value;
use storage::{Media, Tx};

/// Refuses what is not here, not ready, or what Meta would not take.
pub(super) async fn check(
    tx: &mut Tx,
    own: Option<(MediaKind, MediaId)>,
    content: &Value,
) -> Result<(), SendError> {
    let mut wanted: Vec<(MediaKind, MediaId)> = own.into_iter().collect();
    for (kind, id) in named(content) {
        let id = id.parse().map_err(|_| Refusal::NotFound("media"))?;
        wanted.push((kind, id));
    }
    for (kind, id) in wanted {
        check_one(kind, &tx.media().get(id).await?)?;
    }
    Ok(())
}

fn check_one(kind: MediaKind, media: &Media) -> Result<(), SendError> {
    if media.state != MediaState::Ready {
        return Err(SendError::MediaNotReady);
    }
    let bytes = media.size_bytes.and_then(|size| u64::try_from(size).ok());
    let faults = check_file(
        kind,
        media.mime_type.as_deref().unwrap_or_default(),
        bytes.unwrap_or_default(),
        media.animated,
    );
    if faults.is_empty() {
        return Ok(());
    }
    Err(SendError::Content(faults))
}

/// Every `"image": {"media_id": …}` and its like, however deep.
fn named(content: &Value) -> Vec<(MediaKind, String)> {
    let mut found = Vec::new();
    walk(content, &mut |kind, file| {
        if let Some(id) = file["media_id"].as_str() {
            found.push((kind, id.to_owned()));
        }
    });
    found
}

fn walk(value: &Value, visit: &mut impl FnMut(MediaKind, &Value)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let Ok(kind) = name.parse() {
                    visit(kind, value);
                }
                walk(value, visit);
            }
        }
        Value::Array(values) => values.iter().for_each(|value| walk(value, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn files_are_found_wherever_they_stand() {
        let content = json!({
            "header": { "type": "image", "image": { "media_id": "a" } },
            "components": [{ "parameters": [{ "type": "video", "video": { "media_id": "b" } }] }],
            "image": { "link": "https://example.com" },
        });
        let mut found = named(&content);
        found.sort();
        assert_eq!(
            found,
            [
                (MediaKind::Image, "a".to_owned()),
                (MediaKind::Video, "b".to_owned())
            ]
        );
    }
}
