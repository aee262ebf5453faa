//! Contacts, and the identities by which they are known.

use crate::batch::{insert_rows, sets};
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{ContactId, IdentityId, Time};

/// What kind of evidence an identity is.
pub use domain::IdentityKind;

row! {
    /// A person. Never keyed by phone.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Contact {
        pub id: ContactId,
        /// The name that a member gave.
        pub name: Option<String>,
        /// The name that the person goes by at the provider.
        pub profile_name: Option<String>,
        pub username: Option<String>,
        pub search_key: String,
        pub merged_into: Option<ContactId>,
        /// Since when nobody may write to them, and what they write opens nothing.
        pub blocked_at: Option<Time>,
        pub created_at: Time,
    }
}

/// One identity's unique key within the organization.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct IdentityKey {
    pub kind: IdentityKind,
    /// Where the value means something: the business account of a BSUID, empty for a phone.
    pub scope: String,
    pub value: String,
}

row! {
    struct IdentityRow {
        id: IdentityId,
        contact_id: ContactId,
        kind: IdentityKind,
        scope: String,
        value: String,
        created_at: Time,
    }
}

/// Evidence of who a contact is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub id: IdentityId,
    pub contact: ContactId,
    pub key: IdentityKey,
    pub created_at: Time,
}

impl From<IdentityRow> for Identity {
    fn from(row: IdentityRow) -> Self {
        Self {
            id: row.id,
            contact: row.contact_id,
            key: IdentityKey {
                kind: row.kind,
                scope: row.scope,
                value: row.value,
            },
            created_at: row.created_at,
        }
    }
}

impl Tx {
    pub fn contacts(&mut self) -> Contacts<'_> {
        Contacts(self)
    }

    pub fn identities(&mut self) -> Identities<'_> {
        Identities(self)
    }
}

pub struct Contacts<'tx>(&'tx mut Tx);

impl Contacts<'_> {
    pub async fn get(self, id: ContactId) -> Result<Contact> {
        let found: Option<Contact> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id, name, profile_name, username, search_key, merged_into, blocked_at, created_at
             FROM contacts WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_optional(db)
        .await
        })?;
        found.ok_or(Error::NotFound("contact"))
    }

    /// Locks what it reads, so that two lanes do not write one contact's names over each other.
    pub async fn list_by_id(self, ids: &[ContactId]) -> Result<Vec<Contact>> {
        let wanted = LookUp {
            columns: "id, name, profile_name, username, search_key, merged_into, blocked_at, created_at",
            table: "contacts",
            by: &["id"],
            locks: true,
        };
        Ok(look_up!(self.0, wanted, ids, |tuple, id| tuple.push_bind(*id)))
    }

    /// Which of these nobody may write to.
    pub async fn blocked(self, ids: &[ContactId]) -> Result<Vec<ContactId>> {
        let organization = self.0.organization;
        let mut found = Vec::new();
        for set in sets(ids) {
            let rows: Vec<(ContactId,)> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT id FROM contacts WHERE blocked_at IS NOT NULL AND organization_id = ",
                );
                sql.push_bind(organization).push(" AND id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(")");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows.into_iter().map(|(id,)| id));
        }
        Ok(found)
    }

    /// Blocks these contacts from a moment on, or no longer.
    pub async fn set_blocked(self, ids: &[ContactId], at: Option<Time>) -> Result<()> {
        let organization = self.0.organization;
        for set in sets(ids) {
            on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new("UPDATE contacts SET blocked_at = ");
                sql.push_bind(at)
                    .push(" WHERE organization_id = ")
                    .push_bind(organization)
                    .push(" AND id IN (");
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

    /// People by name or number, in the order of their folded names.
    pub async fn list(
        self,
        folded: &str,
        after: Option<(String, ContactId)>,
        limit: i64,
    ) -> Result<Vec<Contact>> {
        let organization = self.0.organization;
        let rows = on!(self.0, |db| {
            let mut sql = sqlx::QueryBuilder::new(
                "SELECT id, name, profile_name, username, search_key, merged_into, blocked_at, created_at
                 FROM contacts WHERE merged_into IS NULL AND organization_id = ",
            );
            sql.push_bind(organization);
            if !folded.is_empty() {
                sql.push(" AND search_key LIKE ")
                    .push_bind(super::conversations::like(folded))
                    .push(" ESCAPE '\\'");
            }
            if let Some((search_key, id)) = after {
                sql.push(" AND (search_key, id) > (")
                    .push_bind(search_key)
                    .push(", ")
                    .push_bind(id)
                    .push(")");
            }
            sql.push(" ORDER BY search_key, id LIMIT ").push_bind(limit);
            sql.build_query_as().fetch_all(db).await
        })?;
        Ok(rows)
    }

    /// Contacts that turned out to be this person.
    pub async fn merged_into(self, id: ContactId) -> Result<Vec<ContactId>> {
        let found: Vec<(ContactId,)> = on!(self.0, |db| {
            sqlx::query_as(
            "SELECT id FROM contacts WHERE organization_id = $1 AND merged_into = $2 ORDER BY id",
        )
        .bind(self.0.organization)
        .bind(id)
        .fetch_all(db)
        .await
        })?;
        Ok(found.into_iter().map(|(id,)| id).collect())
    }

    /// Writes contacts, new or changed.
    pub async fn put(self, contacts: &[Contact]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO contacts (organization_id, id, name, profile_name, username, search_key, merged_into, blocked_at, created_at)",
            contacts,
            |tuple, contact| {
                tuple
                    .push_bind(organization)
                    .push_bind(contact.id)
                    .push_bind(contact.name.as_deref())
                    .push_bind(contact.profile_name.as_deref())
                    .push_bind(contact.username.as_deref())
                    .push_bind(contact.search_key.as_str())
                    .push_bind(contact.merged_into)
                    .push_bind(contact.blocked_at)
                    .push_bind(contact.created_at)
            },
            "ON CONFLICT (organization_id, id) DO UPDATE SET name = excluded.name,
             profile_name = excluded.profile_name, username = excluded.username,
             search_key = excluded.search_key, merged_into = excluded.merged_into,
             blocked_at = excluded.blocked_at"
        );
        Ok(())
    }
}

