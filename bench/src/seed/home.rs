//! What is there already: the line, its queue, the people who answer.

use crate::database::Pen;
use anyhow::{Context, Result};
use uuid::Uuid;

pub(super) struct Home {
    pub(super) organization: Uuid,
    pub(super) line: Uuid,
    pub(super) queue: Uuid,
    pub(super) waba_id: String,
    pub(super) members: Vec<Member>,
    /// The number of the first ticket that is free.
    pub(super) ticket: i64,
}

pub(super) struct Member {
    pub(super) id: Uuid,
    pub(super) name: String,
}

impl Home {
    pub(super) async fn find(pen: &mut Pen, organization: Uuid, line: Uuid) -> Result<Self> {
        let lines: Vec<(Uuid, Option<String>)> = pen
            .rows(
                "SELECT l.queue_id, d.waba_id FROM lines l
                 JOIN doors d ON d.organization_id = l.organization_id AND d.line_id = l.id
                 WHERE l.id = $1",
                line,
            )
            .await?;
        let (queue, waba_id) = lines.into_iter().next().context("the line has no door")?;
        let members: Vec<(Uuid, String)> = pen
            .rows(
                "SELECT m.id, u.name FROM members m JOIN users u ON u.id = m.user_id
                 WHERE m.organization_id = $1 AND m.state = 'active' ORDER BY m.id",
                organization,
            )
            .await?;
        let counters: Vec<(i64,)> = pen
            .rows(
                "SELECT ticket_number FROM counters WHERE organization_id = $1",
                organization,
            )
            .await?;
        let (ticket,) = counters
            .into_iter()
            .next()
            .context("the organization has no counters")?;
        Ok(Self {
            organization,
            line,
            queue,
            waba_id: waba_id.unwrap_or_default(),
            members: members
                .into_iter()
                .map(|(id, name)| Member { id, name })
                .collect(),
            ticket: ticket + 1,
        })
    }
}

pub(super) async fn owner(pen: &mut Pen, line: Uuid) -> Result<(Uuid, Uuid)> {
    let rows: Vec<(Uuid, Uuid)> = pen
        .rows("SELECT organization_id, id FROM lines WHERE id = $1", line)
        .await?;
    rows.into_iter()
        .next()
        .context("there is no such line; leave --line away to take the first")
}

pub(super) async fn first_line(pen: &mut Pen) -> Result<(Uuid, Uuid)> {
    // Every line's id is above the least there is.
    let rows: Vec<(Uuid, Uuid)> = pen
        .rows(
            "SELECT organization_id, id FROM lines WHERE id > $1 ORDER BY created_at, id LIMIT 1",
            Uuid::nil(),
        )
        .await?;
    rows.into_iter()
        .next()
        .context("there is no line yet; start the server once")
}
