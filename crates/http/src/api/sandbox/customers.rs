//! The virtual customers.

use super::Sandbox;
use super::view::SandboxCustomer;
use crate::extract::Json;
use crate::problem::Problem;
use serde::Serialize;
use services::{Cx, sandbox};
use utoipa::ToSchema;

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxCustomers {
    data: Vec<SandboxCustomer>,
}

/// List the virtual customers
#[utoipa::path(
    get,
    path = "/sandbox/customers",
    operation_id = "sandboxListCustomers",
    tag = "Sandbox",
    responses((status = 200, body = SandboxCustomers), (status = 404, description = "`sandbox_off`"))
)]
pub(super) async fn list(cx: Cx, simulator: Sandbox) -> Result<Json<SandboxCustomers>, Problem> {
    let customers = sandbox::customers(&cx, simulator.get())?;
    Ok(Json(SandboxCustomers {
        data: customers.into_iter().map(Into::into).collect(),
    }))
}
