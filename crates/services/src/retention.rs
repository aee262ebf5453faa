//! Retention: removes what is older than the settings say, a little at a time.

use crate::{Env, media};
use jiff::SignedDuration;
use std::collections::HashMap;
use std::time::Duration;
use storage::journal::Journal;
use storage::system::Aging;
use tokio_util::sync::CancellationToken;

const EVERY: Duration = Duration::from_mins(15);
/// Rows a transaction: short enough that nobody waits.
const AT_ONCE: i64 = 1000;
/// A caller may repeat a request for so long (house rule of the way out).
const IDEMPOTENCY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// An account's day, and what a late clock may still ask for.
const PORTFOLIO: SignedDuration = SignedDuration::from_hours(48);

/// Runs now and then until the process stops.
pub async fn run(env: Env, stop: CancellationToken) {
    loop {
        match clean(&env).await {
            Ok(0) => {}
            Ok(removed) => tracing::info!(removed, "old rows were removed"),
            Err(error) => {
                tracing::warn!(error = %error, "old rows can't be removed now; trying again later");
            }
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

/// Removes everything that is too old; returns how many rows went.
pub async fn clean(env: &Env) -> storage::Result<u64> {
    let now = env.clock.now();
    let ago =
        |age: Duration| now.minus(SignedDuration::try_from(age).unwrap_or(SignedDuration::MAX));
    let mut removed = clean_journal(env, ago(env.settings.journal_retention)).await?;
    for aging in Aging::ALL {
        let before = match aging {
            Aging::Events | Aging::Jobs => ago(env.settings.event_retention),
            Aging::PortfolioUsers | Aging::PortfolioHours => now.minus(PORTFOLIO),
            Aging::IdempotencyKeys => now.minus(IDEMPOTENCY),
            Aging::EarlyStatuses | Aging::Sessions | Aging::Links => now,
        };
        loop {
            let mut tx = env.store.system().await?;
            let some = tx.remove_aged(aging, before, AT_ONCE).await?;
            tx.commit().await?;
            removed += some;
            if some < AT_ONCE.unsigned_abs() {
                break;
            }
        }
    }
    if let Some(age) = env.settings.media_retention {
        removed += media::remove_aged(env, ago(age)).await?;
    }
    Ok(removed)
}

/// A row of the journal goes when it is old and was worked; one that has nobody to work it, when it
/// is old.
async fn clean_journal(env: &Env, before: domain::Time) -> storage::Result<u64> {
    let mut tx = env.store.system_read().await?;
    let positions: HashMap<i64, i64> = tx
        .lane_positions()
        .await?
        .into_iter()
        .map(|position| (position.lane_id, position.seq))
        .collect();
    drop(tx);
    let journal = env.store.journal();
    let mut removed = 0;
    for state in journal.lanes().await? {
        let worked = if state.organization.is_some() {
            positions.get(&state.id).copied().unwrap_or(0)
        } else {
            state.last_seq
        };
        removed += clean_lane(journal, state.id, worked, before).await?;
    }
    Ok(removed)
}

async fn clean_lane(
    journal: &Journal,
    lane: i64,
    worked: i64,
    before: domain::Time,
) -> storage::Result<u64> {
    let mut removed = 0;
    loop {
        let some = journal.prune(lane, worked, before, AT_ONCE).await?;
        removed += some;
        if some < AT_ONCE.unsigned_abs() {
            return Ok(removed);
        }
    }
}
