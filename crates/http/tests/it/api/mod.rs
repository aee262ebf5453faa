//! The REST API, in a tree that mirrors its routes.

mod account;
mod api_tokens;
mod contacts;
mod conversations;
mod dead_letters;
mod foreign;
mod invitations;
pub(crate) mod lines;
mod media;
mod members;
pub(crate) mod messages;
mod meta_apps;
mod organization;
mod queues;
mod reference;
mod requests;
mod sandbox;
mod templates;
mod tickets;
