//! Taps: on buttons, in lists, on the buttons of templates, and forms filled in.

use serde_json::{Value, json};

use super::PhoneError;
use crate::world::{ChatMessage, Side};

type Answer = (Value, String);

/// The webhook's object and the text that the phone shows.
pub(super) fn interactive(
    quoted: Option<&ChatMessage>,
    body: &Value,
) -> Result<Answer, PhoneError> {
    let kind = body.get("type").and_then(Value::as_str).unwrap_or_default();
    match kind {
        "button_reply" => reply(quoted, body, kind, &buttons(quoted)),
        "list_reply" => reply(quoted, body, kind, &rows(quoted)),
        "nfm_reply" => form(body),
        "call_permission_reply" => Ok((body.clone(), String::new())),
        _ => Err(PhoneError::Invalid(
            "an interactive message of a customer is a button_reply, list_reply, nfm_reply or \
             call_permission_reply",
        )),
    }
}

/// Only what the message offers can be tapped; its title comes from there.
fn reply(
    quoted: Option<&ChatMessage>,
    body: &Value,
    kind: &str,
    offered: &[Value],
) -> Result<Answer, PhoneError> {
    quoted.ok_or(PhoneError::Invalid(
        "a tap needs reply_to, the message that was tapped",
    ))?;
    let id = body.pointer(&format!("/{kind}/id")).and_then(Value::as_str);
    let tapped = offered
        .iter()
        .find(|it| it.get("id").and_then(Value::as_str) == id);
    let tapped = tapped.ok_or(PhoneError::Invalid(
        "the message has no such button or row; take the id from the chat",
    ))?;
    let title = tapped
        .get("title")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let mut answer = json!({ "type": kind });
    answer[kind] = tapped.clone();
    Ok((answer, title.to_owned()))
}

fn offered<'a>(quoted: Option<&'a ChatMessage>, path: &str) -> &'a [Value] {
    let message = quoted.filter(|it| it.from == Side::Business);
    let list = message.and_then(|it| it.content.pointer(path)?.as_array());
    list.map_or(&[], Vec::as_slice)
}

fn buttons(quoted: Option<&ChatMessage>) -> Vec<Value> {
    let all = offered(quoted, "/action/buttons").iter();
    all.filter_map(|button| button.get("reply").cloned())
        .collect()
}

fn rows(quoted: Option<&ChatMessage>) -> Vec<Value> {
    let sections = offered(quoted, "/action/sections").iter();
    let rows = sections.filter_map(|section| section.get("rows")?.as_array());
    rows.flatten().cloned().collect()
}

fn form(body: &Value) -> Result<Answer, PhoneError> {
    let inner = body.get("nfm_reply");
    let text = |name: &str| inner.and_then(|it| it.get(name)?.as_str());
    let response = text("response_json").ok_or(PhoneError::Invalid(
        "a form needs response_json, a text with JSON in it",
    ))?;
    let shown = text("body").unwrap_or("Sent");
    let answer = json!({
        "type": "nfm_reply",
        "nfm_reply": {
            "name": text("name").unwrap_or("flow"), "body": shown, "response_json": response,
        },
    });
    Ok((answer, shown.to_owned()))
}

/// A quick reply of a template, found by its text or by its payload.
pub(super) fn button(quoted: Option<&ChatMessage>, body: &Value) -> Result<Answer, PhoneError> {
    quoted.ok_or(PhoneError::Invalid(
        "a tap needs reply_to, the template that was tapped",
    ))?;
    let cards = offered(quoted, "/rendered/cards").iter();
    let in_cards = cards
        .filter_map(|card| card.get("buttons")?.as_array())
        .flatten();
    let all = offered(quoted, "/rendered/buttons").iter().chain(in_cards);
    let given = |name: &str| body.get(name).and_then(Value::as_str);
    let is_it = |button: &&Value| {
        let own = |name: &str| button.get(name).and_then(Value::as_str);
        own("type") == Some("quick_reply")
            && given("payload").is_none_or(|it| own("payload") == Some(it))
            && given("text").is_none_or(|it| own("text") == Some(it))
    };
    let tapped = all.into_iter().find(is_it).ok_or(PhoneError::Invalid(
        "the template has no such quick reply; take its text from the chat",
    ))?;
    let text = tapped
        .get("text")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let answer = json!({ "payload": tapped.get("payload"), "text": text });
    Ok((answer, text.to_owned()))
}
