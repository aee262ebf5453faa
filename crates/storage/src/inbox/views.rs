//! What the inbox shows: conversations and messages with the names that people read.

use super::conversations::{ConversationFilter, View, like};
use super::messages::{MessagePage, Messages};
use crate::batch::sets;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{
    AuthorKind, ContactId, ConversationId, DeliveryState, Direction, DoorKind, LineId, MemberId,
    MessageId, MessageKind, QueueId, TicketId, TicketState, Time, UserId, Window,
};

row! {
    /// A conversation as a row of the list.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct ConversationView {
        pub id: ConversationId,
        pub line_id: LineId,
        pub line_name: String,
        pub contact_id: ContactId,
        pub contact_name: Option<String>,
        pub profile_name: Option<String>,
        pub username: Option<String>,
        pub phone: Option<String>,
        pub blocked_at: Option<Time>,
        pub ticket_id: Option<TicketId>,
        pub ticket_number: Option<i64>,
        pub ticket_state: Option<TicketState>,
        pub ticket_opened_at: Option<Time>,
        pub ticket_resolved_at: Option<Time>,
        pub queue_id: Option<QueueId>,
        pub queue_name: Option<String>,
        pub assignee_id: Option<MemberId>,
        pub assignee_name: Option<String>,
        pub last_id: Option<MessageId>,
        pub last_direction: Option<Direction>,
        pub last_kind: Option<MessageKind>,
        pub last_text: Option<String>,
        pub last_author: Option<String>,
        pub last_at: Option<Time>,
        pub last_state: Option<DeliveryState>,
        pub sort_at: Time,
        pub inbound_count: i64,
        pub handled_count: i64,
        pub read_count: Option<i64>,
        pub last_inbound_at: Option<Time>,
        pub free_entry_at: Option<Time>,
        pub created_at: Time,
    }
}

impl ConversationView {
    pub const fn window(&self) -> Window {
        Window {
            last_inbound_at: self.last_inbound_at,
            free_entry_at: self.free_entry_at,
        }
    }
}

const CONVERSATION: &str = "SELECT c.id, c.line_id, l.name AS line_name, c.contact_id,
 ct.name AS contact_name, ct.profile_name, ct.username, ct.blocked_at,
 (SELECT i.value FROM identities i WHERE i.organization_id = c.organization_id AND i.contact_id = c.contact_id
  AND i.kind = 'phone' ORDER BY i.id DESC LIMIT 1) AS phone,
 c.ticket_id, t.number AS ticket_number, t.state AS ticket_state, t.opened_at AS ticket_opened_at,
 t.resolved_at AS ticket_resolved_at, t.queue_id, q.name AS queue_name,
 t.assignee_id, u.name AS assignee_name,
 m.id AS last_id, m.direction AS last_direction, m.kind AS last_kind,
 CASE WHEN m.revoked_at IS NULL THEN m.text END AS last_text,
 COALESCE(mu.name, m.author_name) AS last_author, m.at AS last_at, d.state AS last_state,
 c.sort_at, c.inbound_count, c.handled_count, r.read_count, c.last_inbound_at, c.free_entry_at, c.created_at
 FROM conversations c
 JOIN lines l ON l.organization_id = c.organization_id AND l.id = c.line_id
 JOIN contacts ct ON ct.organization_id = c.organization_id AND ct.id = c.contact_id
 LEFT JOIN tickets t ON t.organization_id = c.organization_id AND t.id = c.ticket_id
 LEFT JOIN queues q ON q.organization_id = c.organization_id AND q.id = t.queue_id
 LEFT JOIN members me ON me.organization_id = c.organization_id AND me.id = t.assignee_id
 LEFT JOIN users u ON u.id = me.user_id
 LEFT JOIN messages m ON m.organization_id = c.organization_id AND m.id = c.last_message_id
 LEFT JOIN members mm ON mm.organization_id = c.organization_id AND mm.id = m.author_member_id
 LEFT JOIN users mu ON mu.id = mm.user_id
 LEFT JOIN deliveries d ON d.organization_id = c.organization_id AND d.message_id = c.last_message_id
 LEFT JOIN conversation_reads r ON r.organization_id = c.organization_id AND r.conversation_id = c.id
  AND r.member_id = ";

row! {
    /// How many conversations are open, and how many of them hold something unread.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Counts {
        pub open: i64,
        pub unread: i64,
    }
}

