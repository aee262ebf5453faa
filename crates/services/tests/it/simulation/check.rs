//! What must hold when everything has come to rest.

use super::out::text;
use super::post::Item;
use super::run::Run;
use super::watch::{Met, Watched};
use super::world::Taken;
use domain::{ChargeState, DeliveryState, MessageId, SpendBy};
use std::collections::BTreeMap;
use storage::inbox::MessagePage;
use storage::{Charge, SpendFilter};

pub(super) async fn check(run: &mut Run<'_>) {
    let mut problems = states(run);
    problems.extend(order(run));
    problems.extend(run.pace.overruns());
    problems.extend(stored_once(run).await);
    problems.extend(ledger(run).await);
    for problem in problems {
        run.problem(problem);
    }
}

fn by_message(log: &[Taken]) -> BTreeMap<String, Vec<&Taken>> {
    let mut taken: BTreeMap<String, Vec<&Taken>> = BTreeMap::new();
    for one in log {
        taken.entry(one.text.clone()).or_default().push(one);
    }
    taken
}

/// Every accepted message is in a final or an explained state, which is what Meta knows of it.
fn states(run: &Run<'_>) -> Vec<String> {
    let log = run.world.log();
    let taken = by_message(&log);
    let mut problems = Vec::new();
    for watched in &run.watch.all {
        let none = Vec::new();
        let copies = taken.get(&text(watched.letter)).unwrap_or(&none);
        let name = text(watched.letter);
        if copies.len() > 1 && !watched.by_hand && run.plan.resends != Some(watched.line) {
            problems.push(format!("Meta took {name} {} times", copies.len()));
        }
        if let Some(problem) = standing(watched, copies, run) {
            problems.push(format!("{name} is {}: {problem}", watched.seen.state));
        }
    }
    problems
}

fn standing(watched: &Watched, copies: &[&Taken], run: &Run<'_>) -> Option<String> {
    use DeliveryState::{
        Delivered, Discarded, Failed, Played, Queued, Read, Sending, Sent, Uncertain, Waiting,
    };
    let state = watched.seen.state;
    let surprise = match state {
        Queued | Sending => Some("nothing holds it".to_owned()),
        Waiting => Some("everything has had its time".to_owned()),
        // What Meta told may be of the attempt before.
        Uncertain if copies.is_empty() || watched.by_hand => None,
        Uncertain => Some("Meta took it, and told so".to_owned()),
        Sent | Delivered | Read | Played if copies.is_empty() => {
            Some("Meta never took it".to_owned())
        }
        Discarded => Some("nobody discarded it".to_owned()),
        Sent | Delivered | Read | Played | Failed => None,
    };
    if surprise.is_some() {
        return surprise;
    }
    let [only] = copies else {
        return None;
    };
    let told = foretold(only, run);
    (state != told && !watched.by_hand).then(|| format!("Meta told {told}"))
}

/// What the statuses of a message come to, in whatever order they came.
fn foretold(taken: &Taken, run: &Run<'_>) -> DeliveryState {
    let mut state = DeliveryState::Sent;
    let items = run.posts.iter().flat_map(|post| &post.items);
    for item in items {
        if let Item::Status { wamid, state: told } = item
            && *wamid == taken.wamid
        {
            let told: DeliveryState = told.parse().unwrap();
            if state.moves_to(told) {
                state = told;
            }
        }
    }
    state
}

/// Meta took each conversation's messages in their order, but where a later one might go first.
fn order(run: &Run<'_>) -> Vec<String> {
    let log = run.world.log();
    let first = |letter: usize| log.iter().position(|it| it.text == text(letter));
    let mut problems = Vec::new();
    for earlier in &run.watch.all {
        for later in &run.watch.all {
            let apart =
                earlier.thread != later.thread || earlier.seen.position >= later.seen.position;
            let excused = earlier.by_hand || later.by_hand || later.met == Met::Gone;
            if apart || excused {
                continue;
            }
            if let (Some(one), Some(two)) = (first(earlier.letter), first(later.letter))
                && one > two
                && !run.watch.overtook.contains(&(later.letter, earlier.letter))
            {
                problems.push(format!("m{} went before m{}", later.letter, earlier.letter));
            }
        }
    }
    problems
}

/// What was acknowledged is stored once, and what was accepted is one message.
async fn stored_once(run: &mut Run<'_>) -> Vec<String> {
    let mut stored: BTreeMap<String, usize> = BTreeMap::new();
    let cx = run.cx();
    let mut tx = cx.read().await.unwrap();
    for conversation in run.conversations.iter().flatten() {
        let page = tx
            .messages()
            .page(*conversation, MessagePage::Newest, 1000)
            .await
            .unwrap();
        for message in page {
            *stored.entry(message.text.unwrap_or_default()).or_default() += 1;
        }
    }
    drop(tx);
    let mut problems = Vec::new();
    for (nth, post) in run.posts.iter().enumerate() {
        if !post.acknowledged {
            problems.push(format!("w{nth} was never acknowledged"));
        }
        if !run.journal[post.line].contains(&nth) {
            problems.push(format!("w{nth} is acknowledged, and not in the journal"));
        }
        for item in &post.items {
            if let Item::Message { text, .. } = item {
                let count = stored.remove(text).unwrap_or_default();
                if count != 1 {
                    problems.push(format!("{text} of w{nth} is stored {count} times"));
                }
            }
        }
    }
    for letter in 0..run.plan.letters.len() {
        let count = stored.remove(&text(letter)).unwrap_or_default();
        if count != 1 {
            problems.push(format!("m{letter} is stored {count} times"));
        }
    }
    let rest = stored
        .into_keys()
        .map(|text| format!("nobody wrote {text}"));
    problems.extend(rest);
    problems
}

/// The sums are those of the charges, and what Meta holds has one.
async fn ledger(run: &mut Run<'_>) -> Vec<String> {
    let cx = run.cx();
    let mut tx = cx.read().await.unwrap();
    let ids: Vec<MessageId> = run.watch.all.iter().map(|it| it.seen.message_id).collect();
    let charges = tx.charges().list(&ids).await.unwrap();
    let days = SpendFilter {
        from: String::new(),
        to: "9".to_owned(),
        line: None,
    };
    let sums = tx.spend().by(SpendBy::Day, &days).await.unwrap();
    drop(tx);
    let counted: Vec<&Charge> = charges
        .iter()
        .filter(|charge| charge.state != ChargeState::Void)
        .collect();
    let mut problems = Vec::new();
    let price: i64 = counted.iter().filter_map(|charge| charge.micros).sum();
    let spent: i64 = sums.iter().map(|sum| sum.micros).sum();
    if price != spent {
        problems.push(format!(
            "the messages cost {price}, the ledger says {spent}"
        ));
    }
    let messages: i64 = sums.iter().map(|sum| sum.messages).sum();
    if usize::try_from(messages) != Ok(counted.len()) {
        problems.push(format!("{} charges, {messages} in the sums", counted.len()));
    }
    for watched in &run.watch.all {
        use DeliveryState::{Delivered, Failed, Played, Read, Sent};
        let charge = charges
            .iter()
            .find(|it| it.message_id == watched.seen.message_id);
        let is_charged = charge.is_some_and(|it| it.state != ChargeState::Void);
        let arrived = matches!(watched.seen.state, Sent | Delivered | Read | Played);
        let failed = watched.seen.state == Failed;
        if arrived != is_charged && (arrived || failed) {
            let (name, state) = (text(watched.letter), watched.seen.state);
            problems.push(format!("{name} is {state} with the charge {charge:?}"));
        }
    }
    problems
}
