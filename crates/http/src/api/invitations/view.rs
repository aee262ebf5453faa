//! An invitation as JSON.

use domain::{InvitationId, Role, Time};
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

/// An invitation that nobody has accepted yet.
#[derive(Serialize, ToSchema)]
pub(super) struct Invitation {
    id: InvitationId,
    role: Role,
    #[schema(example = "bruno@talavera.example")]
    email: Option<String>,
    /// The link to hand over; shown once, when the invitation is made.
    #[schema(example = "https://desk.example/link#3pX0aQd7cWmT5yUe1rKb8LzGvN2jHsF6oB9iRtYqEwM")]
    url: Option<String>,
    expires_at: Time,
    created_at: Time,
}

impl From<people::Invitation> for Invitation {
    fn from(invitation: people::Invitation) -> Self {
        Self {
            id: invitation.id,
            role: invitation.role,
            email: invitation.email.map(|email| email.to_string()),
            url: None,
            expires_at: invitation.expires_at,
            created_at: invitation.created_at,
        }
    }
}

impl From<people::Invited> for Invitation {
    fn from(invited: people::Invited) -> Self {
        Self {
            url: Some(invited.url),
            ..invited.invitation.into()
        }
    }
}
