//! The sandbox over real HTTP, with a receiver that checks signatures as an application must.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod account;
mod business;
mod client;
mod contract;
mod control;
mod customers;
mod faults;
mod files;
mod kinds;
mod media;
mod messages;
mod receiver;
mod samples;
mod stage;
mod templates;
mod webhooks;
