//! Message templates as Meta keeps them.

use std::collections::{BTreeMap, HashMap};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::media::new_object_id;

/// A name that was approved and deleted can't be taken again for this long.
const NAME_REST: SignedDuration = SignedDuration::from_hours(30 * 24);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TemplateStatus {
    Pending,
    Approved,
    Rejected,
    Paused,
    Disabled,
    InAppeal,
    LimitExceeded,
    Archived,
}

impl TemplateStatus {
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Approved => "APPROVED",
            Self::Rejected => "REJECTED",
            Self::Paused => "PAUSED",
            Self::Disabled => "DISABLED",
            Self::InAppeal => "IN_APPEAL",
            Self::LimitExceeded => "LIMIT_EXCEEDED",
            Self::Archived => "ARCHIVED",
        }
    }
}

/// A template that is there from the start, approved unless it says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TemplateSpec {
    pub waba_id: String,
    pub name: String,
    pub language: String,
    pub category: String,
    /// Meta's components, as for creating one.
    pub components: Value,
    #[serde(default = "approved")]
    pub status: TemplateStatus,
    #[serde(default)]
    pub parameter_format: Option<String>,
}

fn approved() -> TemplateStatus {
    TemplateStatus::Approved
}

#[derive(Debug, Clone)]
pub(crate) struct Template {
    pub(crate) id: String,
    pub(crate) waba_id: String,
    pub(crate) name: String,
    pub(crate) language: String,
    pub(crate) category: String,
    pub(crate) previous_category: Option<String>,
    pub(crate) components: Vec<Value>,
    pub(crate) named: bool,
    pub(crate) status: TemplateStatus,
    pub(crate) quality: String,
    pub(crate) rejected_reason: String,
    pub(crate) ttl_seconds: Option<i64>,
    pub(crate) updated_at: Timestamp,
    /// When it was changed while approved, for Meta's limits.
    pub(crate) edits: Vec<Timestamp>,
    pub(crate) was_approved: bool,
    /// `accepted`, or why its messages are held back.
    pub(crate) message_status: String,
    /// Moves with each change, so that a review speaks of what it has read.
    pub(crate) edition: u64,
}

impl Template {
    pub(crate) fn new(spec: TemplateSpec, now: Timestamp) -> Self {
        Self {
            id: new_object_id(),
            waba_id: spec.waba_id,
            name: spec.name,
            language: spec.language,
            category: spec.category,
            previous_category: None,
            components: spec.components.as_array().cloned().unwrap_or_default(),
            named: spec
                .parameter_format
                .is_some_and(|it| it.eq_ignore_ascii_case("named")),
            status: spec.status,
            quality: "UNKNOWN".into(),
            rejected_reason: "NONE".into(),
            ttl_seconds: None,
            updated_at: now,
            edits: Vec::new(),
            message_status: "accepted".into(),
            was_approved: spec.status == TemplateStatus::Approved,
            edition: 0,
        }
    }
}

/// The component of a type: `BODY`, `HEADER`, `BUTTONS`, …
pub(crate) fn component<'a>(components: &'a [Value], kind: &str) -> Option<&'a Value> {
    components.iter().find(|it| is_kind(it, kind))
}

/// Meta takes types in any case.
pub(crate) fn is_kind(component: &Value, kind: &str) -> bool {
    let own = component.get("type").and_then(Value::as_str);
    own.is_some_and(|own| own.eq_ignore_ascii_case(kind))
}

#[derive(Debug, Default)]
pub(crate) struct Templates {
    list: BTreeMap<String, Template>,
    resting: HashMap<(String, String), Timestamp>,
    /// When templates were created, by account.
    creations: HashMap<String, Vec<Timestamp>>,
}

impl Templates {
    pub(crate) fn add(&mut self, template: Template) {
        self.list.insert(template.id.clone(), template);
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Template> {
        self.list.get(id)
    }

    pub(crate) fn get_mut(&mut self, id: &str) -> Option<&mut Template> {
        self.list.get_mut(id)
    }

    pub(crate) fn of_waba(&self, waba_id: &str) -> impl Iterator<Item = &Template> {
        self.list.values().filter(move |it| it.waba_id == waba_id)
    }

    pub(crate) fn named(&self, waba_id: &str, name: &str, language: &str) -> Option<&Template> {
        self.of_waba(waba_id)
            .find(|it| it.name == name && it.language == language)
    }

    pub(crate) fn remove(&mut self, id: &str, now: Timestamp) {
        if let Some(gone) = self.list.remove(id)
            && gone.was_approved
        {
            let until = now.checked_add(NAME_REST).unwrap_or(Timestamp::MAX);
            self.resting.insert((gone.waba_id, gone.name), until);
        }
    }

    pub(crate) fn is_resting(&self, waba_id: &str, name: &str, now: Timestamp) -> bool {
        let until = self.resting.get(&(waba_id.to_owned(), name.to_owned()));
        until.is_some_and(|until| now < *until)
    }

    /// How many were created in the hour before now.
    pub(crate) fn created_lately(&mut self, waba_id: &str, now: Timestamp) -> usize {
        let Some(times) = self.creations.get_mut(waba_id) else {
            return 0;
        };
        times.retain(|at| now.duration_since(*at) < SignedDuration::from_hours(1));
        times.len()
    }

    pub(crate) fn note_creation(&mut self, waba_id: &str, now: Timestamp) {
        self.creations
            .entry(waba_id.to_owned())
            .or_default()
            .push(now);
    }
}
