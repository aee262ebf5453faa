//! Sealed secrets: AES-256-GCM under a data key a scope, wrapped by a key outside the data folder.

pub(crate) mod cipher;
mod keyring;
mod place;
mod signer;

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Store, SystemTx};
use cipher::{Cipher, KEY_LENGTH};
use domain::Time;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use zeroize::Zeroizing;

pub use keyring::{InvalidKeys, Kek, KeyRing};
pub use place::{Place, Scope};
pub use signer::Signer;

/// The part of a data key's seal that says what is sealed.
const DATA_KEY: &str = "data_key";

/// Seals and opens secrets. Cheap to clone; data keys are unwrapped once and kept in memory.
#[derive(Clone)]
pub struct Vault {
    inner: Arc<Inner>,
}

struct Inner {
    ring: KeyRing,
    ciphers: Mutex<HashMap<Scope, Arc<Cipher>>>,
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({:?})", self.inner.ring)
    }
}

/// What a rotation did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    pub rewrapped: usize,
    /// Were wrapped by the current key already.
    pub untouched: usize,
}

row! {
    struct DataKeyRow {
        scope: String,
        kek_id: String,
        wrapped: Vec<u8>,
    }
}

impl Vault {
    pub fn new(ring: KeyRing) -> Self {
        Self {
            inner: Arc::new(Inner {
                ring,
                ciphers: Mutex::new(HashMap::new()),
            }),
        }
    }

    /// What signs for one purpose, by keys derived from the installation's.
    pub fn signer(&self, purpose: &str) -> Signer {
        let ring = &self.inner.ring;
        Signer::new(ring.current(), ring.older(), purpose)
    }

    /// Seals a secret for its place. The first secret of a scope makes its data key in a
    /// transaction of its own, so seal before you begin one: SQLite has one writer.
    pub async fn seal(
        &self,
        store: &Store,
        place: &Place,
        now: Time,
        secret: &[u8],
    ) -> Result<Vec<u8>> {
        let cipher = match self.cipher(store, place.scope).await? {
            Some(cipher) => cipher,
            None => self.new_cipher(store, place.scope, now).await?,
        };
        cipher.seal(&place.bound_to(), secret)
    }

