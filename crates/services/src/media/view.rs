//! A file as people see it: with addresses that work for a while.

use super::fail::Failure;
use super::open::{Address, sign};
use crate::blobs::Part;
use crate::{Cx, Env};
use domain::{EventKind, MediaId, MediaState, OrganizationId, Text3};
use storage::{Media, Tx};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaView {
    pub media: Media,
    /// From the root of this site.
    pub url: Option<String>,
    pub thumbnail_url: Option<String>,
    pub failure: Option<MediaFailure>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MediaFailure {
    pub code: String,
    pub cause: Text3,
    pub action: Text3,
    pub retryable: bool,
}

pub fn view(env: &Env, organization: OrganizationId, media: Media) -> MediaView {
    let is_ready = media.state == MediaState::Ready;
    let address = |part: Part| {
        let address = Address {
            organization,
            media: media.id,
            part,
        };
        sign(env, address)
    };
    let url = is_ready.then(|| address(Part::File));
    let thumbnail_url = (is_ready && media.has_thumbnail).then(|| address(Part::Thumbnail));
    let failure = failure(&media);
    MediaView {
        media,
        url,
        thumbnail_url,
        failure,
    }
}

fn failure(media: &Media) -> Option<MediaFailure> {
    if media.state != MediaState::Failed {
        return None;
    }
    let code = media.failure.as_deref().unwrap_or_default();
    let failure = Failure::parse(code).unwrap_or(Failure::Refused);
    Some(MediaFailure {
        code: failure.as_str().to_owned(),
        cause: failure.cause(),
        action: failure.action(),
        retryable: failure.is_retryable(),
    })
}

/// The bubbles that show a file look again.
pub(super) async fn tell(cx: &Cx, tx: &mut Tx, id: MediaId) -> storage::Result<()> {
    for carrier in tx.media().carriers(id).await? {
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id: carrier.message_id,
            conversation_id: carrier.conversation_id,
        }));
    }
    Ok(())
}
