//! Guards that are taken away, one at a time, to see that somebody notices.

use std::path::Path;
use testkit::tamper_in;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mutation {
    /// The 200 goes out before the journal has the rows.
    AckBeforeCommit,
    /// An owner that was replaced passes for the present one.
    NoEpochCheck,
    /// Who starts has full buckets.
    BucketRefilledAtRestart,
    /// What was being sent is sent again by the next owner.
    BlindResend,
    /// An older status is written over a newer one.
    StatusRegress,
    /// Two deliveries of one webhook look for its key before either has written it.
    FindThenInsert,
}

impl Mutation {
    pub(super) const ALL: [Self; 6] = [
        Self::AckBeforeCommit,
        Self::NoEpochCheck,
        Self::BucketRefilledAtRestart,
        Self::BlindResend,
        Self::StatusRegress,
        Self::FindThenInsert,
    ];

    /// The first seed that finds it, so that nobody needs to look for long.
    pub(super) const fn found_at(self) -> u64 {
        match self {
            Self::AckBeforeCommit => 22,
            Self::BucketRefilledAtRestart => 21,
            Self::NoEpochCheck => 9,
            Self::BlindResend => 1,
            Self::StatusRegress | Self::FindThenInsert => 0,
        }
    }

    pub(super) fn acknowledges_early(self) -> bool {
        self == Self::AckBeforeCommit
    }

    pub(super) async fn at_start(self, folder: &Path) {
        if self == Self::BucketRefilledAtRestart {
            tamper_in(folder, "DELETE FROM door_paces; DELETE FROM pair_paces").await;
        }
    }

    pub(super) async fn at_take_over(self, folder: &Path) {
        if self == Self::BlindResend {
            let queue =
                "UPDATE deliveries SET state = 'queued', failure = NULL WHERE state = 'uncertain'";
            tamper_in(folder, queue).await;
        }
    }

    pub(super) async fn after_ingest(self, folder: &Path) {
        match self {
            Self::StatusRegress => {
                // "Delivered" was told after "read".
                let older = "UPDATE deliveries SET state = 'delivered' WHERE state = 'read'";
                tamper_in(folder, older).await;
            }
            Self::FindThenInsert => {
                let keys = "DELETE FROM message_keys WHERE message_id IN (SELECT id FROM messages WHERE direction = 'in')";
                tamper_in(folder, keys).await;
            }
            Self::AckBeforeCommit
            | Self::NoEpochCheck
            | Self::BucketRefilledAtRestart
            | Self::BlindResend => {}
        }
    }

    /// The epoch of the owner that was replaced, so many before the present one.
    pub(super) async fn before_a_ghost_claims(self, folder: &Path, behind: i64) {
        if self == Self::NoEpochCheck {
            let back = match behind {
                ..=1 => "UPDATE line_leases SET epoch = epoch - 1",
                2 => "UPDATE line_leases SET epoch = epoch - 2",
                3.. => "UPDATE line_leases SET epoch = epoch - 3",
            };
            tamper_in(folder, back).await;
        }
    }

    pub(super) async fn after_a_ghost_claimed(self, folder: &Path, behind: i64) {
        if self == Self::NoEpochCheck {
            let forth = match behind {
                ..=1 => "UPDATE line_leases SET epoch = epoch + 1",
                2 => "UPDATE line_leases SET epoch = epoch + 2",
                3.. => "UPDATE line_leases SET epoch = epoch + 3",
            };
            tamper_in(folder, forth).await;
        }
    }
}
