//! Shows one line with its doors.

use super::view::{self, LineView};
use crate::{Cx, Refusal};
use domain::{LineId, Permission};

pub async fn get(cx: &Cx, id: LineId) -> Result<LineView, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    Ok(view::view(cx, &mut cx.read().await?, id).await?)
}
