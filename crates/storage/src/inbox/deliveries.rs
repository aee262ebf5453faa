//! Deliveries: where each outbound message stands.

use crate::batch::insert_rows;
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ConversationId, DeliveryState, LineId, MessageId, Time};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Delivery {
        pub message_id: MessageId,
        pub conversation_id: ConversationId,
        pub line_id: LineId,
        pub state: DeliveryState,
        /// Its place among the conversation's outbound messages.
        pub position: i64,
        pub due_at: Time,
        pub attempts: i64,
        /// The lease under which it was handed over.
        pub epoch: Option<i64>,
        /// The failure as JSON.
        pub failure: Option<String>,
        pub queued_at: Time,
        pub sending_at: Option<Time>,
        pub sent_at: Option<Time>,
        pub delivered_at: Option<Time>,
        pub read_at: Option<Time>,
        pub played_at: Option<Time>,
        pub failed_at: Option<Time>,
    }
}

impl Delivery {
    /// A message that was just accepted.
    pub const fn queued(
        message: MessageId,
        conversation: ConversationId,
        line: LineId,
        position: i64,
        now: Time,
    ) -> Self {
        Self {
            message_id: message,
            conversation_id: conversation,
            line_id: line,
            state: DeliveryState::Queued,
            position,
            due_at: now,
            attempts: 0,
            epoch: None,
            failure: None,
            queued_at: now,
            sending_at: None,
            sent_at: None,
            delivered_at: None,
            read_at: None,
            played_at: None,
            failed_at: None,
        }
    }

    /// Notes that `state` was reached at `at`. Returns whether anything changed: states go up only,
    /// while the moments of those that were passed are still filled in.
    pub fn reach(&mut self, state: DeliveryState, at: Time) -> bool {
        let moment = match state {
            DeliveryState::Sent => Some(&mut self.sent_at),
            DeliveryState::Delivered => Some(&mut self.delivered_at),
            DeliveryState::Read => Some(&mut self.read_at),
            DeliveryState::Played => Some(&mut self.played_at),
            DeliveryState::Failed => Some(&mut self.failed_at),
            DeliveryState::Queued
            | DeliveryState::Sending
            | DeliveryState::Uncertain
            | DeliveryState::Discarded => None,
        };
        let moves = self.state.moves_to(state);
        let fills = state != DeliveryState::Failed || moves;
        let mut changed = moves;
        if let Some(moment) = moment
            && moment.is_none()
            && fills
        {
            *moment = Some(at);
            changed = true;
        }
        if moves {
            self.state = state;
        }
        changed
    }
}

macro_rules! claim_sql {
    ($lock:literal) => {
        concat!(
            "UPDATE deliveries SET state = 'sending', epoch = $4, attempts = attempts + 1, sending_at = $3
             WHERE organization_id = $1 AND message_id IN (
               SELECT m.message_id FROM deliveries m
               WHERE m.organization_id = $1 AND m.line_id = $2 AND m.state = 'queued' AND m.due_at <= $3
                 AND NOT EXISTS (
                   SELECT 1 FROM deliveries e
                   WHERE e.conversation_id = m.conversation_id AND e.position < m.position
                     AND e.state IN ('queued', 'sending', 'uncertain')
                     AND (e.state = 'sending'
                       OR (e.state = 'queued' AND e.due_at <= $5)
                       OR (e.state = 'uncertain' AND e.sending_at > $6)))
               ORDER BY m.due_at, m.position LIMIT $7",
            $lock,
            ")
             RETURNING message_id, conversation_id, line_id, state, position, due_at, attempts, epoch,
             failure, queued_at, sending_at, sent_at, delivered_at, read_at, played_at, failed_at"
        )
    };
}

pub(super) const COLUMNS: &str =
    "message_id, conversation_id, line_id, state, position, due_at, attempts, epoch,
 failure, queued_at, sending_at, sent_at, delivered_at, read_at, played_at, failed_at";

impl Tx {
    pub fn deliveries(&mut self) -> Deliveries<'_> {
        Deliveries(self)
    }
}

pub struct Deliveries<'tx>(&'tx mut Tx);

