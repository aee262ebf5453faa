//! The languages that Aldaba speaks, and short texts in all of them.

use serde::{Deserialize, Serialize};

crate::words::words! {
    /// A language of the house.
    Locale, "language" {
        Es = "es",
        En = "en",
        Pt = "pt",
    }
}

/// One text in every language of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Text3 {
    pub es: String,
    pub en: String,
    pub pt: String,
}
