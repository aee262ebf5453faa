//! Every recorded webhook (our own, some of Meta's with the test kit, the others in `../shared/meta` where
//! that lies beside the project), and what it leaves in the house: an organization of its own for each, so
//! that none meets what another one left.

use crate::desk::Desk;
use aldaba_services::messages::{FullMessage, ListMessages, list};
use aldaba_services::{contacts, lines};
use domain::{DoorId, DoorKind, DoorState, LineId, MetaAppId, Origin, PhoneNumber, Time};
use door::{Knock, Side};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use storage::inbox::ConversationFilter;
use storage::journal::{Lane, NewRow};
use storage::{Door, Line};

#[tokio::test]
async fn our_own_webhooks_have_their_effect() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph/tests/corpus");
    insta::assert_snapshot!("payloads-ours", table(&folder).await);
}

#[tokio::test]
async fn metas_free_examples_have_their_effect() {
    for name in ["facebook-openapi", "meta-postman"] {
        let Some(folder) = of_meta(name) else {
            continue;
        };
        insta::assert_snapshot!(format!("payloads-{name}"), table(&folder).await);
    }
}

/// Examples out of Meta's documentation, of which only hashes may be kept here.
#[tokio::test]
async fn metas_documented_examples_have_their_effect() {
    let mut hashes = String::new();
    for name in ["meta-docs-2026-03", "meta-docs-2026-06"] {
        let Some(folder) = of_meta(name) else { return };
        let mut desk = Desk::open().await;
        for file in files(&folder) {
            let effect = effect(&mut desk, &std::fs::read(&file).unwrap()).await;
            let sum = digest(&SHA256, effect.as_bytes());
            let hex: String = sum.as_ref()[..8]
                .iter()
                .fold(String::new(), |mut hex, byte| {
                    write!(hex, "{byte:02x}").unwrap();
                    hex
                });
            writeln!(hashes, "{hex} {name}/{}", stem(&file)).unwrap();
        }
    }
    insta::assert_snapshot!("payloads-meta-docs", hashes);
}

fn of_meta(name: &str) -> Option<PathBuf> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../testkit/meta/webhooks", "../../../shared/meta/webhooks"];
    let places = places.map(|it| here.join(it).join(name));
    let found = places.iter().find(|it| it.is_dir());
    if found.is_none() {
        eprintln!(
            "NOT RUN: Meta's examples are not at {}",
            places[1].display()
        );
    }
    found.cloned()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "json"));
    files.sort();
    files
}

fn stem(file: &Path) -> String {
    file.file_stem().unwrap().to_string_lossy().into_owned()
}

async fn table(folder: &Path) -> String {
    let mut desk = Desk::open().await;
    let mut table = String::new();
    for file in files(folder) {
        let effect = effect(&mut desk, &std::fs::read(&file).unwrap()).await;
        writeln!(table, "# {}\n{effect}", stem(&file)).unwrap();
    }
    table
}

/// Tells a webhook to a new line, and writes down what the API shows of it afterwards.
async fn effect(desk: &mut Desk, body: &[u8]) -> String {
    let app = app(desk).await;
    desk.moves().await;
    let door = desk.env().doors.get(DoorKind::Cloud).unwrap();
    let Ok(updates) = door.split(body) else {
        return "kept whole, for nobody can split it\n".to_owned();
    };
    let kept_before = desk.tray().await.len();
    let waba = updates.iter().find_map(|it| it.waba_id.clone());
    let line = line(desk, waba, shown_number(body)).await;
    for update in updates {
        let way = match (&update.phone_number_id, update.bulk) {
            (None, _) => Lane::Waba(app, line.to_string()),
            (Some(_), true) => Lane::LineBulk(line),
            (Some(_), false) => Lane::LineLive(line),
        };
        let origin = if update.bulk {
            Origin::History
        } else {
            Origin::Live
        };
        let knocks = door.read(&update.body).unwrap_or_default();
        let mut rows = targets(desk, line, &knocks);
        rows.push(desk.raw_row(&way, origin, update.body));
        for row in rows {
            desk.env().store.journal().append(vec![row]).await.unwrap();
            work(desk, line).await;
        }
    }
    outline(desk, line, kept_before).await
}

