//! How far the line's lane is filled, and how far it is worked.

use super::{Database, Ids};
use anyhow::Result;

const APPENDED: &str = "SELECT id, last_seq FROM journal_lanes WHERE key = $1";
const WORKED: &str = "SELECT seq FROM lane_positions WHERE lane_id = $1";

/// Where a lane stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Standing {
    /// The last row of the journal: what was acknowledged is at or before it.
    pub(crate) appended: i64,
    /// The last row whose messages are in their conversations.
    pub(crate) worked: i64,
}

impl Standing {
    pub(crate) const fn waiting(self) -> i64 {
        self.appended - self.worked
    }
}

impl Database {
    pub(crate) async fn standing(&mut self, ids: &Ids) -> Result<Standing> {
        let lane: Option<(i64, i64)> = match self {
            Self::Sqlite { journal, .. } => {
                sqlx::query_as(APPENDED)
                    .bind(&ids.lane)
                    .fetch_optional(journal)
                    .await?
            }
            Self::Postgres(house) => {
                sqlx::query_as(APPENDED)
                    .bind(&ids.lane)
                    .fetch_optional(house)
                    .await?
            }
        };
        let Some((id, appended)) = lane else {
            return Ok(Standing::default());
        };
        let worked: Option<i64> = match self {
            Self::Sqlite { house, .. } => {
                sqlx::query_scalar(WORKED)
                    .bind(id)
                    .fetch_optional(house)
                    .await?
            }
            Self::Postgres(house) => {
                sqlx::query_scalar(WORKED)
                    .bind(id)
                    .fetch_optional(house)
                    .await?
            }
        };
        Ok(Standing {
            appended,
            worked: worked.unwrap_or_default(),
        })
    }
}
