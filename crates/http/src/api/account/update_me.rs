//! One's own name and language.

use super::view::Me;
use crate::AppState;
use crate::cx::SignedIn;
use crate::extract::Json;
use crate::problem::Problem;
use axum::extract::State;
use domain::Locale;
use serde::Deserialize;
use services::people::{self, MyChange};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct UpdateMe {
    #[schema(example = "Inés Robles")]
    name: Option<String>,
    locale: Option<Locale>,
}

/// Change one's own name or language
///
/// What is left out stays.
#[utoipa::path(
    patch,
    path = "/me",
    operation_id = "updateMe",
    tag = "Account",
    security(("session" = [])),
    responses((status = 200, body = Me), (status = 401, description = "`unauthenticated`"))
)]
pub(super) async fn update(
    State(state): State<AppState>,
    signed_in: SignedIn,
    Json(body): Json<UpdateMe>,
) -> Result<Json<Me>, Problem> {
    let change = MyChange {
        name: body.name,
        locale: body.locale,
    };
    let me = people::update_me(&state.env, signed_in.person.user, change).await?;
    Ok(Json(Me::of(&state, me)))
}
