//! Conversations: the lasting thread between one line and one contact.

use crate::batch::insert_rows;
use crate::dialect::FOR_UPDATE;
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{
    ContactId, ConversationId, LineId, MemberId, MessageId, TicketId, TicketState, Time, Window,
};

row! {
    /// A conversation as it is worked on. Its ticket's state stands here too, so that the lists of
    /// the inbox read one index; both are written together.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Conversation {
        pub id: ConversationId,
        pub line_id: LineId,
        pub contact_id: ContactId,
        /// Where it stands in the list: the moment of its last message.
        pub sort_at: Time,
        pub last_message_id: Option<MessageId>,
        /// Messages that the customer wrote, live.
        pub inbound_count: i64,
        /// How many of them the business has answered.
        pub handled_count: i64,
        /// The place of the next outbound message.
        pub next_position: i64,
        pub last_inbound_at: Option<Time>,
        pub free_entry_at: Option<Time>,
        pub ticket_id: Option<TicketId>,
        pub ticket_state: Option<TicketState>,
        pub assignee_id: Option<MemberId>,
        pub ticket_resolved_at: Option<Time>,
        pub created_at: Time,
    }
}

impl Conversation {
    pub const fn window(&self) -> Window {
        Window {
            last_inbound_at: self.last_inbound_at,
            free_entry_at: self.free_entry_at,
        }
    }
}

pub(super) const COLUMNS: &str = "id, line_id, contact_id, sort_at, last_message_id, inbound_count, handled_count,
 next_position, last_inbound_at, free_entry_at, ticket_id, ticket_state, assignee_id, ticket_resolved_at, created_at";

/// Which conversations a list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum View {
    Mine(MemberId),
    Unassigned,
    #[default]
    All,
}

/// What a list of conversations is narrowed by.
#[derive(Clone, Debug, Default)]
pub struct ConversationFilter {
    pub view: View,
    /// `None` shows open and resolved ones.
    pub ticket: Option<TicketState>,
    pub unread_only: bool,
    pub line: Option<LineId>,
    /// Folded text.
    pub text: Option<String>,
    /// For whom "unread" is counted.
    pub reader: Option<MemberId>,
}

/// A pattern for `LIKE … ESCAPE '\'` that finds `folded` anywhere.
pub(crate) fn like(folded: &str) -> String {
    let mut pattern = String::with_capacity(folded.len() + 2);
    pattern.push('%');
    for letter in folded.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

impl Tx {
    pub fn conversations(&mut self) -> Conversations<'_> {
        Conversations(self)
    }
}

pub struct Conversations<'tx>(&'tx mut Tx);

impl Conversations<'_> {
    /// The conversation, locked against other writers.
    pub async fn get(self, id: ConversationId) -> Result<Conversation> {
        let organization = self.0.organization;
        let lock = FOR_UPDATE[self.0.conn.dialect()];
        let found: Option<Conversation> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new("SELECT ");
            sql.push(COLUMNS)
                .push(" FROM conversations WHERE organization_id = ");
            sql.push_bind(organization)
                .push(" AND id = ")
                .push_bind(id)
                .push(lock);
            sql.build_query_as().fetch_optional(db).await
        })?;
        found.ok_or(Error::NotFound("conversation"))
    }

    /// The same in a snapshot, for reading.
    pub async fn get_snapshot(self, id: ConversationId) -> Result<Conversation> {
        let organization = self.0.organization;
        let found: Option<Conversation> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new("SELECT ");
            sql.push(COLUMNS)
                .push(" FROM conversations WHERE organization_id = ");
            sql.push_bind(organization).push(" AND id = ").push_bind(id);
            sql.build_query_as().fetch_optional(db).await
        })?;
        found.ok_or(Error::NotFound("conversation"))
    }

    /// The same of many, not locked.
    pub async fn list_snapshot(self, ids: &[ConversationId]) -> Result<Vec<Conversation>> {
        let wanted = LookUp {
            columns: COLUMNS,
            table: "conversations",
            by: &["id"],
            locks: false,
        };
        Ok(look_up!(self.0, wanted, ids, |tuple, id| tuple.push_bind(*id)))
    }

    /// The conversations of a line with these contacts, locked in the order of the contacts.
    pub async fn list_with(
        self,
        line: LineId,
        contacts: &[ContactId],
    ) -> Result<Vec<Conversation>> {
        let wanted = LookUp {
            columns: COLUMNS,
            table: "conversations",
            by: &["contact_id", "line_id"],
            locks: true,
        };
        Ok(look_up!(self.0, wanted, contacts, |tuple, contact| tuple
            .push_bind(*contact)
            .push_bind(line)))
    }

    /// The same by their own ids.
    pub async fn list_by_id(self, ids: &[ConversationId]) -> Result<Vec<Conversation>> {
        let wanted = LookUp {
            columns: COLUMNS,
            table: "conversations",
            by: &["id"],
            locks: true,
        };
        Ok(look_up!(self.0, wanted, ids, |tuple, id| tuple.push_bind(*id)))
    }

    /// Writes conversations, new or changed. The caller holds their locks.
    pub async fn put(self, conversations: &[Conversation]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO conversations (organization_id, id, line_id, contact_id, sort_at, last_message_id,
             inbound_count, handled_count, next_position, last_inbound_at, free_entry_at, ticket_id,
             ticket_state, assignee_id, ticket_resolved_at, created_at)",
            conversations,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.id)
                    .push_bind(row.line_id)
                    .push_bind(row.contact_id)
                    .push_bind(row.sort_at)
                    .push_bind(row.last_message_id)
                    .push_bind(row.inbound_count)
                    .push_bind(row.handled_count)
                    .push_bind(row.next_position)
                    .push_bind(row.last_inbound_at)
                    .push_bind(row.free_entry_at)
                    .push_bind(row.ticket_id)
                    .push_bind(row.ticket_state)
                    .push_bind(row.assignee_id)
                    .push_bind(row.ticket_resolved_at)
                    .push_bind(row.created_at)
            },
            "ON CONFLICT (organization_id, id) DO UPDATE SET sort_at = excluded.sort_at,
             last_message_id = excluded.last_message_id, inbound_count = excluded.inbound_count,
             handled_count = excluded.handled_count, next_position = excluded.next_position,
             last_inbound_at = excluded.last_inbound_at, free_entry_at = excluded.free_entry_at,
             ticket_id = excluded.ticket_id, ticket_state = excluded.ticket_state,
             assignee_id = excluded.assignee_id, ticket_resolved_at = excluded.ticket_resolved_at"
        );
        Ok(())
    }

    /// How many of the customer's messages a member has seen.
    pub async fn read_count(self, id: ConversationId, member: MemberId) -> Result<i64> {
        let count: Option<i64> = on!(self.0, |db| sqlx::query_scalar(
            "SELECT read_count FROM conversation_reads
             WHERE organization_id = $1 AND member_id = $2 AND conversation_id = $3",
        )
        .bind(self.0.organization)
        .bind(member)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        Ok(count.unwrap_or(0))
    }

    pub async fn set_read_count(
        self,
        id: ConversationId,
        member: MemberId,
        count: i64,
    ) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO conversation_reads (organization_id, member_id, conversation_id, read_count)
             VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, member_id, conversation_id)
             DO UPDATE SET read_count = excluded.read_count",
        )
        .bind(self.0.organization)
        .bind(member)
        .bind(id)
        .bind(count)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_people_type_is_no_pattern() {
        assert_eq!(super::like("50%_a\\b"), "%50\\%\\_a\\\\b%");
    }
}
