//! An organization's own rate cards.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{RateCardId, Time};

row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct StoredCard {
        pub id: RateCardId,
        /// The card as JSON, checked when it was loaded.
        pub body: String,
        pub loaded_at: Time,
    }
}

impl Tx {
    pub const fn rate_cards(&mut self) -> RateCards<'_> {
        RateCards(self)
    }
}

pub struct RateCards<'tx>(&'tx mut Tx);

impl RateCards<'_> {
    /// In the order in which they were loaded.
    pub async fn list(self) -> Result<Vec<StoredCard>> {
        let rows = on!(self.0, |db| sqlx::query_as(
            "SELECT id, body, loaded_at FROM rate_cards WHERE organization_id = $1 ORDER BY id",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await)?;
        Ok(rows)
    }

    pub async fn insert(self, card: &StoredCard) -> Result<()> {
        on!(self.0, |db| sqlx::query(
            "INSERT INTO rate_cards (organization_id, id, body, loaded_at) VALUES ($1, $2, $3, $4)",
        )
        .bind(self.0.organization)
        .bind(card.id)
        .bind(card.body.as_str())
        .bind(card.loaded_at)
        .execute(db)
        .await
        .map(|_| ()))?;
        Ok(())
    }

    pub async fn remove(self, id: RateCardId) -> Result<()> {
        let removed = on!(self.0, |db| sqlx::query(
            "DELETE FROM rate_cards WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(id)
        .execute(db)
        .await
        .map(|done| done.rows_affected()))?;
        if removed == 0 {
            return Err(Error::NotFound("rate card"));
        }
        Ok(())
    }
}
