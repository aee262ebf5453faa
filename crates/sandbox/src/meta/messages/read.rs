//! `status: read`: the business has seen a message, and may be typing.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use crate::core::Core;
use crate::meta::Refusal;
use crate::world::{Side, TYPING};

pub(super) fn mark(
    core: &Arc<Core>,
    phone_number_id: &str,
    fields: &Map<String, Value>,
) -> Result<Value, Refusal> {
    if fields.get("status").and_then(Value::as_str) != Some("read") {
        return Err(Refusal::invalid("Param status must be one of {READ}"));
    }
    let id = fields.get("message_id").and_then(Value::as_str);
    let id = id.ok_or_else(|| Refusal::missing("message_id"))?;
    let typing = typing(fields)?;
    let now = core.now();
    let key = core.with(|world| {
        let key = world
            .place_of(id)
            .filter(|key| key.phone_number_id == phone_number_id)?
            .clone();
        let message = world.chat(&key)?.find(id)?;
        if message.from != Side::Customer {
            return None;
        }
        let chat = world.chat_mut(&key);
        chat.read_by_business(id);
        if typing {
            chat.start_typing(now);
        }
        Some(key)
    });
    let key = key.ok_or_else(|| Refusal::with_details(131_009, "Message ID is not valid"))?;
    if typing {
        // Those who watch the phone learn that the typing has ended by itself.
        let watched = core.clone();
        core.spawn(async move {
            tokio::time::sleep(TYPING).await;
            watched.with(|world| world.chat_mut(&key).version);
        });
    }
    Ok(json!({ "success": true }))
}

fn typing(fields: &Map<String, Value>) -> Result<bool, Refusal> {
    match fields.get("typing_indicator") {
        None | Some(Value::Null) => Ok(false),
        Some(indicator) if indicator.get("type").is_some_and(|it| it == "text") => Ok(true),
        Some(_) => Err(Refusal::invalid(
            "Param typing_indicator['type'] must be one of {TEXT}",
        )),
    }
}
