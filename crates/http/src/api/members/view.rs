//! A member as JSON.

use domain::{MemberId, MemberState, Permission, Role, Time, UserId};
use serde::Serialize;
use services::{Cx, people};
use utoipa::ToSchema;

/// A person with a role in the organization.
#[derive(Serialize, ToSchema)]
pub(crate) struct Member {
    id: MemberId,
    user_id: UserId,
    #[schema(example = "Bruno Lima")]
    name: String,
    /// `null` without `members.view`.
    #[schema(example = "bruno@talavera.example")]
    email: Option<String>,
    role: Role,
    state: MemberState,
    created_at: Time,
    last_seen_at: Option<Time>,
}

impl Member {
    /// As this caller may see it.
    pub(crate) fn of(cx: &Cx, member: people::Member) -> Self {
        let email = cx
            .has(Permission::MembersView)
            .then(|| member.email.to_string());
        Self {
            id: member.id,
            user_id: member.user,
            name: member.name,
            email,
            role: member.role,
            state: member.state,
            created_at: member.created_at,
            last_seen_at: member.last_seen_at,
        }
    }
}
