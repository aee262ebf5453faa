//! Random damage to webhooks: nothing panics, and what is apart from the damage arrives.

use graph::webhook::change;
use graph::webhook::{envelope, signature};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;

use crate::corpus;
use crate::mutations::{add_witnesses, at, drop_it, paths, understood};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((word(), inner), 0..6).prop_map(|it| it.into_iter().collect()),
        ]
    })
}

/// Names that mean something, so that the damage reaches deep.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        "(entry|changes|value|field|messages|statuses|message_echoes|contacts|metadata|errors)",
        "(id|type|text|body|image|interactive|context|timestamp|from|message|edit|system|order)",
        ".{0,6}",
    ]
}

#[derive(Debug, Clone)]
struct Damage {
    place: Index,
    /// None drops what is there.
    new: Option<Value>,
}

fn damage() -> impl Strategy<Value = Damage> {
    let new = proptest::option::weighted(0.7, any_json());
    (any::<Index>(), new).prop_map(|(place, new)| Damage { place, new })
}

fn read_all(body: &[u8]) {
    for raw in envelope::split(body).unwrap_or_default() {
        change::parse(&raw.bytes).unwrap();
    }
    let _ = change::parse(body);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn damaged_documents_are_survived(which: Index, damages in vec(damage(), 1..5)) {
        let documents = corpus::ours();
        let document = which.get(&documents);
        let Ok(mut body) = serde_json::from_slice::<Value>(&document.bytes) else {
            return Ok(());
        };
        let witnesses = add_witnesses(&mut body);
        let entries = body["entry"].as_array().unwrap().len();
        let witness = body["entry"][entries - 1].clone();
        for damage in damages {
            let all = paths(&body);
            let path = damage.place.get(&all).clone();
            match damage.new {
                Some(new) => *at(&mut body, &path).unwrap() = new,
                None => drop_it(&mut body, &path),
            }
        }
        read_all(body.to_string().as_bytes());
        // Beside any damage inside the other entries, a good entry must arrive.
        if let Some(list) = body.get_mut("entry").and_then(Value::as_array_mut) {
            list.push(witness);
            let found = understood(body.to_string().as_bytes());
            let (id, _) = witnesses.last().unwrap();
            prop_assert!(found.iter().any(|it| it == id), "{body}");
        }
    }

    #[test]
    fn damaged_bytes_are_survived(which: Index, hits in vec((any::<Index>(), any::<u8>()), 1..8)) {
        let documents = corpus::ours();
        let mut body = which.get(&documents).bytes.clone();
        for (place, byte) in hits {
            let place = place.index(body.len());
            body[place] = byte;
        }
        read_all(&body);
    }

    #[test]
    fn cut_bodies_are_survived(which: Index, length: Index) {
        let documents = corpus::ours();
        let body = &which.get(&documents).bytes;
        read_all(&body[..length.index(body.len())]);
    }

    #[test]
    fn any_json_is_survived(body in any_json()) {
        read_all(body.to_string().as_bytes());
    }

    #[test]
    fn any_bytes_are_survived(body: Vec<u8>, header in ".*") {
        read_all(&body);
        prop_assert!(!signature::verify(b"secret", &body, &header));
    }

    #[test]
    fn a_signature_is_of_one_body_and_one_secret(secret: Vec<u8>, body: Vec<u8>, more: u8) {
        let header = signature::sign(&secret, &body);
        prop_assert!(signature::verify(&secret, &body, &header));
        let mut other = body;
        other.push(more);
        prop_assert!(!signature::verify(&secret, &other, &header));
    }
}
