//! Templates at the provider.

use domain::{ParameterFormat, TemplateCategory, TemplateState};
use serde_json::Value;

/// A template as the provider has it.
#[derive(Clone, Debug, PartialEq)]
pub struct ProviderTemplate {
    pub provider_id: String,
    pub name: String,
    pub language: String,
    pub state: TemplateState,
    pub category: TemplateCategory,
    pub parameter_format: ParameterFormat,
    pub components: Value,
    pub quality: Option<String>,
    /// The provider's word for why it was refused.
    pub rejected_reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ProviderTemplates {
    pub templates: Vec<ProviderTemplate>,
    /// Where the next page begins; none at the end.
    pub next: Option<String>,
}

/// A template to submit.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTemplate {
    pub name: String,
    pub language: String,
    pub category: TemplateCategory,
    pub parameter_format: ParameterFormat,
    pub components: Value,
}

/// What the provider made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submitted {
    pub provider_id: String,
    pub state: TemplateState,
    /// The provider may put it into another category.
    pub category: Option<TemplateCategory>,
}

/// A change to submit.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateEdit {
    pub category: Option<TemplateCategory>,
    pub components: Option<Value>,
}
