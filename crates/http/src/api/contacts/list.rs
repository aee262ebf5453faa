//! People by name or number.

use crate::extract::{Json, Query};
use crate::problem::Problem;
use crate::view::Contact;
use serde::{Deserialize, Serialize};
use services::Cx;
use services::contacts::{self, ListContacts};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// A name or a number; accents and case do not matter.
    q: Option<String>,
    /// 1 to 100; 50 where it is left out.
    limit: Option<i64>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct ContactList {
    data: Vec<Contact>,
    next_cursor: Option<String>,
    as_of: i64,
}

/// List contacts by name
#[utoipa::path(
    get,
    path = "/contacts",
    operation_id = "listContacts",
    tag = "Contacts",
    params(Which),
    responses((status = 200, body = ContactList))
)]
pub(super) async fn list(cx: Cx, Query(which): Query<Which>) -> Result<Json<ContactList>, Problem> {
    let wanted = ListContacts {
        text: which.q,
        limit: which.limit,
        cursor: which.cursor,
    };
    let page = contacts::list(&cx, wanted).await?;
    Ok(Json(ContactList {
        data: page.data.into_iter().map(Contact::from).collect(),
        next_cursor: page.next_cursor,
        as_of: page.as_of,
    }))
}
