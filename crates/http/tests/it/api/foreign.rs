//! Another organization's objects are not there: every endpoint of the document is asked for them,
//! so that a new endpoint is covered the day it comes.

use aldaba_http::openapi;
use domain::{LineId, MediaId, MediaKind, MediaState, UnparsedId};
use reqwest::Method;
use serde_json::{Map, Value, json};
use services::views::{Media, Unparsed};
use std::collections::BTreeMap;
use testkit::{Answer, Client, House, TestApp};

const PREFIX: &str = "/api/v1/organizations/{organization}";
const CUSTOMER: &str = "+525555550142";

/// One operation of the document.
struct Operation {
    name: String,
    method: Method,
    /// After the organization, as `/lines/{line}`.
    path: String,
    /// The query that it can't do without, ready to be sent.
    query: String,
    body: Option<Value>,
}

impl Operation {
    /// The ids in its path, beside the organization.
    fn places(&self) -> Vec<&str> {
        let inner = self.path.split('{').skip(1);
        inner
            .filter_map(|rest| Some(rest.split_once('}')?.0))
            .collect()
    }

    fn address(&self, organization: &str, ids: &Ids) -> String {
        let mut path = format!("/organizations/{organization}{}", self.path);
        for place in self.places() {
            path = path.replace(&format!("{{{place}}}"), ids.of(place));
        }
        path + &self.query
    }

    async fn send(&self, client: &Client, address: &str) -> Answer {
        client
            .send(self.method.clone(), address, self.body.clone())
            .await
    }
}

/// One id of every kind that a path may hold.
struct Ids(BTreeMap<&'static str, String>);

impl Ids {
    fn of(&self, place: &str) -> &str {
        let id = self.0.get(place);
        id.unwrap_or_else(|| panic!("no foreign id for {{{place}}}: make one in `furnish`"))
    }

    /// Ids of the same kinds that nobody has.
    fn unknown(&self) -> Self {
        let fresh = domain::RequestId::new().to_string();
        let (_, digits) = fresh.split_once('_').unwrap();
        let ids = self.0.iter().map(|(place, id)| {
            let (prefix, _) = id.split_once('_').unwrap();
            (*place, format!("{prefix}_{digits}"))
        });
        Self(ids.collect())
    }
}

/// Puts one object of every kind into a house.
async fn furnish(app: &TestApp, house: &House, digits: &str) -> Ids {
    let owner = &house.owner;
    let line = house.line(app, "Ventas", digits).await;
    // U+0000 can't be stored, so the raw form is kept, and `getMessageRaw` has something to find.
    line.customer_writes(app, CUSTOMER, "Hola,\0 ¿tienen talavera?");
    let conversations = owner.path("/conversations?state=any");
    let list = app
        .eventually(&owner.client, &conversations, |answer| {
            answer.body["data"][0].is_object()
        })
        .await;
    let invitation = owner.post("/invitations", json!({ "role": "agent" })).await;
    let token = json!({ "name": "Tienda", "scopes": ["conversations.read"] });
    let token = owner.post("/api-tokens", token).await;
    let queues = owner.get("/queues").await;
    Ids(BTreeMap::from([
        ("member", owner.member.to_string()),
        ("invitation", invitation.text("/id")),
        ("token", token.text("/id")),
        ("queue", queues.text("/data/0/id")),
        ("meta_app", line.meta_app.clone()),
        ("line", line.id.clone()),
        ("contact", list.text("/data/0/contact/id")),
        ("conversation", list.text("/data/0/id")),
        ("ticket", list.text("/data/0/ticket/id")),
        ("message", list.text("/data/0/last_message/id")),
        ("unparsed", park(app, house, &line.id).await.to_string()),
        ("template", template(house, &line.id).await),
        ("media", upload(app, house).await.to_string()),
        ("rate_card", rate_card(house).await),
    ]))
}

/// Submits a template.
async fn template(house: &House, line: &str) -> String {
    let body = json!({
        "line_id": line, "name": "aviso", "language": "es_MX", "category": "utility",
        "components": [{ "type": "BODY", "text": "Su pedido está listo para recoger." }],
    });
    let created = house.owner.post("/templates", body).await;
    assert_eq!(created.status, 201, "{}", created.body);
    created.text("/id")
}

/// Loads a card of a house's own.
async fn rate_card(house: &House) -> String {
    let card = json!({
        "name": "Contrato", "source": "contrato", "valid_from": "2026-10-01", "currency": "MXN",
        "service": {
            "charged_from": "2026-10-01", "rate_of": "utility", "free_a_month": 1000,
            "source": "contrato",
        },
        "markets": [{ "name": "México", "countries": ["MX"], "rates": { "utility": "0.15" } }],
    });
    let loaded = house
        .owner
        .post("/rate-cards", json!({ "card": card }))
        .await;
    assert_eq!(loaded.status, 201, "{}", loaded.body);
    loaded.text("/id")
}

/// Puts a file into a house that did not come.
async fn upload(app: &TestApp, house: &House) -> MediaId {
    let file = Media {
        state: MediaState::Failed,
        failure: Some("unreachable".to_owned()),
        provider_id: Some("1".to_owned()),
        ..Media::waiting(MediaId::new(), MediaKind::Image, app.env.clock.now())
    };
    let mut tx = app.env.store.begin(house.organization).await.unwrap();
    tx.media()
        .insert(std::slice::from_ref(&file))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    file.id
}

/// Puts something into the tray of what could not be read.
async fn park(app: &TestApp, house: &House, line: &str) -> UnparsedId {
    let entry = Unparsed {
        id: UnparsedId::new(),
        line_id: Some(line.parse::<LineId>().unwrap()),
        field: Some("messages".to_owned()),
        cause: "unreadable".to_owned(),
        detail: "not what was expected".to_owned(),
        body: b"{}".to_vec(),
        received_at: app.env.clock.now(),
    };
    let mut tx = app.env.store.begin(house.organization).await.unwrap();
    tx.tray()
        .insert(std::slice::from_ref(&entry))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    entry.id
}

/// The operations under an organization, with bodies and queries that hold `ids` wherever an id
/// is asked for.
fn operations(ids: &Ids) -> Vec<Operation> {
    let document = serde_json::to_value(openapi()).unwrap();
    let sample = Sample {
        document: &document,
        ids,
    };
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(rest) = path.strip_prefix(PREFIX) else {
            continue;
        };
        for (method, operation) in item.as_object().unwrap() {
            // What stands there for the live socket is what it takes once it is open.
            let schema = (method != "get").then_some(&operation["requestBody"]);
            let schema = schema.and_then(|body| body.pointer("/content/application~1json/schema"));
            operations.push(Operation {
                name: operation["operationId"].as_str().unwrap().to_owned(),
                method: method.to_uppercase().parse().unwrap(),
                path: rest.to_owned(),
                query: sample.query(operation),
                body: schema.map(|schema| sample.of("", schema)),
            });
        }
    }
    operations
}

