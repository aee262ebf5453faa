//! One run of a seed: one action after the other, on a clock that only the run moves.

use super::check;
use super::dice::Dice;
use super::mutations::Mutation;
use super::node::{House, LINES, Node, START};
use super::pace::Pace;
use super::plan::{Plan, Trouble};
use super::points::{self, Point};
use super::post::Post;
use super::watch::Watch;
use super::world::World;
use aldaba_services::Clock;
use domain::{ConversationId, DeliveryState, Time};
use jiff::SignedDuration;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// A run of more actions than this does not come to an end.
const ENDLESS: usize = 8_000;

/// What is to be done at a moment.
#[derive(Clone, Copy, Debug)]
pub(super) enum Action {
    /// A customer writes to this thread.
    Write(usize),
    /// The house answers.
    Send(usize),
    /// A program uses its key again.
    Repeat(usize),
    /// Meta posts this webhook.
    Post(usize),
    Ingest(usize),
    Claim(usize),
    HandOver(u64),
    Record(usize),
    Renew,
    Trouble(Trouble),
    /// The process that hung wakes up.
    Wake,
}

/// What the step may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    None,
    /// Only what has not left yet.
    Open,
    All,
}

/// What a run came to.
pub(super) struct Outcome {
    pub(super) trace: String,
    pub(super) problems: Vec<String>,
    pub(super) hits: Vec<Point>,
    pub(super) crashes: usize,
    pub(super) faults: usize,
    pub(super) letters: usize,
}

pub(super) struct Run<'a> {
    pub(super) house: &'a House,
    pub(super) plan: Plan,
    pub(super) mutation: Option<Mutation>,
    pub(super) dice: Dice,
    pub(super) world: Arc<World>,
    pub(super) clock: Clock,
    /// True time since the start, in milliseconds. The process's clock may say something else.
    pub(super) now: i64,
    pub(super) folder: PathBuf,
    pub(super) node: Option<Node>,
    /// A process that hangs while another one does its work.
    pub(super) ghost: Option<Node>,
    processes: usize,
    agenda: BTreeMap<(i64, u64), Action>,
    stamps: u64,
    next_renew: i64,
    pub(super) next_claim: [i64; LINES],
    pub(super) next_ingest: [i64; LINES],
    pub(super) conversations: Vec<Option<ConversationId>>,
    pub(super) posts: Vec<Post>,
    /// The posts that stand in each line's lane.
    pub(super) journal: [Vec<usize>; LINES],
    /// Which post is being stored just now.
    pub(super) storing: Option<usize>,
    /// How far each lane was worked, as far as we know.
    pub(super) worked: [i64; LINES],
    pub(super) watch: Watch,
    pub(super) pace: Pace,
    /// For when each scheduled letter was asked for.
    pub(super) wanted_at: BTreeMap<usize, Time>,
    pub(super) letters_out: u64,
    pub(super) crashes: usize,
    pub(super) troubles: usize,
    pub(super) sight: Sight,
    steps: usize,
    hits: Vec<Point>,
    pub(super) trace: String,
}

pub(super) async fn run(house: &House, seed: u64, mutation: Option<Mutation>) -> Outcome {
    let plan = Plan::of(seed);
    let folder = house.copy(seed);
    let world = World::new(Arc::clone(&house.real), plan.faults.clone());
    let mut run = Run {
        house,
        mutation,
        dice: Dice::new(seed),
        world: Arc::new(world),
        clock: Clock::fixed(Time::from_millis(START)),
        now: 0,
        folder: folder.clone(),
        node: None,
        ghost: None,
        processes: 0,
        agenda: BTreeMap::new(),
        stamps: 0,
        next_renew: i64::MAX,
        next_claim: [i64::MAX; LINES],
        next_ingest: [i64::MAX; LINES],
        conversations: vec![None; plan.threads.len()],
        posts: Vec::new(),
        journal: [Vec::new(), Vec::new()],
        storing: None,
        worked: [1; LINES],
        watch: Watch {
            resends: plan.resends,
            ..Watch::default()
        },
        pace: Pace::default(),
        wanted_at: BTreeMap::new(),
        letters_out: 0,
        crashes: 0,
        troubles: 0,
        sight: Sight::None,
        steps: 0,
        hits: Vec::new(),
        trace: String::new(),
        plan,
    };
    points::disarm();
    run.begin().await;
    run.work(15_000).await;
    run.drain().await;
    check::check(&mut run).await;
    let outcome = run.end().await;
    let _ = std::fs::remove_dir_all(folder);
    outcome
}

