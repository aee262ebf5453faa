//! Asks for a file once more.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Media;
use domain::MediaId;
use services::{Cx, media};

/// Ask for a file again that did not come
#[utoipa::path(
    post,
    path = "/media/{media}/retry",
    operation_id = "retryMedia",
    tag = "Media",
    responses(
        (status = 200, body = Media),
        (status = 409, description = "`not_failed`"),
    )
)]
pub(super) async fn retry(cx: Cx, Path(id): Path<MediaId>) -> Result<Json<Media>, Problem> {
    Ok(Json(media::retry(&cx, id).await?.into()))
}
