//! An API token as JSON.

use domain::{ApiTokenId, Permission, Time};
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

/// A program's access.
#[derive(Serialize, ToSchema)]
pub(super) struct ApiToken {
    id: ApiTokenId,
    #[schema(example = "Orders from the web shop")]
    name: String,
    scopes: Vec<Permission>,
    #[schema(example = 600)]
    quota_per_minute: i64,
    /// The secret; shown once, when the token is made.
    #[schema(example = "aldaba_3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    token: Option<String>,
    created_at: Time,
    last_used_at: Option<Time>,
}

impl From<people::ApiToken> for ApiToken {
    fn from(token: people::ApiToken) -> Self {
        Self {
            id: token.id,
            name: token.name,
            scopes: token.scopes,
            quota_per_minute: token.quota_per_minute,
            token: None,
            created_at: token.created_at,
            last_used_at: token.last_used_at,
        }
    }
}

impl From<people::CreatedApiToken> for ApiToken {
    fn from(created: people::CreatedApiToken) -> Self {
        Self {
            token: Some(created.secret.expose().to_owned()),
            ..created.token.into()
        }
    }
}
