//! Who may do what: roles, and the permissions that they carry.

crate::words::words! {
    /// A member's role. Later words carry more.
    Role, "role" {
        Agent = "agent",
        Supervisor = "supervisor",
        Admin = "admin",
        Owner = "owner",
    }
}

crate::words::words! {
    MemberState, "state of a member" {
        Active = "active",
        Disabled = "disabled",
    }
}

crate::words::words! {
    /// What a one-time link does for who opens it.
    LinkKind, "kind of link" {
        SignIn = "sign_in",
        Setup = "setup",
    }
}

crate::words::words! {
    /// One thing that a member or an API token may do.
    Permission, "permission" {
        ConversationsRead = "conversations.read",
        MessagesSend = "messages.send",
        TicketsAssign = "tickets.assign",
        ContactsEdit = "contacts.edit",
        SandboxUse = "sandbox.use",
        /// Budgets and rate cards.
        SpendManage = "spend.manage",
        SpendView = "spend.view",
        TemplatesView = "templates.view",
        TemplatesManage = "templates.manage",
        MembersView = "members.view",
        ConnectionsView = "connections.view",
        MembersManage = "members.manage",
        ConnectionsManage = "connections.manage",
        TokensManage = "tokens.manage",
        OrganizationManage = "organization.manage",
        RawView = "raw.view",
    }
}

impl Permission {
    /// The least role that carries this permission.
    pub const fn least_role(self) -> Role {
        match self {
            Self::ConversationsRead
            | Self::MessagesSend
            | Self::TicketsAssign
            | Self::ContactsEdit
            | Self::SandboxUse
            | Self::TemplatesView => Role::Agent,
            Self::MembersView | Self::ConnectionsView | Self::SpendView | Self::TemplatesManage => {
                Role::Supervisor
            }
            Self::MembersManage
            | Self::SpendManage
            | Self::ConnectionsManage
            | Self::TokensManage
            | Self::OrganizationManage
            | Self::RawView => Role::Admin,
        }
    }
}

impl Role {
    pub fn has(self, permission: Permission) -> bool {
        self >= permission.least_role()
    }

    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL
            .iter()
            .copied()
            .filter(move |&permission| self.has(permission))
    }

    /// Only an owner makes, changes or removes an owner.
    pub fn may_give(self, role: Self) -> bool {
        self == Self::Owner || role < Self::Owner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_higher_role_never_loses_a_permission() {
        for pair in Role::ALL.windows(2) {
            for permission in pair[0].permissions() {
                assert!(pair[1].has(permission));
            }
        }
        assert!(!Role::Agent.has(Permission::ConnectionsView));
        assert!(Role::Supervisor.has(Permission::ConnectionsView));
        assert!(!Role::Admin.may_give(Role::Owner));
    }
}
