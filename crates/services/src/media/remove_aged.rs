//! Retention: bytes of old files go; that they were there stays.

use super::fail::Failure;
use super::view::tell;
use crate::blobs::{Part, Place};
use crate::{Cx, Env};
use domain::{MediaState, Time};

const AT_ONCE: i64 = 100;

/// Removes files older than `before`; returns how many.
pub(crate) async fn remove_aged(env: &Env, before: Time) -> storage::Result<u64> {
    let mut removed = 0;
    loop {
        let mut tx = env.store.system_read().await?;
        let old = tx.aged_media(before, AT_ONCE).await?;
        drop(tx);
        if old.is_empty() {
            return Ok(removed);
        }
        for (organization, id) in old {
            let cx = Cx::system(env, organization);
            // First the row: bytes without one are lost space, a row without bytes a broken picture.
            let mut tx = cx.begin().await?;
            let mut media = tx.media().get(id).await?;
            media.state = MediaState::Failed;
            media.failure = Some(Failure::Removed.as_str().to_owned());
            media.has_thumbnail = false;
            tx.media().update(&media).await?;
            tell(&cx, &mut tx, id).await?;
            tx.commit().await?;
            for part in [Part::File, Part::Thumbnail] {
                let place = Place {
                    organization,
                    media: id,
                    part,
                };
                if let Err(error) = env.blobs.remove(&place).await {
                    tracing::warn!(error = %error, media.id = %id, "an old file could not be removed");
                }
            }
            removed += 1;
        }
    }
}
