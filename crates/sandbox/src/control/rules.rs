//! Faults, the clock, and what happened.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Refused};
use crate::core::Core;
use crate::faults::Fault;
use crate::record::Stats;

pub(super) async fn list(State(core): State<Arc<Core>>) -> Json<Value> {
    Json(json!({ "data": core.with(|world| world.faults.list()) }))
}

pub(super) async fn set(
    State(core): State<Arc<Core>>,
    Body(fault): Body<Fault>,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let id = core
        .with(|world| world.faults.set(fault))
        .map_err(Refused::invalid)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

pub(super) async fn clear(State(core): State<Arc<Core>>) -> StatusCode {
    core.with(|world| world.faults.clear());
    StatusCode::NO_CONTENT
}

#[derive(Deserialize)]
pub(super) struct Ahead {
    advance_ms: u64,
}

pub(super) async fn advance(State(core): State<Arc<Core>>, Body(by): Body<Ahead>) -> StatusCode {
    core.clock.advance(Duration::from_millis(by.advance_ms));
    StatusCode::NO_CONTENT
}

pub(super) async fn accepted(State(core): State<Arc<Core>>) -> Json<Value> {
    Json(json!({ "data": core.with(|world| world.record.accepted.clone()) }))
}

pub(super) async fn log(State(core): State<Arc<Core>>) -> Json<Value> {
    Json(json!({ "data": core.with(|world| world.record.log()) }))
}

pub(super) async fn stats(State(core): State<Arc<Core>>) -> Json<Stats> {
    Json(core.with(|world| world.record.stats))
}
