//! Invitations: somebody with the right to it lets somebody in, by a link.

use super::members::rank;
use super::{later, links, token};
use crate::fields::Fields;
use crate::{Cx, Refusal};
use domain::{InvitationId, Permission, Role};
use storage::{Invitation, TokenHash};

/// What somebody typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInvitation {
    pub role: Role,
    pub email: Option<String>,
}

/// An invitation and its link, which is shown this once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub invitation: Invitation,
    pub url: String,
}

#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("only an owner invites an owner; choose another role, or ask an owner")]
    OwnersOnly,
    #[error("this person is a member already; change their role in the list of members")]
    AlreadyMember,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for InviteError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

pub async fn invite(cx: &Cx, new: NewInvitation) -> Result<Invited, InviteError> {
    cx.require(Permission::MembersManage)?;
    if !rank(cx).may_give(new.role) {
        return Err(InviteError::OwnersOnly);
    }
    let mut fields = Fields::default();
    let email = fields.email_if_any("email", new.email.as_deref());
    fields.finish()?;
    let mut tx = cx.begin().await?;
    if let Some(email) = &email {
        let members = tx.members().list().await?;
        if members.iter().any(|member| member.email == *email) {
            return Err(InviteError::AlreadyMember);
        }
    }
    let secret = token::generate();
    let invitation = Invitation {
        id: InvitationId::new(),
        role: new.role,
        email,
        invited_by: cx.member(),
        created_at: cx.now,
        expires_at: later(cx.now, cx.env.settings.invitation_lifetime),
    };
    tx.invitations()
        .insert(&invitation, &TokenHash::of(secret.expose()))
        .await?;
    tx.commit().await?;
    Ok(Invited {
        invitation,
        url: links::url(&cx.env, secret.expose()),
    })
}

pub async fn list_invitations(cx: &Cx) -> Result<Vec<Invitation>, Refusal> {
    cx.require(Permission::MembersManage)?;
    Ok(cx.read().await?.invitations().list().await?)
}

pub async fn revoke_invitation(cx: &Cx, id: InvitationId) -> Result<(), Refusal> {
    cx.require(Permission::MembersManage)?;
    let mut tx = cx.begin().await?;
    tx.invitations().get(id).await?;
    tx.invitations().remove(id).await?;
    tx.commit().await?;
    Ok(())
}
