//! Opens a file by its signed address: whoever has one needs no session, for an hour or two.

use crate::Env;
use crate::blobs::{BlobError, ByteStream, Part, Place};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::{MediaId, MediaState, OrganizationId, Time};
use std::ops::Range;
use storage::Media;

const PURPOSE: &str = "media-address";
/// An address ends with the hour after this one, so that within an hour it is the same and a browser
/// need not load the file again.
const STEP_MS: i64 = 60 * 60 * 1000;

/// What an address leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    pub organization: OrganizationId,
    pub media: MediaId,
    pub part: Part,
}

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("this address is not of ours; ask for a new one")]
    NotSigned,
    #[error("this address has expired; ask for a new one")]
    Expired,
    #[error("there is no such file")]
    NotFound,
    #[error("files can't be read now; try again in a moment")]
    Unavailable(String),
}

impl From<storage::Error> for OpenError {
    fn from(error: storage::Error) -> Self {
        if matches!(error, storage::Error::NotFound(_)) {
            return Self::NotFound;
        }
        Self::Unavailable(error.to_string())
    }
}

impl From<BlobError> for OpenError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::NotFound => Self::NotFound,
            BlobError::Unavailable(why) => Self::Unavailable(why),
        }
    }
}

pub(super) fn sign(env: &Env, address: Address) -> String {
    let expires = (env.clock.now().millis() / STEP_MS + 2) * STEP_MS / 1000;
    let signature = env.vault.signer(PURPOSE).sign(&signed(address, expires));
    let Address {
        organization,
        media,
        part,
    } = address;
    format!(
        "/media/{organization}/{media}/{}?expires={expires}&signature={}",
        part.as_str(),
        URL_SAFE_NO_PAD.encode(signature)
    )
}

fn signed(address: Address, expires: i64) -> Vec<u8> {
    let (organization, media) = (address.organization, address.media);
    format!("{organization}/{media}/{}/{expires}", address.part.as_str()).into_bytes()
}

/// A file that may be served.
#[derive(Clone, Debug)]
pub struct Opened {
    pub media: Media,
    address: Address,
}

/// Checks an address and finds its file.
pub async fn find(
    env: &Env,
    address: Address,
    expires: i64,
    signature: &str,
) -> Result<Opened, OpenError> {
    let signature = URL_SAFE_NO_PAD
        .decode(signature)
        .map_err(|_| OpenError::NotSigned)?;
    let signer = env.vault.signer(PURPOSE);
    if !signer.is_signed(&signed(address, expires), &signature) {
        return Err(OpenError::NotSigned);
    }
    if Time::from_seconds(expires) <= env.clock.now() {
        return Err(OpenError::Expired);
    }
    let mut tx = env.store.read(address.organization).await?;
    let media = tx.media().get(address.media).await?;
    let has_part = match address.part {
        Part::File => true,
        Part::Thumbnail => media.has_thumbnail,
    };
    if media.state != MediaState::Ready || !has_part {
        return Err(OpenError::NotFound);
    }
    Ok(Opened { media, address })
}

/// The bytes of a file that was found.
pub async fn open(
    env: &Env,
    opened: &Opened,
    range: Option<Range<u64>>,
) -> Result<ByteStream, OpenError> {
    let place = Place {
        organization: opened.address.organization,
        media: opened.address.media,
        part: opened.address.part,
    };
    Ok(env.blobs.read(&place, range).await?)
}
