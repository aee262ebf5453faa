//! Dead letters: what failed, and what nobody knows the fate of, over all of an organization's lines.

use super::deliveries::Delivery;
use crate::batch::sets;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{ConversationId, DeliveryState, DoorKind, Failure, LineId, MessageId, Time};

/// The cause of one whose failure says none.
const UNKNOWN: &str = "unknown";

row! {
    /// One message that did not arrive, or may not have.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DeadLetter {
        pub message_id: MessageId,
        pub conversation_id: ConversationId,
        pub line_id: LineId,
        pub door: DoorKind,
        pub state: DeliveryState,
        /// The failure's code, or its word.
        pub cause: String,
        pub attempts: i64,
        /// When it failed, or when it was handed over and nobody told more.
        pub dead_at: Time,
        pub dismissed_at: Option<Time>,
    }
}

row! {
    /// How many lie there for one cause.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct DeadLetterCount {
        pub line_id: LineId,
        pub door: DoorKind,
        pub cause: String,
        pub count: i64,
    }
}

row! {
    /// One whose place changed.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct MovedLetter {
        pub message_id: MessageId,
        pub conversation_id: ConversationId,
    }
}

/// Which dead letters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeadLetterFilter {
    pub line: Option<LineId>,
    pub cause: Option<String>,
    /// Dead at this moment or later.
    pub since: Option<Time>,
    /// Dead before this moment.
    pub until: Option<Time>,
    /// Those that somebody let be, instead of those that wait for somebody.
    pub dismissed: bool,
}

/// From where, and in which direction, letters are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LettersFrom {
    /// Newest first.
    #[default]
    Newest,
    /// Newest first, those before this place.
    Before(Time, MessageId),
    /// Oldest first.
    Oldest,
    /// Oldest first, those after this place.
    After(Time, MessageId),
}

/// What the list and its counts are filtered and grouped by.
pub(super) fn cause(delivery: &Delivery) -> Option<String> {
    match &delivery.failure {
        Some(failure) => Some(cause_of(failure)),
        None => matches!(
            delivery.state,
            DeliveryState::Failed | DeliveryState::Uncertain
        )
        .then(|| UNKNOWN.to_owned()),
    }
}

pub(super) fn cause_of(failure: &str) -> String {
    serde_json::from_str::<Failure>(failure)
        .map_or_else(|_| UNKNOWN.to_owned(), |failure| failure.cause())
}

const DEAD_AT: &str = "COALESCE(failed_at, sending_at, queued_at)";

/// Adds `WHERE …` of a filter. The states stand as the indexes have them.
macro_rules! narrow {
    ($sql:expr, $organization:expr, $filter:expr, $from:expr) => {{
        $sql.push(" WHERE organization_id = ")
            .push_bind($organization)
            .push(" AND state IN ('failed', 'uncertain') AND dismissed_at IS ")
            .push(if $filter.dismissed {
                "NOT NULL"
            } else {
                "NULL"
            });
        if let Some(line) = $filter.line {
            $sql.push(" AND line_id = ").push_bind(line);
        }
        if let Some(cause) = &$filter.cause {
            $sql.push(" AND cause = ").push_bind(cause.as_str());
        }
        if let Some(since) = $filter.since {
            $sql.push(" AND ")
                .push(DEAD_AT)
                .push(" >= ")
                .push_bind(since);
        }
        if let Some(until) = $filter.until {
            $sql.push(" AND ")
                .push(DEAD_AT)
                .push(" < ")
                .push_bind(until);
        }
        let place = match $from {
            LettersFrom::Newest | LettersFrom::Oldest => None,
            LettersFrom::Before(at, id) => Some((" < (", at, id)),
            LettersFrom::After(at, id) => Some((" > (", at, id)),
        };
        if let Some((beyond, at, id)) = place {
            $sql.push(" AND (")
                .push(DEAD_AT)
                .push(", message_id)")
                .push(beyond)
                .push_bind(at)
                .push(", ")
                .push_bind(id)
                .push(")");
        }
    }};
}

impl Tx {
    pub const fn dead_letters(&mut self) -> DeadLetters<'_> {
        DeadLetters(self)
    }
}

/// The dead letters of the transaction's organization.
pub struct DeadLetters<'tx>(&'tx mut Tx);

