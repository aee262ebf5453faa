//! What happens to a message after it was written: edited, taken back, completed.

use super::messages::Messages;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{Direction, MessageId, MessageKind, Time};

row! {
    /// What decides whether a change may touch a message.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Changeable {
        pub direction: Direction,
        pub kind: MessageKind,
        pub text: Option<String>,
        pub content: Option<String>,
        pub edited_at: Option<Time>,
        pub revoked_at: Option<Time>,
    }
}

row! {
    /// What a message said until `at`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct EarlierText {
        pub text: Option<String>,
        pub at: Time,
    }
}

impl Messages<'_> {
    pub async fn changeable(self, id: MessageId) -> Result<Changeable> {
        let found: Option<Changeable> = on!(self.0, |db| sqlx::query_as(
            "SELECT direction, kind, text, content, edited_at, revoked_at FROM messages
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await)?;
        found.ok_or(crate::Error::NotFound("message"))
    }

    /// The text and the kind's fields from now on.
    pub async fn set_text(
        self,
        id: MessageId,
        text: Option<&str>,
        content: Option<&str>,
        edited_at: Time,
    ) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE messages SET text = $3, content = $4, edited_at = $5
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(text)
        .bind(content)
        .bind(edited_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// What a message says that nobody has seen yet.
    pub async fn rewrite(self, id: MessageId, text: Option<&str>, content: &str) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE messages SET text = $3, content = $4 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(text)
        .bind(content)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// Taken back by its author. What it said stays in the row, and no view shows it.
    pub async fn revoke(self, id: MessageId, at: Time) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE messages SET revoked_at = $3
             WHERE organization_id = $1 AND id = $2 AND revoked_at IS NULL",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// The file of a message that had come without it.
    pub async fn complete(
        self,
        id: MessageId,
        kind: MessageKind,
        text: Option<&str>,
        content: Option<&str>,
    ) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "UPDATE messages SET kind = $3, text = $4, content = $5
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .bind(kind)
        .bind(text)
        .bind(content)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}

impl Tx {
    pub async fn insert_message_edit(
        &mut self,
        message: MessageId,
        key: &str,
        text: Option<&str>,
        at: Time,
    ) -> Result<()> {
        on!(self, |db| sqlx::query(
            "INSERT INTO message_edits (organization_id, message_id, key, text, at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (organization_id, message_id, key) DO NOTHING",
        )
        .bind(self.organization)
        .bind(message)
        .bind(key)
        .bind(text)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    /// What a message said before, oldest first.
    pub async fn message_edits(&mut self, message: MessageId) -> Result<Vec<EarlierText>> {
        let found = on!(self, |db| sqlx::query_as(
            "SELECT text, at FROM message_edits
             WHERE organization_id = $1 AND message_id = $2 ORDER BY at, key",
        )
        .bind(self.organization)
        .bind(message)
        .fetch_all(db)
        .await)?;
        Ok(found)
    }
}
