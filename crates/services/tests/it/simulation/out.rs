//! The way out: messages are accepted, claimed, handed over and recorded, each a step of its own.

use super::node::{LINES, Letter, Node};
use super::points::{is_hit, may_crash};
use super::run::{Action, Run, Sight};
use super::watch::{Met, Watched};
use aldaba_services::dispatch::parts::{Handed, claim, hand_over, record};
use aldaba_services::ingest::{STEP, step};
use aldaba_services::leases::Held;
use aldaba_services::messages::{SendError, SendMessage, send};
use domain::MessageId;
use jiff::SignedDuration;
use storage::Error;
use storage::inbox::MessagePage;

/// Messages handed over at once.
const ROOM: u32 = 128;
/// A dispatcher without news looks again after this.
const IDLE: i64 = 5_000;

pub(super) fn text(letter: usize) -> String {
    format!("m{letter}")
}

impl Run<'_> {
    pub(super) async fn send(&mut self, letter: usize) {
        let plan = self.plan.letters[letter].clone();
        let Some(conversation) = self.conversations[plan.thread] else {
            return self.soon(200, 900, Action::Send(letter));
        };
        let caller = if plan.key.is_some() {
            &self.house.program
        } else {
            &self.house.ines
        };
        let (organization, caller) = (self.house.organization, caller.clone());
        let cx = self.node().cx(organization, &caller);
        let send_at = plan
            .scheduled
            .map(|wait| cx.now.plus(SignedDuration::from_millis(wait)));
        // A program that asks again asks for the same.
        let send_at = self.scheduled_at(letter, send_at);
        let wanted = SendMessage {
            send_at,
            idempotency_key: plan.key,
            ..crate::desk::text(conversation, &text(letter))
        };
        let answer = may_crash("send", async move { send(&cx, wanted).await }).await;
        let line = self.plan.threads[plan.thread].line;
        match answer {
            Some(Ok(accepted)) if !is_hit("accepted, not answered") => {
                self.note(&format!(
                    "m{letter} is accepted{}",
                    if accepted.replayed { " already" } else { "" }
                ));
                self.learn(letter, accepted.message.view.id).await;
                self.wake_line(line, 1, 200);
            }
            None | Some(Ok(_)) => {
                self.crash().await;
                self.find_again(letter).await;
            }
            Some(Err(error)) => {
                self.note(&format!("m{letter} is refused: {error}"));
                if matches!(error, SendError::ScheduledOutOfRange) {
                    // It was never accepted, and its moment is gone.
                    self.wanted_at.remove(&letter);
                }
                self.soon(2_000, 6_000, Action::Send(letter));
            }
        }
    }

    fn scheduled_at(
        &mut self,
        letter: usize,
        wanted: Option<domain::Time>,
    ) -> Option<domain::Time> {
        let wanted = wanted?;
        let known = self.wanted_at.entry(letter).or_insert(wanted);
        Some(*known)
    }

    /// The answer was lost with the process. A program asks once more with its key; a person looks
    /// whether the message stands in the thread.
    async fn find_again(&mut self, letter: usize) {
        let plan = self.plan.letters[letter].clone();
        let conversation = self.conversations[plan.thread].unwrap();
        if plan.key.is_some() {
            return self.soon(100, 3_000, Action::Send(letter));
        }
        let cx = self.cx();
        let mut tx = cx.read().await.unwrap();
        let page = tx
            .messages()
            .page(conversation, MessagePage::Newest, 500)
            .await
            .unwrap();
        drop(tx);
        let found = page.iter().find(|it| it.text == Some(text(letter)));
        match found.map(|it| it.id) {
            Some(id) => self.learn(letter, id).await,
            None => self.soon(1_000, 4_000, Action::Send(letter)),
        }
    }

    pub(super) async fn repeat(&mut self, letter: usize) {
        if self.watch.of_letter(letter).is_some() {
            self.send(letter).await;
        }
    }

    /// The message is watched from now on.
    async fn learn(&mut self, letter: usize, id: MessageId) {
        if let Some(known) = self.watch.of_letter(letter) {
            if known.seen.message_id != id {
                self.problem(format!("m{letter} was accepted twice"));
            }
            return;
        }
        let cx = self.cx();
        let mut tx = cx.read().await.unwrap();
        let seen = tx.deliveries().list(&[id]).await.unwrap().remove(0);
        drop(tx);
        let thread = self.plan.letters[letter].thread;
        self.watch.all.push(Watched {
            met: Met::of(seen.state),
            letter,
            line: self.plan.threads[thread].line,
            thread,
            by_hand: false,
            seen,
        });
    }

    pub(super) async fn claim_if_due(&mut self, line: usize) {
        // One that was asked for earlier did what this one would do.
        if self.next_claim[line] <= self.now {
            self.next_claim[line] = i64::MAX;
            self.claim(line).await;
        }
    }

    async fn claim(&mut self, line: usize) {
        let (env, id) = (self.node().env.clone(), self.house.lines[line]);
        let Some(held) = self.node().held[line] else {
            return;
        };
        let Some(claimed) = may_crash("claim", claim(&env, id, held, ROOM)).await else {
            return self.crash().await;
        };
        let claimed = match claimed {
            Ok(claimed) => claimed,
            Err(Error::Fenced) => {
                self.note(&format!("line {line} is another's"));
                self.node().held[line] = None;
                return;
            }
            Err(error) => return self.problem(format!("line {line} can't claim: {error}")),
        };
        let some = !claimed.ready.is_empty();
        if some || self.dice.once_in(4) {
            self.sight = Sight::Open;
        }
        let now = self.node().now();
        for ready in claimed.ready {
            let wait = ready.at.since(now).as_millis().max(0);
            let wait = i64::try_from(wait).unwrap();
            let stamp = self.leaves(line, ready.message(), wait);
            self.at(self.now + wait, Action::HandOver(stamp));
            self.node()
                .ready
                .insert(stamp, Letter { line, held, ready });
        }
        if some && is_hit("claimed, not handed over") {
            return self.crash().await;
        }
        if let Some(due) = claimed.next_due {
            let wait = i64::try_from(due.since(now).as_millis()).unwrap();
            if wait <= IDLE {
                // Where nothing may go, nobody is in a hurry.
                let late = if some { 2 } else { 2_000 };
                self.wake_line(line, wait.max(1), wait.max(1) + late);
            }
        }
    }

    /// Notes that one is on its way, and gives it a number.
    fn leaves(&mut self, line: usize, id: MessageId, wait: i64) -> u64 {
        let letter = self.watch.letter(id);
        let name = letter.map_or_else(|| "one that nobody knows".to_owned(), text);
        self.note(&format!("{name} leaves in {wait} ms"));
        if let Some(letter) = letter {
            self.pace
                .leaves(line, self.plan.letters[letter].thread, wait);
        }
        self.letters_out += 1;
        self.letters_out
    }

    pub(super) async fn hand_over(&mut self, stamp: u64) {
        // What a process had in its hands is gone with it.
        let Some(Letter { line, held, ready }) = self.node().ready.remove(&stamp) else {
            return;
        };
        let env = self.node().env.clone();
        let Some(handed) = may_crash("hand over", hand_over(&env, held, ready)).await else {
            return self.crash().await;
        };
        self.hear_meta();
        self.node().handed[line].push((held, handed));
        if is_hit("handed over, not recorded") {
            return self.crash().await;
        }
        let slow = if self.dice.once_in(6) { 8_000 } else { 600 };
        self.soon(20, slow, Action::Record(line));
    }

    pub(super) async fn record(&mut self, line: usize) {
        self.sight = Sight::Open;
        let env = self.node().env.clone();
        let mut handed = std::mem::take(&mut self.node().handed[line]);
        while let Some((held, some)) = same_lease(&mut handed) {
            match may_crash("record", record(&env, held, some)).await {
                None => return self.crash().await,
                Some(Ok(())) => {}
                Some(Err(error)) => self.problem(format!("line {line} can't record: {error}")),
            }
        }
        self.wake_line(line, 1, 100);
    }

    /// The process that hung goes on as if nothing had happened, and then is gone.
    pub(super) async fn wake(&mut self) {
        let Some(mut ghost) = self.ghost.take() else {
            return;
        };
        self.sight = Sight::All;
        self.note("the process that hung wakes up");
        if self.haunt(&mut ghost).await.is_none() {
            self.collect_hits();
            self.crashes += 1;
        }
        self.hear_meta();
        ghost.end().await;
        self.sight = Sight::All;
        self.note("the process that hung is gone");
        (0..LINES).for_each(|line| self.wake_line(line, 1, 2_000));
    }

    /// `None`: it crashed.
    async fn haunt(&mut self, ghost: &mut Node) -> Option<()> {
        self.haunt_out(ghost).await?;
        for line in 0..LINES {
            let (lane, after) = (ghost.lanes[line].clone(), ghost.cursors[line]);
            let read = may_crash("ingest", step(&ghost.env, &lane, after, STEP)).await?;
            self.note(&format!("it reads line {line}: {}", read.is_ok()));
            self.look().await;
            let present = self.node().held[line].zip(ghost.held[line]);
            let behind = present.map_or(1, |(now, then)| now.epoch - then.epoch);
            if let Some(mutation) = self.mutation {
                mutation.before_a_ghost_claims(&self.folder, behind).await;
            }
            let claimed = self.claim_as_ghost(ghost, line).await;
            if let Some(mutation) = self.mutation {
                mutation.after_a_ghost_claimed(&self.folder, behind).await;
            }
            claimed?;
            self.look().await;
        }
        if self.dice.once_in(2) {
            return Some(());
        }
        self.haunt_out(ghost).await
    }

    async fn haunt_out(&mut self, ghost: &mut Node) -> Option<()> {
        for (_, Letter { line, held, ready }) in std::mem::take(&mut ghost.ready) {
            let handed = may_crash("hand over", hand_over(&ghost.env, held, ready)).await?;
            ghost.handed[line].push((held, handed));
            self.hear_meta();
        }
        for line in 0..LINES {
            let mut handed = std::mem::take(&mut ghost.handed[line]);
            while let Some((held, some)) = same_lease(&mut handed) {
                let done = may_crash("record", record(&ghost.env, held, some)).await?;
                self.note(&format!("it records line {line}: {}", done.is_ok()));
                self.look().await;
            }
        }
        Some(())
    }

    async fn claim_as_ghost(&mut self, ghost: &mut Node, line: usize) -> Option<()> {
        let Some(held) = ghost.held[line] else {
            return Some(());
        };
        let claimed = may_crash(
            "claim",
            claim(&ghost.env, self.house.lines[line], held, ROOM),
        )
        .await?;
        self.note(&format!("it claims line {line}: {}", claimed.is_ok()));
        for ready in claimed.map(|it| it.ready).unwrap_or_default() {
            let wait = i64::try_from(ready.at.since(ghost.now()).as_millis().max(0)).unwrap();
            let stamp = self.leaves(line, ready.message(), wait);
            ghost.ready.insert(stamp, Letter { line, held, ready });
        }
        Some(())
    }
}

/// Takes what was handed over under the first one's lease.
fn same_lease(handed: &mut Vec<(Held, Handed)>) -> Option<(Held, Vec<Handed>)> {
    let held = handed.first()?.0;
    let (same, rest): (Vec<_>, Vec<_>) = std::mem::take(handed)
        .into_iter()
        .partition(|it| it.0 == held);
    *handed = rest;
    Some((held, same.into_iter().map(|it| it.1).collect()))
}
