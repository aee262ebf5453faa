//! What single webhooks mean: who, which message, which words.

use aldaba_door_cloud::CloudDoor;
use domain::{DeliveryState, MessageKind, Time};
use door::{Door, InboundMessage, Knock, MediaPart, Secret, Side};
use serde_json::{Value, json};

const WAMID: &str = "wamid.HBgLMTU1NTAxMDAxNDIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";
const KEY: &str = "3A4A6599AEE03810144F";

pub(crate) fn door() -> CloudDoor {
    // The provider must be chosen before a client is built; another test may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().build().unwrap();
    CloudDoor::new(client, "http://127.0.0.1:9".parse().unwrap(), "v26.0")
}

/// Everything that a body tells, cut and read as the house does it.
pub(crate) fn knocks(body: &[u8]) -> Vec<Knock> {
    let door = door();
    match door.split(body) {
        Ok(rows) => rows
            .iter()
            .flat_map(|row| door.read(&row.body).unwrap())
            .collect(),
        Err(part) => vec![Knock::Unreadable(part)],
    }
}

/// One line a knock.
pub(crate) fn outline(knock: &Knock) -> String {
    match knock {
        Knock::Message(it) => message(it),
        Knock::Reaction(it) => format!(
            "reaction {} {} {:?} on {} at {}",
            it.key,
            side(it.side),
            it.emoji,
            it.target_key,
            it.at
        ),
        Knock::Edit(it) => format!(
            "edit {} {} {:?} of {} text {:?} at {}",
            it.key,
            side(it.side),
            it.sender.wa_id,
            it.target_key,
            it.text,
            it.at
        ),
        Knock::Revoke(it) => format!(
            "revoke {} {} {:?} of {} at {}",
            it.key,
            side(it.side),
            it.sender.wa_id,
            it.target_key,
            it.at
        ),
        Knock::ContactName(it) => format!("name {:?}", (&it.person.wa_id, &it.name, it.at)),
        Knock::Preference(it) => format!("preference {it:?}"),
        Knock::Line(it) => format!("line {it:?}"),
        Knock::History(it) => format!("history {it:?}"),
        Knock::Template(it) => format!("template {it:?}"),
        Knock::Status(it) => format!(
            "status {} {:?} at {} ours {:?} failure {:?}",
            it.key,
            it.state.map(DeliveryState::as_str),
            it.at,
            it.our_id,
            it.failure
                .as_ref()
                .map(|failure| (failure.code, &failure.title))
        ),
        Knock::Unreadable(it) => format!("unreadable: {}", it.reason),
        Knock::Other { field, .. } => format!("other {field:?}"),
    }
}

fn message(it: &InboundMessage) -> String {
    let content = it.content.as_ref().map(Value::to_string);
    let content = content.unwrap_or_default();
    let mark = |is_there: bool, mark| if is_there { mark } else { "" };
    format!(
        "message {} {} {} {:?} {:?} {:?} text {:?} reply {:?} at {}{}{} {content}{}{}{}",
        it.key,
        it.kind,
        side(it.side),
        it.sender.wa_id,
        it.sender.bsuid,
        it.sender.profile_name,
        it.text,
        it.reply_to_key,
        it.at,
        mark(it.raw.is_some(), " +raw"),
        mark(it.referral.is_some(), " +referral"),
        it.media.as_ref().map(file).unwrap_or_default(),
        shown(" also", it.also.as_ref().map(|it| (&it.wa_id, &it.bsuid))),
        shown(" reached", it.reached),
    )
}

const fn side(side: Side) -> &'static str {
    match side {
        Side::Customer => "from",
        Side::Phone => "to",
    }
}

fn file(part: &MediaPart) -> String {
    let hash = if part.sha256.is_some() { " +hash" } else { "" };
    format!(
        " file {} {:?} {:?} voice {} animated {}{hash}",
        part.provider_id, part.mime_type, part.filename, part.voice, part.animated
    )
}

fn shown<T: std::fmt::Debug>(name: &str, value: Option<T>) -> String {
    value.map_or_else(String::new, |value| format!("{name} {value:?}"))
}

fn body(value: &Value) -> Vec<u8> {
    let change = json!({ "field": "messages", "value": value });
    let entry = json!({ "id": "200000000000001", "time": 1_790_000_001, "changes": [change] });
    json!({ "object": "whatsapp_business_account", "entry": [entry] })
        .to_string()
        .into_bytes()
}

fn one_message(message: &Value) -> InboundMessage {
    let value = json!({
        "metadata": { "phone_number_id": "100000000000001" },
        "contacts": [{ "profile": { "name": "Ana" }, "wa_id": "15550100142", "user_id": "US.1" }],
        "messages": [message],
    });
    match knocks(&body(&value)).pop() {
        Some(Knock::Message(message)) => *message,
        other => panic!("no message: {other:?}"),
    }
}

#[test]
fn a_text_names_its_author_and_what_it_answers() {
    let message = one_message(&json!({
        "from": "15550100142", "id": WAMID, "timestamp": "1790000002", "type": "text",
        "text": { "body": "¿Abren hoy?\u{0}" }, "context": { "from": "15550100100", "id": WAMID },
    }));
    assert_eq!(message.key, KEY);
    assert_eq!(message.provider_id, WAMID);
    assert_eq!(message.at, Time::from_seconds(1_790_000_002));
    assert_eq!(message.kind, MessageKind::Text);
    assert_eq!(message.text.as_deref(), Some("¿Abren hoy?\u{0}"));
    assert_eq!(message.reply_to_key.as_deref(), Some(KEY));
    assert_eq!(message.sender.wa_id.as_deref(), Some("15550100142"));
    assert_eq!(message.sender.bsuid.as_deref(), Some("US.1"));
    assert_eq!(message.sender.profile_name.as_deref(), Some("Ana"));
    assert_eq!((message.content, message.raw), (None, None));
}