row! {
    /// A message with everything that its bubble shows.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct MessageView {
        pub id: MessageId,
        pub conversation_id: ConversationId,
        pub direction: Direction,
        pub kind: MessageKind,
        pub text: Option<String>,
        pub content: Option<String>,
        pub author_kind: AuthorKind,
        pub author_member_id: Option<MemberId>,
        pub author_user_id: Option<UserId>,
        pub author_name: Option<String>,
        pub reply_to_id: Option<MessageId>,
        pub door: DoorKind,
        pub at: Time,
        pub sort_at: Time,
        pub received_at: Time,
        pub late: bool,
        pub has_raw: bool,
        pub edited_at: Option<Time>,
        pub revoked_at: Option<Time>,
        pub state: Option<DeliveryState>,
        pub failure: Option<String>,
        pub queued_at: Option<Time>,
        pub due_at: Option<Time>,
        pub sent_at: Option<Time>,
        pub delivered_at: Option<Time>,
        pub read_at: Option<Time>,
        pub played_at: Option<Time>,
        pub failed_at: Option<Time>,
    }
}

const MESSAGE: &str = "SELECT m.id, m.conversation_id, m.direction, m.kind,
 CASE WHEN m.revoked_at IS NULL THEN m.text END AS text,
 CASE WHEN m.revoked_at IS NULL THEN m.content END AS content,
 m.author_kind, m.author_member_id, u.id AS author_user_id, COALESCE(u.name, m.author_name) AS author_name,
 m.reply_to_id, m.door, m.at, m.sort_at, m.received_at, m.late, m.has_raw, m.edited_at, m.revoked_at,
 d.state, d.failure, d.queued_at, d.due_at, d.sent_at, d.delivered_at, d.read_at, d.played_at, d.failed_at
 FROM messages m
 LEFT JOIN members me ON me.organization_id = m.organization_id AND me.id = m.author_member_id
 LEFT JOIN users u ON u.id = me.user_id
 LEFT JOIN deliveries d ON d.organization_id = m.organization_id AND d.message_id = m.id
 WHERE m.organization_id = ";

row! {
    /// The quoted message of a reply.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct QuotedView {
        pub id: MessageId,
        pub direction: Direction,
        pub kind: MessageKind,
        pub text: Option<String>,
        pub author_name: Option<String>,
    }
}

/// Adds `WHERE …` of a filter to a query over `c` (conversations), `ct` (contacts), `r` (reads).
macro_rules! narrow {
    ($sql:expr, $organization:expr, $filter:expr) => {{
        $sql.push(" WHERE c.organization_id = ").push_bind($organization);
        match $filter.view {
            View::All => {}
            View::Unassigned => {
                $sql.push(" AND c.assignee_id IS NULL");
            }
            View::Mine(member) => {
                $sql.push(" AND c.assignee_id = ").push_bind(member);
            }
        }
        if let Some(state) = $filter.ticket {
            $sql.push(" AND c.ticket_state = ").push_bind(state);
        }
        if let Some(line) = $filter.line {
            $sql.push(" AND c.line_id = ").push_bind(line);
        }
        if $filter.unread_only {
            $sql.push(
                " AND c.inbound_count > c.handled_count AND c.inbound_count > COALESCE(r.read_count, 0)",
            );
        }
        if let Some(text) = &$filter.text {
            $sql.push(" AND ct.search_key LIKE ").push_bind(like(text)).push(" ESCAPE '\\'");
        }
    }};
}

