//! Oneself as JSON.

use crate::AppState;
use crate::api::organization::view::Organization;
use domain::{Locale, MemberId, Permission, Role, UserId};
use serde::Serialize;
use services::people;
use utoipa::ToSchema;

/// The signed-in person and where they belong.
#[derive(Serialize, ToSchema)]
pub(super) struct Me {
    user: User,
    memberships: Vec<Membership>,
    /// Whether simulated customers can be reached here.
    sandbox: bool,
    #[schema(example = "0.1.0")]
    version: &'static str,
}

/// A person who signs in.
#[derive(Serialize, ToSchema)]
struct User {
    id: UserId,
    #[schema(example = "ines@talavera.example")]
    email: String,
    #[schema(example = "Inés Robles")]
    name: String,
    locale: Locale,
}

/// An organization in which the person is active.
#[derive(Serialize, ToSchema)]
struct Membership {
    member_id: MemberId,
    role: Role,
    permissions: Vec<Permission>,
    organization: Organization,
}

impl Me {
    pub(super) fn of(state: &AppState, me: people::Me) -> Self {
        Self {
            user: User {
                id: me.user.id,
                email: me.user.email.to_string(),
                name: me.user.name,
                locale: me.user.locale,
            },
            memberships: me.memberships.into_iter().map(Membership::from).collect(),
            sandbox: state.simulator.is_some(),
            version: state.env.settings.version,
        }
    }
}

impl From<people::MyMembership> for Membership {
    fn from(membership: people::MyMembership) -> Self {
        Self {
            member_id: membership.member,
            role: membership.role,
            permissions: membership.role.permissions().collect(),
            organization: membership.organization.into(),
        }
    }
}
