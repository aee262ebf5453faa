//! What a process has, shared by every request and job.

use crate::Clock;
use crate::blobs::Blobs;
use bus::Bus;
use door::Doors;
use std::sync::Arc;
use std::time::Duration;
use storage::{Store, Vault};

/// The process: seven things, cheap to clone.
#[derive(Clone)]
pub struct Env {
    pub store: Store,
    pub vault: Vault,
    pub blobs: Blobs,
    pub bus: Bus,
    pub doors: Doors,
    pub clock: Clock,
    pub settings: Arc<Settings>,
}

/// What use cases need to know of the configuration.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address that people and Meta use, without a trailing slash.
    pub public_url: String,
    pub version: &'static str,
    pub journal_retention: Duration,
    pub event_retention: Duration,
    /// `None` keeps files for ever.
    pub media_retention: Option<Duration>,
    pub session_lifetime: Duration,
    pub link_lifetime: Duration,
    pub invitation_lifetime: Duration,
}
