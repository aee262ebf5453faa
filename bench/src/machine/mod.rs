//! The other processes: the real binary, a PostgreSQL of our own, and what the kernel tells of both.

mod cluster;
mod house;
mod process;
mod programs;
mod server;

pub(crate) use cluster::{Cluster, SyncDefault};
pub(crate) use house::{House, Kind, Setup};
pub(crate) use process::{Memory, Usage, cpu};
pub(crate) use programs::{output, signal};
pub(crate) use server::{Facts, Server};
