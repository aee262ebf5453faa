//! Paces: how fast a door may send, how fast one person may be written to, and who gets no offers now.

use crate::batch::insert_rows;
use crate::look_up::{LookUp, look_up};
use crate::row::row;
use crate::tx::on;
use crate::{Result, Tx};
use domain::{Breaker, BreakerState, Bucket, ContactId, ConversationId, DoorId, Time};

/// A door's bucket and breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DoorPace {
    pub door_id: DoorId,
    pub bucket: Bucket,
    pub breaker: Breaker,
}

row! {
    struct DoorPaceRow {
        door_id: DoorId,
        level: i64,
        at: Time,
        breaker: BreakerState,
        failures: i64,
        opened: i64,
        until: Option<Time>,
        since: Time,
    }
}

impl From<DoorPaceRow> for DoorPace {
    fn from(row: DoorPaceRow) -> Self {
        let count = |stored: i64| u32::try_from(stored).unwrap_or(u32::MAX);
        Self {
            door_id: row.door_id,
            bucket: Bucket {
                level: row.level,
                at: row.at,
            },
            breaker: Breaker {
                state: row.breaker,
                failures: count(row.failures),
                opened: count(row.opened),
                until: row.until,
                since: row.since,
            },
        }
    }
}

row! {
    /// How fast the person of a conversation may be written to.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct PairPace {
        pub conversation_id: ConversationId,
        /// Thousandths of a message.
        pub level: i64,
        pub at: Time,
    }
}

row! {
    /// Until when the provider takes no offers to a person.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OfferHold {
        pub contact_id: ContactId,
        pub until: Time,
        /// The provider's code.
        pub code: i64,
    }
}

impl Tx {
    /// A door's pace, locked; `None` where it never sent.
    pub async fn door_pace(&mut self, door: DoorId) -> Result<Option<DoorPace>> {
        let wanted = LookUp {
            columns: "door_id, level, at, breaker, failures, opened, until, since",
            table: "door_paces",
            by: &["door_id"],
            locks: true,
        };
        let wanted_doors: [DoorId; 1] = [door];
        let rows: Vec<DoorPaceRow> = look_up!(self, wanted, &wanted_doors, |tuple, id| tuple
            .push_bind(*id));
        Ok(rows.into_iter().next().map(DoorPace::from))
    }

    /// The paces of every door, for people to see.
    pub async fn door_paces(&mut self) -> Result<Vec<DoorPace>> {
        let rows: Vec<DoorPaceRow> = on!(self, |db| sqlx::query_as(
            "SELECT door_id, level, at, breaker, failures, opened, until, since FROM door_paces
             WHERE organization_id = $1",
        )
        .bind(self.organization)
        .fetch_all(db)
        .await)?;
        Ok(rows.into_iter().map(DoorPace::from).collect())
    }

    pub async fn put_door_pace(&mut self, pace: &DoorPace) -> Result<()> {
        let rows = [pace];
        let organization = self.organization;
        insert_rows!(
            self,
            "INSERT INTO door_paces (organization_id, door_id, level, at, breaker, failures, opened, until, since)",
            &rows,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.door_id)
                    .push_bind(row.bucket.level)
                    .push_bind(row.bucket.at)
                    .push_bind(row.breaker.state)
                    .push_bind(i64::from(row.breaker.failures))
                    .push_bind(i64::from(row.breaker.opened))
                    .push_bind(row.breaker.until)
                    .push_bind(row.breaker.since)
            },
            "ON CONFLICT (organization_id, door_id) DO UPDATE SET level = excluded.level, at = excluded.at,
             breaker = excluded.breaker, failures = excluded.failures, opened = excluded.opened,
             until = excluded.until, since = excluded.since"
        );
        Ok(())
    }

    /// The paces of these conversations' people, locked; who was never written to has none.
    pub async fn pair_paces(&mut self, of: &[ConversationId]) -> Result<Vec<PairPace>> {
        let wanted = LookUp {
            columns: "conversation_id, level, at",
            table: "pair_paces",
            by: &["conversation_id"],
            locks: true,
        };
        Ok(look_up!(self, wanted, of, |tuple, id| tuple.push_bind(*id)))
    }

    pub async fn put_pair_paces(&mut self, paces: &[PairPace]) -> Result<()> {
        let organization = self.organization;
        insert_rows!(
            self,
            "INSERT INTO pair_paces (organization_id, conversation_id, level, at)",
            paces,
            |tuple, row| {
                tuple
                    .push_bind(organization)
                    .push_bind(row.conversation_id)
                    .push_bind(row.level)
                    .push_bind(row.at)
            },
            "ON CONFLICT (organization_id, conversation_id) DO UPDATE SET level = excluded.level, at = excluded.at"
        );
        Ok(())
    }

    /// Which of these people the provider takes no offers to.
    pub async fn offer_holds(&mut self, contacts: &[ContactId]) -> Result<Vec<OfferHold>> {
        let wanted = LookUp {
            columns: "contact_id, until, code",
            table: "offer_holds",
            by: &["contact_id"],
            locks: false,
        };
        Ok(look_up!(self, wanted, contacts, |tuple, id| tuple.push_bind(*id)))
    }

    /// A hold that lasts longer stays.
    pub async fn put_offer_hold(&mut self, hold: OfferHold) -> Result<()> {
        on!(self, |db| {
            sqlx::query(
            "INSERT INTO offer_holds (organization_id, contact_id, until, code) VALUES ($1, $2, $3, $4)
             ON CONFLICT (organization_id, contact_id) DO UPDATE SET until = excluded.until, code = excluded.code
             WHERE offer_holds.until < excluded.until",
        )
        .bind(self.organization)
        .bind(hold.contact_id)
        .bind(hold.until)
        .bind(hold.code)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}
