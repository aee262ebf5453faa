//! Nobody writes to a blocked contact.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Contact;
use domain::ContactId;
use services::{Cx, contacts};

/// Block a contact
///
/// Nothing is sent to them any more, by whomever. What they write is stored, and asks for nobody's
/// attention: it opens no ticket, counts as unread for nobody and leaves the conversation in its place.
/// Answers the same for one who is blocked already.
#[utoipa::path(
    post,
    path = "/contacts/{contact}/block",
    operation_id = "blockContact",
    tag = "Contacts",
    responses((status = 200, body = Contact))
)]
pub(super) async fn block(cx: Cx, Path(id): Path<ContactId>) -> Result<Json<Contact>, Problem> {
    Ok(Json(contacts::block(&cx, id).await?.into()))
}

/// Unblock a contact
#[utoipa::path(
    delete,
    path = "/contacts/{contact}/block",
    operation_id = "unblockContact",
    tag = "Contacts",
    responses((status = 200, body = Contact))
)]
pub(super) async fn unblock(cx: Cx, Path(id): Path<ContactId>) -> Result<Json<Contact>, Problem> {
    Ok(Json(contacts::unblock(&cx, id).await?.into()))
}
