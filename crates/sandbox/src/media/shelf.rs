//! A folder that goes with the sandbox, and files written into it as they come.

use std::io;
use std::path::{Path, PathBuf};

use axum::body::Body;
use bytes::Bytes;
use futures_util::{Stream, StreamExt, stream};
use ring::digest;
use tempfile::TempDir;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt, BufWriter};
use uuid::Uuid;

/// As much of a file as is looked at.
const HEAD: usize = 64;
const CHUNK: usize = 64 * 1024;

#[derive(Debug)]
pub(crate) struct Shelf {
    folder: TempDir,
}

/// A file that lies in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    pub(crate) path: PathBuf,
    pub(crate) size: u64,
    pub(crate) sha256: Vec<u8>,
    pub(crate) head: Vec<u8>,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum ShelfError {
    #[error("the file is larger than {0} bytes")]
    TooLarge(u64),
    #[error("the file broke off")]
    BrokeOff,
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl Shelf {
    pub(crate) fn new() -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("sandbox-").tempdir()?;
        Ok(Self { folder })
    }

    /// Writes what comes; more than `limit` bytes are refused without being read to the end.
    pub(crate) async fn put<E>(
        &self,
        mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
        limit: u64,
    ) -> Result<Stored, ShelfError> {
        let path = self.folder.path().join(Uuid::new_v4().simple().to_string());
        let mut file = BufWriter::new(File::create(&path).await?);
        let mut context = digest::Context::new(&digest::SHA256);
        let (mut size, mut head) = (0_u64, Vec::with_capacity(HEAD));
        while let Some(chunk) = bytes.next().await {
            let chunk = chunk.map_err(|_| ShelfError::BrokeOff)?;
            size = size.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            if size > limit {
                drop(file);
                tokio::fs::remove_file(&path).await?;
                return Err(ShelfError::TooLarge(limit));
            }
            head.extend(chunk.iter().take(HEAD.saturating_sub(head.len())));
            context.update(&chunk);
            file.write_all(&chunk).await?;
        }
        file.flush().await?;
        Ok(Stored {
            path,
            size,
            sha256: context.finish().as_ref().to_vec(),
            head,
        })
    }

    /// Puts one file behind another, for uploads that go on.
    pub(crate) async fn append(&self, first: &Stored, next: &Stored) -> Result<Stored, ShelfError> {
        let parts = [read(&first.path).await?, read(&next.path).await?];
        self.put(Box::pin(stream::iter(parts).flatten()), u64::MAX)
            .await
    }
}

/// The file as a body that is read while it is sent.
pub(crate) async fn open(path: &Path) -> io::Result<Body> {
    Ok(Body::from_stream(read(path).await?))
}

async fn read(path: &Path) -> io::Result<impl Stream<Item = io::Result<Bytes>> + Send + use<>> {
    let file = File::open(path).await?;
    Ok(stream::try_unfold(file, |mut file| async move {
        let mut chunk = vec![0; CHUNK];
        let read = file.read(&mut chunk).await?;
        chunk.truncate(read);
        Ok((read > 0).then(|| (Bytes::from(chunk), file)))
    }))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use axum::body::to_bytes;

    use super::*;

    fn chunks(text: &[&'static str]) -> impl Stream<Item = Result<Bytes, Infallible>> + Unpin {
        let chunks: Vec<_> = text
            .iter()
            .map(|it| Ok(Bytes::from_static(it.as_bytes())))
            .collect();
        stream::iter(chunks)
    }

    #[tokio::test]
    async fn a_file_is_read_as_it_was_written() {
        let shelf = Shelf::new().unwrap();
        let stored = shelf.put(chunks(&["ab", "c"]), 3).await.unwrap();
        assert_eq!(stored.size, 3);
        assert_eq!(
            hex::encode(&stored.sha256),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let more = shelf.put(chunks(&["de"]), 9).await.unwrap();
        let whole = shelf.append(&stored, &more).await.unwrap();
        let read = to_bytes(open(&whole.path).await.unwrap(), 100)
            .await
            .unwrap();
        assert_eq!(read, "abcde");
        assert_eq!(whole.head, b"abcde");
    }

    #[tokio::test]
    async fn a_file_that_is_too_large_leaves_nothing_behind() {
        let shelf = Shelf::new().unwrap();
        let refused = shelf.put(chunks(&["ab", "c"]), 2).await.unwrap_err();
        assert!(matches!(refused, ShelfError::TooLarge(2)));
        assert_eq!(std::fs::read_dir(shelf.folder.path()).unwrap().count(), 0);
    }
}
