//! Identities: evidence of who a contact is.

crate::words::words! {
    /// What kind of evidence an identity is.
    IdentityKind, "kind of identity" {
        Phone = "phone",
        /// Meta's business-scoped user id.
        Bsuid = "bsuid",
        /// A linked device's own id of a person.
        Lid = "lid",
        Email = "email",
    }
}
