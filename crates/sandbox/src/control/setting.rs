//! Apps, accounts, numbers, and where their webhooks go, and how.

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

/// What is not named stays as it is.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Posting {
    batch: Option<usize>,
    user_ids: Option<bool>,
    contacts_on_failed: Option<bool>,
}

/// How webhooks are posted from now on.
pub(super) async fn switch(State(core): State<Arc<Core>>, Body(wish): Body<Posting>) -> StatusCode {
    core.with(|world| {
        let now = &mut world.webhooks;
        now.batch = wish.batch.unwrap_or(now.batch);
        now.user_ids = wish.user_ids.unwrap_or(now.user_ids);
        now.contacts_on_failed = wish.contacts_on_failed.unwrap_or(now.contacts_on_failed);
    });
    StatusCode::NO_CONTENT
}
