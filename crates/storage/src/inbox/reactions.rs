//! Reactions: one emoji an author and message.

use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{AuthorKind, MessageId, Time};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Reaction {
        pub message_id: MessageId,
        pub author_kind: AuthorKind,
        pub author_name: Option<String>,
        pub emoji: String,
        pub at: Time,
    }
}

/// Who reacts: a contact, or a member by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionAuthor {
    /// Unique among the authors of one message.
    pub key: String,
    pub kind: AuthorKind,
    pub name: Option<String>,
}

impl Tx {
    pub fn reactions(&mut self) -> Reactions<'_> {
        Reactions(self)
    }
}

pub struct Reactions<'tx>(&'tx mut Tx);

impl Reactions<'_> {
    /// Sets the author's reaction, unless a newer one is there.
    pub async fn put(
        self,
        message: MessageId,
        author: &ReactionAuthor,
        emoji: &str,
        at: Time,
    ) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO reactions (organization_id, message_id, author, author_kind, author_name, emoji, at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (organization_id, message_id, author)
             DO UPDATE SET emoji = excluded.emoji, at = excluded.at WHERE reactions.at <= excluded.at",
        )
        .bind(self.0.organization)
        .bind(message)
        .bind(author.key.as_str())
        .bind(author.kind)
        .bind(author.name.as_deref())
        .bind(emoji)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Takes the author's reaction away, unless it is newer than the wish.
    pub async fn remove(self, message: MessageId, author: &str, at: Time) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "DELETE FROM reactions WHERE organization_id = $1 AND message_id = $2 AND author = $3 AND at <= $4",
        )
        .bind(self.0.organization)
        .bind(message)
        .bind(author)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// The sign that this author has put on a message.
    pub async fn find(self, message: MessageId, author: &str) -> Result<Option<Reaction>> {
        let found = on!(self.0, |db| sqlx::query_as(
            "SELECT message_id, author_kind, author_name, emoji, at FROM reactions
             WHERE organization_id = $1 AND message_id = $2 AND author = $3",
        )
        .bind(self.0.organization)
        .bind(message)
        .bind(author)
        .fetch_optional(db)
        .await)?;
        Ok(found)
    }

    pub async fn list(self, messages: &[MessageId]) -> Result<Vec<Reaction>> {
        let organization = self.0.organization;
        let mut found = Vec::new();
        for set in crate::batch::sets(messages) {
            let rows: Vec<Reaction> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT message_id, author_kind, author_name, emoji, at FROM reactions WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND message_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") ORDER BY at, author");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows);
        }
        Ok(found)
    }
}