pub struct Identities<'tx>(&'tx mut Tx);

impl Identities<'_> {
    /// The identities among `keys` that exist.
    pub async fn list_by_key(self, keys: &[IdentityKey]) -> Result<Vec<Identity>> {
        let wanted = LookUp {
            columns: "id, contact_id, kind, scope, value, created_at",
            table: "identities",
            by: &["value", "kind", "scope"],
            locks: false,
        };
        let found: Vec<IdentityRow> = look_up!(self.0, wanted, keys, |tuple, key| tuple
            .push_bind(key.value.as_str())
            .push_bind(key.kind)
            .push_bind(key.scope.as_str()));
        Ok(found.into_iter().map(Identity::from).collect())
    }

    /// The newest first: a number that somebody changed to is the one that reaches them.
    pub async fn list_of(self, contact: ContactId) -> Result<Vec<Identity>> {
        let rows: Vec<IdentityRow> = on!(self.0, |db| sqlx::query_as(
            "SELECT id, contact_id, kind, scope, value, created_at FROM identities
             WHERE organization_id = $1 AND contact_id = $2 ORDER BY id DESC",
        )
        .bind(self.0.organization)
        .bind(contact)
        .fetch_all(db)
        .await)?;
        Ok(rows.into_iter().map(Identity::from).collect())
    }

    pub async fn list_of_many(self, contacts: &[ContactId]) -> Result<Vec<Identity>> {
        let organization = self.0.organization;
        let mut found = Vec::with_capacity(contacts.len());
        for set in sets(contacts) {
            let rows: Vec<IdentityRow> = on!(self.0, |db| {
                let mut sql = sqlx::QueryBuilder::new(
                    "SELECT id, contact_id, kind, scope, value, created_at FROM identities WHERE organization_id = ",
                );
                sql.push_bind(organization).push(" AND contact_id IN (");
                let mut list = sql.separated(", ");
                for id in &set {
                    list.push_bind(*id);
                }
                sql.push(") ORDER BY id DESC");
                sql.build_query_as().fetch_all(db).await
            })?;
            found.extend(rows.into_iter().map(Identity::from));
        }
        Ok(found)
    }

    /// Fails with a conflict where another transaction was faster; the caller starts again.
    pub async fn insert(self, identities: &[Identity]) -> Result<()> {
        let organization = self.0.organization;
        insert_rows!(
            self.0,
            "INSERT INTO identities (organization_id, kind, scope, value, id, contact_id, created_at)",
            identities,
            |tuple, identity| {
                tuple
                    .push_bind(organization)
                    .push_bind(identity.key.kind)
                    .push_bind(identity.key.scope.as_str())
                    .push_bind(identity.key.value.as_str())
                    .push_bind(identity.id)
                    .push_bind(identity.contact)
                    .push_bind(identity.created_at)
            },
            ""
        );
        Ok(())
    }
}
