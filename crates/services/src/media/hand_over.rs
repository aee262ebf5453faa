//! Hands a file to the provider, so that messages may name it; one that it holds is not sent twice.

use crate::Cx;
use crate::blobs::{BlobError, Part, Place};
use domain::{LineId, MediaId, MediaState};
use door::{Access, Door, Refused, Upload};
use futures_util::StreamExt;
use jiff::SignedDuration;
use std::io;

/// The provider keeps a file for thirty days.
const KEPT: SignedDuration = SignedDuration::from_hours(29 * 24);

#[derive(Debug, thiserror::Error)]
pub enum HandOverError {
    #[error("the file is not here yet")]
    NotReady,
    #[error("the file can't be read now: {0}")]
    Store(#[from] BlobError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] storage::Error),
}

/// The provider's id of a file, on the line whose access this is.
pub async fn hand_over(
    cx: &Cx,
    id: MediaId,
    line: LineId,
    (door, access): (&dyn Door, &Access),
) -> Result<String, HandOverError> {
    let mut tx = cx.read().await?;
    if let Some(known) = tx.media().find_upload(id, line, cx.now).await? {
        return Ok(known);
    }
    drop(tx);
    let upload = upload_of(cx, id).await?;
    let provider_id = door.upload_media(access, upload).await?;
    let mut tx = cx.begin().await?;
    let expires_at = cx.now.plus(KEPT);
    let kept = tx.media().put_upload(id, line, &provider_id, expires_at);
    kept.await?;
    tx.commit().await?;
    Ok(provider_id)
}

/// A stored file on its way out.
pub(crate) async fn upload_of(cx: &Cx, id: MediaId) -> Result<Upload, HandOverError> {
    let mut tx = cx.read().await?;
    let media = tx.media().get(id).await?;
    drop(tx);
    let (MediaState::Ready, Some(size)) = (media.state, media.size_bytes) else {
        return Err(HandOverError::NotReady);
    };
    let place = Place {
        organization: cx.organization,
        media: id,
        part: Part::File,
    };
    let bytes = cx.env.blobs.read(&place, None).await?;
    Ok(Upload {
        mime_type: media
            .mime_type
            .unwrap_or_else(|| "application/octet-stream".to_owned()),
        filename: media.filename,
        size: u64::try_from(size).unwrap_or_default(),
        bytes: bytes.map(|part| part.map_err(io::Error::other)).boxed(),
    })
}
