//! What is wrong with a message, as clients match it and people read it.

use std::fmt;

/// One thing that Meta would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// A stable word, as `body_too_long`.
    pub code: &'static str,
    /// Where it stands, as `interactive.body.text`.
    pub field: String,
    /// The most that is allowed, where there is a limit.
    pub limit: Option<u64>,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, field, limit } = self;
        match limit {
            Some(limit) if code.ends_with("_too_long") => {
                write!(f, "`{field}` is longer than {limit} characters; shorten it")
            }
            Some(limit) if code.starts_with("too_many_") => {
                write!(f, "`{field}` has more than {limit}; take some out")
            }
            Some(limit) => write!(f, "`{field}`: {} ({limit})", code.replace('_', " ")),
            None if code.ends_with("_required") => write!(f, "`{field}` is missing; fill it in"),
            None => write!(f, "`{field}`: {}", code.replace('_', " ")),
        }
    }
}

/// Collects every fault of one message.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    pub(crate) fn add(&mut self, code: &'static str, field: impl Into<String>) {
        self.0.push(Fault {
            code,
            field: field.into(),
            limit: None,
        });
    }

    pub(crate) fn over(&mut self, code: &'static str, field: impl Into<String>, limit: usize) {
        self.0.push(Fault {
            code,
            field: field.into(),
            limit: u64::try_from(limit).ok(),
        });
    }

    /// A text of at most `limit` characters, where there is one.
    pub(crate) fn within(
        &mut self,
        code: &'static str,
        field: impl Into<String>,
        text: Option<&str>,
        limit: usize,
    ) {
        if text.is_some_and(|text| text.chars().count() > limit) {
            self.over(code, field, limit);
        }
    }

    /// A text that must be there and say something.
    pub(crate) fn required(
        &mut self,
        code: &'static str,
        field: impl Into<String>,
        text: Option<&str>,
    ) {
        if text.is_none_or(|text| text.trim().is_empty()) {
            self.add(code, field);
        }
    }

    pub(crate) fn finish(self) -> Vec<Fault> {
        self.0
    }
}
