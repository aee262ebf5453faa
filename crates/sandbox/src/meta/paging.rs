//! Lists in pages, with Graph's cursors.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::fields::{Shape, select};
use super::{GraphRequest, Refusal};
use crate::core::Core;

const USUAL: usize = 25;
const MOST: usize = 1_000;

/// One object with what the cursor says of it.
pub(crate) type Item = (String, Map<String, Value>);

/// The page that the call asks for; `edge` is the list's own path.
pub(crate) fn page(
    core: &Core,
    edge: &str,
    request: &GraphRequest,
    shape: &Shape,
    items: Vec<Item>,
) -> Result<Value, Refusal> {
    let limit = limit(request)?;
    let (start, end) = bounds(request, &items, limit)?;
    let all = items.len();
    let shown: Vec<Item> = items.into_iter().take(end).skip(start).collect();
    let cursor = |item: &Item| STANDARD.encode(&item.0);
    let (before, after) = (shown.first().map(cursor), shown.last().map(cursor));
    let asked = request.text("fields");
    let data = shown
        .into_iter()
        .map(|(_, object)| select(shape, object, asked.as_deref()))
        .collect::<Result<Vec<_>, _>>()?;
    if data.is_empty() {
        return Ok(json!({ "data": data }));
    }
    let mut paging = json!({ "cursors": { "before": before, "after": after } });
    let link = |name: &str, cursor: &str| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(fields) = &asked {
            query.append_pair("fields", fields);
        }
        query.append_pair("limit", &limit.to_string());
        query.append_pair(name, cursor);
        json!(format!("{}/v23.0/{edge}?{}", core.url, query.finish()))
    };
    if let (true, Some(after)) = (end < all, &after) {
        paging["next"] = link("after", after);
    }
    if let (true, Some(before)) = (start > 0, &before) {
        paging["previous"] = link("before", before);
    }
    Ok(json!({ "data": data, "paging": paging }))
}

fn limit(request: &GraphRequest) -> Result<usize, Refusal> {
    let Some(limit) = request.text("limit") else {
        return Ok(USUAL);
    };
    let limit = limit.parse().ok().filter(|it| (1..=MOST).contains(it));
    limit.ok_or_else(|| Refusal::invalid("Param limit must be a number from 1 to 1000"))
}

/// From which place to which, without the last.
fn bounds(request: &GraphRequest, items: &[Item], limit: usize) -> Result<(usize, usize), Refusal> {
    let place = |name: &str| match request.text(name) {
        None => Ok(None),
        Some(cursor) => {
            let key = read_cursor(&cursor)?;
            let found = items.iter().position(|(it, _)| *it == key);
            // What the cursor spoke of may be gone meanwhile; the order is that of the keys.
            Ok(Some((
                found.unwrap_or_else(|| items.partition_point(|(it, _)| *it < key)),
                found.is_some(),
            )))
        }
    };
    let all = items.len();
    if let Some((place, is_there)) = place("after")? {
        let start = place + usize::from(is_there);
        return Ok((start, start.saturating_add(limit).min(all)));
    }
    if let Some((place, _)) = place("before")? {
        return Ok((place.saturating_sub(limit), place));
    }
    Ok((0, limit.min(all)))
}

fn read_cursor(cursor: &str) -> Result<String, Refusal> {
    let bytes = STANDARD.decode(cursor).ok();
    let key = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    key.ok_or_else(|| Refusal::invalid("Invalid cursors values"))
}
