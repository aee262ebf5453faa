//! Sample files of headers: Meta reviews one with the text.

use super::TemplateError;
use super::provider::Provider;
use crate::media::upload_of;
use crate::{Cx, Refusal};
use domain::MediaId;
use serde_json::{Value, json};

/// Puts Meta's handles where stored files stand as `example.media_id`.
pub(super) async fn provide(
    cx: &Cx,
    provider: &Provider,
    components: &mut Value,
) -> Result<(), TemplateError> {
    for example in examples(components) {
        let id = example["media_id"].as_str().unwrap_or_default();
        let id: MediaId = id.parse().map_err(|_| Refusal::NotFound("media"))?;
        let Some(app_id) = &provider.app_id else {
            return Err(TemplateError::NoConnection);
        };
        let upload = upload_of(cx, id)
            .await
            .map_err(|_| TemplateError::SampleNotReady)?;
        let handle = provider
            .door
            .upload_sample(&provider.access, app_id, upload)
            .await;
        let handle = handle.map_err(|refused| provider.refused(refused))?;
        *example = json!({ "header_handle": [handle] });
    }
    Ok(())
}

fn examples(value: &mut Value) -> Vec<&mut Value> {
    if value.get("media_id").is_some() {
        return vec![value];
    }
    match value {
        Value::Object(fields) => fields.values_mut().flat_map(examples).collect(),
        Value::Array(values) => values.iter_mut().flat_map(examples).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}