#[test]
fn somebody_without_a_phone_is_known_by_the_user_id() {
    let message = one_message(&json!({
        "from_user_id": "US.1", "id": "wamid.new", "timestamp": "1790000002", "type": "text", "text": { "body": "hi" },
    }));
    assert_eq!(message.key, "wamid.new");
    assert_eq!(message.sender.bsuid.as_deref(), Some("US.1"));
    assert_eq!(message.sender.wa_id.as_deref(), Some("15550100142"));
}

#[test]
fn the_words_of_other_kinds_are_found() {
    let cases = [
        (
            json!({ "type": "image", "image": { "id": "1", "caption": "la torta" } }),
            MessageKind::Image,
            "la torta",
        ),
        (
            json!({ "type": "button", "button": { "payload": "p", "text": "Sí" } }),
            MessageKind::Button,
            "Sí",
        ),
        (
            json!({ "type": "interactive", "interactive": { "type": "list_reply", "list_reply": { "id": "1", "title": "Envío" } } }),
            MessageKind::Interactive,
            "Envío",
        ),
    ];
    for (mut message, kind, text) in cases {
        message["id"] = json!(WAMID);
        message["from"] = json!("15550100142");
        message["timestamp"] = json!("1790000002");
        let read = one_message(&message);
        assert_eq!(read.kind, kind);
        assert_eq!(read.text.as_deref(), Some(text));
        let word = message["type"].as_str().unwrap();
        let mut content = message[word].clone();
        if let Some(file) = read.media {
            // The file itself stands apart.
            assert_eq!(file.provider_id, "1");
            content.as_object_mut().unwrap().remove("id");
        }
        assert_eq!(read.content, Some(content));
        assert_eq!(read.raw, None);
    }
}

#[test]
fn what_this_version_does_not_know_is_kept_raw() {
    let message = one_message(&json!({
        "from": "15550100142", "id": WAMID, "timestamp": "1790000002", "type": "hologram", "hologram": { "id": 1 },
    }));
    assert_eq!(message.kind, MessageKind::Unknown);
    assert_eq!(message.content, Some(json!({ "type": "hologram" })));
    assert!(message.raw.unwrap().contains("hologram"));
    let message = one_message(&json!({
        "from": "15550100142", "id": WAMID, "timestamp": "1790000002", "type": "text",
        "text": { "body": "hola", "tone": "warm" }, "sentiment": 1,
    }));
    assert_eq!(message.content, Some(json!({ "tone": "warm" })));
    assert!(message.raw.unwrap().contains("sentiment"));
}

#[test]
fn one_unreadable_part_spoils_no_other() {
    let value = json!({
        "messages": [
            { "type": "text" },
            { "from": "15550100142", "id": WAMID, "timestamp": "1790000002", "type": "text", "text": { "body": "hola" } },
        ],
        "statuses": [{ "id": WAMID }, { "id": WAMID, "status": "read", "timestamp": "1790000003" }],
    });
    let told: Vec<String> = knocks(&body(&value)).iter().map(outline).collect();
    assert_eq!(told[0], "unreadable: a message has no `id`");
    assert!(told[1].contains("hola"));
    assert_eq!(told[2], "unreadable: a status has no `status`");
    assert!(told[3].starts_with("status 3A4A6599AEE03810144F Some(\"read\")"));
}

#[test]
fn only_the_app_s_secret_signs() {
    let (door, secret) = (door(), Secret::new("s3cr3t"));
    let signature = graph::webhook::signature::sign(b"s3cr3t", b"{}");
    assert!(door.verify(&secret, b"{}", &signature));
    assert!(!door.verify(&secret, b"{ }", &signature));
    assert!(!door.verify(&Secret::new("other"), b"{}", &signature));
    assert!(!door.verify(&secret, b"{}", ""));
}

#[test]
fn history_waits_behind_live_traffic() {
    let change = |field: &str| json!({ "field": field, "value": { "metadata": { "phone_number_id": "1" } } });
    let entry = json!({ "id": "2", "changes": [change("messages"), change("history"), change("account_update")] });
    let rows = door()
        .split(json!({ "entry": [entry] }).to_string().as_bytes())
        .unwrap();
    let bulk: Vec<bool> = rows.iter().map(|row| row.bulk).collect();
    assert_eq!(bulk, [false, true, false]);
    assert_eq!(rows[0].phone_number_id.as_deref(), Some("1"));
    assert_eq!(rows[0].waba_id.as_deref(), Some("2"));
}

#[test]
fn the_guide_names_each_field_that_is_read() {
    let guide = include_str!("../../../../docs/guides/connect-a-number.md");
    let fields = door().webhook_fields();
    assert!(fields.contains(&"messages"));
    let forgotten: Vec<_> = fields
        .into_iter()
        .filter(|field| !guide.contains(&format!("`{field}`")))
        .collect();
    assert_eq!(forgotten, [""; 0]);
}
