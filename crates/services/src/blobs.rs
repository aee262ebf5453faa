//! Where files lie: a folder, or a store that speaks S3.

use bytes::Bytes;
use domain::{MediaId, OrganizationId};
use futures_util::stream::{BoxStream, StreamExt};
use object_store::aws::AmazonS3Builder;
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{GetOptions, GetRange, ObjectStore, ObjectStoreExt};
use std::ops::Range;
use std::sync::Arc;
use tokio::io::AsyncWriteExt;

/// S3 takes parts of five megabytes at least; so much of a file stands in memory, twice.
const PART: usize = 5 * 1024 * 1024;

/// The store can't be reached, or has lost something.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    #[error("the store of files has no such file")]
    NotFound,
    #[error("the store of files does not answer: {0}")]
    Unavailable(String),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        if matches!(error, object_store::Error::NotFound { .. }) {
            return Self::NotFound;
        }
        Self::Unavailable(error.to_string())
    }
}

impl From<std::io::Error> for BlobError {
    fn from(error: std::io::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

/// A store that speaks S3.
#[derive(Clone)]
pub struct S3 {
    /// Empty for Amazon's own.
    pub endpoint: String,
    pub region: String,
    pub bucket: String,
    pub access_key: String,
    pub secret_key: String,
}

/// One of a file's parts in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    File,
    Thumbnail,
}

impl Part {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Thumbnail => "thumbnail",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::File, Self::Thumbnail]
            .into_iter()
            .find(|part| part.as_str() == word)
    }
}

pub type ByteStream = BoxStream<'static, Result<Bytes, BlobError>>;

/// The store of files. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
}

impl Blobs {
    /// The folder is made where it is missing.
    pub fn in_folder(folder: &std::path::Path) -> Result<Self, BlobError> {
        std::fs::create_dir_all(folder)?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_automatic_cleanup(true);
        Ok(Self {
            store: Arc::new(store),
        })
    }

    pub fn s3(s3: &S3) -> Result<Self, BlobError> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(&s3.bucket)
            .with_region(&s3.region)
            .with_access_key_id(&s3.access_key)
            .with_secret_access_key(&s3.secret_key);
        if !s3.endpoint.is_empty() {
            // Other stores than Amazon's know a bucket by its path, and may stand in a house's own net.
            builder = builder
                .with_endpoint(&s3.endpoint)
                .with_allow_http(true)
                .with_virtual_hosted_style_request(false);
        }
        Ok(Self {
            store: Arc::new(builder.build()?),
        })
    }

    pub async fn put(&self, place: &Place, bytes: Bytes) -> Result<(), BlobError> {
        self.store.put(&place.path(), bytes.into()).await?;
        Ok(())
    }

    /// Writes a file piece by piece; it is there once [`Writing::finish`] came back.
    pub fn write(&self, place: &Place) -> Writing {
        let writer = BufWriter::with_capacity(Arc::clone(&self.store), place.path(), PART);
        Writing(writer.with_max_concurrency(1))
    }

    /// A file's bytes, or some of them.
    pub async fn read(
        &self,
        place: &Place,
        range: Option<Range<u64>>,
    ) -> Result<ByteStream, BlobError> {
        let options = GetOptions {
            range: range.map(GetRange::Bounded),
            ..GetOptions::default()
        };
        let found = self.store.get_opts(&place.path(), options).await?;
        let parts = found.into_stream();
        Ok(parts.map(|part| part.map_err(BlobError::from)).boxed())
    }

    /// Some of a file's bytes at once; fewer where it ends before.
    pub async fn read_range(&self, place: &Place, range: Range<u64>) -> Result<Bytes, BlobError> {
        Ok(self.store.get_range(&place.path(), range).await?)
    }

    /// What is not there needs no removing.
    pub async fn remove(&self, place: &Place) -> Result<(), BlobError> {
        match self
            .store
            .delete(&place.path())
            .await
            .map_err(BlobError::from)
        {
            Err(BlobError::NotFound) | Ok(()) => Ok(()),
            Err(error) => Err(error),
        }
    }
}

/// Where one part of one file lies.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub organization: OrganizationId,
    pub media: MediaId,
    pub part: Part,
}

impl Place {
    /// Names that nobody chose: no path of a stranger's making ever reaches a folder.
    fn path(&self) -> Path {
        let (organization, media) = (self.organization, self.media);
        Path::from(format!("{organization}/{media}/{}", self.part.as_str()))
    }
}

/// A file that is being written.
pub struct Writing(BufWriter);

impl Writing {
    pub async fn put(&mut self, bytes: Bytes) -> Result<(), BlobError> {
        Ok(self.0.put(bytes).await?)
    }

    pub async fn finish(mut self) -> Result<(), BlobError> {
        Ok(self.0.shutdown().await?)
    }

    /// Leaves nothing behind, as far as the store can.
    pub async fn abandon(mut self) {
        if let Err(error) = self.0.abort().await {
            tracing::debug!(error = %error, "what was written of a file could not be taken back");
        }
    }
}
