//! Files on the customers' phones: put there, and looked at.

use std::sync::Arc;

use axum::Json;
use axum::body::Body as Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::{Query, Refused};
use crate::core::Core;
use crate::meta::media::LARGEST;
use crate::phones::put_file;
use crate::server::send_file;
use crate::world::MediaView;

#[derive(Deserialize)]
pub(super) struct Named {
    filename: Option<String>,
}

/// The body is the file, its type the body's.
pub(super) async fn put(
    State(core): State<Arc<Core>>,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<(StatusCode, Json<MediaView>), Refused> {
    let mime_type = headers.get(header::CONTENT_TYPE);
    let mime_type = mime_type.and_then(|it| it.to_str().ok());
    let mime_type = mime_type.ok_or_else(|| Refused::invalid("say the file's Content-Type"))?;
    let bytes = body.into_data_stream();
    let stored = core.shelf.put(bytes, LARGEST).await;
    let stored = stored.map_err(|error| Refused::invalid(error.to_string()))?;
    let view = put_file(&core, stored, mime_type, named.filename);
    Ok((StatusCode::CREATED, Json(view)))
}

pub(super) async fn get(State(core): State<Arc<Core>>, Path(id): Path<String>) -> Response {
    let file = core.with(|world| world.media.kept(&id).cloned());
    match file {
        Some(file) => send_file(&file).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// What a number's profile shows.
pub(super) async fn picture(State(core): State<Arc<Core>>, Path(id): Path<String>) -> Response {
    let picture = core.with(|world| {
        let picture = world.phones.get(&id)?.business.picture.clone()?;
        world.media.kept(&picture).cloned()
    });
    match picture {
        Some(file) => send_file(&file).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// A card with the link in it, where Meta draws a QR code.
pub(super) async fn qr(Path(code): Path<String>) -> Response {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 300 40\"><text x=\"8\" y=\"26\" \
         font-size=\"14\">https://wa.me/message/{code}</text></svg>"
    );
    ([(header::CONTENT_TYPE, "image/svg+xml")], svg).into_response()
}
