//! The refusals that every use case shares.

use domain::Permission;

/// What is wrong with one field of the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// Path of the field, as `organization.name`.
    pub field: &'static str,
    /// A stable word, as `too_long`.
    pub code: &'static str,
    pub detail: String,
}

/// A refusal that any use case may give.
#[derive(Debug, thiserror::Error)]
pub enum Refusal {
    #[error("{0} not found")]
    NotFound(&'static str),
    #[error("this needs the permission {0}; ask an administrator of the organization")]
    Forbidden(Permission),
    #[error("some fields are not right: {}", .0.iter().map(|error| error.detail.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<FieldError>),
    #[error(transparent)]
    Storage(storage::Error),
}

impl Refusal {
    /// One wrong field.
    pub fn invalid(field: &'static str, code: &'static str, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldError {
            field,
            code,
            detail: detail.into(),
        }])
    }
}

impl From<storage::Error> for Refusal {
    fn from(error: storage::Error) -> Self {
        if let storage::Error::NotFound(what) = error {
            return Self::NotFound(what);
        }
        Self::Storage(error)
    }
}
