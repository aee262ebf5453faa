//! The name that the team gives a contact.

use crate::extract::{Json, Path};
use crate::problem::Problem;
use crate::view::Contact;
use domain::ContactId;
use serde::Deserialize;
use services::{Cx, contacts};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactChange {
    /// `null` or empty: the name that the person goes by.
    #[schema(example = "María José (azulejos cocina)")]
    name: Option<String>,
}

/// Name a contact
#[utoipa::path(
    patch,
    path = "/contacts/{contact}",
    operation_id = "updateContact",
    tag = "Contacts",
    responses((status = 200, body = Contact))
)]
pub(super) async fn update(
    cx: Cx,
    Path(id): Path<ContactId>,
    Json(change): Json<ContactChange>,
) -> Result<Json<Contact>, Problem> {
    Ok(Json(contacts::update(&cx, id, change.name).await?.into()))
}
