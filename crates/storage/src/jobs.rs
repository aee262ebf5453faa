//! Jobs: work that is neither an event nor a delivery. Written with the change that wants it.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, SystemTx, Tx};
use domain::{JobId, OrganizationId, Time};

row! {
    /// A job that was claimed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Job {
        pub organization_id: OrganizationId,
        pub id: JobId,
        pub kind: String,
        pub payload: String,
        pub attempts: i64,
    }
}

impl Tx {
    /// Wants a job done. A waiting one of the same kind and key is replaced: the newer wish counts,
    /// at whichever moment comes first.
    pub async fn insert_job(
        &mut self,
        kind: &str,
        key: &str,
        payload: &str,
        due_at: Time,
    ) -> Result<()> {
        on!(self, |db| {
            sqlx::query(
            "INSERT INTO jobs (organization_id, id, kind, key, payload, state, due_at, attempts, created_at)
             VALUES ($1, $2, $3, $4, $5, 'due', $6, 0, $6)
             ON CONFLICT (organization_id, kind, key) WHERE state = 'due'
             DO UPDATE SET payload = excluded.payload,
             due_at = CASE WHEN excluded.due_at < jobs.due_at THEN excluded.due_at ELSE jobs.due_at END",
        )
        .bind(self.organization)
        .bind(JobId::new())
        .bind(kind)
        .bind(key)
        .bind(payload)
        .bind(due_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        self.touched.jobs = true;
        Ok(())
    }

    /// A job that was done. Refused where its lease had ended and somebody else claimed it since.
    pub async fn remove_job(&mut self, job: &Job) -> Result<()> {
        let removed = on!(self, |db| sqlx::query(
            "DELETE FROM jobs WHERE organization_id = $1 AND id = $2 AND attempts = $3",
        )
        .bind(self.organization)
        .bind(job.id)
        .bind(job.attempts)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        if removed == 0 {
            return Err(Error::Fenced);
        }
        Ok(())
    }

    /// Somebody still works on it. Refused as [`Tx::remove_job`] is.
    pub async fn extend_job(&mut self, job: &Job, until: Time) -> Result<()> {
        let changed = on!(self, |db| sqlx::query(
            "UPDATE jobs SET due_at = $4
             WHERE organization_id = $1 AND id = $2 AND attempts = $3 AND state = 'running'",
        )
        .bind(self.organization)
        .bind(job.id)
        .bind(job.attempts)
        .bind(until)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(Error::Fenced);
        }
        Ok(())
    }

    /// Puts a job off, or away for good with its last error. Refused as [`Tx::remove_job`] is.
    pub async fn postpone_job(
        &mut self,
        job: &Job,
        due_at: Option<Time>,
        error: &str,
    ) -> Result<()> {
        // It is not "due" again but goes on running, so that a newer wish of its key finds a place.
        // One that is put away is never claimed, and keeps its story until retention takes it.
        let state = if due_at.is_some() {
            "running"
        } else {
            "failed"
        };
        let changed = on!(self, |db| sqlx::query(
            "UPDATE jobs SET state = $4, due_at = COALESCE($5, due_at), last_error = $6
             WHERE organization_id = $1 AND id = $2 AND attempts = $3",
        )
        .bind(self.organization)
        .bind(job.id)
        .bind(job.attempts)
        .bind(state)
        .bind(due_at)
        .bind(error)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        if changed == 0 {
            return Err(Error::Fenced);
        }
        Ok(())
    }
}

macro_rules! claim_sql {
    ($lock:literal) => {
        concat!(
            "UPDATE jobs SET state = 'running', due_at = $2, attempts = attempts + 1
             WHERE (organization_id, id) IN (
               SELECT organization_id, id FROM jobs
               WHERE due_at <= $1 AND state IN ('due', 'running') ORDER BY due_at LIMIT $3",
            $lock,
            ") RETURNING organization_id, id, kind, payload, attempts"
        )
    };
}

impl SystemTx {
    /// Claims due jobs until `lease`; one that nobody finished by then becomes due again.
    pub async fn claim_jobs(&mut self, now: Time, lease: Time, limit: i64) -> Result<Vec<Job>> {
        const TEXT: [&str; 2] = [claim_sql!(""), claim_sql!(" FOR UPDATE SKIP LOCKED")];
        let sql = TEXT[self.conn.dialect()];
        let rows = on!(self, |db| sqlx::query_as(sql)
            .bind(now)
            .bind(lease)
            .bind(limit)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }
}
