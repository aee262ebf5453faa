//! What people want to hear of, and what the phone's address book calls them.

use crate::batch::sets;
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{ContactId, Time};
use std::collections::HashMap;

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Preference {
        /// The provider's word, as `marketing_messages`.
        pub category: String,
        pub stopped: bool,
        pub detail: Option<String>,
        pub at: Time,
    }
}

row! {
    struct BookName {
        id: ContactId,
        book_name: Option<String>,
    }
}

impl Tx {
    /// A newer wish replaces an older one. Returns whether it did.
    pub async fn put_preference(
        &mut self,
        contact: ContactId,
        preference: &Preference,
    ) -> Result<bool> {
        let changed = on!(self, |db| {
            sqlx::query(
            "INSERT INTO contact_preferences (organization_id, contact_id, category, stopped, detail, at)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (organization_id, contact_id, category)
             DO UPDATE SET stopped = excluded.stopped, detail = excluded.detail, at = excluded.at
             WHERE contact_preferences.at <= excluded.at",
        )
        .bind(self.organization)
        .bind(contact)
        .bind(&preference.category)
        .bind(preference.stopped)
        .bind(&preference.detail)
        .bind(preference.at)
        .execute(db)
        .await
        .map(|done| done.rows_affected())
        })?;
        Ok(changed > 0)
    }

    pub async fn preferences_of(&mut self, contact: ContactId) -> Result<Vec<Preference>> {
        let found = on!(self, |db| sqlx::query_as(
            "SELECT category, stopped, detail, at FROM contact_preferences
             WHERE organization_id = $1 AND contact_id = $2 ORDER BY category",
        )
        .bind(self.organization)
        .bind(contact)
        .fetch_all(db)
        .await)?;
        Ok(found)
    }

    /// The names in the address books of the lines' phones.
    pub async fn book_names(
        &mut self,
        contacts: &[ContactId],
    ) -> Result<HashMap<ContactId, String>> {
        let organization = self.organization;
        let mut found = HashMap::new();
        for set in sets(contacts) {
            let rows: Vec<BookName> = on!(self, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT id, book_name FROM contacts WHERE book_name IS NOT NULL AND organization_id = ",
                );
                sql.push_bind(organization).push(" AND id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(
                rows.into_iter()
                    .filter_map(|row| Some((row.id, row.book_name?))),
            );
        }
        Ok(found)
    }

    pub async fn set_book_name(&mut self, contact: ContactId, name: Option<&str>) -> Result<()> {
        on!(self, |db| sqlx::query(
            "UPDATE contacts SET book_name = $3 WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.organization)
        .bind(contact)
        .bind(name)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
