//! Keys against doubles: a provider's message is stored once, a caller's request is accepted once.

use crate::batch::{insert_rows, pieces};
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{LineId, MessageId, Time};
use std::collections::{HashMap, HashSet};

row! {
    struct KeyRow {
        key: String,
        message_id: MessageId,
    }
}

row! {
    /// What a caller's key was used for.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct IdempotencyRecord {
        pub body_hash: Vec<u8>,
        pub message_id: MessageId,
    }
}

impl Tx {
    pub fn message_keys(&mut self, line: LineId) -> MessageKeys<'_> {
        MessageKeys { tx: self, line }
    }

    pub async fn find_idempotency_key(
        &mut self,
        actor: &str,
        key: &str,
    ) -> Result<Option<IdempotencyRecord>> {
        let found = on!(self, |db| sqlx::query_as(
            "SELECT body_hash, message_id FROM idempotency_keys
             WHERE organization_id = $1 AND actor = $2 AND key = $3",
        )
        .bind(self.organization)
        .bind(actor)
        .bind(key)
        .fetch_optional(db)
        .await)?;
        Ok(found)
    }

    pub async fn insert_idempotency_key(
        &mut self,
        actor: &str,
        key: &str,
        record: &IdempotencyRecord,
        now: Time,
    ) -> Result<()> {
        on!(self, |db| {
            sqlx::query(
            "INSERT INTO idempotency_keys (organization_id, actor, key, body_hash, message_id, created_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(self.organization)
        .bind(actor)
        .bind(key)
        .bind(record.body_hash.as_slice())
        .bind(record.message_id)
        .bind(now)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}

pub struct MessageKeys<'tx> {
    tx: &'tx mut Tx,
    line: LineId,
}

impl MessageKeys<'_> {
    /// Claims keys for new messages; returns those that nobody had before. The unique key decides,
    /// not a look-up, so two deliveries of one webhook can't both win.
    pub async fn claim(self, keys: &[(String, MessageId)]) -> Result<HashSet<String>> {
        let organization = self.tx.organization;
        let mut fresh = HashSet::with_capacity(keys.len());
        // Everybody claims in the same order, so that two never wait for each other.
        let mut sorted: Vec<&(String, MessageId)> = keys.iter().collect();
        sorted.sort_unstable();
        for piece in pieces(self.tx.conn.dialect(), &sorted) {
            let won: Vec<(String,)> = on!(self.tx, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "INSERT INTO message_keys (organization_id, line_id, key, message_id) ",
                );
                sql.push_values(piece, |mut tuple, key| {
                    tuple
                        .push_bind(organization)
                        .push_bind(self.line)
                        .push_bind(key.0.as_str())
                        .push_bind(key.1);
                });
                sql.push(" ON CONFLICT (organization_id, line_id, key) DO NOTHING RETURNING key");
                sql.build_query_as().fetch_all(db).await
            })?;
            fresh.extend(won.into_iter().map(|(key,)| key));
        }
        Ok(fresh)
    }

    /// Names messages by keys that we know they have.
    pub async fn insert(self, keys: &[(String, MessageId)]) -> Result<()> {
        let (organization, line) = (self.tx.organization, self.line);
        insert_rows!(
            self.tx,
            "INSERT INTO message_keys (organization_id, line_id, key, message_id)",
            keys,
            |tuple, row| tuple
                .push_bind(organization)
                .push_bind(line)
                .push_bind(row.0.as_str())
                .push_bind(row.1),
            "ON CONFLICT (organization_id, line_id, key) DO NOTHING"
        );
        Ok(())
    }

    /// The messages that these keys name.
    pub async fn list(self, keys: &[String]) -> Result<HashMap<String, MessageId>> {
        let line = self.line;
        let wanted = LookUp {
            columns: "key, message_id",
            table: "message_keys",
            by: &["key", "line_id"],
            locks: false,
        };
        let found: Vec<KeyRow> = look_up!(self.tx, wanted, keys, |tuple, key| tuple
            .push_bind(key.as_str())
            .push_bind(line));
        Ok(found
            .into_iter()
            .map(|row| (row.key, row.message_id))
            .collect())
    }
}
