//! What a business sets up at its number: profile, QR codes, blocked users, the shop.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::customer::CustomerId;

#[derive(Debug, Clone)]
pub(crate) struct Business {
    pub(crate) profile: Map<String, Value>,
    pub(crate) qr_codes: BTreeMap<String, QrCode>,
    pub(crate) blocked: BTreeSet<CustomerId>,
    pub(crate) shop: Shop,
    pub(crate) automation: Option<Value>,
    pub(crate) settings: Map<String, Value>,
    pub(crate) pin: Option<String>,
    /// A display name that waits for its review.
    pub(crate) new_name: Option<String>,
    /// The media that the profile shows.
    pub(crate) picture: Option<String>,
    pub(crate) search_visibility: String,
    pub(crate) registered: bool,
    /// When the number was registered or taken off, for Meta's limit.
    pub(crate) registrations: Vec<Timestamp>,
}

/// What customers see of the catalogue.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shop {
    pub(crate) cart_enabled: bool,
    pub(crate) catalog_visible: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct QrCode {
    pub(crate) message: String,
    /// `SVG` or `PNG`, where a picture was asked for.
    pub(crate) picture: Option<String>,
}

impl Default for Business {
    fn default() -> Self {
        let mut profile = Map::new();
        // A widely used client breaks where it is missing.
        profile.insert("vertical".into(), json!("UNDEFINED"));
        Self {
            profile,
            qr_codes: BTreeMap::new(),
            blocked: BTreeSet::new(),
            shop: Shop {
                cart_enabled: true,
                catalog_visible: false,
            },
            automation: None,
            settings: Map::new(),
            pin: None,
            new_name: None,
            picture: None,
            search_visibility: "NON_VISIBLE".into(),
            registered: true,
            registrations: Vec::new(),
        }
    }
}
