//! What became of a message of ours.

use crate::explain::retryable;
use crate::{message, message_key};
use domain::price::Settled;
use domain::{DeliveryState, Failure};
use door::StatusUpdate;
use graph::errors;
use graph::webhook::change::Change;
use graph::webhook::message::MetaError;
use graph::webhook::{Pricing, Status, StatusKind};

pub(crate) fn update(change: &Change, status: &Status) -> StatusUpdate {
    let state = state(&status.status);
    StatusUpdate {
        key: message_key(&status.id),
        provider_id: status.id.clone(),
        at: message::time(change, status.timestamp).unwrap_or(message::UNKNOWN_PAST),
        failure: (state == Some(DeliveryState::Failed)).then(|| failure(status.errors.first())),
        price: status.pricing.as_ref().and_then(price),
        our_id: status.biz_opaque_callback_data.clone(),
        // Words that this version does not know are shown as they came.
        raw: state.is_none().then(|| status.raw.get().to_owned()),
        state,
    }
}

fn price(told: &Pricing) -> Option<Settled> {
    Settled::from_meta(
        told.billable,
        told.kind.as_deref(),
        told.category.as_deref(),
    )
}

fn state(kind: &StatusKind) -> Option<DeliveryState> {
    match kind {
        StatusKind::Sent => Some(DeliveryState::Sent),
        StatusKind::Delivered => Some(DeliveryState::Delivered),
        StatusKind::Read => Some(DeliveryState::Read),
        StatusKind::Played => Some(DeliveryState::Played),
        StatusKind::Failed => Some(DeliveryState::Failed),
        StatusKind::Other(_) => None,
    }
}

/// Meta says `failed` without a reason too.
fn failure(error: Option<&MetaError>) -> Failure {
    let code = error.and_then(|error| error.code);
    let known = code.and_then(errors::explain);
    let own_title = error.and_then(|error| error.title.clone().or_else(|| error.message.clone()));
    Failure {
        code,
        reason: "refused".to_owned(),
        title: known
            .map(|known| known.title.clone())
            .or(own_title)
            .unwrap_or_else(|| "Meta gave no reason".to_owned()),
        details: error.and_then(|error| error.details.clone().or_else(|| error.message.clone())),
        retryable: known.is_none_or(|known| retryable(known.retry)),
    }
}
