//! Signals between the parts of a node, and later between nodes.
//!
//! A signal says that something is worth a look; the truth is in the database. A lost signal costs
//! at most the next poll, never a message.

use domain::{ApiTokenId, LineId, MemberId, OrganizationId};
use tokio::sync::broadcast;

/// Something worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Events up to `seq` are in the database.
    Events {
        organization: OrganizationId,
        seq: i64,
    },
    /// The line has something to send.
    Line(LineId),
    /// Jobs became due.
    Jobs,
    /// Lines, doors or apps changed.
    Routes,
    /// A member's session ended or its rights changed: its sockets must look again.
    Member {
        organization: OrganizationId,
        member: MemberId,
    },
    /// A program's token was revoked: its sockets must look again.
    Token {
        organization: OrganizationId,
        token: ApiTokenId,
    },
}

/// How many signals a slow receiver may be behind before it has to poll.
const BEHIND: usize = 4096;

/// The bus of one node.
#[derive(Clone, Debug)]
pub struct Bus {
    signals: broadcast::Sender<Signal>,
}

impl Bus {
    #[expect(
        clippy::new_without_default,
        reason = "a process has one bus, made on purpose"
    )]
    pub fn new() -> Self {
        Self {
            signals: broadcast::channel(BEHIND).0,
        }
    }

    pub fn publish(&self, signal: Signal) {
        // Nobody listening is fine: whoever comes later reads the database first.
        let _ = self.signals.send(signal);
    }

    pub fn subscribe(&self) -> Listener {
        Listener {
            signals: self.signals.subscribe(),
        }
    }
}

/// What a listener heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Signal(Signal),
    /// Some signals were lost: look at everything once.
    Missed,
    /// The bus is gone; the process is stopping.
    Closed,
}

/// One receiver of every signal.
#[derive(Debug)]
pub struct Listener {
    signals: broadcast::Receiver<Signal>,
}

impl Listener {
    pub async fn next(&mut self) -> Heard {
        match self.signals.recv().await {
            Ok(signal) => Heard::Signal(signal),
            Err(broadcast::error::RecvError::Lagged(_)) => Heard::Missed,
            Err(broadcast::error::RecvError::Closed) => Heard::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "current_thread")]
    async fn a_slow_listener_is_told_that_it_missed_something() {
        let bus = Bus::new();
        let mut listener = bus.subscribe();
        for _ in 0..=BEHIND {
            bus.publish(Signal::Jobs);
        }
        assert_eq!(listener.next().await, Heard::Missed);
        assert_eq!(listener.next().await, Heard::Signal(Signal::Jobs));
        drop(bus);
    }
}
