//! The way in: what Meta posts, how it comes to the journal, and how the lanes are worked.

use super::mutations::Mutation;
use super::node::{ACCOUNTS, LINES, NUMBERS, START};
use super::plan::Thread;
use super::points;
use super::run::{Action, Run, Sight};
use super::world::Taken;
use crate::meta::{Customer, failure, status_of_ours};
use aldaba_services::ingest::{STEP, step};
use aldaba_services::webhooks::receive;
use domain::{Origin, Time};
use serde_json::{Value, json};
use storage::Error;
use storage::journal::Lane;

/// One thing that a webhook tells.
#[derive(Clone, Debug)]
pub(super) enum Item {
    Message {
        thread: usize,
        wamid: String,
        text: String,
    },
    Status {
        wamid: String,
        state: &'static str,
    },
}

/// A webhook; Meta posts it until it is acknowledged, and sometimes once more.
pub(super) struct Post {
    pub(super) line: usize,
    pub(super) items: Vec<Item>,
    body: Vec<u8>,
    pub(super) acknowledged: bool,
    worked: bool,
}

fn seconds(now: i64) -> Time {
    Time::from_millis((START + now) / 1000 * 1000)
}

fn body(line: usize, values: Vec<Value>) -> Vec<u8> {
    let changes: Vec<Value> = values
        .into_iter()
        .map(|mut value| {
            value["metadata"] = json!({ "phone_number_id": NUMBERS[line] });
            json!({ "field": "messages", "value": value })
        })
        .collect();
    let entry = json!({ "id": ACCOUNTS[line], "changes": changes });
    json!({ "object": "whatsapp_business_account", "entry": [entry] })
        .to_string()
        .into_bytes()
}

/// What a customer wrote, under Meta's names.
fn written(thread: Thread, wamid: &str, at: Time, text: &str) -> Value {
    let (number, user) = (
        format!("52155555501{:02}", thread.contact),
        format!("MX.10{:02}", thread.contact),
    );
    let name = format!("c{}", thread.contact);
    let customer = Customer {
        wa_id: Some(&number),
        user_id: Some(&user),
        name: &name,
    };
    customer.writes(wamid, at, text)
}

