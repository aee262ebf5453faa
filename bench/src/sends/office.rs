//! Clients of the API: each message with its key, asked for again until it is answered.

use super::text;
use crate::clock;
use crate::load::Latency;
use crate::machine::Facts;
use crate::traffic::Dice;
use crate::wire::{Address, Call, Connection};
use anyhow::Result;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::task::JoinHandle;
use tokio::time::Instant;

/// How long a client waits before it asks again.
const PAUSE: Duration = Duration::from_millis(50);
/// A server that answers nobody for so long will not.
const PATIENCE: Duration = Duration::from_mins(2);

#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) messages: u32,
    /// None: as many as the connections get through.
    pub(crate) per_second: Option<u32>,
    pub(crate) connections: u32,
    /// Of a hundred messages that were answered, how many are asked for once more.
    pub(crate) repeats: u32,
}

/// What the clients have seen.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// Messages that were accepted, with the moment at which each was due, in milliseconds since 1970.
    pub(crate) accepted: Vec<(u32, i64)>,
    /// From the moment at which a message was due to its answer.
    pub(crate) waits: Latency,
    /// Requests that nobody answered, or with 429 or 5xx.
    pub(crate) unanswered: usize,
    /// Asked for again although the answer had come.
    pub(crate) repeated: usize,
    pub(crate) faults: Vec<String>,
}

pub(crate) struct Office {
    shared: Arc<Shared>,
    clients: Vec<JoinHandle<Tally>>,
}

struct Shared {
    plan: Plan,
    server: Address,
    prefix: String,
    token: String,
    conversations: Vec<String>,
    began: Instant,
    began_at: i64,
    next: AtomicU32,
    accepted: AtomicU32,
}

impl Office {
    pub(crate) fn open(plan: Plan, facts: &Facts, conversations: Vec<String>) -> Result<Self> {
        let shared = Arc::new(Shared {
            plan,
            server: Address::parse(&facts.url)?,
            prefix: format!("/api/v1/organizations/{}", facts.organization_id),
            token: facts.api_token.clone(),
            conversations,
            began: Instant::now(),
            began_at: clock::millis(),
            next: AtomicU32::new(0),
            accepted: AtomicU32::new(0),
        });
        let clients = (0..plan.connections)
            .map(|seat| tokio::spawn(Arc::clone(&shared).work(seat)))
            .collect();
        Ok(Self { shared, clients })
    }

    /// Messages that were accepted so far.
    pub(crate) fn accepted(&self) -> u32 {
        self.shared.accepted.load(Ordering::Relaxed)
    }

    /// Waits until every message was answered.
    pub(crate) async fn close(self) -> Result<Tally> {
        let mut all = Tally::default();
        for client in self.clients {
            let one = client.await?;
            all.accepted.extend(one.accepted);
            all.waits.append(one.waits);
            all.unanswered += one.unanswered;
            all.repeated += one.repeated;
            all.faults.extend(one.faults);
        }
        all.accepted.sort_unstable();
        all.waits.sort();
        Ok(all)
    }
}

/// A client's own room.
struct Desk {
    connection: Option<Connection>,
    dice: Dice,
    tally: Tally,
}

impl Shared {
    async fn work(self: Arc<Self>, seat: u32) -> Tally {
        let mut desk = Desk {
            connection: None,
            dice: Dice::new(seat.into()),
            tally: Tally::default(),
        };
        loop {
            let nth = self.next.fetch_add(1, Ordering::Relaxed);
            if nth >= self.plan.messages {
                return desk.tally;
            }
            self.send(&mut desk, nth).await;
        }
    }

    async fn send(&self, desk: &mut Desk, nth: u32) {
        let due = match self.plan.per_second {
            Some(rate) => {
                let nanos = u64::from(nth) * 1_000_000_000 / u64::from(rate.max(1));
                self.began + Duration::from_nanos(nanos)
            }
            None => Instant::now(),
        };
        tokio::time::sleep_until(due).await;
        let Some(id) = self.until_answered(desk, nth).await else {
            return;
        };
        let since = due.duration_since(self.began).as_millis();
        let due_at = self.began_at + i64::try_from(since).unwrap_or(i64::MAX);
        desk.tally.waits.push(due.elapsed());
        desk.tally.accepted.push((nth, due_at));
        self.accepted.fetch_add(1, Ordering::Relaxed);
        if desk.dice.strikes(self.plan.repeats) {
            desk.tally.repeated += 1;
            let again = self.until_answered(desk, nth).await;
            if again.is_some_and(|again| again != id) {
                let fault = format!("one key, two messages: {}", text(nth));
                desk.tally.faults.push(fault);
            }
        }
    }

    /// Asks with the message's key until somebody answers; gives back the message's id.
    async fn until_answered(&self, desk: &mut Desk, nth: u32) -> Option<String> {
        let began = Instant::now();
        while began.elapsed() < PATIENCE {
            match self.ask(desk, nth).await {
                Ok((200 | 201, message)) => return message["id"].as_str().map(str::to_owned),
                Ok((429 | 500.., _)) => {}
                Ok((status, body)) => {
                    let fault = format!("{} was answered {status}: {body}", text(nth));
                    desk.tally.faults.push(fault);
                    return None;
                }
                Err(_) => desk.connection = None,
            }
            desk.tally.unanswered += 1;
            tokio::time::sleep(PAUSE).await;
        }
        let fault = format!("{} was not answered within {PATIENCE:?}", text(nth));
        desk.tally.faults.push(fault);
        None
    }

    async fn ask(&self, desk: &mut Desk, nth: u32) -> Result<(u16, Value)> {
        let count = u32::try_from(self.conversations.len()).unwrap_or(1).max(1);
        let place = usize::try_from(nth % count).unwrap_or_default();
        let conversation = &self.conversations[place];
        let text = text(nth);
        let call = Call {
            method: "POST",
            address: self.server.at(&format!(
                "{}/conversations/{conversation}/messages",
                self.prefix
            )),
            token: Some(&self.token),
            key: Some(&text),
            body: Some(json!({"type": "text", "text": {"body": text}})),
        };
        let connection = match &mut desk.connection {
            Some(connection) => connection,
            none => none.insert(Connection::open(&self.server).await?),
        };
        connection.call(&call).await
    }
}
