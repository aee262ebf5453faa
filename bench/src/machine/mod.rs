//! The other processes: the real binary, a PostgreSQL of our own, and what the kernel tells of both.

mod cluster;
mod house;
mod meta;
mod process;
mod profile;
mod programs;
mod server;
mod trace;

pub(crate) use cluster::{Cluster, SyncDefault};
pub(crate) use house::{House, Kind, Setup};
pub(crate) use process::{Memory, Usage};
pub(crate) use profile::Profile;
pub(crate) use programs::output;
pub(crate) use server::{Facts, Server};
pub(crate) use trace::Trace;
