//! How lines fare, as the provider tells it: trouble, quality, limits, names, imports.

use crate::Cx;
use domain::text::storable;
use domain::{DoorKind, DoorProblem, DoorState, EventKind, LineId, Time};
use door::{HistoryProgress, LineChange, LineTrouble, LineUpdate};
use storage::{Door, Tx};

/// Applies an update to the doors that it is about, among `lines` or among all of the organization.
/// Returns whether there was one.
pub(super) async fn apply(
    cx: &Cx,
    tx: &mut Tx,
    lines: Option<&[LineId]>,
    update: &LineUpdate,
) -> storage::Result<bool> {
    let mut found = false;
    for mut door in tx.doors().list().await? {
        let asked = lines.is_none_or(|lines| lines.contains(&door.line_id));
        if door.kind != DoorKind::Cloud || !asked || !is_about(tx, &door, update).await? {
            continue;
        }
        found = true;
        let before = door.clone();
        change(&mut door, update, cx.now);
        if door != before {
            tx.doors().update(&door).await?;
            let line_id = door.line_id;
            tx.emit(cx.event(EventKind::LineUpdated { line_id }));
        }
    }
    Ok(found)
}

async fn is_about(tx: &mut Tx, door: &Door, update: &LineUpdate) -> storage::Result<bool> {
    if update.waba_id.is_some() && update.waba_id != door.waba_id {
        return Ok(false);
    }
    let Some(number) = &update.number else {
        return Ok(true);
    };
    let line = tx.lines().get(door.line_id).await?;
    // A line whose number was never shown to us is taken for meant: better told once too often.
    Ok(line
        .phone
        .is_none_or(|phone| phone.to_string().trim_start_matches('+') == number))
}

fn change(door: &mut Door, update: &LineUpdate, now: Time) {
    let at = update.at.unwrap_or(now);
    let text = |text: &String| Some(storable(text).into_owned());
    match &update.change {
        LineChange::Broken(trouble) => {
            door.state = DoorState::NeedsAttention;
            door.problem = Some(problem(trouble, at));
        }
        // What keeps messages from going out is worse than what somebody should know.
        LineChange::Warned(trouble) if door.state != DoorState::NeedsAttention => {
            door.problem = Some(problem(trouble, at));
        }
        LineChange::Warned(_) => {}
        LineChange::Recovered { event } => recover(door, event, at),
        LineChange::Quality(quality) => door.quality_rating = text(quality),
        LineChange::Throughput(level) => door.throughput = text(level),
        LineChange::MessagingLimit(limit) => door.messaging_limit = text(limit),
        LineChange::VerifiedName(name) => door.verified_name = text(name),
    }
}

/// Trouble that the account had is over; trouble of another kind, as a dead token, stays. So does what
/// began after this news: Meta goes on telling for days what it could not tell at once.
fn recover(door: &mut Door, event: &str, at: Time) {
    const ACCOUNT: [&str; 6] = [
        "ACCOUNT_DELETED",
        "ACCOUNT_OFFBOARDED",
        "DISABLED_UPDATE",
        "PARTNER_APP_UNINSTALLED",
        "PARTNER_REMOVED",
        "SCHEDULE_FOR_DISABLE",
    ];
    let of_account =
        event.starts_with("PARTNER") || ["ACCOUNT_RECONNECTED", "DISABLED_UPDATE"].contains(&event);
    // Meta counts seconds.
    let second = |time: Time| time.millis() / 1000;
    let earlier = door
        .problem
        .as_ref()
        .filter(|it| second(it.at) <= second(at));
    let kind = earlier.and_then(|it| it.kind.as_deref());
    let is_over = kind.is_some_and(|kind| kind == event || (of_account && ACCOUNT.contains(&kind)));
    if is_over {
        door.problem = None;
        door.state = DoorState::Connected;
    }
}

fn problem(trouble: &LineTrouble, at: Time) -> DoorProblem {
    DoorProblem {
        code: trouble.code,
        subcode: None,
        kind: Some(trouble.event.clone()),
        message: trouble.message.clone(),
        details: trouble.details.clone(),
        trace_id: None,
        at,
    }
}

/// How far the phone has told its history.
pub(super) async fn import(
    cx: &Cx,
    tx: &mut Tx,
    door: &Door,
    told: &[HistoryProgress],
) -> storage::Result<()> {
    for progress in told {
        let (state, percent) = match progress {
            HistoryProgress::Declined => ("declined", 0),
            HistoryProgress::At(100) => ("done", 100),
            HistoryProgress::At(percent) => ("importing", i64::from(*percent)),
        };
        tx.doors().update_history(door.id, state, percent).await?;
    }
    if !told.is_empty() {
        let line_id = door.line_id;
        tx.emit(cx.event(EventKind::LineUpdated { line_id }));
    }
    Ok(())
}
