//! `POST /{phone}/messages`: sending, and marking as read.

mod accept;
mod check;
mod files;
mod fill;
mod read;
mod travel;

use std::sync::Arc;

use serde_json::Value;

use super::{GraphRequest, Refusal, Reply};
use crate::core::Core;
use crate::faults::{FaultTarget, Strike};

pub(crate) async fn post(
    core: &Arc<Core>,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Reply, Refusal> {
    let fields = request.fields()?;
    check::product(fields)?;
    if fields.get("status").is_some() {
        return read::mark(core, phone_number_id, fields).map(Reply::Answer);
    }
    let strike = core.with(|world| {
        world
            .faults
            .strike(FaultTarget::Messages, phone_number_id, &mut world.dice)
    });
    if let Some(Strike::Error(code)) = strike {
        return Err(Refusal::of(code));
    }
    let order = check::order(fields)?;
    let journey = accept::accept(core, phone_number_id, order)?;
    let answer = journey.answer();
    core.spawn(travel::travel(
        core.clone(),
        journey,
        strike == Some(Strike::Duplicate),
    ));
    answer_under(strike, answer).await
}

async fn answer_under(strike: Option<Strike>, answer: Value) -> Result<Reply, Refusal> {
    match strike {
        Some(Strike::Delay(delay)) => {
            tokio::time::sleep(delay).await;
            Ok(Reply::Answer(answer))
        }
        Some(Strike::Drop) => Ok(Reply::Cut),
        Some(Strike::Error(_) | Strike::Duplicate | Strike::Reorder) | None => {
            Ok(Reply::Answer(answer))
        }
    }
}
