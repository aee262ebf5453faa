//! What a sandbox is started with.

use std::net::{Ipv4Addr, SocketAddr};
use std::ops::RangeInclusive;
use std::time::Duration;

use crate::world::CustomerSpec;

/// Settings of one sandbox; `Default` is what `aldaba demo` runs with, but for its customers.
#[derive(Debug, Clone)]
pub struct SandboxConfig {
    /// Where the sandbox answers as Graph; port 0 takes any free port.
    pub listen: SocketAddr,
    /// The same seed gives the same delays, choices and lines of the virtual customers.
    pub seed: u64,
    pub statuses: StatusDelays,
    pub webhooks: WebhookConfig,
    pub window_errors: WindowErrors,
    /// How long Meta takes to review a template; `None`: until the controls say so.
    pub template_review: Option<RangeInclusive<Duration>>,
    /// Who exists on the sandbox's WhatsApp from the start; see [`crate::cast`].
    pub customers: Vec<CustomerSpec>,
    /// How long a virtual customer types before an automatic answer goes off.
    pub typing: RangeInclusive<Duration>,
    /// How many requests and deliveries the log remembers.
    pub log_capacity: usize,
}

impl Default for SandboxConfig {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            seed: 1,
            statuses: StatusDelays::default(),
            webhooks: WebhookConfig::default(),
            window_errors: WindowErrors::Async,
            template_review: Some(Duration::from_secs(4)..=Duration::from_secs(12)),
            customers: Vec::new(),
            typing: Duration::from_millis(2_500)..=Duration::from_secs(7),
            log_capacity: 2_000,
        }
    }
}

impl SandboxConfig {
    /// Without pauses worth waiting for, and with quick retries: for tests.
    pub fn fast() -> Self {
        let mut config = Self {
            statuses: StatusDelays::fast(),
            template_review: Some(Duration::from_millis(20)..=Duration::from_millis(50)),
            typing: Duration::from_millis(5)..=Duration::from_millis(15),
            ..Self::default()
        };
        config.webhooks.retry.first = Duration::from_millis(20);
        config.webhooks.retry.longest = Duration::from_millis(200);
        config
    }
}

/// How long a message takes from each state to the next.
#[derive(Debug, Clone)]
pub struct StatusDelays {
    pub sent: RangeInclusive<Duration>,
    pub delivered: RangeInclusive<Duration>,
    /// Only while the customer has the phone in hand.
    pub read: RangeInclusive<Duration>,
}

impl Default for StatusDelays {
    fn default() -> Self {
        let range = |from, to| Duration::from_millis(from)..=Duration::from_millis(to);
        Self {
            sent: range(200, 600),
            delivered: range(400, 1_500),
            read: range(1_000, 4_000),
        }
    }
}

impl StatusDelays {
    pub fn fast() -> Self {
        let moment = Duration::from_millis(1)..=Duration::from_millis(5);
        Self {
            sent: moment.clone(),
            delivered: moment.clone(),
            read: moment,
        }
    }
}

/// How webhooks are posted.
#[derive(Debug, Clone)]
pub struct WebhookConfig {
    pub retry: RetrySchedule,
    /// Posts under way at once, over all numbers; those of one number go one after another.
    pub concurrency: usize,
    /// The most updates in one POST. Meta sends up to a thousand, but many clients read only
    /// the first, so one is the default.
    pub batch: usize,
    /// The generation of payloads since March 2026: `user_id` on every contact, `contacts` on
    /// statuses. Off gives the older one.
    pub user_ids: bool,
    /// Meta's documentation leaves `contacts` out of failed statuses; some clients want them.
    pub contacts_on_failed: bool,
    /// How long the receiver may take to answer.
    pub timeout: Duration,
}

impl Default for WebhookConfig {
    fn default() -> Self {
        Self {
            retry: RetrySchedule::default(),
            concurrency: 32,
            batch: 1,
            user_ids: true,
            contacts_on_failed: false,
            timeout: Duration::from_secs(10),
        }
    }
}

/// When a webhook that was not answered with 200 is posted again: each pause is twice the last.
#[derive(Debug, Clone, Copy)]
pub struct RetrySchedule {
    pub first: Duration,
    pub longest: Duration,
    pub give_up_after: Duration,
}

impl Default for RetrySchedule {
    fn default() -> Self {
        Self {
            first: Duration::from_millis(250),
            longest: Duration::from_secs(30),
            give_up_after: Duration::from_hours(7 * 24),
        }
    }
}

/// How a free-form message outside of the 24 hours is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WindowErrors {
    /// In the answer to the request.
    Sync,
    /// Accepted, then a `failed` status, as Meta mostly does.
    Async,
}
