//! Extractors whose rejections are problems.

mod json;
mod path;
mod query;
mod serde_error;

pub(crate) use json::Json;
pub(crate) use path::Path;
pub(crate) use query::Query;