impl Deliveries<'_> {
    pub async fn get(self, message: MessageId) -> Result<Delivery> {
        let found = self.list(&[message]).await?.into_iter().next();
        found.ok_or(Error::NotFound("delivery"))
    }

    /// The deliveries of these messages, locked.
    pub async fn list(self, messages: &[MessageId]) -> Result<Vec<Delivery>> {
        let wanted = LookUp {
            columns: COLUMNS,
            table: "deliveries",
            by: &["message_id"],
            locks: true,
        };
        Ok(look_up!(self.0, wanted, messages, |tuple, id| tuple.push_bind(*id)))
    }

    /// Writes deliveries, new or changed. The caller holds their locks.
    pub async fn put(self, deliveries: &[Delivery]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO deliveries (organization_id, message_id, conversation_id, line_id, state, position,
             due_at, attempts, epoch, failure, queued_at, sending_at, sent_at, delivered_at, read_at,
             played_at, failed_at)",
            deliveries,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.message_id)
                    .push_bind(row.conversation_id)
                    .push_bind(row.line_id)
                    .push_bind(row.state)
                    .push_bind(row.position)
                    .push_bind(row.due_at)
                    .push_bind(row.attempts)
                    .push_bind(row.epoch)
                    .push_bind(row.failure.as_deref())
                    .push_bind(row.queued_at)
                    .push_bind(row.sending_at)
                    .push_bind(row.sent_at)
                    .push_bind(row.delivered_at)
                    .push_bind(row.read_at)
                    .push_bind(row.played_at)
                    .push_bind(row.failed_at)
            },
            "ON CONFLICT (organization_id, message_id) DO UPDATE SET state = excluded.state,
             due_at = excluded.due_at, attempts = excluded.attempts, epoch = excluded.epoch,
             failure = excluded.failure, sending_at = excluded.sending_at, sent_at = excluded.sent_at,
             delivered_at = excluded.delivered_at, read_at = excluded.read_at,
             played_at = excluded.played_at, failed_at = excluded.failed_at"
        );
        Ok(())
    }

    /// A member's own "retry": the one way back to the queue, with a new place in it. The provider
    /// will give the message another id.
    pub async fn requeue(self, delivery: &Delivery) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE deliveries SET state = 'queued', position = $3, due_at = $4, queued_at = $4, attempts = 0,
             epoch = NULL, failure = NULL, sending_at = NULL, sent_at = NULL, failed_at = NULL
             WHERE organization_id = $1 AND message_id = $2",
        )
        .bind(self.0.organization)
        .bind(delivery.message_id)
        .bind(delivery.position)
        .bind(delivery.due_at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        on!(self.0, |db| sqlx::query(
            "UPDATE messages SET provider_id = NULL WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(delivery.message_id)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Claims due deliveries of a line, the oldest of each conversation only, and marks them as
    /// being sent under `epoch`. An earlier one holds the later ones while it is being sent, or is
    /// due before `horizon`; an uncertain one only if it was handed over after `doubt_from`. Refused
    /// where another owner has taken the line under a newer epoch.
    pub async fn claim(self, line: LineId, epoch: i64, claim: Claim) -> Result<Vec<Delivery>> {
        const TEXT: [&str; 2] = [claim_sql!(""), claim_sql!(" FOR UPDATE SKIP LOCKED")];
        let lease: Option<i64> = on!(self.0, |db| sqlx::query_scalar(
            "SELECT epoch FROM line_leases WHERE line_id = $1",
        )
        .bind(line)
        .fetch_optional(db)
        .await)?;
        if lease.is_some_and(|newest| newest != epoch) {
            return Err(Error::Fenced);
        }
        let sql = TEXT[self.0.conn.dialect()];
        let rows = on!(self.0, |db| sqlx::query_as(sql)
            .bind(self.0.organization)
            .bind(line)
            .bind(claim.now)
            .bind(epoch)
            .bind(claim.horizon)
            .bind(claim.doubt_from)
            .bind(claim.limit)
            .fetch_all(db)
            .await)?;
        Ok(rows)
    }

    /// What an older lease was sending: it may or may not have gone out.
    pub async fn doubt(self, line: LineId, epoch: i64, failure: &str) -> Result<Vec<Delivery>> {
        let rows = on!(self.0, |db| {
            sqlx::query_as(
            "UPDATE deliveries SET state = 'uncertain', failure = $4
             WHERE organization_id = $1 AND line_id = $2 AND state = 'sending' AND epoch < $3
             RETURNING message_id, conversation_id, line_id, state, position, due_at, attempts, epoch,
             failure, queued_at, sending_at, sent_at, delivered_at, read_at, played_at, failed_at",
        )
        .bind(self.0.organization)
        .bind(line)
        .bind(epoch)
        .bind(failure)
        .fetch_all(db)
        .await
        })?;
        Ok(rows)
    }

    /// When the line's next queued delivery is due.
    pub async fn next_due(self, line: LineId) -> Result<Option<Time>> {
        let due: Option<Option<Time>> = on!(self.0, |db| {
            sqlx::query_scalar(
            "SELECT MIN(due_at) FROM deliveries WHERE organization_id = $1 AND line_id = $2 AND state = 'queued'",
        )
        .bind(self.0.organization)
        .bind(line)
        .fetch_optional(db)
        .await
        })?;
        Ok(due.flatten())
    }
}

/// What [`Deliveries::claim`] takes.
#[derive(Clone, Copy, Debug)]
pub struct Claim {
    pub now: Time,
    pub horizon: Time,
    pub doubt_from: Time,
    pub limit: i64,
}
