//! Lists the lines with their doors.

use super::view::{LineView, Shown};
use crate::{Cx, Refusal};
use domain::{LineId, Permission};
use std::collections::HashMap;
use storage::Door;

pub async fn list(cx: &Cx) -> Result<Vec<LineView>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    let lines = tx.lines().list().await?;
    let mut doors: HashMap<LineId, Vec<Door>> = HashMap::new();
    for door in tx.doors().list().await? {
        doors.entry(door.line_id).or_default().push(door);
    }
    let shown = Shown::read(cx, &mut tx).await?;
    let views = lines.into_iter().map(|line| {
        let doors = doors.remove(&line.id).unwrap_or_default();
        shown.line(line, doors)
    });
    Ok(views.collect())
}
