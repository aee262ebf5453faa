//! Faults on demand.

use super::Sandbox;
use super::view::{FaultKind, FaultTarget, SandboxFault};
use crate::extract::Json;
use crate::problem::Problem;
use axum::http::StatusCode;
use domain::LineId;
use serde::{Deserialize, Serialize};
use services::sandbox::Fault;
use services::{Cx, sandbox};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewSandboxFault {
    target: FaultTarget,
    kind: FaultKind,
    /// Only this line's traffic.
    line_id: Option<LineId>,
    /// For `delay`.
    delay_ms: Option<u64>,
    /// Meta's error code, for `error`.
    code: Option<u32>,
    /// How often it strikes; until cleared when absent.
    times: Option<u32>,
    /// How likely it strikes, 0 to 1.
    probability: Option<f64>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxFaultSet {
    id: u64,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxFaults {
    data: Vec<SandboxFault>,
}

/// Make something go wrong
#[utoipa::path(
    post,
    path = "/sandbox/faults",
    operation_id = "sandboxSetFault",
    tag = "Sandbox",
    responses(
        (status = 201, body = SandboxFaultSet),
        (status = 404, description = "`sandbox_off`, `not_found`"),
    )
)]
pub(super) async fn set(
    cx: Cx,
    simulator: Sandbox,
    Json(body): Json<NewSandboxFault>,
) -> Result<(StatusCode, Json<SandboxFaultSet>), Problem> {
    let fault = Fault {
        target: body.target.into(),
        kind: body.kind.into(),
        delay_ms: body.delay_ms,
        code: body.code,
        times: body.times,
        probability: body.probability,
    };
    let id = sandbox::set_fault(&cx, simulator.get(), body.line_id, fault).await?;
    Ok((StatusCode::CREATED, Json(SandboxFaultSet { id })))
}

/// List the faults that stand
#[utoipa::path(
    get,
    path = "/sandbox/faults",
    operation_id = "sandboxListFaults",
    tag = "Sandbox",
    responses((status = 200, body = SandboxFaults), (status = 404, description = "`sandbox_off`"))
)]
pub(super) async fn list(cx: Cx, simulator: Sandbox) -> Result<Json<SandboxFaults>, Problem> {
    let faults = sandbox::faults(&cx, simulator.get()).await?;
    Ok(Json(SandboxFaults {
        data: faults.into_iter().map(Into::into).collect(),
    }))
}

/// Clear every fault
#[utoipa::path(
    delete,
    path = "/sandbox/faults",
    operation_id = "sandboxClearFaults",
    tag = "Sandbox",
    responses((status = 204), (status = 404, description = "`sandbox_off`"))
)]
pub(super) async fn clear(cx: Cx, simulator: Sandbox) -> Result<StatusCode, Problem> {
    sandbox::clear_faults(&cx, simulator.get())?;
    Ok(StatusCode::NO_CONTENT)
}