impl Run<'_> {
    pub(super) fn write(&mut self, thread: usize) {
        let nth = self.posts.len();
        let (wamid, text) = (format!("wamid.in-{nth}"), format!("c{thread}-{nth}"));
        let at = seconds(self.now);
        let value = written(self.plan.threads[thread], &wamid, at, &text);
        let line = self.plan.threads[thread].line;
        let item = Item::Message {
            thread,
            wamid,
            text,
        };
        let low = if self.dice.once_in(8) && self.now > 2_000 {
            15_000
        } else {
            400
        };
        self.tells(line, (vec![item], vec![value]), low);
    }

    /// Meta has something to tell, and posts it within so many milliseconds.
    fn tells(&mut self, line: usize, (items, values): (Vec<Item>, Vec<Value>), within: i64) {
        self.posts.push(Post {
            line,
            items,
            body: body(line, values),
            acknowledged: false,
            worked: false,
        });
        self.soon(20, within, Action::Post(self.posts.len() - 1));
    }

    /// What Meta took since: its statuses will come, in whatever order.
    pub(super) fn hear_meta(&mut self) {
        for taken in self.world.fresh() {
            let letter = self.letter_of(&taken);
            self.note(&format!("Meta took {letter} as {}", taken.wamid));
            let line = NUMBERS.iter().position(|it| *it == taken.from).unwrap();
            let fails = self.dice.once_in(10);
            let states: &[&'static str] = match (fails, self.dice.once_in(2)) {
                (true, _) => &["sent", "failed"],
                (false, true) => &["sent", "delivered", "read"],
                (false, false) => &["sent", "delivered"],
            };
            let mut at = self.now;
            for &state in states {
                at += self.dice.between(50, 3_000);
                let told = (vec![item(&taken, state)], vec![told(&taken, state, at)]);
                let within = at - self.now + self.dice.between(100, 4_000);
                self.tells(line, told, within);
            }
        }
    }

    fn letter_of(&self, taken: &Taken) -> String {
        self.watch
            .letter(taken.id)
            .map_or_else(|| taken.text.clone(), |letter| format!("m{letter}"))
    }

    pub(super) async fn post(&mut self, post: usize) {
        let (door, app) = (self.node().receiver.clone(), self.house.app);
        let body = self.posts[post].body.clone();
        self.storing = Some(post);
        let again = self.posts[post].acknowledged;
        let early = self.mutation.is_some_and(Mutation::acknowledges_early);
        if early && !self.posts[post].acknowledged {
            self.acknowledge(post);
        }
        let work = async move {
            let received = receive(&door, app, &body, Some("of Meta")).await;
            points::pass("stored, not acknowledged");
            received
        };
        let Some(received) = points::may_crash("receive", work).await else {
            if !self.posts[post].acknowledged {
                self.soon(500, 5_000, Action::Post(post));
            }
            return self.crash().await;
        };
        self.storing = None;
        if let Err(error) = received {
            return self.problem(format!("w{post} is refused: {error}"));
        }
        let line = self.posts[post].line;
        self.journal[line].push(post);
        self.note(&format!(
            "w{post} {}",
            if again { "again" } else { "acknowledged" }
        ));
        self.acknowledge(post);
        self.wake_lane(line, 1, 300);
        if !again && self.dice.once_in(6) {
            self.soon(1, 10_000, Action::Post(post));
        }
    }

    fn acknowledge(&mut self, post: usize) {
        self.posts[post].acknowledged = true;
    }

    /// After a crash: what had come to the disk, and how far the lanes were worked.
    pub(super) fn catch_up(&mut self) {
        let (storing, all) = (self.storing.take(), self.house.lines);
        for (line, id) in all.iter().enumerate() {
            let lanes = &self.node().lanes;
            let found = lanes.iter().find(|it| it.lane == Lane::LineLive(*id));
            let last = usize::try_from(found.unwrap().last_seq).unwrap();
            // The house itself has one row in each lane.
            if last > self.journal[line].len() + 1 {
                self.journal[line].push(storing.unwrap());
            }
            let to = self.node().cursors[line];
            self.note_worked(line, to);
        }
    }

    /// The lane was worked up to this row: what customers wrote in it counts.
    fn note_worked(&mut self, line: usize, to: i64) {
        let from = self.worked[line];
        let mut count = 0;
        for seq in from + 1..=to {
            let place = usize::try_from(seq - 2).unwrap();
            let post = &mut self.posts[self.journal[line][place]];
            if !std::mem::replace(&mut post.worked, true) {
                let messages = post
                    .items
                    .iter()
                    .filter(|it| matches!(it, Item::Message { .. }));
                count += messages.count();
            }
        }
        self.worked[line] = self.worked[line].max(to);
        self.pace.hears(line, count);
    }

    pub(super) async fn ingest_if_due(&mut self, line: usize) {
        if self.next_ingest[line] <= self.now {
            self.next_ingest[line] = i64::MAX;
            self.ingest(line).await;
        }
    }

    async fn ingest(&mut self, line: usize) {
        let (env, after) = (self.node().env.clone(), self.node().cursors[line]);
        let state = self.node().lanes[line].clone();
        let work = async move { step(&env, &state, after, STEP).await };
        match points::may_crash("ingest", work).await {
            None => return self.crash().await,
            Some(Ok(progress)) => {
                self.node().cursors[line] = progress.seq;
                if progress.rows > 0 {
                    self.sight = Sight::All;
                }
                self.note(&format!("line {line} is read up to {}", progress.seq));
                self.note_worked(line, progress.seq);
            }
            Some(Err(Error::Fenced)) => {
                self.node().read_cursors().await;
                self.note(&format!("line {line}'s lane was moved by another"));
                let to = self.node().cursors[line];
                self.note_worked(line, to);
            }
            Some(Err(error)) => self.problem(format!("line {line} can't be read: {error}")),
        }
        self.meet().await;
        if let Some(mutation) = self.mutation {
            mutation.after_ingest(&self.folder).await;
        }
        if self.dice.once_in(4) {
            self.wake_line(line, 1, 2_000);
        }
    }

    /// The conversations that began.
    async fn meet(&mut self) {
        if self.conversations.iter().all(Option::is_some) {
            return;
        }
        let cx = self.cx();
        let mut tx = cx.read().await.unwrap();
        for line in 0..LINES {
            let first = |it: &Post| match &it.items[0] {
                Item::Message { thread, wamid, .. } if it.line == line => {
                    Some((*thread, wamid.clone()))
                }
                Item::Message { .. } | Item::Status { .. } => None,
            };
            let known: Vec<(usize, String)> = self.posts.iter().filter_map(first).collect();
            let keys: Vec<String> = known.iter().map(|(_, wamid)| wamid.clone()).collect();
            let found = tx
                .message_keys(self.house.lines[line])
                .list(&keys)
                .await
                .unwrap();
            for (thread, wamid) in known {
                if let (None, Some(id)) = (self.conversations[thread], found.get(&wamid)) {
                    let message = tx.messages().get(*id).await.unwrap();
                    assert_eq!(message.origin, Origin::Live);
                    self.conversations[thread] = Some(message.conversation_id);
                }
            }
        }
    }
}

fn item(taken: &Taken, state: &'static str) -> Item {
    Item::Status {
        wamid: taken.wamid.clone(),
        state,
    }
}

fn told(taken: &Taken, state: &str, at: i64) -> Value {
    let ours = taken.id.to_string();
    if state != "failed" {
        let mut value = status_of_ours(&taken.wamid, &ours, state, seconds(at));
        // Another category than ours, and so another price.
        value["statuses"][0]["pricing"] = json!({
            "billable": true, "pricing_model": "PMP", "type": "regular", "category": "utility",
        });
        return value;
    }
    let mut value = failure(&taken.wamid, 131_026, seconds(at));
    value["statuses"][0]["biz_opaque_callback_data"] = ours.into();
    value
}
