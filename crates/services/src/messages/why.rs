//! Why a message took its door, and what it cost.

use crate::{Cx, Refusal};
use domain::route::Route;
use domain::{MessageId, Permission};
use storage::Charge;

/// The charge of a message, and the route that it was given.
#[derive(Clone, Debug)]
pub struct Why {
    pub charge: Charge,
    pub route: Option<Route>,
}

/// `None` for what was never handed over: it has no door and no price yet.
pub async fn why(cx: &Cx, message: MessageId) -> Result<Option<Why>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    tx.messages().get(message).await?;
    let charge = tx.charges().find(message).await?;
    Ok(charge.map(|charge| Why {
        route: serde_json::from_str(&charge.route).ok(),
        charge,
    }))
}
