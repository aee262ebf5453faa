//! HTTP/1.1 by hand over one connection: the generator shares two cores with the server.

mod address;
mod connection;
mod webhook;

pub(crate) use address::Address;
pub(crate) use connection::{Call, Connection, expect_success, get};
pub(crate) use webhook::Hook;
