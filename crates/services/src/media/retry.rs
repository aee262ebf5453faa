//! Asks once more for a file that did not come.

use super::MediaError;
use super::fetch::FetchMedia;
use super::view::{MediaView, tell, view};
use crate::{Cx, jobs};
use domain::{MediaId, MediaState, Permission};

pub async fn retry(cx: &Cx, id: MediaId) -> Result<MediaView, MediaError> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.begin().await?;
    let mut media = tx.media().get(id).await?;
    if media.state != MediaState::Failed || media.provider_id.is_none() {
        return Err(MediaError::NotFailed);
    }
    media.state = MediaState::Waiting;
    media.failure = None;
    media.attempts = 0;
    tx.media().update(&media).await?;
    jobs::enqueue(&mut tx, cx.now, &FetchMedia { media: id }).await?;
    tell(cx, &mut tx, id).await?;
    tx.commit().await?;
    Ok(view(&cx.env, cx.organization, media))
}