async fn app(desk: &Desk) -> MetaAppId {
    let mut tx = desk.cx.read().await.unwrap();
    let door = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    door.meta_app_id.unwrap()
}

/// Works the lanes of this line alone; those of all the others are done.
async fn work(desk: &Desk, line: LineId) {
    for state in desk.lanes().await {
        let is_ours = match &state.lane {
            Lane::LineLive(id) | Lane::LineBulk(id) => *id == line,
            Lane::Waba(_, id) => *id == line.to_string(),
            Lane::App(_) | Lane::Unrouted(_) => false,
        };
        while is_ours && desk.step(&state, false).await.unwrap().rows > 0 {}
    }
}

/// The number that the body names, as Meta shows it.
fn shown_number(body: &[u8]) -> Option<PhoneNumber> {
    let body: Value = serde_json::from_slice(body).ok()?;
    let value = body.pointer("/entry/0/changes/0/value")?;
    let number = value
        .pointer("/metadata/display_phone_number")
        .or_else(|| value.get("display_phone_number"))
        .or_else(|| value.get("phone_number"))?;
    PhoneNumber::from_wa_id(number.as_str()?)
}

async fn line(desk: &Desk, waba_id: Option<String>, phone: Option<PhoneNumber>) -> LineId {
    let mut tx = desk.cx.begin().await.unwrap();
    let template = tx.lines().get(desk.line).await.unwrap();
    let line = Line {
        id: LineId::new(),
        phone,
        ..template
    };
    let known = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    let door = Door {
        id: DoorId::new(),
        line_id: line.id,
        phone_number_id: Some(line.id.to_string()),
        waba_id: waba_id.filter(|id| !id.is_empty()),
        state: DoorState::Connected,
        token: None,
        ..known
    };
    tx.lines().insert(&line).await.unwrap();
    tx.doors().insert(&door).await.unwrap();
    tx.commit().await.unwrap();
    line.id
}

/// What the webhook speaks of must have been there before.
fn targets(desk: &Desk, line: LineId, knocks: &[Knock]) -> Vec<NewRow> {
    let mut told = Vec::new();
    for knock in knocks {
        let (side, key, sender) = match knock {
            Knock::Message(it) => match (&it.reply_to_key, it.side) {
                (Some(key), Side::Customer) => (Side::Phone, key, Some(&it.sender)),
                (Some(key), Side::Phone) => (Side::Customer, key, Some(&it.sender)),
                (None, _) => continue,
            },
            Knock::Edit(it) => (it.side, &it.target_key, Some(&it.sender)),
            Knock::Revoke(it) => (it.side, &it.target_key, Some(&it.sender)),
            Knock::Reaction(it) => (Side::Phone, &it.target_key, Some(&it.sender)),
            Knock::Status(it) => (Side::Phone, &it.key, None),
            Knock::ContactName(_)
            | Knock::Preference(_)
            | Knock::Line(_)
            | Knock::History(_)
            | Knock::Template(_)
            | Knock::Unreadable(_)
            | Knock::Other { .. } => continue,
        };
        let wa_id = sender
            .and_then(|it| it.wa_id.clone())
            .unwrap_or("15550100142".to_owned());
        let mut message = json!({ "id": key, "timestamp": "1700000000", "type": "text", "text": { "body": "before" } });
        let (field, value) = match side {
            Side::Customer => {
                message["from"] = wa_id.into();
                ("messages", json!({ "messages": [message] }))
            }
            Side::Phone => {
                message["to"] = wa_id.into();
                ("smb_message_echoes", json!({ "message_echoes": [message] }))
            }
        };
        let row = json!({ "id": "", "time": 1_700_000_000, "field": field, "value": value });
        told.push(desk.raw_row(
            &Lane::LineLive(line),
            Origin::Live,
            row.to_string().into_bytes(),
        ));
    }
    told
}

