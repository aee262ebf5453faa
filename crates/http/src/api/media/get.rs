//! One file.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Media;
use domain::MediaId;
use services::{Cx, media};

/// Get a file's addresses, and how far it is
#[utoipa::path(
    get,
    path = "/media/{media}",
    operation_id = "getMedia",
    tag = "Media",
    responses((status = 200, body = Media))
)]
pub(super) async fn get(cx: Cx, Path(id): Path<MediaId>) -> Result<Json<Media>, Problem> {
    Ok(Json(media::get(&cx, id).await?.into()))
}
