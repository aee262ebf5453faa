//! Media: uploading, looking up, downloading, deleting; and uploads in parts.

mod address;
mod download;
mod object;
mod resumable;
mod upload;

pub(crate) use address::address;
pub(crate) use download::download;
pub(crate) use object::{delete, read};
pub(crate) use resumable::{begin, continue_with, progress};
pub(crate) use upload::{LARGEST, upload};
