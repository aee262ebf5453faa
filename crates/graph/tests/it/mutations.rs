//! Whatever Meta changes, nothing panics and the messages beside the change still arrive.

use graph::webhook::change::{self, Content};
use graph::webhook::envelope;
use serde_json::{Map, Value, json};

use crate::corpus;

/// The way to a value: names and indices as they stand in a JSON pointer.
pub(crate) type Path = Vec<String>;

const BESIDE: &str = "wamid.beside";
const NEXT_CHANGE: &str = "wamid.next-change";
const NEXT_ENTRY: &str = "wamid.next-entry";

#[test]
fn any_field_may_change_and_its_siblings_still_arrive() {
    let mut checked = 0;
    for document in corpus::ours() {
        // Half an emoji is no value for this reader; the table covers that document.
        let Ok(mut body) = serde_json::from_slice(&document.bytes) else {
            continue;
        };
        let witnesses = add_witnesses(&mut body);
        let of_witness = |path: &Path| witnesses.iter().any(|(_, it)| path.starts_with(it));
        for path in paths(&body).into_iter().filter(|it| !of_witness(it)) {
            for mutation in MUTATIONS {
                let mut mutated = body.clone();
                mutation(&mut mutated, &path);
                let found = understood(mutated.to_string().as_bytes());
                for (id, place) in &witnesses {
                    let untouched = !place.starts_with(&path) && !decides_for(&path, place);
                    let arrived = found.iter().any(|it| it == id);
                    assert!(
                        arrived || !untouched,
                        "{}: {id} is lost after a change at {path:?}: {mutated}",
                        document.name
                    );
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 10_000, "only {checked} mutations");
}

#[test]
fn the_order_of_fields_does_not_matter() {
    for document in corpus::ours() {
        let Ok(body) = serde_json::from_slice::<Value>(&document.bytes) else {
            continue;
        };
        let straight = crate::outline::outline(body.to_string().as_bytes());
        let reversed = crate::outline::outline(written_backwards(&body).as_bytes());
        assert_eq!(straight.len(), reversed.len(), "{}", document.name);
    }
}

#[test]
fn a_thousand_updates_in_one_body_all_arrive() {
    let messages: Vec<Value> = (0..1000).map(|n| witness(&format!("wamid.{n}"))).collect();
    let value = json!({ "metadata": { "phone_number_id": "1" }, "messages": messages });
    let body = json!({ "entry": [{ "id": "2", "changes": [
        { "field": "messages", "value": value }
    ] }] });
    let body = body.to_string();
    assert_eq!(envelope::split(body.as_bytes()).unwrap()[0].updates, 1000);
    assert_eq!(understood(body.as_bytes()).len(), 1000);
}

#[test]
fn bodies_without_changes_are_refused() {
    for body in [
        "",
        "null",
        "[]",
        "{}",
        "{\"entry\":{}}",
        "{\"entry\":[]}",
        "{\"entry\":[{\"changes\":[]}]}",
        "{\"entry\":[{\"changes\":[7]}]}",
        "{\"entry\":[{\"changes\":[{\"field\":\"messages\"}]}]",
    ] {
        assert!(envelope::split(body.as_bytes()).is_err(), "{body}");
    }
}

/// The ids of all messages and echoes that come out of a body.
pub(crate) fn understood(body: &[u8]) -> Vec<String> {
    let mut ids = Vec::new();
    for raw in envelope::split(body).unwrap_or_default() {
        let Ok(change) = change::parse(&raw.bytes) else {
            panic!("a row of the journal is no document: {:?}", raw.bytes);
        };
        let messages = match change.content {
            Content::Messages(value) => value.messages,
            Content::Echoes(value) => value.echoes,
            Content::History(_)
            | Content::ContactSync(_)
            | Content::Preferences(_)
            | Content::Account(_)
            | Content::Template(_)
            | Content::Other(_) => continue,
        };
        ids.extend(messages.into_iter().flatten().map(|it| it.id));
    }
    ids
}

/// Puts a good message beside what is there: in the same list, the next change, the next entry.
pub(crate) fn add_witnesses(body: &mut Value) -> Vec<(&'static str, Path)> {
    let change = |id| {
        let value = json!({ "metadata": {}, "messages": [witness(id)] });
        json!({ "field": "messages", "value": value })
    };
    let entries = body["entry"].as_array_mut().unwrap();
    let last = entries.len() - 1;
    let changes = entries[last]["changes"].as_array_mut().unwrap();
    changes.push(change(NEXT_CHANGE));
    let next = place(&[
        "entry",
        &last.to_string(),
        "changes",
        &(changes.len() - 1).to_string(),
    ]);
    let mut witnesses = vec![(NEXT_CHANGE, next)];
    if let Some(list) =
        at(&mut changes[0], &place(&["value", "messages"])).and_then(Value::as_array_mut)
    {
        list.push(witness(BESIDE));
        let index = (list.len() - 1).to_string();
        let way = [
            "entry",
            &last.to_string(),
            "changes",
            "0",
            "value",
            "messages",
            &index,
        ];
        witnesses.push((BESIDE, place(&way)));
    }
    entries.push(json!({ "id": "1", "changes": [change(NEXT_ENTRY)] }));
    witnesses.push((NEXT_ENTRY, place(&["entry", &(last + 1).to_string()])));
    witnesses
}

fn witness(id: &str) -> Value {
    json!({ "id": id, "type": "text", "text": { "body": "here" } })
}

fn place(way: &[&str]) -> Path {
    way.iter().map(|&step| step.to_owned()).collect()
}

/// A change's `field` says what its value is, so it decides for all in it.
fn decides_for(path: &Path, place: &Path) -> bool {
    let parent = &path[..path.len().saturating_sub(1)];
    path.last().is_some_and(|it| it == "field") && place.starts_with(parent)
}

pub(crate) fn paths(value: &Value) -> Vec<Path> {
    let mut all = vec![Vec::new()];
    let children: Vec<(String, &Value)> = match value {
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(i, it)| (i.to_string(), it))
            .collect(),
        Value::Object(map) => map.iter().map(|(name, it)| (name.clone(), it)).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    };
    for (step, child) in children {
        all.extend(paths(child).into_iter().map(|mut rest| {
            rest.insert(0, step.clone());
            rest
        }));
    }
    all
}

type Mutation = fn(&mut Value, &Path);

const MUTATIONS: [Mutation; 8] = [
    drop_it,
    |body, path| replace(body, path, Value::Null),
    |body, path| replace(body, path, json!(-7.5)),
    |body, path| replace(body, path, json!("")),
    |body, path| replace(body, path, json!([])),
    |body, path| replace(body, path, json!([{ "id": 1 }, [], null])),
    |body, path| replace(body, path, json!({ "type": "text", "id": {} })),
    add_unknown,
];

pub(crate) fn at<'v>(body: &'v mut Value, path: &[String]) -> Option<&'v mut Value> {
    path.iter().try_fold(body, |value, step| match value {
        Value::Array(list) => list.get_mut(step.parse::<usize>().ok()?),
        Value::Object(map) => map.get_mut(step),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    })
}

