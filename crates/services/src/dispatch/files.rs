//! The files of a letter, handed to the provider before the letter is.

use crate::Cx;
use crate::doors::OpenDoor;
use crate::media::{HandOverError, hand_over};
use domain::{Failure, LineId, MediaId};
use door::{Outcome, Refused};
use serde_json::{Value, json};

/// Meta's code for a file that it did not take.
const NOT_TAKEN: i64 = 131_053;

/// Puts the provider's ids where ours stand. What can't be handed over decides the letter's fate.
pub(super) async fn provide(
    cx: &Cx,
    line: LineId,
    open: &OpenDoor,
    fields: &mut Value,
) -> Result<(), Outcome> {
    for file in places(fields) {
        let Some(id) = file["media_id"].as_str().and_then(|id| id.parse().ok()) else {
            continue;
        };
        let provider_id = one(cx, line, open, id).await?;
        if let Some(file) = file.as_object_mut() {
            file.remove("media_id");
            file.insert("id".to_owned(), json!(provider_id));
        }
    }
    Ok(())
}

/// Every object that names a stored file.
fn places(value: &mut Value) -> Vec<&mut Value> {
    if value.get("media_id").is_some() {
        return vec![value];
    }
    match value {
        Value::Object(fields) => fields.values_mut().flat_map(places).collect(),
        Value::Array(values) => values.iter_mut().flat_map(places).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

async fn one(cx: &Cx, line: LineId, open: &OpenDoor, id: MediaId) -> Result<String, Outcome> {
    let provider = (open.door.as_ref(), &open.access);
    match hand_over(cx, id, line, provider).await {
        Ok(provider_id) => Ok(provider_id),
        Err(HandOverError::Refused(refused)) => Err(refusal(open, refused)),
        Err(HandOverError::NotReady) => Err(Outcome::Failed {
            failure: failure(open, Some("the file is not here".to_owned())),
        }),
        // Nothing was handed over yet, so trying again is safe.
        Err(error @ (HandOverError::Store(_) | HandOverError::Storage(_))) => Err(Outcome::Retry {
            failure: Failure {
                code: None,
                reason: "not_sent".to_owned(),
                title: "The file could not be read".to_owned(),
                details: Some(error.to_string()),
                retryable: true,
            },
            after: None,
        }),
    }
}

fn refusal(open: &OpenDoor, refused: Refused) -> Outcome {
    let explanation = open.door.explain(refused.code);
    // A token, a limit, an account: what is said of the line holds for the file as well.
    if let Some(explanation) = explanation.filter(|it| it.effect.is_some() || it.retryable) {
        let failure = Failure {
            code: Some(refused.code),
            reason: "refused".to_owned(),
            title: explanation.title,
            details: refused.details.or(Some(refused.message)),
            retryable: true,
        };
        let needs_somebody = explanation.effect == Some(door::Effect::LineNeedsAttention);
        return if needs_somebody {
            Outcome::Failed { failure }
        } else {
            Outcome::Retry {
                failure,
                after: explanation.pause,
            }
        };
    }
    let mut failure = failure(open, refused.details.or(Some(refused.message)));
    if refused.unreachable {
        failure.code = None;
        "not_sent".clone_into(&mut failure.reason);
        return Outcome::Retry {
            failure,
            after: None,
        };
    }
    Outcome::Failed { failure }
}

fn failure(open: &OpenDoor, details: Option<String>) -> Failure {
    let explanation = open.door.explain(NOT_TAKEN);
    Failure {
        code: Some(NOT_TAKEN),
        reason: "refused".to_owned(),
        title: explanation.map_or_else(|| "File could not be sent".to_owned(), |it| it.title),
        details,
        retryable: false,
    }
}