/// Makes values that fit a schema.
struct Sample<'a> {
    document: &'a Value,
    ids: &'a Ids,
}

impl Sample<'_> {
    fn of(&self, name: &str, schema: &Value) -> Value {
        if let Some(target) = schema["$ref"].as_str() {
            let known = target.rsplit('/').next().unwrap_or_default();
            return match self.id(known) {
                Some(id) => json!(id),
                None => self.of(name, self.document.pointer(&target[1..]).unwrap()),
            };
        }
        let several = ["oneOf", "anyOf", "allOf"]
            .into_iter()
            .find_map(|key| schema[key].as_array());
        if let Some(several) = several {
            let some = several.iter().find(|one| one["type"] != "null");
            return some.map_or(Value::Null, |one| self.of(name, one));
        }
        if let Some(value) = schema["enum"].get(0).or_else(|| schema["examples"].get(0)) {
            return value.clone();
        }
        if !schema["example"].is_null() {
            return schema["example"].clone();
        }
        let kind = schema["type"]
            .as_str()
            .or_else(|| schema["type"].get(0)?.as_str());
        match kind {
            Some("object") => self.object(schema),
            Some("array") => json!([self.of(name, &schema["items"])]),
            Some("boolean") => json!(true),
            Some("integer" | "number") => json!(1),
            Some("string") => json!("x"),
            other => panic!("a schema of the type {other:?} at {name}: {schema}"),
        }
    }

    /// What is required, and every id.
    fn object(&self, schema: &Value) -> Value {
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        let properties = schema["properties"]
            .as_object()
            .cloned()
            .unwrap_or_default();
        let mut object = Map::new();
        for (name, schema) in &properties {
            let is_id = schema.to_string().contains("Id\"");
            if required.contains(&json!(name)) || is_id {
                object.insert(name.clone(), self.of(name, schema));
            }
        }
        // Where nothing is required a change changes its first field.
        if let (true, Some((name, schema))) = (object.is_empty(), properties.iter().next()) {
            object.insert(name.clone(), self.of(name, schema));
        }
        Value::Object(object)
    }

    /// `MetaAppId` is the id that stands as `{meta_app}` in paths.
    fn id(&self, schema: &str) -> Option<String> {
        let kind = schema.strip_suffix("Id")?;
        let snake: String = kind
            .chars()
            .enumerate()
            .flat_map(|(at, letter)| {
                let gap = (at > 0 && letter.is_uppercase()).then_some('_');
                gap.into_iter().chain(letter.to_lowercase())
            })
            .collect();
        let place = if snake == "api_token" {
            "token"
        } else {
            snake.as_str()
        };
        Some(self.ids.of(place).to_owned())
    }

    fn query(&self, operation: &Value) -> String {
        let parameters = operation["parameters"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let needed = parameters
            .iter()
            .filter(|one| one["in"] == "query" && one["required"] == true);
        let pairs = needed.map(|one| {
            let name = one["name"].as_str().unwrap();
            let value = self.of(name, &one["schema"]);
            let text = value.as_str().map(|text| text.replace('+', "%2B"));
            let value = text.unwrap_or_else(|| value.to_string());
            format!("{name}={value}")
        });
        let pairs: Vec<String> = pairs.collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }
}

