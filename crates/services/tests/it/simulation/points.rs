//! The places at which a process may crash, each with a name, each counted.
//!
//! A crash is an unwinding that starts exactly there: storage tells each of its steps at trace level
//! (`storage::step`), the model of Meta and the scheduler tell theirs. Counting how often a future
//! was pending would be simpler and name nothing: how often that is, SQLite's own thread decides.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::task::Poll;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Event, Metadata, Subscriber};

/// One place: within which step, before what, and the how-manieth of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub(super) step: &'static str,
    pub(super) what: &'static str,
    pub(super) nth: u32,
}

impl std::fmt::Display for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {} {}", self.step, self.what, self.nth)
    }
}

/// What the steps ask of storage: begins, statements and commits of the shortest usual way through.
const STEPS: [(&str, u32, u32, u32); 6] = [
    ("renew", 1, 3, 1),
    ("take over", 1, 1, 1),
    ("claim", 1, 16, 1),
    ("record", 1, 11, 1),
    ("ingest", 1, 16, 1),
    ("send", 1, 12, 1),
];

/// What is not a step of the database.
const OTHERS: [(&str, &str); 9] = [
    ("receive", "append"),
    ("receive", "appended"),
    ("receive", "stored, not acknowledged"),
    ("hand over", "before Meta takes it"),
    ("hand over", "taken, not answered"),
    ("between", "claimed, not handed over"),
    ("between", "handed over, not recorded"),
    ("between", "accepted, not answered"),
    ("between", "at rest"),
];

/// Every place, in an order that never changes.
pub(super) fn all() -> Vec<Point> {
    let mut points = Vec::new();
    for (step, begins, statements, commits) in STEPS {
        let of = |what, count| (1..=count).map(move |nth| Point { step, what, nth });
        points.extend(of("begin", begins));
        points.extend(of("statement", statements));
        points.extend(of("commit", commits));
        points.extend(of("committed", commits));
    }
    points.extend(OTHERS.map(|(step, what)| Point { step, what, nth: 1 }));
    points
}

#[derive(Default)]
struct Here {
    armed: Vec<Point>,
    step: Option<&'static str>,
    counts: BTreeMap<&'static str, u32>,
    hits: Vec<Point>,
}

thread_local! {
    static HERE: RefCell<Here> = RefCell::default();
}

/// What unwinds when the process is gone.
struct Crash;

/// The next time that somebody comes by this point, the process crashes.
pub(super) fn arm(point: Point) {
    HERE.with_borrow_mut(|here| here.armed.push(point));
}

/// Nobody crashes any more.
pub(super) fn disarm() {
    HERE.with_borrow_mut(|here| here.armed.clear());
}

/// The points that were hit since the last call.
pub(super) fn take_hits() -> Vec<Point> {
    HERE.with_borrow_mut(|here| std::mem::take(&mut here.hits))
}

/// Whether the process crashes between two steps, here.
pub(super) fn is_hit(what: &'static str) -> bool {
    let point = Point {
        step: "between",
        what,
        nth: 1,
    };
    HERE.with_borrow_mut(|here| here.hit(point))
}

/// Somebody comes by.
pub(super) fn pass(what: &'static str) {
    let crashes = HERE.with_borrow_mut(|here| {
        let Some(step) = here.step else {
            return false;
        };
        let nth = here.counts.entry(what).or_default();
        *nth += 1;
        let nth = *nth;
        here.hit(Point { step, what, nth })
    });
    if crashes {
        resume_unwind(Box::new(Crash));
    }
}

impl Here {
    fn hit(&mut self, point: Point) -> bool {
        let Some(place) = self.armed.iter().position(|armed| *armed == point) else {
            return false;
        };
        self.armed.remove(place);
        self.hits.push(point);
        true
    }
}

/// Takes a step that may crash on its way: then there is no answer, and nobody remembers it.
pub(super) async fn may_crash<T>(step: &'static str, work: impl Future<Output = T>) -> Option<T> {
    HERE.with_borrow_mut(|here| here.counts.clear());
    let mut work = Box::pin(work);
    let answer = std::future::poll_fn(|cx| {
        HERE.with_borrow_mut(|here| here.step = Some(step));
        let polled = catch_unwind(AssertUnwindSafe(|| work.as_mut().poll(cx)));
        // Others have their turn while this one waits: what they do is not of this step.
        HERE.with_borrow_mut(|here| here.step = None);
        match polled {
            Ok(polled) => polled.map(Some),
            Err(cause) if cause.is::<Crash>() => Poll::Ready(None),
            Err(cause) => resume_unwind(cause),
        }
    });
    answer.await
}

/// Hears what storage tells.
pub(super) struct Ear;

impl Ear {
    fn hears(metadata: &Metadata<'_>) -> bool {
        metadata.target() == "storage::step"
    }
}

impl Subscriber for Ear {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if Self::hears(metadata) {
            Interest::always()
        } else {
            Interest::never()
        }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        Self::hears(metadata)
    }

    fn event(&self, event: &Event<'_>) {
        pass(event.metadata().name());
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}
