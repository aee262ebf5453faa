//! The first owner.

use super::view::Me;
use super::{Entered, enter, visit};
use crate::AppState;
use crate::cx::Visitor;
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use domain::Locale;
use serde::Deserialize;
use services::people::{self, NewOrganization};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetUp {
    /// What stands behind `#` in the link that the first start printed.
    #[schema(example = "3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    token: String,
    #[schema(example = "Inés Robles")]
    name: String,
    #[schema(example = "ines@talavera.example")]
    email: String,
    /// Ten characters or more.
    #[schema(example = "un azulejo azul")]
    password: String,
    organization: FirstOrganization,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct FirstOrganization {
    #[schema(example = "Azulejos Talavera")]
    name: String,
    /// Two letters of ISO 3166.
    #[schema(example = "MX")]
    country: String,
    #[schema(example = "America/Mexico_City")]
    time_zone: String,
    locale: Locale,
}

/// Set up the first owner
///
/// Works once, with the link that the first start printed, and only while nobody can sign in.
#[utoipa::path(
    post,
    path = "/setup",
    operation_id = "setUp",
    tag = "Account",
    security(()),
    responses(
        (status = 200, body = Me),
        (status = 404, description = "`link_unknown`"),
        (status = 410, description = "`link_expired`: used, too old, or somebody can sign in already"),
        (status = 422, description = "`invalid_request`; fields may say `password_too_short`"),
    )
)]
pub(super) async fn set_up(
    State(state): State<AppState>,
    visitor: Visitor,
    Json(body): Json<SetUp>,
) -> Result<Entered, Problem> {
    let set_up = people::SetUp {
        link: body.token.into(),
        name: body.name,
        email: body.email,
        password: body.password.into(),
        organization: NewOrganization {
            name: body.organization.name,
            country: body.organization.country,
            time_zone: body.organization.time_zone,
            locale: body.organization.locale,
        },
    };
    let signed_in = people::set_up(&state.env, set_up, visit(visitor)).await?;
    enter(&state, signed_in).await
}
