//! What happens to a process beside its work: it hangs, it is stopped, its clock is set, its token dies.

use super::node::{LINES, NUMBERS};
use super::plan::Trouble;
use super::points;
use super::run::{Action, Run, Sight};
use aldaba_services::{lines, messages};
use domain::DeliveryState;
use jiff::SignedDuration;

impl Run<'_> {
    pub(super) async fn trouble(&mut self, trouble: Trouble) {
        self.sight = Sight::All;
        self.note(&format!("trouble: {trouble:?}"));
        match trouble {
            Trouble::Crash(point) => {
                points::arm(point);
                if points::is_hit("at rest") {
                    self.crash().await;
                } else if point.step == "take over" {
                    // Who starts takes over.
                    self.restart().await;
                }
            }
            Trouble::Restart => self.restart().await,
            Trouble::Stall => self.stall().await,
            Trouble::Jump(by) => {
                self.troubles += 1;
                self.clock.advance(SignedDuration::from_millis(by));
                self.pace.pass(by.max(0));
                (0..LINES).for_each(|line| self.wake_line(line, 1, 5_000));
            }
            Trouble::TokenDies(line) => self.world.kill_token(NUMBERS[line]),
            Trouble::TokenIsMended(line) => self.mend(line).await,
            Trouble::Retry => self.retry().await,
        }
    }

    pub(super) async fn mend(&mut self, line: usize) {
        self.world.mend_token(NUMBERS[line]);
        let cx = self.cx();
        lines::test(&cx, self.house.lines[line]).await.unwrap();
        self.wake_line(line, 1, 500);
    }

    /// Somebody sends what failed, or what is in doubt, once more.
    async fn retry(&mut self) {
        let bad = [DeliveryState::Failed, DeliveryState::Uncertain];
        let found = self
            .watch
            .all
            .iter()
            .find(|it| bad.contains(&it.seen.state));
        let Some((id, letter)) = found.map(|it| (it.seen.message_id, it.letter)) else {
            return;
        };
        let organization = self.house.organization;
        let ines = self.house.ines.clone();
        let cx = self.node().cx(organization, &ines);
        let done = messages::retry(&cx, id, messages::Retry::CONFIRMED).await;
        self.note(&format!(
            "m{letter} is sent again by hand: {}",
            done.is_ok()
        ));
        if done.is_ok() {
            let mut tx = cx.read().await.unwrap();
            let seen = tx.deliveries().list(&[id]).await.unwrap().remove(0);
            let watched = self.watch.of_letter(letter).unwrap();
            watched.by_hand = true;
            watched.seen = seen;
            let line = watched.line;
            self.wake_line(line, 1, 300);
        }
    }

    /// It finishes what it does, gives its leases back, and starts again.
    async fn restart(&mut self) {
        let stamps: Vec<u64> = self.node().ready.keys().copied().collect();
        let crashes = self.crashes;
        for stamp in stamps {
            self.hand_over(stamp).await;
            self.look().await;
        }
        for line in 0..LINES {
            self.record(line).await;
            self.look().await;
        }
        if self.crashes > crashes {
            return;
        }
        if let Some(node) = self.node.take() {
            node.release().await;
            node.end().await;
        }
        self.start().await;
        self.renew().await;
    }

    /// It hangs with everything in its hands, and another one starts beside it.
    async fn stall(&mut self) {
        if self.ghost.is_some() {
            return;
        }
        self.troubles += 1;
        self.ghost = self.node.take();
        self.start().await;
        self.wake_leases(100, 2_000);
        self.soon(5_000, 30_000, Action::Wake);
        for line in 0..LINES {
            self.wake_lane(line, 1, 500);
        }
    }
}
