//! What can be measured and proved, one file each.

mod api;
pub(crate) mod inbox;
mod lag;
pub(crate) mod load;
mod scene;
pub(crate) mod screen;
pub(crate) mod send;