fn all_permissions() -> Vec<&'static str> {
    domain::Permission::WORDS.to_vec()
}

#[tokio::test]
async fn every_endpoint_answers_not_found_for_another_organization() {
    let app = TestApp::start().await;
    let ours = app.house("Talavera").await;
    let theirs = app.house("Azul").await;
    let foreign = furnish(&app, &theirs, "525555550100").await;
    furnish(&app, &ours, "525555550199").await;
    let token = ours.owner.program(&app, &all_permissions()).await;
    let callers = [("session", &ours.owner.client), ("token", &token)];
    let nowhere = domain::OrganizationId::new().to_string();
    let operations = operations(&foreign);
    assert!(
        operations.len() >= 40,
        "only {} operations",
        operations.len()
    );

    let mut wrong = Vec::new();
    for operation in &operations {
        let theirs = theirs.organization.to_string();
        let ours = ours.organization.to_string();
        let mut asked = vec![
            ("their organization", theirs),
            ("no organization", nowhere.clone()),
        ];
        if !operation.places().is_empty() {
            asked.push(("their object in our organization", ours));
        }
        for (what, organization) in asked {
            let address = operation.address(&organization, &foreign);
            for (who, client) in callers {
                let answer = operation.send(client, &address).await;
                if answer.to_string() != "404 not_found" {
                    wrong.push(format!(
                        "{} asked by {who} for {what}: {answer}",
                        operation.name
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Else the test above would pass on requests that nobody could make.
#[tokio::test]
async fn the_same_requests_find_what_they_name_at_home() {
    let app = TestApp::start().await;
    let house = app.house("Azul").await;
    let ids = furnish(&app, &house, "525555550100").await;
    let mut operations = operations(&ids);
    // What takes things away goes last.
    operations.sort_by_key(|operation| operation.method == Method::DELETE);
    let mut wrong = Vec::new();
    for operation in &operations {
        let address = operation.address(&house.organization.to_string(), &ids);
        let answer = operation.send(&house.owner.client, &address).await;
        // The sandbox's phones are not part of this process.
        let is_off = answer.code() == "sandbox_off";
        if (answer.status == 404 && !is_off)
            || answer.status >= 500
            || answer.code() == "invalid_request"
        {
            wrong.push(format!("{}: {answer} {}", operation.name, answer.body));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Ids that stand in a body or a query, beside objects of one's own: they answer as what is nowhere.
#[tokio::test]
async fn a_foreign_id_in_a_body_is_as_one_that_nobody_has() {
    let app = TestApp::start().await;
    let ours = app.house("Talavera").await;
    let theirs = app.house("Azul").await;
    let foreign = furnish(&app, &theirs, "525555550100").await;
    let own = furnish(&app, &ours, "525555550199").await;
    let token = ours.owner.program(&app, &all_permissions()).await;
    let organization = ours.organization.to_string();
    let mut wrong = Vec::new();
    let mut asked = 0;
    let pairs = operations(&foreign)
        .into_iter()
        .zip(operations(&foreign.unknown()));
    for (operation, unknown) in pairs {
        if operation.body == unknown.body && operation.query == unknown.query {
            continue;
        }
        asked += 1;
        for client in [&ours.owner.client, &token] {
            let answer = operation
                .send(client, &operation.address(&organization, &own))
                .await;
            let expected = unknown
                .send(client, &unknown.address(&organization, &own))
                .await;
            let is_refused = matches!(answer.status, 404 | 422);
            let told = |answer: &Answer| (answer.to_string(), answer.field_codes());
            if !is_refused || told(&answer) != told(&expected) {
                wrong.push(format!(
                    "{}: {answer}, and {expected} for no id",
                    operation.name
                ));
            }
        }
    }
    assert!(
        asked >= 5,
        "only {asked} operations take an id in their body"
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
