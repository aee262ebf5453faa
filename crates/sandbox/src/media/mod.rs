//! The files behind media: kept in a folder of temporary files, never whole in memory.

mod kind;
mod shelf;
mod sniff;

pub(crate) use kind::{MediaKind, kind_of, known_types, plain_type};
pub(crate) use shelf::{Shelf, ShelfError, Stored, open};
pub(crate) use sniff::{is_animated, is_opus};
