//! Files on their way through a door: as streams, so that a large one never stands in memory.

use crate::Refused;
use bytes::Bytes;
use futures_util::stream::BoxStream;

/// A file that the provider holds for us.
pub struct Fetched {
    pub mime_type: Option<String>,
    /// Of the bytes, as the provider says.
    pub sha256: Option<[u8; 32]>,
    pub size: Option<u64>,
    pub bytes: BoxStream<'static, Result<Bytes, Box<Refused>>>,
}

/// A file that the provider shall hold for a while, so that messages may name it.
pub struct Upload {
    pub mime_type: String,
    pub filename: Option<String>,
    pub size: u64,
    pub bytes: BoxStream<'static, std::io::Result<Bytes>>,
}
