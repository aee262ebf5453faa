//! Splits a webhook body into its changes before the acknowledgement, parsing no more than
//! routing needs.

use bytes::Bytes;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::json::{self, Object};

/// One change of a body, as the journal keeps it.
#[derive(Debug, Clone)]
pub struct RawChange {
    /// The WABA's id; empty where Meta left it out.
    pub entry_id: String,
    pub entry_time: Option<i64>,
    /// Empty where Meta left it out.
    pub field: String,
    pub phone_number_id: Option<String>,
    /// A JSON document of its own, `{"id":…,"time":…,"field":…,"value":…}`, whose parts are
    /// Meta's bytes untouched. `change::parse` reads it.
    pub bytes: Bytes,
    /// How many messages, echoes and statuses it carries; 1 for any other change.
    pub updates: usize,
}

/// The body is no JSON, or has no changes where Meta puts them.
#[derive(Debug, thiserror::Error)]
#[error("the webhook body {0}; keep it whole in the unrouted lane")]
pub struct MalformedEnvelope(&'static str);

/// Bytes that are no UTF-8 become U+FFFD; Meta sends ASCII. An entry or a change that cannot be
/// read becomes a change without a field, so that its neighbours still find their way.
pub fn split(body: &[u8]) -> Result<Vec<RawChange>, MalformedEnvelope> {
    let body = String::from_utf8_lossy(body);
    let envelope = Object::parse(&body).map_err(|_| MalformedEnvelope("is not a JSON object"))?;
    let entries = envelope
        .get("entry")
        .and_then(json::elements)
        .ok_or(MalformedEnvelope("has no list `entry`"))?;
    let mut changes = Vec::with_capacity(entries.len());
    let mut readable = false;
    for raw in entries {
        let entry = Object::read(raw);
        let list = entry.as_ref().and_then(|entry| entry.get("changes"));
        let (Some(entry), Some(list)) = (entry, list.and_then(json::elements)) else {
            changes.push(unreadable(raw));
            continue;
        };
        for raw in list {
            let change = Object::read(raw);
            readable |= change.is_some();
            changes.push(change.map_or_else(|| unreadable(raw), |it| raw_change(&entry, &it)));
        }
    }
    if !readable {
        return Err(MalformedEnvelope("has no changes"));
    }
    Ok(changes)
}

const OWN_NAMES: [&str; 5] = ["id", "time", "field", "value", "changes"];

fn raw_change(entry: &Object, change: &Object) -> RawChange {
    let value = change.get("value").and_then(Object::read);
    let metadata = value.as_ref().and_then(|value| value.object("metadata"));
    RawChange {
        entry_id: entry.text("id").unwrap_or_default(),
        entry_time: entry.integer("time"),
        field: change.text("field").unwrap_or_default(),
        phone_number_id: metadata.and_then(|metadata| metadata.text("phone_number_id")),
        bytes: document(entry, change),
        updates: value.as_ref().map_or(1, updates),
    }
}

fn document<'a>(entry: &Object<'a>, change: &Object<'a>) -> Bytes {
    let written = |raw: Option<&'a RawValue>| raw.map_or("null", RawValue::get);
    let value = written(change.get("value"));
    let mut document = String::with_capacity(value.len() + 96);
    document.push('{');
    for (name, raw) in entry.others(&OWN_NAMES).chain(change.others(&OWN_NAMES)) {
        let name = serde_json::Value::from(name).to_string();
        document.extend([name.as_str(), ":", raw.get(), ","]);
    }
    document.extend(["\"id\":", written(entry.get("id"))]);
    document.extend([",\"time\":", written(entry.get("time"))]);
    document.extend([",\"field\":", written(change.get("field"))]);
    document.extend([",\"value\":", value, "}"]);
    Bytes::from(document)
}

fn unreadable(raw: &RawValue) -> RawChange {
    RawChange {
        entry_id: String::new(),
        entry_time: None,
        field: String::new(),
        phone_number_id: None,
        bytes: Bytes::from(format!(
            "{{\"id\":null,\"time\":null,\"field\":null,\"value\":{raw}}}"
        )),
        updates: 1,
    }
}

fn updates(value: &Object) -> usize {
    let count = |name| {
        let list = value.get(name)?;
        let counted: Vec<IgnoredAny> = serde_json::from_str(list.get()).ok()?;
        Some(counted.len())
    };
    let lists = ["messages", "statuses", "message_echoes"];
    lists.into_iter().filter_map(count).sum::<usize>().max(1)
}
