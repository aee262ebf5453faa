//! What must differ between SQLite and PostgreSQL, in one place.

use domain::OrganizationId;

/// SQLite has one writer: taking its lock at the start avoids upgrades that fail half way.
pub(crate) const SQLITE_WRITE: &str = "BEGIN IMMEDIATE";
pub(crate) const SQLITE_READ: &str = "BEGIN";

/// Owns nothing, and row-level security holds it.
pub(crate) const TENANT_ROLE: &str = "aldaba_tenant";

/// Begins and arms row-level security in the same round trip. The role owns nothing and can't
/// bypass it. A UUID's text holds nothing that could end the literal.
pub(crate) fn postgres_tenant(organization: OrganizationId, read_only: bool) -> String {
    let mode = if read_only {
        " ISOLATION LEVEL REPEATABLE READ READ ONLY"
    } else {
        ""
    };
    format!("BEGIN{mode}; {}", postgres_enter(organization))
}

/// What a transaction of the installation becomes when it goes on inside one organization.
pub(crate) fn postgres_enter(organization: OrganizationId) -> String {
    format!(
        "SET LOCAL ROLE {TENANT_ROLE}; SET LOCAL app.organization = '{}'",
        organization.uuid()
    )
}

pub(crate) const POSTGRES_SYSTEM: &str = "BEGIN";

/// Locks the rows read, where there can be another writer.
pub(crate) const FOR_UPDATE: [&str; 2] = ["", " FOR UPDATE"];

/// Lets others read the rows and nobody change them.
pub(crate) const FOR_SHARE: [&str; 2] = ["", " FOR SHARE"];
