//! Tickets: pieces of work on a conversation, at most one open at a time.

use crate::batch::insert_rows;
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ConversationId, MemberId, QueueId, TicketId, TicketState, Time};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Ticket {
        pub id: TicketId,
        /// What people call it by, counted in the organization.
        pub number: i64,
        pub conversation_id: ConversationId,
        pub queue_id: QueueId,
        pub state: TicketState,
        pub assignee_id: Option<MemberId>,
        pub opened_at: Time,
        pub resolved_at: Option<Time>,
        pub resolved_by: Option<MemberId>,
    }
}

impl Tx {
    pub fn tickets(&mut self) -> Tickets<'_> {
        Tickets(self)
    }
}

pub struct Tickets<'tx>(&'tx mut Tx);

impl Tickets<'_> {
    pub async fn get(self, id: TicketId) -> Result<Ticket> {
        let found: Option<Ticket> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, number, conversation_id, queue_id, state, assignee_id, opened_at, resolved_at, resolved_by
             FROM tickets WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        found.ok_or(Error::NotFound("ticket"))
    }

    /// Takes `count` numbers; returns the first.
    pub async fn take_numbers(self, count: i64) -> Result<i64> {
        let last: Option<i64> = on!(self.0, |db| sqlx::query_scalar(
            "UPDATE counters SET ticket_number = ticket_number + $2
             WHERE organization_id = $1 RETURNING ticket_number",
        )
        .bind(self.0.organization)
        .bind(count)
        .fetch_optional(db)
        .await)?;
        Ok(last.ok_or(Error::NotFound("organization"))? - count + 1)
    }

    /// Writes tickets, new or changed.
    pub async fn put(self, tickets: &[Ticket]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO tickets (organization_id, id, number, conversation_id, queue_id, state,
             assignee_id, opened_at, resolved_at, resolved_by)",
            tickets,
            |tuple, ticket| {
                tuple
                    .push_bind(organization)
                    .push_bind(ticket.id)
                    .push_bind(ticket.number)
                    .push_bind(ticket.conversation_id)
                    .push_bind(ticket.queue_id)
                    .push_bind(ticket.state)
                    .push_bind(ticket.assignee_id)
                    .push_bind(ticket.opened_at)
                    .push_bind(ticket.resolved_at)
                    .push_bind(ticket.resolved_by)
            },
            "ON CONFLICT (organization_id, id) DO UPDATE SET queue_id = excluded.queue_id,
             state = excluded.state, assignee_id = excluded.assignee_id,
             resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by"
        );
        Ok(())
    }

    /// Opens the tickets again that were resolved; their people keep them.
    pub async fn reopen(self, ids: &[TicketId]) -> Result<()> {
        let organization = self.0.organization;
        for set in crate::batch::sets(ids) {
            on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "UPDATE tickets SET state = 'open', resolved_at = NULL, resolved_by = NULL WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build().execute(db).await.map(|_| ())
            })?;
        }
        Ok(())
    }
}
