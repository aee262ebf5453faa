//! A request or a job: who asks, for which organization, when.

use crate::{Env, Refusal};
use domain::{
    Actor, ApiTokenId, EventKind, MemberId, OrganizationId, Origin, Permission, Role, Time, UserId,
};
use storage::{NewEvent, Tx};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    Member {
        member: MemberId,
        user: UserId,
        name: String,
        role: Role,
    },
    Api {
        token: ApiTokenId,
        name: String,
        scopes: Vec<Permission>,
    },
    /// Aldaba itself: jobs, the ingest, the command line.
    System,
}

/// One request or job in one organization.
#[derive(Clone)]
pub struct Cx {
    pub env: Env,
    pub organization: OrganizationId,
    pub caller: Caller,
    pub now: Time,
    pub request_id: Option<String>,
}

impl Cx {
    /// A context for Aldaba's own work.
    pub fn system(env: &Env, organization: OrganizationId) -> Self {
        Self {
            env: env.clone(),
            organization,
            caller: Caller::System,
            now: env.clock.now(),
            request_id: None,
        }
    }

    pub fn has(&self, permission: Permission) -> bool {
        match &self.caller {
            Caller::Member { role, .. } => role.has(permission),
            Caller::Api { scopes, .. } => scopes.contains(&permission),
            Caller::System => true,
        }
    }

    pub fn require(&self, permission: Permission) -> Result<(), Refusal> {
        if self.has(permission) {
            return Ok(());
        }
        Err(Refusal::Forbidden(permission))
    }

    /// The member who asks, where a person does.
    pub const fn member(&self) -> Option<MemberId> {
        match &self.caller {
            Caller::Member { member, .. } => Some(*member),
            Caller::Api { .. } | Caller::System => None,
        }
    }

    pub async fn begin(&self) -> storage::Result<Tx> {
        self.env.store.begin(self.organization).await
    }

    /// For what is short and what many do at once.
    pub async fn begin_shared(&self) -> storage::Result<Tx> {
        self.env.store.begin_shared(self.organization).await
    }

    pub async fn read(&self) -> storage::Result<Tx> {
        self.env.store.read(self.organization).await
    }

    /// An event of this request, for [`Tx::emit`].
    pub fn event(&self, kind: EventKind) -> NewEvent {
        NewEvent {
            at: self.now,
            actor: self.actor(),
            request_id: self.request_id.clone(),
            origin: Origin::Live,
            kind,
        }
    }

    fn actor(&self) -> Actor {
        match &self.caller {
            Caller::Member { member, name, .. } => Actor::Member {
                member_id: *member,
                name: name.clone(),
            },
            Caller::Api { name, .. } => Actor::Api { name: name.clone() },
            Caller::System => Actor::System,
        }
    }
}
