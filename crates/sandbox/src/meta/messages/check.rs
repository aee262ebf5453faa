//! What Graph checks before it takes a message on.

use serde_json::{Map, Value};

use crate::meta::Refusal;

type Fields = Map<String, Value>;

/// Code points, as Meta counts characters.
const TEXT_LIMIT: usize = 4_096;
const CAPTION_LIMIT: usize = 1_024;
const CALLBACK_DATA_LIMIT: usize = 512;

const TYPES: [&str; 11] = [
    "audio",
    "contacts",
    "document",
    "image",
    "interactive",
    "location",
    "reaction",
    "sticker",
    "template",
    "text",
    "video",
];

/// A message that may be taken on.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Order {
    pub(super) to: Recipient,
    pub(super) kind: String,
    /// What the customer reads: the text, a caption, a template's name.
    pub(super) text: Option<String>,
    pub(super) reaction: Option<Reaction>,
    pub(super) reply_to: Option<String>,
    pub(super) callback_data: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Recipient {
    Phone(String),
    UserId(String),
}

impl Recipient {
    pub(super) fn input(&self) -> &str {
        match self {
            Self::Phone(input) | Self::UserId(input) => input,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reaction {
    pub(super) message_id: String,
    pub(super) emoji: String,
}

pub(super) fn product(fields: &Fields) -> Result<(), Refusal> {
    match fields.get("messaging_product").and_then(Value::as_str) {
        Some("whatsapp") => Ok(()),
        Some(_) => Err(Refusal::invalid(
            "Param messaging_product must be one of {WHATSAPP}",
        )),
        None => Err(Refusal::missing("messaging_product")),
    }
}

pub(super) fn order(fields: &Fields) -> Result<Order, Refusal> {
    let kind = match fields.get("type") {
        None => "text",
        Some(kind) => kind
            .as_str()
            .ok_or_else(|| unknown_type(&kind.to_string()))?,
    };
    if !TYPES.contains(&kind) {
        return Err(unknown_type(kind));
    }
    let to = recipient(fields)?;
    if let Some(scope) = fields.get("recipient_type") {
        if scope != "individual" {
            return Err(Refusal::invalid(
                "Param recipient_type must be one of {INDIVIDUAL}",
            ));
        }
    }
    let body = fields.get(kind).ok_or_else(|| {
        Refusal::with_details(
            131_008,
            format!("Parameter '{kind}' is mandatory for type '{kind}'"),
        )
    })?;
    let mut order = Order {
        to,
        kind: kind.to_owned(),
        text: None,
        reaction: None,
        reply_to: reply_to(fields)?,
        callback_data: callback_data(fields)?,
    };
    match kind {
        "text" => order.text = Some(limited(body, "text", "body", TEXT_LIMIT)?),
        "reaction" => order.reaction = Some(reaction(body)?),
        "template" => order.text = Some(template(body)?),
        "image" | "video" | "audio" | "document" | "sticker" => order.text = media(kind, body)?,
        "location" => order.text = location(body)?,
        "interactive" => order.text = interactive(body)?,
        _ => contacts(body)?,
    }
    Ok(order)
}

fn unknown_type(kind: &str) -> Refusal {
    let known = TYPES.map(str::to_ascii_uppercase).join(", ");
    Refusal::invalid(format!(
        "Param type must be one of {{{known}}} - got \"{kind}\"."
    ))
}

/// `to` wins over `recipient`.
fn recipient(fields: &Fields) -> Result<Recipient, Refusal> {
    if let Some(to) = fields.get("to") {
        let to = match to {
            Value::String(to) => to.clone(),
            Value::Number(to) => to.to_string(),
            _ => return Err(not_valid("Recipient phone number is not valid")),
        };
        let spelled = to
            .chars()
            .all(|c| c.is_ascii_digit() || "+-() ".contains(c));
        let digits = to.chars().filter(char::is_ascii_digit).count();
        if !spelled || !(5..=20).contains(&digits) {
            return Err(not_valid("Recipient phone number is not valid"));
        }
        return Ok(Recipient::Phone(to));
    }
    match fields.get("recipient").and_then(Value::as_str) {
        Some(user_id) if user_id.contains('.') => Ok(Recipient::UserId(user_id.to_owned())),
        Some(_) => Err(not_valid("Recipient is not a business-scoped user id")),
        None => Err(Refusal::missing("to")),
    }
}

fn reply_to(fields: &Fields) -> Result<Option<String>, Refusal> {
    let Some(context) = fields.get("context").filter(|context| !context.is_null()) else {
        return Ok(None);
    };
    wamid(context, "context").map(Some)
}

fn callback_data(fields: &Fields) -> Result<Option<String>, Refusal> {
    let name = "biz_opaque_callback_data";
    let Some(value) = fields.get(name).filter(|value| !value.is_null()) else {
        return Ok(None);
    };
    let data = value.as_str().ok_or_else(|| must_be_text(name))?;
    if data.chars().count() > CALLBACK_DATA_LIMIT {
        return Err(Refusal::too_long(name, CALLBACK_DATA_LIMIT));
    }
    Ok(Some(data.to_owned()))
}

fn wamid(object: &Value, parent: &str) -> Result<String, Refusal> {
    let id = object.get("message_id").and_then(Value::as_str);
    let id = id.ok_or_else(|| Refusal::missing(&format!("{parent}['message_id']")))?;
    if !id.starts_with("wamid.") {
        return Err(not_valid("Message ID is not valid"));
    }
    Ok(id.to_owned())
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
    let name = limited(body, "template", "name", 512)?;
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

fn must_be_text(parameter: &str) -> Refusal {
    Refusal::invalid(format!("Param {parameter} must be a string."))
}

fn not_valid(details: &str) -> Refusal {
    Refusal::with_details(131_009, details)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn code_of(body: Value) -> u32 {
        order(body.as_object().unwrap())
            .err()
            .map_or(0, |refusal| refusal.code)
    }

    #[test]
    fn what_graph_takes() {
        for body in [
            json!({"to": "+52 55 5555-0101", "type": "text", "text": {"body": "hola"}}),
            json!({"to": 525_555_550_101_u64, "text": {"body": "é".repeat(4096)}}),
            json!({"recipient": "MX.1", "type": "text", "text": {"body": "x"}}),
            json!({"to": "1555", "to": "15550100", "type": "image", "image": {"id": "1"}}),
            json!({"to": "15550100", "type": "location",
                   "location": {"latitude": 19.4, "longitude": "-99.1"}}),
            json!({"to": "15550100", "type": "template",
                   "template": {"name": "a", "language": {"code": "es_MX"}}}),
            json!({"to": "15550100", "type": "reaction",
                   "reaction": {"message_id": "wamid.A", "emoji": ""}}),
        ] {
            assert_eq!(code_of(body.clone()), 0, "{body}");
        }
    }

    #[test]
    fn what_graph_refuses() {
        for (code, body) in [
            (100, json!({"type": "text", "text": {"body": "x"}})),
            (
                100,
                json!({"to": "15550100", "type": "telepathy", "telepathy": {}}),
            ),
            (131_008, json!({"to": "15550100", "type": "text"})),
            (
                100,
                json!({"to": "15550100", "type": "text", "text": {"body": ""}}),
            ),
            (
                100,
                json!({"to": "15550100", "type": "text", "text": {"body": "x".repeat(4097)}}),
            ),
            (
                131_009,
                json!({"to": "hello", "type": "text", "text": {"body": "x"}}),
            ),
            (
                131_009,
                json!({"to": "15550100", "text": {"body": "x"}, "context": {"message_id": "1"}}),
            ),
            (
                131_008,
                json!({"to": "15550100", "type": "image", "image": {}}),
            ),
            (
                100,
                json!({"to": "15550100", "type": "reaction", "reaction": {"message_id": "wamid.A"}}),
            ),
            (
                100,
                json!({"to": "15550100", "type": "template", "template": {"name": "a"}}),
            ),
            (
                131_009,
                json!({"to": "15550100", "type": "location",
                             "location": {"latitude": 500, "longitude": 0}}),
            ),
        ] {
            assert_eq!(code_of(body.clone()), code, "{body}");
        }
    }
}
