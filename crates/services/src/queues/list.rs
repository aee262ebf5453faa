//! Lists the queues: whoever works tickets sees where they stand.

use crate::{Cx, Refusal};
use domain::Permission;
use storage::Queue;

pub async fn list(cx: &Cx) -> Result<Vec<Queue>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    Ok(cx.read().await?.queues().list().await?)
}