    /// Opens what was sealed for the same place, and for no other.
    pub async fn open(
        &self,
        store: &Store,
        place: &Place,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>> {
        let cipher = self
            .cipher(store, place.scope)
            .await?
            .ok_or_else(|| Error::Corrupt {
                what: "secret",
                why: format!("{} has no data key", place.scope),
            })?;
        cipher.open(&place.bound_to(), sealed)
    }

    /// The same for a secret that is text.
    pub async fn open_text(
        &self,
        store: &Store,
        place: &Place,
        sealed: &[u8],
    ) -> Result<Zeroizing<String>> {
        let opened = self.open(store, place, sealed).await?;
        let text = std::str::from_utf8(&opened).map_err(|_| Error::Corrupt {
            what: "secret",
            why: "it is no text".to_owned(),
        })?;
        Ok(Zeroizing::new(text.to_owned()))
    }

    /// Wraps every data key by the current key. What is sealed stays as it is, so a rotation is
    /// short, may be repeated, and leaves all or nothing changed.
    pub async fn rotate(&self, store: &Store, now: Time) -> Result<Rotated> {
        let mut tx = store.system().await?;
        let rows = tx.data_keys_for_update().await?;
        let mut rotated = Rotated {
            rewrapped: 0,
            untouched: 0,
        };
        for row in rows {
            if row.kek_id == self.inner.ring.current().id() {
                rotated.untouched += 1;
                continue;
            }
            let key = self.unwrap(&row)?;
            tx.rewrap_data_key(&self.wrap(row.scope, &key)?, now)
                .await?;
            rotated.rewrapped += 1;
        }
        tx.commit().await?;
        Ok(rotated)
    }

    /// Whether the database holds secrets already, so that new keys would open none of them.
    pub async fn is_used(store: &Store) -> Result<bool> {
        store.system_read().await?.has_data_keys().await
    }

    async fn cipher(&self, store: &Store, scope: Scope) -> Result<Option<Arc<Cipher>>> {
        if let Some(cipher) = self.known().get(&scope) {
            return Ok(Some(Arc::clone(cipher)));
        }
        let row = store
            .system_read()
            .await?
            .data_key(&scope.to_string())
            .await?;
        row.map(|row| self.keep(scope, &row)).transpose()
    }

    /// Two nodes may come here at once: the first one's key stays, and both use it.
    async fn new_cipher(&self, store: &Store, scope: Scope, now: Time) -> Result<Arc<Cipher>> {
        let row = self.wrap(scope.to_string(), &cipher::random()?)?;
        let mut tx = store.system().await?;
        tx.insert_data_key(&row, now).await?;
        let row = tx
            .data_key(&row.scope)
            .await?
            .ok_or(Error::NotFound("data key"))?;
        tx.commit().await?;
        self.keep(scope, &row)
    }

    fn keep(&self, scope: Scope, row: &DataKeyRow) -> Result<Arc<Cipher>> {
        let cipher = Arc::new(Cipher::new(self.unwrap(row)?.as_slice())?);
        self.known().insert(scope, Arc::clone(&cipher));
        Ok(cipher)
    }

    fn wrap(&self, scope: String, key: &Zeroizing<[u8; KEY_LENGTH]>) -> Result<DataKeyRow> {
        let kek = self.inner.ring.current();
        let wrapped = kek
            .cipher()?
            .seal(&place::bound_to(DATA_KEY, &scope), key.as_slice())?;
        Ok(DataKeyRow {
            scope,
            kek_id: kek.id().to_owned(),
            wrapped,
        })
    }

    fn unwrap(&self, row: &DataKeyRow) -> Result<Zeroizing<[u8; KEY_LENGTH]>> {
        let kek = self
            .inner
            .ring
            .find(&row.kek_id)
            .ok_or_else(|| Error::UnknownKey {
                id: row.kek_id.clone(),
            })?;
        let opened = kek
            .cipher()?
            .open(&place::bound_to(DATA_KEY, &row.scope), &row.wrapped)?;
        let key = <[u8; KEY_LENGTH]>::try_from(opened.as_slice()).map_err(|_| Error::Corrupt {
            what: "data key",
            why: format!("the one of {} has another length", row.scope),
        })?;
        Ok(Zeroizing::new(key))
    }

    /// Nothing panics while this is locked, and a map of finished entries is never half written.
    fn known(&self) -> std::sync::MutexGuard<'_, HashMap<Scope, Arc<Cipher>>> {
        self.inner
            .ciphers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl SystemTx {
    async fn data_key(&mut self, scope: &str) -> Result<Option<DataKeyRow>> {
        let row = on!(self, |db| sqlx::query_as(
            "SELECT scope, kek_id, wrapped FROM data_keys WHERE scope = $1",
        )
        .bind(scope)
        .fetch_optional(db)
        .await)?;
        Ok(row)
    }

    async fn has_data_keys(&mut self) -> Result<bool> {
        let any: Option<String> = on!(self, |db| sqlx::query_scalar(
            "SELECT scope FROM data_keys LIMIT 1"
        )
        .fetch_optional(db)
        .await)?;
        Ok(any.is_some())
    }

    async fn data_keys_for_update(&mut self) -> Result<Vec<DataKeyRow>> {
        let sql = [
            "SELECT scope, kek_id, wrapped FROM data_keys ORDER BY scope",
            "SELECT scope, kek_id, wrapped FROM data_keys ORDER BY scope FOR UPDATE",
        ][self.conn.dialect()];
        let rows = on!(self, |db| sqlx::query_as(sql).fetch_all(db).await)?;
        Ok(rows)
    }

    async fn insert_data_key(&mut self, row: &DataKeyRow, now: Time) -> Result<()> {
        on!(self, |db| sqlx::query(
            "INSERT INTO data_keys (scope, kek_id, wrapped, created_at, wrapped_at)
             VALUES ($1, $2, $3, $4, $4) ON CONFLICT (scope) DO NOTHING",
        )
        .bind(&row.scope)
        .bind(&row.kek_id)
        .bind(&row.wrapped)
        .bind(now)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    async fn rewrap_data_key(&mut self, row: &DataKeyRow, now: Time) -> Result<()> {
        on!(self, |db| sqlx::query(
            "UPDATE data_keys SET kek_id = $2, wrapped = $3, wrapped_at = $4 WHERE scope = $1",
        )
        .bind(&row.scope)
        .bind(&row.kek_id)
        .bind(&row.wrapped)
        .bind(now)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }
}
