//! Doors: the ways to reach a line, each with its sealed token and how it fared.

use crate::row::row;
use crate::tx::on;
use crate::{Error, Result, Tx};
use domain::{DoorId, DoorKind, DoorProblem, DoorState, LineId, MetaAppId, Time};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    pub id: DoorId,
    pub line_id: LineId,
    pub kind: DoorKind,
    pub enabled: bool,
    /// How it fared when it was asked last; whether it is enabled stands apart.
    pub state: DoorState,
    pub meta_app_id: Option<MetaAppId>,
    pub phone_number_id: Option<String>,
    pub waba_id: Option<String>,
    /// Sealed for [`crate::Place::door_token`].
    pub token: Option<Vec<u8>>,
    pub token_set_at: Option<Time>,
    pub verified_name: Option<String>,
    pub quality_rating: Option<String>,
    pub throughput: Option<String>,
    /// How many people a day it may write to first, as `TIER_2K`.
    pub messaging_limit: Option<String>,
    /// The phone's own app uses the number too.
    pub coexists: bool,
    pub checked_at: Option<Time>,
    pub problem: Option<DoorProblem>,
    pub last_inbound_at: Option<Time>,
    pub last_outbound_at: Option<Time>,
    pub created_at: Time,
}

row! {
    struct DoorRow {
        id: DoorId,
        line_id: LineId,
        kind: DoorKind,
        enabled: bool,
        state: DoorState,
        meta_app_id: Option<MetaAppId>,
        phone_number_id: Option<String>,
        waba_id: Option<String>,
        token: Option<Vec<u8>>,
        token_set_at: Option<Time>,
        verified_name: Option<String>,
        quality_rating: Option<String>,
        throughput: Option<String>,
        messaging_limit: Option<String>,
        coexists: bool,
        checked_at: Option<Time>,
        problem: Option<String>,
        last_inbound_at: Option<Time>,
        last_outbound_at: Option<Time>,
        created_at: Time,
    }
}

impl TryFrom<DoorRow> for Door {
    type Error = Error;
    fn try_from(row: DoorRow) -> Result<Self> {
        let problem = row.problem.as_deref().map(serde_json::from_str).transpose();
        Ok(Self {
            id: row.id,
            line_id: row.line_id,
            kind: row.kind,
            enabled: row.enabled,
            state: row.state,
            meta_app_id: row.meta_app_id,
            phone_number_id: row.phone_number_id,
            waba_id: row.waba_id,
            token: row.token,
            token_set_at: row.token_set_at,
            verified_name: row.verified_name,
            quality_rating: row.quality_rating,
            throughput: row.throughput,
            messaging_limit: row.messaging_limit,
            coexists: row.coexists,
            checked_at: row.checked_at,
            problem: problem.map_err(|error| corrupt(row.id, &error))?,
            last_inbound_at: row.last_inbound_at,
            last_outbound_at: row.last_outbound_at,
            created_at: row.created_at,
        })
    }
}

macro_rules! select {
    ($tail:literal) => {
        concat!(
            "SELECT id, line_id, kind, enabled, state, meta_app_id, phone_number_id, waba_id, token, token_set_at,
                    verified_name, quality_rating, throughput, messaging_limit, coexists, checked_at, problem, last_inbound_at,
                    last_outbound_at, created_at FROM doors WHERE organization_id = $1 ",
            $tail
        )
    };
}

impl Tx {
    pub const fn doors(&mut self) -> Doors<'_> {
        Doors(self)
    }
}

/// The doors of the transaction's organization.
pub struct Doors<'tx>(&'tx mut Tx);

