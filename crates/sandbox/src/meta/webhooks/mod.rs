//! What the sandbox tells the application: updates, signed, until they are acknowledged.

mod attempt;
mod lane;
pub(crate) mod payload;
mod verify;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::sync::Semaphore;
use tokio::sync::mpsc::{self, UnboundedSender};
use tokio::time::Instant;

pub(crate) use payload::StatusNews;
pub(crate) use verify::verify;

use crate::core::Core;

/// One change to tell.
#[derive(Debug, Clone)]
pub(crate) struct Update {
    pub(crate) waba_id: String,
    /// None for what concerns the account.
    pub(crate) phone_number_id: Option<String>,
    pub(crate) field: String,
    pub(crate) value: Value,
    /// For the log: `text wamid.…`, `delivered wamid.…`.
    pub(crate) label: String,
    /// A message of a customer, which gets its second tick when it is acknowledged.
    pub(crate) message: Option<String>,
    pub(crate) made_at: Instant,
}

impl Update {
    /// Updates of one lane arrive in their order: those of a number, those of an account.
    pub(crate) fn lane(&self) -> &str {
        self.phone_number_id.as_deref().unwrap_or(&self.waba_id)
    }
}

/// The lanes of updates, one a number, so that its updates normally arrive in their order.
#[derive(Debug)]
pub(crate) struct Outlet {
    lanes: Mutex<HashMap<String, UnboundedSender<Update>>>,
    /// How many posts may be under way at once.
    permits: Semaphore,
}

impl Outlet {
    pub(crate) fn new(concurrency: usize) -> Self {
        Self {
            lanes: Mutex::new(HashMap::new()),
            permits: Semaphore::new(concurrency.max(1)),
        }
    }

    pub(crate) fn push(&self, core: &Arc<Core>, update: Update) {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        let lane = lanes.entry(update.lane().to_owned()).or_insert_with(|| {
            let (lane, updates) = mpsc::unbounded_channel();
            core.spawn(lane::work(core.clone(), updates));
            lane
        });
        // Fails only once the sandbox has ended, when nobody is left to tell.
        let _ = lane.send(update);
    }
}
