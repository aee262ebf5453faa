//! Meta's own OpenAPI in `../shared/meta`, where that lies beside the project: every answer and every
//! webhook of the sandbox is held against it, and what differs is known, with its reason.

mod calls;
mod known;
mod webhooks;

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::path::Path;

use jsonschema::Validator;
use serde_json::{Value, json};

use known::KNOWN;

const FILES: [&str; 5] = ["audio", "document", "image", "sticker", "video"];

/// Meta's document, and what did not agree with it so far.
struct Contract {
    document: Value,
    /// By the pointer of their schema.
    validators: HashMap<String, Validator>,
    /// What differs, and an example of how.
    differs: BTreeMap<Difference, String>,
    held: usize,
}

/// Where an answer is another one than Meta's document has it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Difference {
    /// `GET /{Version}/{Media-ID} 200`
    call: String,
    /// `/data/*/id`
    place: String,
    /// The rule of the schema that it breaks: `type`, `enum`, `required`, …
    rule: String,
}

impl Contract {
    /// Nothing where the document is not at hand.
    fn of_meta() -> Option<Self> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../shared/meta/business-messaging-api_v23.0.yaml");
        let Ok(file) = File::open(&path) else {
            eprintln!("NOT RUN: Meta's OpenAPI is not at {}", path.display());
            return None;
        };
        Some(Self {
            document: serde_saphyr::from_reader(file).unwrap(),
            validators: HashMap::new(),
            differs: BTreeMap::new(),
            held: 0,
        })
    }

    /// An answer of Graph to a call of this path, as the document writes it.
    fn answer(&mut self, method: &str, path: &str, status: u16, answer: &Value) {
        let call = format!("{method} {path}");
        let documented = ["paths", path, &method.to_lowercase(), "responses"];
        let answers = pointer(&documented);
        assert!(self.document.pointer(&answers).is_some(), "no {call}");
        let own = format!("{answers}/{status}");
        let own = self.resolved(&own);
        let schema = own.map(|own| format!("{own}/content/application~1json/schema"));
        let schema = schema.filter(|schema| self.document.pointer(schema).is_some());
        // Of many calls the document has no refusals.
        let schema = schema.unwrap_or_else(|| {
            assert!(status >= 400, "{call} has no {status}");
            "/components/schemas/GraphAPIError".to_owned()
        });
        self.hold(&format!("{call} {status}"), &schema, answer);
    }

    /// Of a webhook the parts whose schema means something: none of Meta's own examples fits the schema
    /// of a whole one, which wants of a message that comes in what one that goes out has.
    fn webhook(&mut self, body: &Value) {
        let value = &body["entry"][0]["changes"][0]["value"];
        let schema = |name: &str| format!("/components/schemas/{name}");
        self.hold("webhook", &schema("Metadata"), &value["metadata"]);
        if value.get("statuses").is_some() {
            self.hold("webhook", &schema("StatusMessageValue"), value);
        }
        for contact in value["contacts"].as_array().into_iter().flatten() {
            self.hold("webhook", &schema("ContactProfile"), contact);
        }
        for message in value["messages"].as_array().into_iter().flatten() {
            let kind = message["type"].as_str().unwrap_or_default();
            if FILES.contains(&kind) {
                let file = schema("MediaMessageProperties");
                self.hold("webhook", &file, &message[kind]);
            }
        }
    }

    /// The place itself, or the one that it refers to.
    fn resolved(&self, place: &str) -> Option<String> {
        let found = self.document.pointer(place)?;
        let named = found["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
        Some(named.unwrap_or(place).to_owned())
    }

    fn hold(&mut self, call: &str, schema: &str, answer: &Value) {
        self.held += 1;
        let document = &self.document;
        let validator = self
            .validators
            .entry(schema.to_owned())
            .or_insert_with(|| validator(document, schema));
        for error in validator.iter_errors(answer) {
            let difference = Difference {
                call: call.to_owned(),
                place: anywhere(error.instance_path().as_str()),
                rule: last(error.schema_path().as_str()),
            };
            self.differs
                .entry(difference)
                .or_insert_with(|| error.to_string());
        }
    }

    /// Fails for what differs and is not known, and for what is known and differs no more.
    fn conclude(self) {
        let is_known = |found: &Difference| {
            let same = |known: &&known::Known| known.is(found);
            KNOWN.iter().find(same)
        };
        let new = self.differs.iter().filter(|(it, _)| is_known(it).is_none());
        let new: Vec<String> = new
            .map(|(it, how)| format!("new: {} {} {}: {how}", it.call, it.place, it.rule))
            .collect();
        let gone = KNOWN
            .iter()
            .filter(|known| !self.differs.keys().any(|found| known.is(found)))
            .map(|known| format!("differs no more: {known:?}"));
        let wrong: Vec<String> = new.into_iter().chain(gone).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(self.held > 250, "only {} were held against it", self.held);
    }
}

/// The schema at a place of the document, with what it may refer to.
fn validator(document: &Value, place: &str) -> Validator {
    let schema = json!({
        "$ref": "#/schema",
        "schema": document.pointer(place),
        "components": { "schemas": document["components"]["schemas"] },
    });
    jsonschema::draft202012::new(&schema).unwrap()
}

fn pointer(steps: &[&str]) -> String {
    let escaped = |step: &&str| step.replace('~', "~0").replace('/', "~1");
    let steps = steps.iter().map(|step| format!("/{}", escaped(step)));
    steps.collect()
}

/// A place in a list is any place of it.
fn anywhere(place: &str) -> String {
    let step = |step: &str| {
        let is_number = !step.is_empty() && step.bytes().all(|it| it.is_ascii_digit());
        if is_number {
            "*".to_owned()
        } else {
            step.to_owned()
        }
    };
    let steps: Vec<String> = place.split('/').map(step).collect();
    steps.join("/")
}

/// The rule at the end of a schema's path.
fn last(place: &str) -> String {
    let steps = place.rsplit('/');
    let mut words = steps.filter(|step| !step.bytes().all(|it| it.is_ascii_digit()));
    words.next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn every_answer_and_webhook_is_as_meta_documents_it() {
    let Some(mut contract) = Contract::of_meta() else {
        return;
    };
    calls::of_meta_s_examples(&mut contract).await;
    calls::of_reading(&mut contract).await;
    calls::of_refusals(&mut contract).await;
    webhooks::of_customers(&mut contract).await;
    contract.conclude();
}
