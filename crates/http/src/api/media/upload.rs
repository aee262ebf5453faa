//! Takes a file that is to be sent.

use crate::extract::Json;
use crate::problem::Problem;
use crate::view::Media;
use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::http::StatusCode;
use futures_util::StreamExt;
use services::media::{self, NewUpload, Received};
use services::{Cx, Refusal};
use std::io;
use utoipa::ToSchema;

/// A form with one file.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form, which is read as it comes")]
pub(super) struct UploadForm {
    /// 100 MB at most; less for what is shown: 5 MB a picture, 16 MB a film or a sound.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// It was spoken, and goes out as a voice note.
    voice: Option<bool>,
    /// `image`, `video`, `audio`, `document` or `sticker`; by the file's content where nobody says.
    /// A picture in another form becomes JPEG or PNG, as a sticker a `WebP`; Opus in `WebM` or MP4 becomes
    /// Ogg; a document stays as it is.
    kind: Option<String>,
}

/// Upload a file to send it
#[utoipa::path(
    post,
    path = "/media",
    operation_id = "uploadMedia",
    tag = "Media",
    request_body(content = UploadForm, content_type = "multipart/form-data"),
    responses(
        (status = 201, body = Media),
        (status = 413, description = "`file_too_large` with `kind` and `limit`"),
        (status = 422, description = "`file_empty`, `file_type_not_allowed` with `kind`, `mime_type` and `accepted`, `upload_broken_off`"),
        (status = 503, description = "`files_unavailable`"),
    )
)]
pub(super) async fn upload(
    cx: Cx,
    form: Result<Multipart, MultipartRejection>,
) -> Result<(StatusCode, Json<Media>), Problem> {
    let form = form.map_err(|_| no_form())?;
    let (received, new) = read(&cx, form).await?;
    let media = media::upload(&cx, received, new).await?;
    Ok((StatusCode::CREATED, Json(media.into())))
}

/// The parts of a form come in any order.
async fn read(cx: &Cx, mut form: Multipart) -> Result<(Received, NewUpload), Problem> {
    let mut new = NewUpload::default();
    let mut received = None;
    loop {
        let step = match form.next_field().await {
            Ok(Some(field)) => part(cx, field, &mut new, &mut received).await,
            Ok(None) => break,
            Err(error) => Err(broken(&error)),
        };
        if let Err(problem) = step {
            if let Some(received) = received {
                media::discard(cx, received).await;
            }
            return Err(problem);
        }
    }
    let received = received
        .ok_or_else(|| Refusal::invalid("file", "required", "send the file as the part `file`"))?;
    Ok((received, new))
}

async fn part(
    cx: &Cx,
    field: Field<'_>,
    new: &mut NewUpload,
    received: &mut Option<Received>,
) -> Result<(), Problem> {
    match field.name() {
        Some("file") if received.is_none() => {
            new.filename = field.file_name().map(str::to_owned);
            new.mime_type = field.content_type().map(str::to_owned);
            let bytes = field.map(|part| part.map_err(io::Error::other)).boxed();
            *received = Some(media::receive(cx, bytes).await?);
        }
        Some("file") => {
            return Err(Refusal::invalid("file", "too_many", "send one file a request").into());
        }
        Some("voice") => new.voice = text(field).await? == "true",
        Some("kind") => {
            let kind = text(field).await?.parse::<domain::MediaKind>();
            new.kind =
                Some(kind.map_err(|error| Refusal::invalid("kind", "unknown", error.to_string()))?);
        }
        _ => {}
    }
    Ok(())
}

async fn text(field: Field<'_>) -> Result<String, Problem> {
    field.text().await.map_err(|error| broken(&error))
}

fn broken(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        return media::MediaError::TooLarge {
            kind: domain::MediaKind::Document,
            limit: media::LARGEST,
        }
        .into();
    }
    media::MediaError::BrokenOff.into()
}

fn no_form() -> Problem {
    Problem::new(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "send a form: multipart/form-data with the part `file`",
    )
}