async fn outline(desk: &Desk, line: LineId, kept_before: usize) -> String {
    let mut out = String::new();
    let (ines, filter) = (
        desk.ines(),
        ConversationFilter {
            line: Some(line),
            ..ConversationFilter::default()
        },
    );
    let mut tx = desk.cx.read().await.unwrap();
    let mut threads = tx.conversation_views(&filter, None, 1000).await.unwrap();
    drop(tx);
    threads.sort_by_key(|thread| thread.id);
    for thread in threads {
        let contact = contacts::get(&ines, thread.contact_id).await.unwrap();
        writeln!(
            out,
            "  thread with {:?} {:?} unread {} ticket {} window {} no offers {}",
            thread
                .contact_name
                .as_ref()
                .or(thread.profile_name.as_ref()),
            thread.phone,
            thread.inbound_count - thread.handled_count,
            thread.ticket_id.is_some(),
            thread.last_inbound_at.is_some(),
            contact.marketing_stopped_at.is_some(),
        )
        .unwrap();
        let page = list(&ines, thread.id, ListMessages::default())
            .await
            .unwrap();
        for it in &page.data {
            let mut tx = desk.cx.read().await.unwrap();
            let record = tx.messages().get(it.view.id).await.unwrap();
            let answered = match record.reply_to_id {
                Some(id) => tx.messages().get(id).await.unwrap().provider_id,
                None => None,
            };
            let ids = [record.provider_id, answered].map(Option::unwrap_or_default);
            message(&mut out, it, &ids, desk.now());
        }
    }
    health(&mut out, desk, line).await;
    let tray = desk.tray().await;
    for entry in &tray[..tray.len() - kept_before] {
        writeln!(
            out,
            "  tray {} {:?} {}",
            entry.cause, entry.field, entry.detail
        )
        .unwrap();
    }
    out
}

async fn health(out: &mut String, desk: &Desk, line: LineId) {
    let door = lines::get(&desk.ines(), line)
        .await
        .unwrap()
        .doors
        .remove(0);
    let health = (
        &door.quality_rating,
        &door.throughput,
        &door.messaging_limit,
        &door.verified_name,
    );
    let trouble = door
        .problem
        .as_ref()
        .map(|it| (&it.message, it.cause.is_some()));
    let history = door.history.as_ref().map(|it| (&it.state, it.progress));
    writeln!(
        out,
        "  line {} {health:?} {trouble:?} {history:?}",
        door.state
    )
    .unwrap();
}

/// One line: what the API's answer is made of, and Meta's ids of it and of what it answers, which the
/// API keeps to itself.
fn message(out: &mut String, full: &FullMessage, [id, answered]: &[String; 2], now: Time) {
    let it = &full.view;
    write!(
        out,
        "    {} {} by {} {id} {:?}",
        it.direction, it.kind, it.author_kind, it.text
    )
    .unwrap();
    if let Some(quoted) = &full.quoted {
        write!(out, " answers {answered} {:?}", quoted.text).unwrap();
    }
    if let Some(content) = &it.content {
        write!(out, " {content}").unwrap();
    }
    if let Some(media) = &full.media {
        let file = &media.media;
        write!(
            out,
            " file {} {:?} {:?}",
            file.kind, file.mime_type, file.provider_id
        )
        .unwrap();
    }
    if let Some(state) = it.state {
        write!(out, " {state}").unwrap();
    }
    for reaction in &full.reactions {
        write!(out, " {} by {}", reaction.emoji, reaction.author_kind).unwrap();
    }
    let marks = [
        (it.edited_at.is_some(), " edited"),
        (it.revoked_at.is_some(), " revoked"),
        (it.has_raw, " +raw"),
    ];
    for (_, mark) in marks.iter().filter(|(is_so, _)| *is_so) {
        out.push_str(mark);
    }
    // Where Meta tells no time, it is that of the test.
    if it.at == now {
        writeln!(out, " now").unwrap();
    } else {
        writeln!(out, " at {}", it.at).unwrap();
    }
}
