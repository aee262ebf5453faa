//! Members: who is in the organization, with which role.

use crate::{Caller, Cx, Refusal};
use bus::Signal;
use domain::{EventKind, MemberId, MemberState, Permission, Role};
use storage::{Member, Tx};

/// What shall change; the rest stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MemberChange {
    pub role: Option<Role>,
    pub state: Option<MemberState>,
}

#[derive(Debug, thiserror::Error)]
pub enum UpdateMemberError {
    #[error("this is the last active owner; make somebody else an owner first")]
    LastOwner,
    #[error("only an owner makes, changes or disables an owner; ask one")]
    OwnersOnly,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for UpdateMemberError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

/// Everybody may know their colleagues; who may see e-mail addresses is a permission.
pub async fn list_members(cx: &Cx) -> Result<Vec<Member>, Refusal> {
    Ok(cx.read().await?.members().list().await?)
}

pub async fn update_member(
    cx: &Cx,
    id: MemberId,
    change: MemberChange,
) -> Result<Member, UpdateMemberError> {
    cx.require(Permission::MembersManage)?;
    let mut tx = cx.begin().await?;
    let old = tx.members().get(id).await?;
    let mut member = old.clone();
    member.role = change.role.unwrap_or(old.role);
    member.state = change.state.unwrap_or(old.state);
    if member == old {
        return Ok(old);
    }
    let rank = rank(cx);
    if !rank.may_give(old.role) || !rank.may_give(member.role) {
        return Err(UpdateMemberError::OwnersOnly);
    }
    if is_active_owner(&old) && !is_active_owner(&member) {
        keep_an_owner(&mut tx, id).await?;
    }
    tx.members().update(&member).await?;
    tx.emit(cx.event(EventKind::MemberUpdated { member_id: id }));
    tx.commit().await?;
    cx.env.bus.publish(Signal::Member {
        organization: cx.organization,
        member: id,
    });
    Ok(member)
}

/// As what somebody acts on roles. A token never holds an owner's power.
pub(super) const fn rank(cx: &Cx) -> Role {
    match &cx.caller {
        Caller::Member { role, .. } => *role,
        Caller::Api { .. } => Role::Admin,
        Caller::System => Role::Owner,
    }
}

fn is_active_owner(member: &Member) -> bool {
    member.role == Role::Owner && member.state == MemberState::Active
}

async fn keep_an_owner(tx: &mut Tx, leaving: MemberId) -> Result<(), UpdateMemberError> {
    let owners = tx.members().lock_owners().await?;
    if owners.iter().all(|&owner| owner == leaving) {
        return Err(UpdateMemberError::LastOwner);
    }
    Ok(())
}
