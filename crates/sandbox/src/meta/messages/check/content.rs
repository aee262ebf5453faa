//! What each type of message must have.

use serde_json::Value;

use super::{Order, Reaction, must_be_text, not_valid, wamid};
use crate::meta::Refusal;

/// Code points, as Meta counts characters.
const TEXT_LIMIT: usize = 4_096;
const CAPTION_LIMIT: usize = 1_024;
const NAME_LIMIT: usize = 512;

/// Puts into the order what the customer will see.
pub(super) fn read(order: &mut Order, body: &Value) -> Result<(), Refusal> {
    let kind = order.kind.as_str();
    match kind {
        "text" => order.text = Some(limited(body, "text", "body", TEXT_LIMIT)?),
        "reaction" => order.reaction = Some(reaction(body)?),
        "template" => order.text = Some(template(body)?),
        "location" => order.text = location(body)?,
        "interactive" => order.text = interactive(body)?,
        "contacts" => contacts(body)?,
        _ => order.text = media(kind, body)?,
    }
    Ok(())
}

fn limited(body: &Value, parent: &str, name: &str, limit: usize) -> Result<String, Refusal> {
    let parameter = format!("{parent}['{name}']");
    let text = match body.get(name) {
        Some(Value::String(text)) if !text.is_empty() => text,
        Some(Value::String(_) | Value::Null) | None => return Err(Refusal::missing(&parameter)),
        Some(_) => return Err(must_be_text(&parameter)),
    };
    if text.chars().count() > limit {
        return Err(Refusal::too_long(&parameter, limit));
    }
    Ok(text.clone())
}

fn reaction(body: &Value) -> Result<Reaction, Refusal> {
    let message_id = wamid(body, "reaction")?;
    match body.get("emoji") {
        Some(Value::String(emoji)) => Ok(Reaction {
            message_id,
            emoji: emoji.clone(),
        }),
        Some(_) => Err(must_be_text("reaction['emoji']")),
        None => Err(Refusal::missing("reaction['emoji']")),
    }
}

fn template(body: &Value) -> Result<String, Refusal> {
    let name = limited(body, "template", "name", NAME_LIMIT)?;
    let language = body
        .get("language")
        .and_then(|language| language.get("code"));
    if language.and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(Refusal::missing("template['language']['code']"));
    }
    Ok(name)
}

fn media(kind: &str, body: &Value) -> Result<Option<String>, Refusal> {
    let has = |name: &str| {
        body.get(name)
            .and_then(Value::as_str)
            .is_some_and(|it| !it.is_empty())
    };
    if !has("id") && !has("link") {
        return Err(Refusal::with_details(
            131_008,
            format!("Either '{kind}.id' or '{kind}.link' is required"),
        ));
    }
    match body.get("caption") {
        None | Some(Value::Null) => Ok(None),
        Some(_) => limited(body, kind, "caption", CAPTION_LIMIT).map(Some),
    }
}

fn location(body: &Value) -> Result<Option<String>, Refusal> {
    for name in ["latitude", "longitude"] {
        let degrees = match body.get(name) {
            Some(Value::Number(number)) => number.as_f64(),
            Some(Value::String(text)) => text.parse().ok(),
            Some(_) | None => return Err(Refusal::missing(&format!("location['{name}']"))),
        };
        if degrees.is_none_or(|it: f64| !(-180.0..=180.0).contains(&it)) {
            return Err(not_valid(&format!("location['{name}'] is not valid")));
        }
    }
    Ok(body.get("name").and_then(Value::as_str).map(str::to_owned))
}

fn interactive(body: &Value) -> Result<Option<String>, Refusal> {
    for name in ["type", "action"] {
        if body.get(name).is_none() {
            return Err(Refusal::missing(&format!("interactive['{name}']")));
        }
    }
    match body.get("body") {
        None => Ok(None),
        Some(text) => limited(text, "interactive['body']", "text", TEXT_LIMIT).map(Some),
    }
}

fn contacts(body: &Value) -> Result<(), Refusal> {
    let cards = body.as_array().filter(|cards| !cards.is_empty());
    let cards = cards.ok_or_else(|| Refusal::missing("contacts"))?;
    let named = |card: &Value| {
        card.pointer("/name/formatted_name")
            .and_then(Value::as_str)
            .is_some_and(|it| !it.is_empty())
    };
    if cards.iter().all(named) {
        return Ok(());
    }
    Err(Refusal::with_details(
        131_008,
        "contacts['name']['formatted_name'] is required",
    ))
}
