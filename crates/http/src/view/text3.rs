//! A short text in every language of the house.

use serde::Serialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Text3 {
    pub(crate) es: String,
    pub(crate) en: String,
    pub(crate) pt: String,
}

impl From<domain::Text3> for Text3 {
    fn from(text: domain::Text3) -> Self {
        Self {
            es: text.es,
            en: text.en,
            pt: text.pt,
        }
    }
}
