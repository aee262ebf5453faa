//! What Graph checks before it takes a message on.

mod contacts;
mod content;
mod file;
mod interactive;
mod interactive_parts;
mod template;

use serde_json::{Map, Value};

use crate::meta::{At, Refusal};

pub(super) use file::{FileSource, FileUse};

type Fields = Map<String, Value>;

/// Code points, as Meta counts characters.
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
    /// The recipient must still be on the phone that this hash speaks of.
    pub(super) identity_hash: Option<String>,
    /// The kind's own object, as the application wrote it.
    pub(super) content: Value,
    /// Of a template, once it was found.
    pub(super) category: Option<String>,
    /// Of a template too: `accepted`, or why it is held back.
    pub(super) message_status: Option<String>,
    /// Files that the message carries, by id or by link.
    pub(super) files: Vec<FileUse>,
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
    if fields
        .get("recipient_type")
        .is_some_and(|scope| scope != "individual")
    {
        return Err(Refusal::invalid(
            "Param recipient_type must be one of {INDIVIDUAL}",
        ));
    }
    let body = fields.get(kind).ok_or_else(|| {
        Refusal::with_details(
            131_008,
            format!("Parameter '{kind}' is mandatory for type '{kind}'"),
        )
    })?;
    let body = unwrapped(body);
    let mut order = Order {
        to,
        kind: kind.to_owned(),
        text: None,
        reaction: None,
        reply_to: reply_to(fields)?,
        callback_data: callback_data(fields)?,
        identity_hash: text_of(fields, "recipient_identity_key_hash"),
        content: body.clone(),
        category: None,
        message_status: None,
        files: Vec::new(),
    };
    content::read(&mut order, &At::new(&body, kind))?;
    Ok(order)
}

/// Graph takes an object as JSON inside of a text as well, and a client writes cards so.
fn unwrapped(body: &Value) -> Value {
    let text = body.as_str().filter(|text| text.starts_with(['{', '[']));
    let inner = text.and_then(|text| serde_json::from_str(text).ok());
    inner.unwrap_or_else(|| body.clone())
}

fn text_of(fields: &Fields, name: &str) -> Option<String> {
    fields.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn unknown_type(kind: &str) -> Refusal {
    let known = TYPES.map(str::to_ascii_uppercase).join(", ");
    Refusal::invalid(format!(
        "Param type must be one of {{{known}}} - got \"{kind}\"."
    ))
}

/// `to` wins over `recipient`.
fn recipient(fields: &Fields) -> Result<Recipient, Refusal> {
    if let Some(to) = fields.get("to").filter(|to| !to.is_null()) {
        let to = match to {
            Value::String(to) => to.clone(),
            Value::Number(to) => to.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => {
                return Err(not_valid("Recipient phone number is not valid"));
            }
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
    wamid(&At::new(context, "context")).map(Some)
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

fn wamid(object: &At<'_>) -> Result<String, Refusal> {
    let parameter = format!("{}['message_id']", object.path);
    let id = object
        .get("message_id")
        .ok_or_else(|| Refusal::missing(&parameter))?;
    let id = id.value.as_str().ok_or_else(|| must_be_text(&parameter))?;
    if !id.starts_with("wamid.") {
        return Err(not_valid("Message ID is not valid"));
    }
    Ok(id.to_owned())
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

    fn code_of(body: &Value) -> u32 {
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
            assert_eq!(code_of(&body), 0, "{body}");
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
                131_008,
                json!({"to": "15550100", "type": "location", "location": {"latitude": 1}}),
            ),
            (
                131_009,
                json!({"to": "15550100", "type": "location",
                             "location": {"latitude": 500, "longitude": 0}}),
            ),
        ] {
            assert_eq!(code_of(&body), code, "{body}");
        }
    }
}
