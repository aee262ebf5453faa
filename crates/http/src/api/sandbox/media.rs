//! Files on the customers' phones.

use super::Sandbox;
use super::view::SandboxMedia;
use crate::extract::{Json, Query};
use crate::problem::Problem;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use services::sandbox::SimulatedFile;
use services::{Cx, sandbox};
use utoipa::IntoParams;

/// As large as a video may be; larger files go to the sandbox's own controls.
pub(super) const LARGEST: usize = 16 * 1024 * 1024;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    filename: Option<String>,
}

/// Put a file on the customers' phones
///
/// The body is the file, its `Content-Type` the file's.
#[utoipa::path(
    post,
    path = "/sandbox/media",
    operation_id = "sandboxPutMedia",
    tag = "Sandbox",
    params(Named),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = SandboxMedia), (status = 404, description = "`sandbox_off`"))
)]
pub(super) async fn put(
    cx: Cx,
    simulator: Sandbox,
    Query(named): Query<Named>,
    headers: HeaderMap,
    bytes: Bytes,
) -> Result<(StatusCode, Json<SandboxMedia>), Problem> {
    let mime_type = headers.get(header::CONTENT_TYPE);
    let mime_type = mime_type.and_then(|value| value.to_str().ok());
    let file = SimulatedFile {
        mime_type: mime_type.unwrap_or("application/octet-stream").to_owned(),
        filename: named.filename,
        bytes: bytes.into(),
    };
    let media = sandbox::put_file(&cx, simulator.get(), file).await?;
    Ok((StatusCode::CREATED, Json(media.into())))
}

/// Open a file on a customer's phone
#[utoipa::path(
    get,
    path = "/sandbox/media",
    operation_id = "sandboxGetMedia",
    tag = "Sandbox",
    params(Which),
    responses(
        (status = 200, content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "`sandbox_off`, `not_found`"),
    )
)]
pub(super) async fn get(
    cx: Cx,
    simulator: Sandbox,
    Query(which): Query<Which>,
) -> Result<Response, Problem> {
    let file = sandbox::file(&cx, simulator.get(), &which.id).await?;
    // Whatever a customer sends is shown, and never run, in our origin.
    let headers = [
        (header::CONTENT_TYPE, file.mime_type),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (
            header::CONTENT_SECURITY_POLICY,
            "sandbox; default-src 'none'".to_owned(),
        ),
    ];
    Ok((headers, file.bytes).into_response())
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Of a file in a chat.
    id: String,
}
