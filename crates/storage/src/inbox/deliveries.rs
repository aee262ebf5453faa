//! Deliveries: where each outbound message stands.

use super::dead_letters::cause;
use crate::batch::insert_rows;
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ConversationId, DeliveryState, DoorKind, LineId, MessageId, SenderKind, Time};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Delivery {
        pub message_id: MessageId,
        pub conversation_id: ConversationId,
        pub line_id: LineId,
        /// The door that it goes out through.
        pub door: DoorKind,
        /// A person chose it.
        pub chosen: bool,
        pub sender: SenderKind,
        /// People before bots before campaigns: the smallest goes first.
        pub priority: i64,
        /// Its place among all of the line's, within its priority.
        pub turn: Time,
        pub state: DeliveryState,
        /// Its place among the conversation's outbound messages.
        pub position: i64,
        /// Not before.
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
    pub fn queued(
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
            door: DoorKind::Cloud,
            chosen: false,
            sender: SenderKind::Member,
            priority: SenderKind::Member.priority().into(),
            turn: now,
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
            | DeliveryState::Waiting
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

pub(super) const COLUMNS: &str =
    "message_id, conversation_id, line_id, door, chosen, sender, priority, turn, state, position, due_at,
 attempts, epoch, failure, queued_at, sending_at, sent_at, delivered_at, read_at, played_at, failed_at";

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

    /// Writes deliveries, new or changed. The caller holds their locks. Whoever let one be did so in
    /// its state: in another one it is shown again.
    pub async fn put(self, deliveries: &[Delivery]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO deliveries (organization_id, message_id, conversation_id, line_id, door, chosen,
             sender, priority, turn, state, position, due_at, attempts, epoch, failure, cause, queued_at, sending_at, sent_at,
             delivered_at, read_at, played_at, failed_at)",
            deliveries,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.message_id)
                    .push_bind(row.conversation_id)
                    .push_bind(row.line_id)
                    .push_bind(row.door)
                    .push_bind(row.chosen)
                    .push_bind(row.sender)
                    .push_bind(row.priority)
                    .push_bind(row.turn)
                    .push_bind(row.state)
                    .push_bind(row.position)
                    .push_bind(row.due_at)
                    .push_bind(row.attempts)
                    .push_bind(row.epoch)
                    .push_bind(row.failure.as_deref())
                    .push_bind(cause(row))
                    .push_bind(row.queued_at)
                    .push_bind(row.sending_at)
                    .push_bind(row.sent_at)
                    .push_bind(row.delivered_at)
                    .push_bind(row.read_at)
                    .push_bind(row.played_at)
                    .push_bind(row.failed_at)
            },
            "ON CONFLICT (organization_id, message_id) DO UPDATE SET door = excluded.door, chosen = excluded.chosen, sender = excluded.sender,
             priority = excluded.priority, turn = excluded.turn, state = excluded.state,
             due_at = excluded.due_at, attempts = excluded.attempts, epoch = excluded.epoch,
             failure = excluded.failure, cause = excluded.cause,
             dismissed_at = CASE WHEN deliveries.state = excluded.state THEN deliveries.dismissed_at END,
             sending_at = excluded.sending_at, sent_at = excluded.sent_at,
             delivered_at = excluded.delivered_at, read_at = excluded.read_at,
             played_at = excluded.played_at, failed_at = excluded.failed_at"
        );
        Ok(())
    }

    /// A member's own "retry": the one way back to the queue, with a new place in it and perhaps
    /// another door. The provider will give the message another id.
    pub async fn requeue(self, delivery: &Delivery) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE deliveries SET state = 'queued', position = $3, due_at = $4, queued_at = $4, turn = $5, attempts = 0,
             epoch = NULL, failure = NULL, cause = NULL, dismissed_at = NULL, sending_at = NULL, sent_at = NULL,
             failed_at = NULL, door = $6, chosen = $7
             WHERE organization_id = $1 AND message_id = $2",
        )
        .bind(self.0.organization)
        .bind(delivery.message_id)
        .bind(delivery.position)
        .bind(delivery.due_at)
        .bind(delivery.turn)
        .bind(delivery.door)
        .bind(delivery.chosen)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE messages SET provider_id = NULL, door = $3 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(delivery.message_id)
        .bind(delivery.door)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}
