//! A process of Aldaba on a house that is there already, and what is gone with it when it crashes.

use super::points::may_crash;
use super::world::World;
use crate::desk::Desk;
use aldaba_services::dispatch::parts::{Handed, Ready};
use aldaba_services::dispatch::take_over;
use aldaba_services::leases::{Held, Leases};
use aldaba_services::webhooks::{Receiver, Router};
use aldaba_services::{Caller, Clock, Cx, Env};
use bus::Bus;
use domain::{
    ApiTokenId, DoorKind, LineId, MetaAppId, OrganizationId, Permission, Time, id::seeded,
};
use door::{Door, Doors};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use storage::journal::{Lane, LaneState, NewRow};
use storage::{Database, Pools, Store};
use tempfile::TempDir;

pub(super) const LINES: usize = 2;
/// The numbers of the two lines at Meta, and their accounts.
pub(super) const NUMBERS: [&str; LINES] = ["2525555550100", "2525555550200"];
pub(super) const ACCOUNTS: [&str; LINES] = ["1525555550100", "1525555550200"];
/// When every run begins.
pub(super) const START: i64 = 1_900_000_000_000;
/// The first id of a run, beyond those of the house.
const FIRST_ID: u64 = START.unsigned_abs();

/// An organization with two lines, made once and copied for every run.
pub(super) struct House {
    files: Vec<(OsString, Vec<u8>)>,
    env: Env,
    /// The door whose reading is real.
    pub(super) real: Arc<dyn Door>,
    pub(super) organization: OrganizationId,
    pub(super) app: MetaAppId,
    pub(super) lines: [LineId; LINES],
    pub(super) ines: Caller,
    pub(super) program: Caller,
    folder: TempDir,
}

impl House {
    /// `None` where the tests run on PostgreSQL: there is nothing to copy there.
    pub(super) async fn build() -> Option<Self> {
        seeded::start(0, FIRST_ID - 1_000_000);
        let desk = Desk::open().await;
        let Database::Sqlite(place) = desk.still.database.place().clone() else {
            return None;
        };
        let env = desk.env().clone();
        prepare(&desk).await;
        let apps = desk.cx.read().await.unwrap().meta_apps().list().await;
        let app = apps.unwrap()[0].id;
        env.store.close().await;
        Some(Self {
            files: files(&place),
            real: Arc::clone(env.doors.get(DoorKind::Cloud).unwrap()),
            organization: desk.organization,
            app,
            lines: [desk.line, desk.other_line],
            ines: desk.ines().caller,
            program: Caller::Api {
                token: ApiTokenId::new(),
                name: "A program".to_owned(),
                scopes: Permission::ALL.to_vec(),
            },
            folder: in_memory(),
            env,
        })
    }

    /// A copy of the house for one run.
    pub(super) fn copy(&self, seed: u64) -> PathBuf {
        let folder = self.folder.path().join(format!("run-{seed}"));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).unwrap();
        for (name, bytes) in &self.files {
            std::fs::write(folder.join(name), bytes).unwrap();
        }
        seeded::start(seed, FIRST_ID);
        folder
    }
}

/// One line shares its number with the phone's own app, whose limit is the smallest.
async fn prepare(desk: &Desk) {
    let mut tx = desk.cx.begin().await.unwrap();
    for (line, coexists) in [(desk.line, true), (desk.other_line, false)] {
        let mut door = tx.doors().get(line, DoorKind::Cloud).await.unwrap();
        door.coexists = coexists;
        door.throughput = Some("STANDARD".to_owned());
        tx.doors().update(&door).await.unwrap();
    }
    tx.commit().await.unwrap();
    // The lanes are there in the order of the lines, whoever knocks first.
    for line in [desk.line, desk.other_line] {
        let row = NewRow {
            lane: Lane::LineLive(line),
            organization: Some(desk.organization),
            origin: domain::Origin::Live,
            received_at: desk.now(),
            body: b"{\"field\":\"messages\",\"value\":{}}".to_vec(),
        };
        desk.env().store.journal().append(vec![row]).await.unwrap();
    }
    desk.work().await;
}

/// The databases, with what the last reader left in their logs.
fn files(place: &Path) -> Vec<(OsString, Vec<u8>)> {
    let all = std::fs::read_dir(place).unwrap().map(Result::unwrap);
    let all = all.filter(|it| !it.file_name().to_string_lossy().ends_with("-shm"));
    all.map(|it| (it.file_name(), std::fs::read(it.path()).unwrap()))
        .collect()
}

