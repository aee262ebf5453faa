//! One step of a lane: a batch of rows, or one row alone after a failure.

use super::accounts;
use super::batch::{Batch, Said};
use crate::{Cx, Env};
use domain::UnparsedId;
use storage::inbox::Unparsed;
use storage::journal::{JournalRow, Lane, LaneState};

/// Rows of a step. Large enough to share a commit, small enough to let an agent's answer in between.
pub const STEP: u16 = 256;
/// A row of history may hold thousands of messages.
const BULK_ROWS: u16 = 4;
/// Another lane may have met the same new contact at the same moment: what it wrote is found by the
/// second try.
const TRIES: usize = 3;
/// After so many failures a row is put into the tray, and the lane goes on.
const ATTEMPTS: i64 = 3;

/// What a step did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The lane's position now.
    pub seq: i64,
    pub rows: usize,
}

/// Works the next rows of a lane after `after`. At most one row is how a lane finds the row that
/// spoils its batch.
pub async fn step(
    env: &Env,
    lane: &LaneState,
    after: i64,
    at_most: u16,
) -> storage::Result<Progress> {
    let Some(organization) = lane.organization else {
        // Nobody's rows wait in the journal until their number is claimed, or until they expire.
        return Ok(Progress {
            seq: after,
            rows: 0,
        });
    };
    let alone = at_most == 1;
    let at_most = match &lane.lane {
        Lane::LineBulk(_) => at_most.min(BULK_ROWS),
        Lane::LineLive(_) | Lane::Waba(..) | Lane::App(_) | Lane::Unrouted(_) => at_most,
    };
    let rows = env
        .store
        .journal()
        .rows(lane.id, after, at_most.into())
        .await?;
    let Some(last) = rows.last() else {
        return Ok(Progress {
            seq: after,
            rows: 0,
        });
    };
    let (to, count) = (last.seq, rows.len());
    let cx = Cx::system(env, organization);
    match work_again(&cx, lane, after, &rows).await {
        Ok(()) => Ok(Progress {
            seq: to,
            rows: count,
        }),
        Err(error)
            if alone && !error.is_unavailable() && !matches!(error, storage::Error::Fenced) =>
        {
            park_after_attempts(&cx, lane, after, &rows[0], &error).await?;
            Ok(Progress {
                seq: rows[0].seq,
                rows: 1,
            })
        }
        Err(error) => Err(error),
    }
}

async fn work_again(
    cx: &Cx,
    lane: &LaneState,
    after: i64,
    rows: &[JournalRow],
) -> storage::Result<()> {
    for _ in 1..TRIES {
        match work(cx, lane, after, rows).await {
            Err(storage::Error::Conflict(why)) => {
                tracing::debug!(lane = lane.id, why, "a step met another one; trying again");
            }
            done => return done,
        }
    }
    work(cx, lane, after, rows).await
}

async fn work(cx: &Cx, lane: &LaneState, after: i64, rows: &[JournalRow]) -> storage::Result<()> {
    let said = Said::read(&cx.env, rows).await?;
    let mut tx = cx.begin().await?;
    if let Lane::LineLive(line) | Lane::LineBulk(line) = &lane.lane {
        let batch = Batch::gather(&mut tx, *line, rows, said).await?;
        batch.write(cx, &mut tx).await?;
    } else {
        accounts::work(cx, &mut tx, rows, said.knocks).await?;
    }
    let to = rows.last().map_or(after, |row| row.seq);
    tx.lanes().advance(lane.id, after, to).await?;
    tx.commit().await
}

/// Counts the failure; the third one parks the row with its cause.
async fn park_after_attempts(
    cx: &Cx,
    lane: &LaneState,
    after: i64,
    row: &JournalRow,
    error: &storage::Error,
) -> storage::Result<()> {
    let mut tx = cx.begin().await?;
    let attempts = tx.lanes().count_attempt(lane.id, after).await?;
    if attempts < ATTEMPTS {
        tx.commit().await?;
        return Err(storage::Error::Unavailable(format!(
            "attempt {attempts} failed: {error}"
        )));
    }
    let entry = in_tray(lane, row, "failed", &error.to_string());
    tracing::error!(lane = lane.id, seq = row.seq, error = %error, "a row failed {attempts} times and was put into the tray");
    metrics::counter!("aldaba_ingest_parked_total").increment(1);
    tx.tray().insert(&[entry]).await?;
    tx.lanes().advance(lane.id, after, row.seq).await?;
    tx.commit().await
}

fn in_tray(lane: &LaneState, row: &JournalRow, cause: &str, detail: &str) -> Unparsed {
    let line_id = match &lane.lane {
        Lane::LineLive(id) | Lane::LineBulk(id) => Some(*id),
        Lane::Waba(..) | Lane::App(_) | Lane::Unrouted(_) => None,
    };
    Unparsed {
        id: UnparsedId::new(),
        line_id,
        field: None,
        cause: cause.to_owned(),
        detail: detail.to_owned(),
        body: row.body.clone(),
        received_at: row.received_at,
    }
}