impl Tx {
    /// Conversations of a filter, newest first, after the cursor.
    pub async fn conversation_views(
        &mut self,
        filter: &ConversationFilter,
        after: Option<(Time, ConversationId)>,
        limit: i64,
    ) -> Result<Vec<ConversationView>> {
        let organization = self.organization;
        let rows = on!(self, |db| {
            let mut sql = sqlx::QueryBuilder::new(CONVERSATION);
            sql.push_bind(filter.reader);
            narrow!(sql, organization, filter);
            if let Some((sort_at, id)) = after {
                sql.push(" AND (c.sort_at, c.id) < (")
                    .push_bind(sort_at)
                    .push(", ")
                    .push_bind(id)
                    .push(")");
            }
            sql.push(" ORDER BY c.sort_at DESC, c.id DESC LIMIT ")
                .push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        Ok(rows)
    }

    /// These conversations, in any order.
    pub async fn conversation_views_by_id(
        &mut self,
        ids: &[ConversationId],
        reader: Option<MemberId>,
    ) -> Result<Vec<ConversationView>> {
        let organization = self.organization;
        let mut found = Vec::with_capacity(ids.len());
        for set in sets(ids) {
            let rows: Vec<ConversationView> = on!(self, |db| {
                let mut sql = sqlx::QueryBuilder::new(CONVERSATION);
                sql.push_bind(reader);
                sql.push(" WHERE c.organization_id = ")
                    .push_bind(organization)
                    .push(" AND c.id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// The conversations of a contact, newest first.
    pub async fn conversation_views_of(
        &mut self,
        contacts: &[ContactId],
    ) -> Result<Vec<ConversationView>> {
        let organization = self.organization;
        let mut found = Vec::new();
        for set in sets(contacts) {
            let rows: Vec<ConversationView> = on!(self, |db| {
                let mut sql = sqlx::QueryBuilder::new(CONVERSATION);
                sql.push_bind(None::<MemberId>);
                sql.push(" WHERE c.organization_id = ")
                    .push_bind(organization)
                    .push(" AND c.contact_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") ORDER BY c.sort_at DESC, c.id DESC LIMIT 100");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    pub async fn conversation_counts(&mut self, filter: &ConversationFilter) -> Result<Counts> {
        let organization = self.organization;
        let counts = on!(self, |db| {
            let mut sql = sqlx::QueryBuilder::new(
                "SELECT COUNT(*) AS open, CAST(COALESCE(SUM(CASE WHEN c.inbound_count > c.handled_count
                 AND c.inbound_count > COALESCE(r.read_count, 0) THEN 1 ELSE 0 END), 0) AS BIGINT) AS unread
                 FROM conversations c LEFT JOIN conversation_reads r ON r.organization_id = c.organization_id
                 AND r.conversation_id = c.id AND r.member_id = ",
            );
            sql.push_bind(filter.reader);
            let plain = ConversationFilter {
                text: None,
                ..filter.clone()
            };
            narrow!(sql, organization, plain);
            sql.build_query_as().fetch_one(db).await
        })?;
        Ok(counts)
    }

    pub async fn message_views_by_id(&mut self, ids: &[MessageId]) -> Result<Vec<MessageView>> {
        let organization = self.organization;
        let mut found = Vec::with_capacity(ids.len());
        for set in sets(ids) {
            let rows: Vec<MessageView> = on!(self, |db| {
                let mut sql = sqlx::QueryBuilder::new(MESSAGE);
                sql.push_bind(organization).push(" AND m.id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    pub async fn quoted_views(&mut self, ids: &[MessageId]) -> Result<Vec<QuotedView>> {
        let organization = self.organization;
        let mut found = Vec::with_capacity(ids.len());
        for set in sets(ids) {
            let rows: Vec<QuotedView> = on!(self, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT m.id, m.direction, m.kind, CASE WHEN m.revoked_at IS NULL THEN m.text END AS text,
                     COALESCE(u.name, m.author_name) AS author_name
                     FROM messages m
                     LEFT JOIN members me ON me.organization_id = m.organization_id AND me.id = m.author_member_id
                     LEFT JOIN users u ON u.id = me.user_id
                     WHERE m.organization_id = ",
                );
                sql.push_bind(organization).push(" AND m.id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }
}

impl Messages<'_> {
    /// A page of a thread, oldest first whatever the direction it was read in.
    pub async fn page(
        self,
        conversation: ConversationId,
        page: MessagePage,
        limit: i64,
    ) -> Result<Vec<MessageView>> {
        let organization = self.0.organization;
        let backwards = matches!(page, MessagePage::Newest | MessagePage::Before(..));
        let mut rows: Vec<MessageView> = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(MESSAGE);
            sql.push_bind(organization)
                .push(" AND m.conversation_id = ")
                .push_bind(conversation);
            match page {
                MessagePage::Newest => {}
                MessagePage::Before(at, id) => {
                    sql.push(" AND (m.sort_at, m.id) < (")
                        .push_bind(at)
                        .push(", ")
                        .push_bind(id)
                        .push(")");
                }
                MessagePage::After(at, id) => {
                    sql.push(" AND (m.sort_at, m.id) > (")
                        .push_bind(at)
                        .push(", ")
                        .push_bind(id)
                        .push(")");
                }
                MessagePage::From(at) => {
                    sql.push(" AND m.sort_at >= ").push_bind(at);
                }
            }
            sql.push(if backwards {
                " ORDER BY m.sort_at DESC, m.id DESC LIMIT "
            } else {
                " ORDER BY m.sort_at, m.id LIMIT "
            });
            sql.push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        if backwards {
            rows.reverse();
        }
        Ok(rows)
    }
}
