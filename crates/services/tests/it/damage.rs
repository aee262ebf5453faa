//! Webhooks that nobody would send: cut, read and survived, whatever stands in them.

use domain::{DeliveryState, DoorKind};
use door::{Door, Knock};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;
use std::path::Path;
use testkit::{Still, damage};

/// What means something in a webhook, or to a reader of JSON.
const WORDS: [&[u8]; 40] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"\"",
    b"\\",
    b"null",
    b"true",
    b"{}",
    b"[]",
    b"\"\"",
    b"\\u0000",
    b"\\ud83d",
    b"\\ude00",
    b"\xff\xfe",
    b"\"id\":",
    b"\"entry\":[",
    b"\"changes\":[",
    b"\"field\":\"messages\"",
    b"\"field\":\"history\"",
    b"\"field\":\"smb_message_echoes\"",
    b"\"field\":\"smb_app_state_sync\"",
    b"\"field\":\"user_preferences\"",
    b"\"field\":\"account_update\"",
    b"\"field\":\"message_template_status_update\"",
    b"\"value\":{",
    b"\"messages\":[{",
    b"\"statuses\":[{",
    b"\"contacts\":[{",
    b"\"errors\":[{\"code\":",
    b"\"type\":\"interactive\"",
    b"\"type\":\"edit\"",
    b"\"type\":\"revoke\"",
    b"\"timestamp\":",
    b"\"context\":{",
    b"\"referral\":{",
    b"\"from_user_id\":\"",
    b"wamid.HBgL",
];

fn recorded() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph/tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() > 50);
    let bodies = files.iter().map(|file| std::fs::read(file).unwrap());
    bodies.collect()
}

/// Reads a webhook all the way; what was cut out of it must be readable by itself.
fn outcome(door: &dyn Door, body: &[u8]) -> u64 {
    let mut outcome = DefaultHasher::new();
    let rows = door.split(body).unwrap_or_default();
    rows.len().min(4).hash(&mut outcome);
    for row in &rows {
        (row.bulk, row.phone_number_id.is_some()).hash(&mut outcome);
        let knocks = door.read(&row.body).expect("a row of the journal is whole");
        assert!(!knocks.is_empty(), "what nobody understands is kept");
        for knock in &knocks {
            note(&mut outcome, knock);
        }
    }
    // A row is read again whenever somebody retries it, in whatever state it is.
    discriminant(&door.read(body)).hash(&mut outcome);
    outcome.finish()
}

fn note(outcome: &mut DefaultHasher, knock: &Knock) {
    discriminant(knock).hash(outcome);
    match knock {
        Knock::Message(it) => {
            let known = (it.sender.wa_id.is_some(), it.sender.bsuid.is_some());
            (it.kind.as_str(), it.text.is_some(), known).hash(outcome);
            (it.media.is_some(), it.referral.is_some()).hash(outcome);
        }
        Knock::Status(it) => {
            let code = it.failure.as_ref().map(|failure| failure.code.is_some());
            (it.state.map(DeliveryState::as_str), code).hash(outcome);
        }
        Knock::Reaction(_)
        | Knock::Edit(_)
        | Knock::Revoke(_)
        | Knock::ContactName(_)
        | Knock::Preference(_)
        | Knock::Line(_)
        | Knock::Template(_)
        | Knock::History(_)
        | Knock::Unreadable(_)
        | Knock::Other { .. } => {}
    }
}

#[tokio::test]
async fn damaged_webhooks_are_survived() {
    let still = Still::start().await;
    let door = still.env.doors.get(DoorKind::Cloud).unwrap();
    damage::survive("webhooks", recorded(), &WORDS, |body| {
        outcome(door.as_ref(), body)
    });
}