impl Run<'_> {
    /// Writes into the trace.
    pub(super) fn note(&mut self, what: &str) {
        writeln!(self.trace, "{:>8} {what}", self.now).unwrap();
    }

    pub(super) fn soon(&mut self, low: i64, high: i64, action: Action) {
        let at = self.now + self.dice.between(low, high);
        self.at(at, action);
    }

    pub(super) fn at(&mut self, at: i64, action: Action) {
        self.stamps += 1;
        self.agenda.insert((at, self.stamps), action);
    }

    pub(super) const fn node(&mut self) -> &mut Node {
        self.node.as_mut().expect("a process runs")
    }

    pub(super) fn problem(&mut self, what: String) {
        self.note(&format!("PROBLEM {what}"));
        self.watch.problems.push(what);
    }

    /// The dispatcher of the line looks again, soon.
    pub(super) fn wake_line(&mut self, line: usize, low: i64, high: i64) {
        let at = self.now + self.dice.between(low, high);
        if at < self.next_claim[line] {
            self.next_claim[line] = at;
            self.at(at, Action::Claim(line));
        }
    }

    /// The worker of the lane goes on, soon.
    pub(super) fn wake_lane(&mut self, line: usize, low: i64, high: i64) {
        let at = self.now + self.dice.between(low, high);
        if at < self.next_ingest[line] {
            self.next_ingest[line] = at;
            self.at(at, Action::Ingest(line));
        }
    }

    fn pass_time(&mut self, until: i64) {
        if until > self.now {
            self.clock
                .advance(SignedDuration::from_millis(until - self.now));
            self.pace.pass(until - self.now);
            self.now = until;
        }
    }

    async fn begin(&mut self) {
        self.start().await;
        if let Some(line) = self.plan.resends {
            let cx = self.cx();
            let mut tx = cx.begin().await.unwrap();
            let mut record = tx.lines().get(self.house.lines[line]).await.unwrap();
            record.uncertain_policy = domain::UncertainPolicy::Resend;
            record.uncertain_after_minutes = 1;
            tx.lines().update(&record).await.unwrap();
            tx.commit().await.unwrap();
        }
        self.wake_leases(0, 0);
        for (at, thread) in self.plan.written.clone() {
            self.at(at, Action::Write(thread));
        }
        for letter in 0..self.plan.letters.len() {
            self.at(self.plan.letters[letter].at, Action::Send(letter));
        }
        for (at, letter) in self.plan.repeats.clone() {
            self.at(at, Action::Repeat(letter));
        }
        for (at, trouble) in self.plan.troubles.clone() {
            self.at(at, Action::Trouble(trouble));
        }
    }

    pub(super) fn cx(&mut self) -> aldaba_services::Cx {
        let organization = self.house.organization;
        self.node()
            .cx(organization, &aldaba_services::Caller::System)
    }

    /// Until nothing has been to be done for so long but what comes round.
    async fn work(&mut self, patience: i64) {
        let (mut busy_at, mut quiet) = (self.now, 0);
        let mut changes = self.watch.changes;
        while let Some(((at, _), action)) = self.agenda.pop_first() {
            self.pass_time(at);
            self.act(action).await;
            self.steps += 1;
            if self.steps > ENDLESS {
                return self.problem("it goes on and on".to_owned());
            }
            let rounds = |it: &Action| matches!(it, Action::Renew | Action::Claim(_));
            if !self.agenda.values().all(rounds) {
                busy_at = self.now;
                continue;
            }
            quiet = if self.watch.changes > changes {
                0
            } else {
                quiet + 1
            };
            changes = self.watch.changes;
            // Each line was asked, and nothing came of it.
            let tired = quiet > 2 * LINES && self.now - busy_at >= patience;
            if tired || self.waits().is_none() {
                return;
            }
        }
    }

    async fn act(&mut self, action: Action) {
        self.sight = Sight::None;
        match action {
            Action::Write(thread) => self.write(thread),
            Action::Send(letter) => self.send(letter).await,
            Action::Repeat(letter) => self.repeat(letter).await,
            Action::Post(post) => self.post(post).await,
            Action::Ingest(line) => self.ingest_if_due(line).await,
            Action::Claim(line) => self.claim_if_due(line).await,
            Action::HandOver(stamp) => self.hand_over(stamp).await,
            Action::Record(line) => self.record(line).await,
            Action::Renew => self.renew_if_due().await,
            Action::Trouble(trouble) => self.trouble(trouble).await,
            Action::Wake => self.wake().await,
        }
        self.look().await;
    }

    /// Looks at what the last step may have changed, as somebody with the inbox open does.
    pub(super) async fn look(&mut self) {
        let ids = match std::mem::replace(&mut self.sight, Sight::All) {
            Sight::None => return,
            Sight::Open => self.watch.open(),
            Sight::All => self.watch.ids(),
        };
        let (cx, now) = (self.cx(), self.clock.now());
        let mut tx = cx.read().await.unwrap();
        let found = tx.deliveries().list(&ids).await.unwrap();
        drop(tx);
        let before = self.watch.problems.len();
        for news in self.watch.see(found, now) {
            self.note(&format!("  {news}"));
        }
        let problems = self.watch.problems[before..].join(", and ");
        if !problems.is_empty() {
            self.note(&format!("PROBLEM {problems}"));
        }
    }

    /// A new process on the same files.
    pub(super) async fn start(&mut self) {
        self.processes += 1;
        if let Some(mutation) = self.mutation {
            mutation.at_start(&self.folder).await;
        }
        let owner = format!("process-{}", self.processes);
        let place = (self.folder.as_path(), owner);
        let node = Node::start(self.house, place, &self.world, &self.clock).await;
        self.node = Some(node);
    }

    /// Everything in memory is lost.
    pub(super) async fn crash(&mut self) {
        self.collect_hits();
        self.crashes += 1;
        self.sight = Sight::All;
        self.note("the process is gone");
        let mut dead = None;
        if let Some(node) = self.node.take() {
            dead = self.plan.alone.then(|| node.owner.clone());
            node.end().await;
        }
        self.hear_meta();
        self.start().await;
        if let Some(owner) = dead {
            self.node().settle(&owner).await;
        }
        self.catch_up();
        self.wake_leases(1, 200);
        for line in 0..LINES {
            self.wake_lane(line, 1, 500);
        }
    }

    pub(super) fn collect_hits(&mut self) {
        for hit in points::take_hits() {
            self.note(&format!("crash at {hit}"));
            self.hits.push(hit);
        }
    }

    async fn renew_if_due(&mut self) {
        if self.next_renew <= self.now {
            self.next_renew = i64::MAX;
            self.renew().await;
        }
    }

    /// The leases are looked after, soon.
    pub(super) fn wake_leases(&mut self, low: i64, high: i64) {
        let at = self.now + self.dice.between(low, high);
        if at < self.next_renew {
            self.next_renew = at;
            self.at(at, Action::Renew);
        }
    }

    pub(super) async fn renew(&mut self) {
        let lines = self.house.lines;
        let Some(doubted) = self.node().renew(&lines).await else {
            return self.crash().await;
        };
        for (line, count) in doubted {
            self.sight = Sight::All;
            self.note(&format!("line {line} is taken over, {count} in doubt"));
            if let Some(mutation) = self.mutation {
                mutation.at_take_over(&self.folder).await;
            }
            self.wake_line(line, 1, 50);
            if self.ghost.is_some() && self.dice.once_in(2) {
                // Just when the other one has begun.
                self.soon(1, 400, Action::Wake);
            }
        }
        self.wake_leases(2_900, 3_100);
    }

    /// No more troubles; everything that waits has its time, however long that takes.
    async fn drain(&mut self) {
        self.note("calm");
        if self.ghost.is_some() {
            self.wake().await;
        }
        points::disarm();
        if self.crashes == 0 {
            self.crash().await;
        }
        for line in 0..LINES {
            self.mend(line).await;
        }
        let mut stretch = 1;
        for _ in 0..400 {
            let changes = self.watch.changes;
            self.work(0).await;
            self.sight = Sight::All;
            self.look().await;
            let Some(wait) = self.waits() else {
                return;
            };
            // Whoever has waited in vain waits longer: for a lease, for a limit.
            stretch = if self.watch.changes > changes {
                1
            } else {
                (2 * stretch).min(256)
            };
            let until = self.now + wait.max(3_000 * stretch);
            self.pass_time(until);
            self.wake_leases(0, 0);
            (0..LINES).for_each(|line| self.wake_line(line, 1, 1));
        }
        self.problem("it never comes to rest".to_owned());
    }

    /// How long until something may happen; `None` where nothing will.
    fn waits(&self) -> Option<i64> {
        if self.agenda.values().any(|it| !matches!(it, Action::Renew)) {
            return Some(0);
        }
        let now = self.clock.now();
        let waits = self.watch.all.iter().filter_map(|it| match it.seen.state {
            DeliveryState::Queued | DeliveryState::Sending => Some(0),
            DeliveryState::Waiting => Some(it.seen.due_at.millis() - now.millis()),
            DeliveryState::Uncertain if self.plan.resends == Some(it.line) => Some(61_000),
            DeliveryState::Uncertain
            | DeliveryState::Sent
            | DeliveryState::Delivered
            | DeliveryState::Read
            | DeliveryState::Played
            | DeliveryState::Failed
            | DeliveryState::Discarded => None,
        });
        waits.min()
    }

    async fn end(mut self) -> Outcome {
        self.collect_hits();
        if let Some(node) = self.node.take() {
            node.end().await;
        }
        Outcome {
            problems: self.watch.problems,
            hits: self.hits,
            crashes: self.crashes,
            faults: self.world.struck() + self.troubles,
            letters: self.watch.all.len(),
            trace: self.trace,
        }
    }
}
