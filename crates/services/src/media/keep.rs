//! Puts a stream into the store, counting and hashing on its way; no file ever stands in memory.

use crate::blobs::{BlobError, Blobs, Place};
use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt};
use ring::digest::{Context, SHA256};

/// What is looked at to tell a file's type.
const HEAD: usize = 8 * 1024;

/// What a stream left in the store.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) size: u64,
    pub(super) sha256: [u8; 32],
    /// The first bytes.
    pub(super) head: Bytes,
}

#[derive(Debug)]
pub(super) enum KeepError<E> {
    /// The stream itself broke.
    Source(E),
    TooLarge,
    Store(BlobError),
}

pub(super) async fn keep<E>(
    blobs: &Blobs,
    place: &Place,
    bytes: impl Stream<Item = Result<Bytes, E>> + Send,
    limit: u64,
) -> Result<Kept, KeepError<E>> {
    let mut writing = blobs.write(place);
    let mut hash = Context::new(&SHA256);
    let mut head = BytesMut::new();
    let mut size: u64 = 0;
    let mut bytes = std::pin::pin!(bytes);
    while let Some(part) = bytes.next().await {
        let part = match part {
            Ok(part) => part,
            Err(error) => {
                writing.abandon().await;
                return Err(KeepError::Source(error));
            }
        };
        size = size.saturating_add(u64::try_from(part.len()).unwrap_or(u64::MAX));
        if size > limit {
            writing.abandon().await;
            return Err(KeepError::TooLarge);
        }
        let missing = HEAD.saturating_sub(head.len()).min(part.len());
        head.extend_from_slice(&part[..missing]);
        hash.update(&part);
        writing.put(part).await.map_err(KeepError::Store)?;
    }
    writing.finish().await.map_err(KeepError::Store)?;
    let mut sha256 = [0; 32];
    sha256.copy_from_slice(hash.finish().as_ref());
    Ok(Kept {
        size,
        sha256,
        head: head.freeze(),
    })
}
