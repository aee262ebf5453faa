//! One file, with fresh addresses.

use super::view::{MediaView, view};
use crate::{Cx, Refusal};
use domain::{MediaId, Permission};

pub async fn get(cx: &Cx, id: MediaId) -> Result<MediaView, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    let media = tx.media().get(id).await?;
    Ok(view(&cx.env, cx.organization, media))
}
