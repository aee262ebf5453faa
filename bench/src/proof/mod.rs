//! What can be measured and proved, one file each.

mod api;
pub(crate) mod inbox;
pub(crate) mod kill;
pub(crate) mod kill_sends;
mod lag;
pub(crate) mod load;
pub(crate) mod outage;
pub(crate) mod prove;
mod round;
mod scene;
pub(crate) mod screen;
pub(crate) mod send;
pub(crate) mod syncs;

pub(crate) use api::Api;