impl Doors<'_> {
    /// Every door, the oldest first.
    pub async fn list(self) -> Result<Vec<Door>> {
        let rows: Vec<DoorRow> = on!(self.0, |db| sqlx::query_as(select!("ORDER BY id"))
            .bind(self.0.organization)
            .fetch_all(db)
            .await)?;
        rows.into_iter().map(Door::try_from).collect()
    }

    pub async fn list_of_line(self, line: LineId) -> Result<Vec<Door>> {
        let rows: Vec<DoorRow> = on!(self.0, |db| sqlx::query_as(select!(
            "AND line_id = $2 ORDER BY id"
        ))
        .bind(self.0.organization)
        .bind(line)
        .fetch_all(db)
        .await)?;
        rows.into_iter().map(Door::try_from).collect()
    }

    pub async fn find(self, line: LineId, kind: DoorKind) -> Result<Option<Door>> {
        let row: Option<DoorRow> = on!(self.0, |db| sqlx::query_as(select!(
            "AND line_id = $2 AND kind = $3"
        ))
        .bind(self.0.organization)
        .bind(line)
        .bind(kind)
        .fetch_optional(db)
        .await)?;
        row.map(Door::try_from).transpose()
    }

    pub async fn get(self, line: LineId, kind: DoorKind) -> Result<Door> {
        self.find(line, kind).await?.ok_or(Error::NotFound("door"))
    }

    /// A conflict means that the number is claimed, here or by another organization.
    pub async fn insert(self, door: &Door) -> Result<()> {
        let problem = written(door)?;
        on!(self.0, |db| {
            sqlx::query(
            "INSERT INTO doors (organization_id, id, line_id, kind, enabled, state, meta_app_id, phone_number_id,
                                waba_id, token, token_set_at, verified_name, quality_rating, throughput,
                                checked_at, problem, last_inbound_at, last_outbound_at, created_at, messaging_limit,
                                coexists)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        )
        .bind(self.0.organization)
        .bind(door.id)
        .bind(door.line_id)
        .bind(door.kind)
        .bind(door.enabled)
        .bind(door.state)
        .bind(door.meta_app_id)
        .bind(&door.phone_number_id)
        .bind(&door.waba_id)
        .bind(&door.token)
        .bind(door.token_set_at)
        .bind(&door.verified_name)
        .bind(&door.quality_rating)
        .bind(&door.throughput)
        .bind(door.checked_at)
        .bind(problem)
        .bind(door.last_inbound_at)
        .bind(door.last_outbound_at)
        .bind(door.created_at)
        .bind(&door.messaging_limit)
        .bind(door.coexists)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Everything but where it leads and when something last passed.
    pub async fn update(self, door: &Door) -> Result<()> {
        let problem = written(door)?;
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE doors SET enabled = $3, state = $4, token = $5, token_set_at = $6, verified_name = $7,
                              quality_rating = $8, throughput = $9, checked_at = $10, problem = $11,
                              messaging_limit = $12, coexists = $13
             WHERE organization_id = $1 AND id = $2",
        )
        .bind(self.0.organization)
        .bind(door.id)
        .bind(door.enabled)
        .bind(door.state)
        .bind(&door.token)
        .bind(door.token_set_at)
        .bind(&door.verified_name)
        .bind(&door.quality_rating)
        .bind(&door.throughput)
        .bind(door.checked_at)
        .bind(problem)
        .bind(&door.messaging_limit)
        .bind(door.coexists)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// How far the phone has told its history: a word, and percents that only grow.
    pub async fn update_history(self, door: DoorId, state: &str, progress: i64) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
                "UPDATE doors SET history_state = $3,
             history_progress = CASE WHEN history_progress > $4 THEN history_progress ELSE $4 END
             WHERE organization_id = $1 AND id = $2",
            )
            .bind(self.0.organization)
            .bind(door)
            .bind(state)
            .bind(progress)
            .execute(db)
            .await
            .map(|_| ())
        })?;
        Ok(())
    }

    /// How far each door's history was told, where it ever was.
    pub async fn histories(self) -> Result<Vec<(DoorId, String, i64)>> {
        let found = on!(self.0, |db| sqlx::query_as(
            "SELECT id, history_state, COALESCE(history_progress, 0) FROM doors
             WHERE organization_id = $1 AND history_state IS NOT NULL",
        )
        .bind(self.0.organization)
        .fetch_all(db)
        .await)?;
        Ok(found)
    }

    /// Something came in; earlier moments than the known one change nothing.
    pub async fn update_last_inbound(self, door: DoorId, at: Time) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE doors SET last_inbound_at = $3
             WHERE organization_id = $1 AND id = $2 AND (last_inbound_at IS NULL OR last_inbound_at < $3)",
        )
        .bind(self.0.organization)
        .bind(door)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }

    /// Something went out; earlier moments than the known one change nothing.
    pub async fn update_last_outbound(self, door: DoorId, at: Time) -> Result<()> {
        on!(self.0, |db| {
            sqlx::query(
            "UPDATE doors SET last_outbound_at = $3
             WHERE organization_id = $1 AND id = $2 AND (last_outbound_at IS NULL OR last_outbound_at < $3)",
        )
        .bind(self.0.organization)
        .bind(door)
        .bind(at)
        .execute(db)
        .await
        .map(|_| ())
        })?;
        Ok(())
    }
}

fn written(door: &Door) -> Result<Option<String>> {
    let problem = door.problem.as_ref().map(serde_json::to_string).transpose();
    problem.map_err(|error| corrupt(door.id, &error))
}

fn corrupt(door: DoorId, error: &serde_json::Error) -> Error {
    Error::Corrupt {
        what: "problem of a door",
        why: format!("{door}: {error}"),
    }
}
