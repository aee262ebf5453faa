//! Where a secret stands: its scope, a stable label and its row. A sealed secret moved elsewhere
//! does not open.

use domain::{DoorId, MetaAppId, OrganizationId};

/// Whose data key seals a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    Installation,
    Organization(OrganizationId),
}

impl Scope {
    /// An organization's own, or the installation's.
    pub fn of(organization: Option<OrganizationId>) -> Self {
        organization.map_or(Self::Installation, Self::Organization)
    }
}

impl std::fmt::Display for Scope {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Installation => f.write_str("installation"),
            Self::Organization(id) => id.fmt(f),
        }
    }
}

/// The place of one secret. The labels are stored with the secrets: never change one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub(super) scope: Scope,
    label: &'static str,
    row: String,
}

impl Place {
    pub fn door_token(organization: OrganizationId, door: DoorId) -> Self {
        Self {
            scope: Scope::Organization(organization),
            label: "door.token",
            row: door.to_string(),
        }
    }

    /// The current secret and its predecessor: one becomes the other without being opened.
    pub fn meta_app_secret(organization: Option<OrganizationId>, app: MetaAppId) -> Self {
        Self {
            scope: Scope::of(organization),
            label: "meta_app.secret",
            row: app.to_string(),
        }
    }

    pub(super) fn bound_to(&self) -> Vec<u8> {
        bound_to(self.label, &self.row)
    }
}

/// Labels hold no slash, so no two places look the same.
pub(super) fn bound_to(label: &str, row: &str) -> Vec<u8> {
    format!("{label}/{row}").into_bytes()
}
