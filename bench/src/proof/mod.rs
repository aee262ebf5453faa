//! What can be measured and proved, one file each.

mod lag;
pub(crate) mod load;
mod scene;
