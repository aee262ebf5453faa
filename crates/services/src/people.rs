//! People: who may come in, who they are here, and what programs may do for them.

mod accept_invitation;
mod api_tokens;
mod authenticate;
mod bootstrap;
mod fields;
mod invitations;
mod links;
mod list_users;
mod me;
mod members;
mod organizations;
mod password;
mod set_up;
mod sign_in;
mod sign_in_limits;
mod token;
mod visit;

pub use accept_invitation::{AcceptError, Acceptance, Guest, accept_invitation};
pub use api_tokens::{
    CreatedApiToken, NewApiToken, create_api_token, list_api_tokens, revoke_api_token,
};
pub use authenticate::{
    ApiCaller, Membership, SessionUser, authenticate_session, authenticate_token, membership,
};
pub use bootstrap::{Installed, NewInstallation, NewPerson, Resident, bootstrap, find_user};
pub use invitations::{
    InviteError, Invited, NewInvitation, invite, list_invitations, revoke_invitation,
};
pub use links::{
    LinkError, LinkView, create_setup_link, create_sign_in_link, inspect_link, sign_in_by_link,
};
pub use list_users::{Person, list_users};
pub use me::{
    ChangePasswordError, Me, MyChange, PasswordChange, change_password, list_sessions, me,
    revoke_session, update_me,
};
pub use members::{MemberChange, UpdateMemberError, list_members, update_member};
pub use organizations::{
    NewOrganization, OrganizationChange, get_organization, update_organization,
};
pub use password::{SHORTEST as SHORTEST_PASSWORD, WeakPassword};
pub use set_up::{SetUp, set_up};
pub use sign_in::{Credentials, SignInError, sign_in};
pub use sign_in_limits::SignInLimits;
pub use storage::system::{Membership as MyMembership, Session, User};
pub use storage::{ApiToken, Invitation, Member, Organization};
pub use visit::{SignedIn, Visit};

use domain::Time;
use jiff::SignedDuration;
use std::time::Duration;

fn later(now: Time, by: Duration) -> Time {
    now.plus(SignedDuration::try_from(by).unwrap_or(SignedDuration::MAX))
}
