//! Messages, in an order that never changes after it was shown.

use crate::batch::{insert_rows, pieces, sets};
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{
    AuthorKind, ConversationId, Direction, DoorKind, MemberId, MessageId, MessageKind, Origin,
    TicketId, Time,
};

row! {
    /// A message as it is stored.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MessageRecord {
        pub id: MessageId,
        pub conversation_id: ConversationId,
        pub ticket_id: Option<TicketId>,
        pub direction: Direction,
        pub kind: MessageKind,
        pub text: Option<String>,
        /// The kind's own fields as JSON.
        pub content: Option<String>,
        pub author_kind: AuthorKind,
        pub author_member_id: Option<MemberId>,
        pub author_name: Option<String>,
        pub reply_to_id: Option<MessageId>,
        pub door: DoorKind,
        /// The provider's own time.
        pub at: Time,
        /// Where it stands in the thread. Never updated.
        pub sort_at: Time,
        pub received_at: Time,
        pub late: bool,
        pub origin: Origin,
        pub has_raw: bool,
        pub provider_id: Option<String>,
    }
}

/// From where a page of messages is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessagePage {
    /// The newest ones.
    Newest,
    Before(Time, MessageId),
    After(Time, MessageId),
    /// From this moment on.
    From(Time),
}

impl Tx {
    pub fn messages(&mut self) -> Messages<'_> {
        Messages(self)
    }
}

pub struct Messages<'tx>(pub(super) &'tx mut Tx);

impl Messages<'_> {
    pub async fn get(self, id: MessageId) -> Result<MessageRecord> {
        let found: Option<MessageRecord> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, conversation_id, ticket_id, direction, kind, text, content, author_kind,
             author_member_id, author_name, reply_to_id, door, at, sort_at, received_at, late, origin,
             has_raw, provider_id FROM messages WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        found.ok_or(Error::NotFound("message"))
    }

    /// The messages of these ids that are there.
    pub async fn list(self, ids: &[MessageId]) -> Result<Vec<MessageRecord>> {
        let wanted = LookUp {
            columns: "id, conversation_id, ticket_id, direction, kind, text, content, author_kind,
             author_member_id, author_name, reply_to_id, door, at, sort_at, received_at, late, origin,
             has_raw, provider_id",
            table: "messages",
            by: &["id"],
            locks: false,
        };
        Ok(look_up!(self.0, wanted, ids, |tuple, id| tuple.push_bind(*id)))
    }

    /// The customer's last message, by which "read" and "typing" are told.
    pub async fn last_inbound(self, conversation: ConversationId) -> Result<Option<MessageRecord>> {
        let found = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, conversation_id, ticket_id, direction, kind, text, content, author_kind,
             author_member_id, author_name, reply_to_id, door, at, sort_at, received_at, late, origin,
             has_raw, provider_id FROM messages
             WHERE organization_id = $1 AND conversation_id = $2 AND direction = 'in' AND provider_id IS NOT NULL
             ORDER BY sort_at DESC, id DESC LIMIT 1",
        )
        .bind(self.0.organization)
        .bind(conversation)
        .fetch_optional(db)
        .await
        })?;
        Ok(found)
    }

    pub async fn insert(self, messages: &[MessageRecord]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO messages (organization_id, id, conversation_id, ticket_id, direction, kind, text,
             content, author_kind, author_member_id, author_name, reply_to_id, door, at, sort_at,
             received_at, late, origin, has_raw, provider_id)",
            messages,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.id)
                    .push_bind(row.conversation_id)
                    .push_bind(row.ticket_id)
                    .push_bind(row.direction)
                    .push_bind(row.kind)
                    .push_bind(row.text.as_deref())
                    .push_bind(row.content.as_deref())
                    .push_bind(row.author_kind)
                    .push_bind(row.author_member_id)
                    .push_bind(row.author_name.as_deref())
                    .push_bind(row.reply_to_id)
                    .push_bind(row.door)
                    .push_bind(row.at)
                    .push_bind(row.sort_at)
                    .push_bind(row.received_at)
                    .push_bind(row.late)
                    .push_bind(row.origin)
                    .push_bind(row.has_raw)
                    .push_bind(row.provider_id.as_deref())
            },
            ""
        );
        Ok(())
    }

    /// What the provider calls these messages.
    pub async fn set_provider_ids(self, ids: &[(MessageId, String)]) -> Result<()> {
        let organization = self.0.organization;
        for piece in pieces(self.0.conn.dialect(), ids) {
            on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "UPDATE messages SET provider_id = given.column2 FROM (",
                );
                sql.push_values(piece, |mut tuple, given| {
                    tuple.push_bind(given.0).push_bind(given.1.as_str());
                });
                sql.push(
                    ") AS given WHERE messages.id = given.column1 AND messages.organization_id = ",
                )
                .push_bind(organization);
                sql.build().execute(db).await.map(|_| ())
            })?;
        }
        Ok(())
    }

    /// The door that messages go through after all.
    pub async fn set_door(self, messages: &[MessageId], door: DoorKind) -> Result<()> {
        let organization = self.0.organization;
        for set in sets(messages) {
            on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new("UPDATE messages SET door = ");
                sql.push_bind(door).push(" WHERE organization_id = ");
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

    pub async fn insert_raws(self, raws: &[(MessageId, String)]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO message_raws (organization_id, message_id, body)",
            raws,
            |tuple, raw| tuple
                .push_bind(organization)
                .push_bind(raw.0)
                .push_bind(raw.1.as_str()),
            ""
        );
        Ok(())
    }

    /// The provider's own form of a message.
    pub async fn raw(self, id: MessageId) -> Result<String> {
        let found: Option<String> = on!(self.0, |db| sqlx::query_scalar(
            "SELECT body FROM message_raws WHERE organization_id = $1 AND message_id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        found.ok_or(Error::NotFound("raw form of the message"))
    }
}
