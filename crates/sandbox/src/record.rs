//! What happened in the sandbox, for tests and for proofs to count.

use std::collections::VecDeque;

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

use crate::clock::rfc3339;

/// One request answered or one webhook attempted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LogEntry {
    #[serde(serialize_with = "rfc3339")]
    pub at: Timestamp,
    #[serde(flatten)]
    pub what: Logged,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Logged {
    /// A call to the Graph surface; `status` is 0 where the connection was cut.
    Request {
        method: String,
        path: String,
        status: u16,
        code: Option<u32>,
    },
    /// An attempt to post updates; `status` is 0 where nobody answered.
    Delivery {
        url: String,
        attempt: u32,
        status: u16,
        updates: Vec<String>,
    },
    /// Updates that nobody has subscribed to.
    Unsubscribed {
        phone_number_id: String,
        updates: Vec<String>,
    },
}

/// A message that Meta has taken on, exactly once in this list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AcceptedMessage {
    pub wamid: String,
    pub phone_number_id: String,
    /// As the application wrote it.
    pub to: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub text: Option<String>,
    /// The kind's own object, a template's with `rendered`.
    pub content: Value,
    pub biz_opaque_callback_data: Option<String>,
    #[serde(serialize_with = "rfc3339")]
    pub at: Timestamp,
}

/// Counters since the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    pub requests: u64,
    pub accepted: u64,
    /// Updates that were acknowledged with 200.
    pub delivered: u64,
    /// Posts that were not, and came or come again.
    pub retries: u64,
    /// Updates given up after the whole schedule.
    pub abandoned: u64,
}

#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) accepted: Vec<AcceptedMessage>,
    pub(crate) stats: Stats,
    log: VecDeque<LogEntry>,
    capacity: usize,
}

impl Record {
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            accepted: Vec::new(),
            stats: Stats::default(),
            log: VecDeque::new(),
            capacity,
        }
    }

    pub(crate) fn note(&mut self, at: Timestamp, what: Logged) {
        if self.capacity == 0 {
            return;
        }
        if self.log.len() >= self.capacity {
            self.log.pop_front();
        }
        self.log.push_back(LogEntry { at, what });
    }

    pub(crate) fn accept(&mut self, message: AcceptedMessage) {
        self.stats.accepted += 1;
        self.accepted.push(message);
    }

    pub(crate) fn log(&self) -> Vec<LogEntry> {
        self.log.iter().cloned().collect()
    }
}
