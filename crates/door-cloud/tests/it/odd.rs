//! Whatever comes, reading it never fails the house: at worst it is kept as it came.

use crate::knocks::door;
use door::Door;
use proptest::prelude::*;
use serde_json::Value;
use std::path::Path;
use std::sync::LazyLock;

/// Our own recorded webhooks.
static CORPUS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph/tests/corpus");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
});
static DOOR: LazyLock<aldaba_door_cloud::CloudDoor> = LazyLock::new(door);

/// Reads all rows of a body; each row tells something, if only that it could not be read.
fn read(body: &[u8]) {
    let Ok(rows) = DOOR.split(body) else { return };
    for row in rows {
        if let Ok(knocks) = DOOR.read(&row.body) {
            assert!(
                !knocks.is_empty(),
                "a row vanished: {}",
                String::from_utf8_lossy(&row.body)
            );
        }
    }
}

/// A value in the place of another one.
fn odd() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,24}".prop_map(Value::from),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(serde_json::json!([[{}], null, 7])),
    ]
}

/// The places of a document, deepest first.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(inner, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate() {
                places(inner, &format!("{path}/{at}"), found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
    found.push(path.to_owned());
}

proptest! {
    #[test]
    fn a_field_of_another_kind_loses_nothing(
        file: prop::sample::Index, changes in prop::collection::vec((any::<prop::sample::Index>(), odd()), 1..4),
    ) {
        let bytes: &Vec<u8> = file.get(CORPUS.as_slice());
        let Ok(mut body) = serde_json::from_slice::<Value>(bytes) else { return Ok(()) };
        for (place, value) in changes {
            let mut found = Vec::new();
            places(&body, "", &mut found);
            let path: &String = place.get(found.as_slice());
            if let Some(inner) = body.pointer_mut(path) {
                *inner = value;
            }
        }
        read(body.to_string().as_bytes());
    }

    #[test]
    fn broken_bytes_are_survived(
        file: prop::sample::Index, places in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut body = file.get(CORPUS.as_slice()).clone();
        for (place, byte) in places {
            let at = place.index(body.len());
            body[at] = byte;
        }
        read(&body);
    }
}
