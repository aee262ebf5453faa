//! Templates: what Meta reviews before it may be sent, how it is linted, filled and shown.

mod code;
mod fill;
mod lint;
mod rejection;
mod shape;
mod texts;

pub use code::spelled_out;
pub use fill::{Rendered, fill};
pub use lint::{Draft, Finding, Severity, lint};
pub use rejection::rejection_cause;

use serde::{Deserialize, Serialize};

crate::words::words! {
    TemplateCategory, "category of a template" {
        Marketing = "marketing",
        Utility = "utility",
        Authentication = "authentication",
        /// A category that this version does not know.
        Other = "other",
    }
}

crate::words::words! {
    /// Where a template stands at Meta.
    TemplateState, "state of a template" {
        Pending = "pending",
        Approved = "approved",
        Rejected = "rejected",
        /// Not sent for a while, since people did not like it.
        Paused = "paused",
        Disabled = "disabled",
        /// Still sent; it will be paused if its quality stays low.
        Flagged = "flagged",
        InAppeal = "in_appeal",
        LimitExceeded = "limit_exceeded",
        Locked = "locked",
        Archived = "archived",
        PendingDeletion = "pending_deletion",
        Deleted = "deleted",
        /// A word that this version does not know.
        Unknown = "unknown",
    }
}

crate::words::words! {
    /// How variables are written: `{{1}}` or `{{first_name}}`.
    ParameterFormat, "parameter format" {
        Positional = "positional",
        Named = "named",
    }
}

impl TemplateCategory {
    pub fn from_meta(word: &str) -> Self {
        word.to_ascii_lowercase().parse().unwrap_or(Self::Other)
    }

    /// As Meta wants it in a request.
    pub fn to_meta(self) -> String {
        self.as_str().to_ascii_uppercase()
    }
}

impl TemplateState {
    pub fn from_meta(word: &str) -> Self {
        match word {
            "REINSTATED" | "UNLOCKED" | "UNARCHIVED" => Self::Approved,
            "IN_REVIEW" | "PENDING_REVIEW" => Self::Pending,
            other => other.to_ascii_lowercase().parse().unwrap_or(Self::Unknown),
        }
    }

    /// Whether Meta would take a message of it now.
    pub const fn is_sendable(self) -> bool {
        matches!(self, Self::Approved | Self::Flagged)
    }

    /// Whether Meta lets it be changed.
    pub const fn is_editable(self) -> bool {
        matches!(self, Self::Approved | Self::Rejected | Self::Paused)
    }
}

impl ParameterFormat {
    pub fn from_meta(word: &str) -> Self {
        if word.eq_ignore_ascii_case("named") {
            Self::Named
        } else {
            Self::Positional
        }
    }

    pub fn to_meta(self) -> String {
        self.as_str().to_ascii_uppercase()
    }
}

/// Why Meta refused a template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRejection {
    /// Meta's word, as `INVALID_FORMAT`.
    pub reason: String,
    /// Meta's own explanation and advice, where it gave them.
    pub explanation: Option<String>,
    pub recommendation: Option<String>,
}

/// What Meta is going to do with a template, and has not done yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateAnnouncement {
    /// The category that it will be moved to.
    pub category: Option<TemplateCategory>,
    /// When it will be disabled, in Meta's words.
    pub disable_at: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn meta_s_words_become_ours() {
        for (word, state) in [
            ("APPROVED", TemplateState::Approved),
            ("REINSTATED", TemplateState::Approved),
            ("PENDING_DELETION", TemplateState::PendingDeletion),
            ("SOMETHING_NEW", TemplateState::Unknown),
        ] {
            assert_eq!(TemplateState::from_meta(word), state);
        }
        assert_eq!(
            TemplateCategory::from_meta("UTILITY"),
            TemplateCategory::Utility
        );
        assert_eq!(TemplateCategory::from_meta("X"), TemplateCategory::Other);
        assert_eq!(ParameterFormat::from_meta("NAMED"), ParameterFormat::Named);
    }
}