/// Disk syncs are not what is tested here.
fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

/// What a running process has in its memory.
pub(super) struct Node {
    pub(super) env: Env,
    pub(super) receiver: Receiver,
    leases: Arc<Leases>,
    pub(super) owner: String,
    pub(super) held: [Option<Held>; LINES],
    pub(super) lanes: Vec<LaneState>,
    pub(super) cursors: [i64; LINES],
    /// Marked as being sent, and not handed over yet.
    pub(super) ready: BTreeMap<u64, Letter>,
    /// Handed over, and not recorded yet.
    pub(super) handed: [Vec<(Held, Handed)>; LINES],
}

/// A message that is marked as being sent, under this lease.
pub(super) struct Letter {
    pub(super) line: usize,
    pub(super) held: Held,
    pub(super) ready: Ready,
}

impl Node {
    pub(super) async fn start(
        house: &House,
        (folder, owner): (&Path, String),
        world: &Arc<World>,
        clock: &Clock,
    ) -> Self {
        let pools = Pools {
            readers: 1,
            writers: 1,
            wait: Duration::from_mins(1),
        };
        let place = Database::Sqlite(folder.to_owned());
        let meta: Arc<dyn Door> = Arc::<World>::clone(world);
        let env = Env {
            store: Store::open(&place, pools, None).await.unwrap(),
            bus: Bus::new(),
            doors: Doors::default().with(Arc::clone(&meta)),
            clock: clock.clone(),
            ..house.env.clone()
        };
        let receiver = Receiver {
            router: Arc::new(Router::start(&env).await.unwrap()),
            store: env.store.clone(),
            door: meta,
            clock: clock.clone(),
        };
        let mut node = Self {
            leases: Arc::new(Leases::new(env.clone(), owner.clone())),
            lanes: env.store.journal().lanes().await.unwrap(),
            env,
            receiver,
            owner,
            held: [None; LINES],
            cursors: [0; LINES],
            ready: BTreeMap::new(),
            handed: [Vec::new(), Vec::new()],
        };
        node.read_cursors().await;
        node
    }

    /// Where the lanes stand, as the worker reads it when it starts and when it lost its place.
    pub(super) async fn read_cursors(&mut self) {
        let mut tx = self.env.store.system_read().await.unwrap();
        let positions = tx.lane_positions().await.unwrap();
        for (cursor, lane) in self.cursors.iter_mut().zip(&self.lanes) {
            let position = positions.iter().find(|it| it.lane_id == lane.id);
            *cursor = position.map_or(0, |it| it.seq);
        }
    }

    /// Takes and renews; the lines that came into its hands are taken over. `None`: it crashed.
    pub(super) async fn renew(&mut self, lines: &[LineId; LINES]) -> Option<Vec<(usize, usize)>> {
        let leases = Arc::clone(&self.leases);
        let renewed = may_crash("renew", async move { leases.renew().await }).await?;
        renewed.unwrap();
        let held = self.leases.held();
        let mut doubted = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let now = held.get(line).copied();
            let before = std::mem::replace(&mut self.held[place], now);
            if let (Some(lease), true) = (now, now != before) {
                let (env, line) = (self.env.clone(), *line);
                let work = async move { take_over(&env, line, lease).await };
                let count = may_crash("take over", work).await?;
                doubted.push((place, count.unwrap()));
            }
        }
        Some(doubted)
    }

    pub(super) fn cx(&self, organization: OrganizationId, caller: &Caller) -> Cx {
        Cx {
            caller: caller.clone(),
            ..Cx::system(&self.env, organization)
        }
    }

    pub(super) fn now(&self) -> Time {
        self.env.clock.now()
    }

    /// The process is gone, and its connections with it.
    pub(super) async fn end(self) {
        let store = self.env.store.clone();
        drop(self);
        store.close().await;
    }

    /// It stops as it should: nobody needs to wait for its leases to end.
    pub(super) async fn release(&self) {
        self.settle(&self.owner).await;
    }

    /// What the one held that is gone is nobody's now.
    pub(super) async fn settle(&self, owner: &str) {
        let mut tx = self.env.store.system().await.unwrap();
        tx.release_leases(owner).await.unwrap();
        tx.commit().await.unwrap();
    }
}
