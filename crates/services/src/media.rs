//! Files: fetched when a message brings one, uploaded to go out with one, looked into, served.

mod attach;
mod fail;
mod fetch;
#[cfg(fuzzing)]
pub mod fuzzing;
mod get;
mod hand_over;
mod keep;
mod open;
mod probe;
mod remove_aged;
mod retry;
mod sniff;
mod suit;
mod upload;
mod view;
pub(crate) mod voice_note;

pub use attach::attach;
pub use fetch::FetchMedia;
pub use get::get;
pub(crate) use hand_over::upload_of;
pub use hand_over::{HandOverError, hand_over};
pub use open::{Address, OpenError, Opened, find, open};
pub(crate) use remove_aged::remove_aged;
pub use retry::retry;
pub use upload::{NewUpload, Received, discard, receive, upload};
pub use view::{MediaFailure, MediaView, view};

use crate::Refusal;
use crate::blobs::BlobError;
use domain::MediaKind;

/// The largest file that WhatsApp carries, in either direction (Meta: media, 2026-09).
pub const LARGEST: u64 = 100 * 1024 * 1024;

/// Why a file is not taken.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    #[error("the file is empty; choose another one")]
    Empty,
    #[error("a {kind} may have {limit} bytes at most; make it smaller or send it as a document")]
    TooLarge { kind: MediaKind, limit: u64 },
    #[error("WhatsApp takes no {mime_type} as {kind}, only {}; send it as a document", accepted.join(", "))]
    TypeNotAllowed {
        kind: MediaKind,
        mime_type: String,
        accepted: &'static [&'static str],
    },
    #[error("the file is not here yet; wait until it is ready")]
    NotReady,
    #[error("this file has not failed; nothing to do")]
    NotFailed,
    #[error("the upload broke off; send the file again")]
    BrokenOff,
    #[error("files can't be stored now; try again in a moment")]
    Unavailable(#[source] BlobError),
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for MediaError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

impl From<BlobError> for MediaError {
    fn from(error: BlobError) -> Self {
        Self::Unavailable(error)
    }
}