fn replace(body: &mut Value, path: &Path, new: Value) {
    if let Some(value) = at(body, path) {
        *value = new;
    }
}

pub(crate) fn drop_it(body: &mut Value, path: &Path) {
    let Some((step, parent)) = path.split_last() else {
        return;
    };
    match at(body, parent) {
        Some(Value::Array(list)) => drop(list.remove(step.parse().unwrap())),
        Some(Value::Object(map)) => drop(map.remove(step)),
        _ => {}
    }
}

fn add_unknown(body: &mut Value, path: &Path) {
    match at(body, path) {
        Some(Value::Array(list)) => list.insert(0, json!({ "new": [true] })),
        Some(Value::Object(map)) => {
            map.insert("\"new\\\u{1F600}".to_owned(), json!({ "a": [1, null] }));
        }
        _ => {}
    }
}

fn written_backwards(value: &Value) -> String {
    let list = |items: Vec<String>, open, close| format!("{open}{}{close}", items.join(","));
    match value {
        Value::Object(map) => list(members(map), '{', '}'),
        Value::Array(items) => list(items.iter().map(written_backwards).collect(), '[', ']'),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => value.to_string(),
    }
}

fn members(map: &Map<String, Value>) -> Vec<String> {
    let members = map.iter().rev();
    members
        .map(|(name, value)| format!("{}:{}", json!(name), written_backwards(value)))
        .collect()
}
