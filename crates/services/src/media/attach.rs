//! A file goes out with a message.

use super::MediaError;
use domain::{MediaId, MediaState, MessageId};
use storage::{Media, Tx};

/// Ties a file that is here to a message that was just written.
pub async fn attach(tx: &mut Tx, message: MessageId, id: MediaId) -> Result<Media, MediaError> {
    let media = tx.media().get(id).await?;
    if media.state != MediaState::Ready {
        return Err(MediaError::NotReady);
    }
    tx.media().link(&[(message, id)]).await?;
    Ok(media)
}