impl DeadLetters<'_> {
    pub async fn list(
        self,
        filter: &DeadLetterFilter,
        from: LettersFrom,
        limit: i64,
    ) -> Result<Vec<DeadLetter>> {
        let organization = self.0.organization;
        let rows = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(
                "SELECT message_id, conversation_id, line_id, door, state, COALESCE(cause, 'unknown') AS cause, attempts, ",
            );
            sql.push(DEAD_AT)
                .push(" AS dead_at, dismissed_at FROM deliveries");
            narrow!(sql, organization, filter, from);
            let order = match from {
                LettersFrom::Newest | LettersFrom::Before(..) => " DESC",
                LettersFrom::Oldest | LettersFrom::After(..) => "",
            };
            sql.push(" ORDER BY ")
                .push(DEAD_AT)
                .push(order)
                .push(", message_id")
                .push(order)
                .push(" LIMIT ")
                .push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        Ok(rows)
    }

    /// Counts by line and cause, and looks at no more than `at_most` letters.
    pub async fn counts(
        self,
        filter: &DeadLetterFilter,
        at_most: i64,
    ) -> Result<Vec<DeadLetterCount>> {
        let organization = self.0.organization;
        let rows = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(
                "SELECT line_id, door, cause, COUNT(*) AS count
                 FROM (SELECT line_id, door, COALESCE(cause, 'unknown') AS cause FROM deliveries",
            );
            narrow!(sql, organization, filter, LettersFrom::Newest);
            sql.push(" LIMIT ")
                .push_bind(at_most)
                .push(") AS dead GROUP BY line_id, door, cause ORDER BY COUNT(*) DESC, cause, line_id, door");
            sql.build_query_as().fetch_all(db).await
        })?;
        Ok(rows)
    }

    /// How many there are from a place on, looking at no more than `at_most`.
    pub async fn count(
        self,
        filter: &DeadLetterFilter,
        from: LettersFrom,
        at_most: i64,
    ) -> Result<i64> {
        let organization = self.0.organization;
        let count = on!(self.0, |db| {
            let mut sql =
                sqlx::QueryBuilder::new("SELECT COUNT(*) FROM (SELECT message_id FROM deliveries");
            narrow!(sql, organization, filter, from);
            sql.push(" LIMIT ").push_bind(at_most).push(") AS dead");
            sql.build_query_scalar().fetch_one(db).await
        })?;
        Ok(count)
    }

    /// Lets these be; answers with those that were waiting for somebody.
    pub async fn dismiss(self, messages: &[MessageId], now: Time) -> Result<Vec<MovedLetter>> {
        self.set_dismissed(messages, Some(now)).await
    }

    /// Takes these back into the list; answers with those that had been let be.
    pub async fn restore(self, messages: &[MessageId]) -> Result<Vec<MovedLetter>> {
        self.set_dismissed(messages, None).await
    }

    /// Those of these that were let be, or that wait for somebody.
    pub async fn standing(self, messages: &[MessageId], dismissed: bool) -> Result<Vec<MessageId>> {
        let organization = self.0.organization;
        let mut found = Vec::with_capacity(messages.len());
        for set in sets(messages) {
            let rows: Vec<MessageId> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT message_id FROM deliveries WHERE organization_id = ",
                );
                sql.push_bind(organization)
                    .push(" AND state IN ('failed', 'uncertain') AND dismissed_at IS ")
                    .push(if dismissed { "NOT NULL" } else { "NULL" })
                    .push(" AND message_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_scalar().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }

    async fn set_dismissed(
        self,
        messages: &[MessageId],
        at: Option<Time>,
    ) -> Result<Vec<MovedLetter>> {
        let organization = self.0.organization;
        let before = if at.is_some() { "NULL" } else { "NOT NULL" };
        let mut moved = Vec::with_capacity(messages.len());
        for set in sets(messages) {
            let rows: Vec<MovedLetter> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new("UPDATE deliveries SET dismissed_at = ");
                sql.push_bind(at)
                    .push(" WHERE organization_id = ")
                    .push_bind(organization)
                    .push(" AND state IN ('failed', 'uncertain') AND dismissed_at IS ")
                    .push(before)
                    .push(" AND message_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") RETURNING message_id, conversation_id");
                sql.build_query_as().fetch_all(db).await
            })?;
            moved.extend(rows);
        }
        Ok(moved)
    }
}
