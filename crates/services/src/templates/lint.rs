//! Tells what Meta would reject, before anything is submitted.

use crate::{Cx, Refusal};
use domain::Permission;
use domain::template::{self, Draft, Finding};

pub fn lint(cx: &Cx, draft: &Draft) -> Result<Vec<Finding>, Refusal> {
    cx.require(Permission::TemplatesView)?;
    Ok(template::lint(draft))
}
