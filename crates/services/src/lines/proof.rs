//! The proof that a token reaches its number: only what the provider shows is believed, so nobody
//! squats a number.

use crate::{Cx, Env, Refusal};
use domain::{DoorKind, DoorProblem, OrganizationId, PhoneNumber};
use door::{Access, Door, Explanation, Inspection, Refused, Secret};
use std::sync::Arc;
use storage::{Door as DoorRecord, Place};

/// Why a token does not prove its number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    #[error("WhatsApp refused: {0}")]
    Refused(#[from] Refused),
    #[error(
        "the number does not stand under this WhatsApp business account; check both ids in Meta's settings"
    )]
    WabaMismatch,
}

/// Asks the provider for the number, and that it stands under the account.
pub(super) async fn prove(door: &dyn Door, access: &Access) -> Result<Inspection, ProofError> {
    let inspection = door.inspect(access).await?;
    if inspection.phone_number_id != access.phone_number_id || inspection.in_waba != Some(true) {
        return Err(ProofError::WabaMismatch);
    }
    Ok(inspection)
}

pub(super) fn cloud(cx: &Cx) -> Result<Arc<dyn Door>, Refusal> {
    cx.env
        .doors
        .get(DoorKind::Cloud)
        .cloned()
        .ok_or(Refusal::NotFound("door of the Cloud API"))
}

/// What a door needs to reach its provider; `None` while it has no token or no number.
pub(super) async fn access(
    env: &Env,
    organization: OrganizationId,
    door: &DoorRecord,
) -> storage::Result<Option<Access>> {
    let (Some(number), Some(waba), Some(token)) =
        (&door.phone_number_id, &door.waba_id, &door.token)
    else {
        return Ok(None);
    };
    let place = Place::door_token(organization, door.id);
    let token = env.vault.open_text(&env.store, &place, token).await?;
    Ok(Some(Access {
        phone_number_id: number.clone(),
        waba_id: waba.clone(),
        token: Secret::new(token.as_str()),
    }))
}

/// The number as the provider shows it, `+52 55 5555 0100`.
pub(super) fn shown_phone(inspection: &Inspection) -> Option<PhoneNumber> {
    let shown = inspection.display_phone_number.as_deref()?;
    let digits: String = shown.chars().filter(char::is_ascii_digit).collect();
    PhoneNumber::from_wa_id(&digits)
}

/// What the provider tells goes into the door's row.
pub(super) fn note(door: &mut DoorRecord, inspection: &Inspection) {
    door.verified_name.clone_from(&inspection.verified_name);
    door.quality_rating.clone_from(&inspection.quality_rating);
    door.throughput.clone_from(&inspection.throughput);
    door.coexists = inspection.coexists;
    // What a webhook has told stays where the provider does not say.
    if inspection.messaging_limit.is_some() {
        door.messaging_limit.clone_from(&inspection.messaging_limit);
    }
}

/// What a problem means, where the provider itself named it: its code 0 has a kind, ours has none.
pub(super) fn explain(door: &dyn Door, problem: &DoorProblem) -> Option<Explanation> {
    if let Some(explained) = problem
        .kind
        .as_deref()
        .and_then(|it| door.explain_event(it))
    {
        return Some(explained);
    }
    let named = problem.code != 0 || problem.kind.is_some();
    named.then(|| door.explain(problem.code)).flatten()
}
