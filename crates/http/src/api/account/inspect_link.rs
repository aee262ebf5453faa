//! What a link will do.

use crate::cx::Visitor;
use crate::extract::Json;
use crate::problem::Problem;
use domain::{Role, Time};
use serde::{Deserialize, Serialize};
use services::people::{self, LinkView};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InspectLink {
    /// What stands behind `#` in the link's address.
    #[schema(example = "3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    token: String,
}

/// A one-time link, told before it is opened.
#[derive(Serialize, ToSchema)]
pub(super) struct Link {
    kind: LinkPurpose,
    /// Of an invitation.
    #[schema(example = "Azulejos Talavera")]
    organization_name: Option<String>,
    /// Whom it is for, where that is known.
    #[schema(example = "bruno@talavera.example")]
    email: Option<String>,
    /// Of an invitation.
    role: Option<Role>,
    expires_at: Time,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LinkPurpose {
    SignIn,
    Setup,
    Invitation,
}

impl From<LinkView> for Link {
    fn from(link: LinkView) -> Self {
        match link {
            LinkView::SignIn { email, expires_at } => Self {
                kind: LinkPurpose::SignIn,
                organization_name: None,
                email: Some(email.to_string()),
                role: None,
                expires_at,
            },
            LinkView::Setup { expires_at } => Self {
                kind: LinkPurpose::Setup,
                organization_name: None,
                email: None,
                role: None,
                expires_at,
            },
            LinkView::Invitation {
                organization_name,
                email,
                role,
                expires_at,
            } => Self {
                kind: LinkPurpose::Invitation,
                organization_name: Some(organization_name),
                email: email.map(|email| email.to_string()),
                role: Some(role),
                expires_at,
            },
        }
    }
}

/// See what a link will do
///
/// Looking uses nothing up.
#[utoipa::path(
    post,
    path = "/links/inspect",
    operation_id = "inspectLink",
    tag = "Account",
    security(()),
    responses(
        (status = 200, body = Link),
        (status = 404, description = "`link_unknown`"),
        (status = 410, description = "`link_expired`: used, or too old"),
    )
)]
pub(super) async fn inspect(
    visitor: Visitor,
    Json(body): Json<InspectLink>,
) -> Result<Json<Link>, Problem> {
    let link = people::inspect_link(&visitor.env, &body.token).await?;
    Ok(Json(link.into()))
}
