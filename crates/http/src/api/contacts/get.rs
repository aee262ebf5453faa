//! One contact.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Contact;
use domain::ContactId;
use services::{Cx, contacts};

/// Get a contact
#[utoipa::path(
    get,
    path = "/contacts/{contact}",
    operation_id = "getContact",
    tag = "Contacts",
    responses((status = 200, body = Contact))
)]
pub(super) async fn get(cx: Cx, Path(id): Path<ContactId>) -> Result<Json<Contact>, Problem> {
    Ok(Json(contacts::get(&cx, id).await?.into()))
}
