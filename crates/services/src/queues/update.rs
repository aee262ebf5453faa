//! Changes a queue's name, and what a message after a resolved ticket does.

use crate::fields::Fields;
use crate::{Cx, Refusal};
use domain::{EventKind, Permission, QueueId, ReopenPolicy};
use storage::Queue;

/// The longest time that a resolved ticket may be reopened: a month.
const LONGEST_REOPEN: i64 = 24 * 31;

/// What to change; `None` leaves it.
#[derive(Clone, Debug, Default)]
pub struct QueueChanges {
    pub name: Option<String>,
    pub reopen_policy: Option<ReopenPolicy>,
    pub reopen_within_hours: Option<i64>,
}

pub async fn update(cx: &Cx, id: QueueId, changes: QueueChanges) -> Result<Queue, Refusal> {
    cx.require(Permission::OrganizationManage)?;
    let mut tx = cx.begin().await?;
    let mut queue = tx.queues().get(id).await?;
    apply(&mut queue, changes)?;
    tx.queues().update(&queue).await?;
    // Lines show the name of their queue.
    for line in tx.lines().list().await? {
        if line.queue_id == id {
            tx.emit(cx.event(EventKind::LineUpdated { line_id: line.id }));
        }
    }
    tx.commit().await?;
    Ok(queue)
}

fn apply(queue: &mut Queue, changes: QueueChanges) -> Result<(), Refusal> {
    let mut fields = Fields::default();
    if let Some(name) = changes.name {
        queue.name = fields.name("name", &name);
    }
    if let Some(policy) = changes.reopen_policy {
        queue.reopen_policy = policy;
    }
    if let Some(hours) = changes.reopen_within_hours {
        fields.within("reopen.within_hours", hours, 0..=LONGEST_REOPEN);
        queue.reopen_within_hours = hours;
    }
    fields.finish()
}
