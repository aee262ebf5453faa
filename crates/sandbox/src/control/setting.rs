//! Apps, accounts, numbers, and where their webhooks go.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::json;

use super::{Body, Refused};
use crate::core::Core;
use crate::meta::{all_fields, subscribe_app};
use crate::world::{AppSpec, Callback, PhoneSpec, WabaSpec};

pub(super) async fn add_app(
    State(core): State<Arc<Core>>,
    Body(spec): Body<AppSpec>,
) -> StatusCode {
    core.with(|world| world.add_app(spec));
    StatusCode::CREATED
}

pub(super) async fn add_waba(
    State(core): State<Arc<Core>>,
    Body(spec): Body<WabaSpec>,
) -> Result<StatusCode, Refused> {
    let now = core.now();
    core.with(|world| {
        if !world.apps.contains_key(&spec.app_id) {
            return Err(Refused::invalid("the app is unknown; add it first"));
        }
        world.add_waba(spec, now);
        Ok(StatusCode::CREATED)
    })
}

pub(super) async fn add_phone(
    State(core): State<Arc<Core>>,
    Body(spec): Body<PhoneSpec>,
) -> Result<StatusCode, Refused> {
    core.with(|world| {
        if !world.wabas.contains_key(&spec.waba_id) {
            return Err(Refused::invalid(
                "the account (waba_id) is unknown; add it first",
            ));
        }
        world.add_phone(spec);
        Ok(StatusCode::CREATED)
    })
}

#[derive(Deserialize)]
pub(super) struct Subscription {
    app_id: String,
    callback_url: String,
    verify_token: String,
}

/// Fails with Meta's own error body, since it is Meta that checks the address.
pub(super) async fn subscribe(
    State(core): State<Arc<Core>>,
    Body(wish): Body<Subscription>,
) -> Response {
    let callback = Callback {
        url: wish.callback_url,
        fields: all_fields(),
    };
    match subscribe_app(&core, &wish.app_id, callback, &wish.verify_token).await {
        Ok(()) => (StatusCode::CREATED, Json(json!({ "success": true }))).into_response(),
        Err(refusal) => (refusal.status, Json(refusal.body())).into_response(),
    }
}
