//! A message that came in, or that was sent from the phone (an echo).

use serde_json::value::RawValue;

use super::body::Body;
use crate::json::Object;

#[derive(Debug, Clone)]
pub struct InboundMessage {
    /// The wamid.
    pub id: String,
    /// The sender's phone as Meta writes it; absent for people who hide it.
    pub from: Option<String>,
    /// The sender's BSUID.
    pub from_user_id: Option<String>,
    pub from_parent_user_id: Option<String>,
    /// The customer, in echoes and history only.
    pub to: Option<String>,
    pub to_user_id: Option<String>,
    pub group_id: Option<String>,
    /// Seconds since 1970.
    pub timestamp: Option<i64>,
    /// The word of Meta; absent in some messages that have errors.
    pub kind: Option<String>,
    pub context: Option<Context>,
    pub referral: Option<Referral>,
    pub errors: Vec<MetaError>,
    /// In history only: `SENT`, `DELIVERED`, `READ`, `PLAYED`, `PENDING`, `ERROR`.
    pub history_status: Option<String>,
    pub body: Body,
    /// The whole element as Meta wrote it.
    pub raw: Box<RawValue>,
}

/// What the message answers or where it was forwarded from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    pub from: Option<String>,
    /// The wamid of the message that is answered.
    pub id: Option<String>,
    pub forwarded: bool,
    pub frequently_forwarded: bool,
    pub referred_product: Option<ReferredProduct>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferredProduct {
    pub catalog_id: Option<String>,
    pub product_retailer_id: Option<String>,
}

/// The advertisement or post that the customer came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    pub source_url: Option<String>,
    pub source_id: Option<String>,
    /// `ad` or `post`.
    pub source_type: Option<String>,
    pub headline: Option<String>,
    pub body: Option<String>,
    pub media_type: Option<String>,
    pub image_url: Option<String>,
    pub video_url: Option<String>,
    pub thumbnail_url: Option<String>,
    pub ctwa_clid: Option<String>,
    pub welcome_message: Option<String>,
}

/// Who the message is from, as the list `contacts` beside it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub wa_id: Option<String>,
    /// The BSUID.
    pub user_id: Option<String>,
    pub parent_user_id: Option<String>,
    pub profile: Profile,
    pub identity_key_hash: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Profile {
    pub name: Option<String>,
    pub username: Option<String>,
}

/// An error object inside a webhook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MetaError {
    pub code: Option<i64>,
    pub title: Option<String>,
    pub message: Option<String>,
    pub details: Option<String>,
    pub href: Option<String>,
}

/// An element that lacks what its processing needs. Its neighbours are not touched by it.
#[derive(Debug, Clone)]
pub struct Unreadable {
    pub raw: Box<RawValue>,
    pub reason: &'static str,
}

impl InboundMessage {
    pub(super) fn read(raw: &RawValue) -> Result<Self, Unreadable> {
        let object = Object::read(raw).ok_or_else(|| Unreadable::new(raw, "is not an object"))?;
        let o = &object;
        let id = o.text("id");
        let id = id.ok_or_else(|| Unreadable::new(raw, "has no `id`"))?;
        Ok(Self {
            id,
            from: o.text("from"),
            from_user_id: o.text("from_user_id"),
            from_parent_user_id: o.text("from_parent_user_id"),
            to: o.text("to"),
            to_user_id: o.text("to_user_id"),
            group_id: o.text("group_id"),
            timestamp: o.integer("timestamp"),
            kind: o.text("type"),
            context: o.object("context").map(|o| Context::read(&o)),
            referral: o.object("referral").map(|o| Referral::read(&o)),
            errors: MetaError::list(o),
            history_status: o.object("history_context").and_then(|it| it.text("status")),
            body: Body::read(o),
            raw: raw.to_owned(),
        })
    }
}

impl Context {
    fn read(o: &Object) -> Self {
        Self {
            from: o.text("from"),
            id: o.text("id"),
            forwarded: o.flag("forwarded").unwrap_or_default(),
            frequently_forwarded: o.flag("frequently_forwarded").unwrap_or_default(),
            referred_product: o.object("referred_product").map(|o| ReferredProduct {
                catalog_id: o.text("catalog_id"),
                product_retailer_id: o.text("product_retailer_id"),
            }),
        }
    }
}

impl Referral {
    fn read(o: &Object) -> Self {
        let welcome = o.object("welcome_message");
        Self {
            source_url: o.text("source_url"),
            source_id: o.text("source_id"),
            source_type: o.text("source_type"),
            headline: o.text("headline"),
            body: o.text("body"),
            media_type: o.text("media_type"),
            image_url: o.text("image_url"),
            video_url: o.text("video_url"),
            thumbnail_url: o.text("thumbnail_url"),
            ctwa_clid: o.text("ctwa_clid"),
            welcome_message: welcome.and_then(|welcome| welcome.text("text")),
        }
    }
}

impl Contact {
    pub(super) fn read(o: &Object) -> Self {
        let profile = o.object("profile").map(|profile| Profile {
            name: profile.text("name"),
            username: profile.text("username"),
        });
        Self {
            wa_id: o.text("wa_id"),
            user_id: o.text("user_id"),
            parent_user_id: o.text("parent_user_id"),
            profile: profile.unwrap_or_default(),
            identity_key_hash: o.text("identity_key_hash"),
        }
    }
}

impl MetaError {
    pub(super) fn list(parent: &Object) -> Vec<Self> {
        parent.objects("errors").map(|o| Self::read(&o)).collect()
    }

    fn read(o: &Object) -> Self {
        let data = o.object("error_data");
        Self {
            code: o.integer("code"),
            title: o.text("title"),
            message: o.text("message"),
            // Old payloads have the details beside the code.
            details: data
                .and_then(|data| data.text("details"))
                .or_else(|| o.text("details")),
            href: o.text("href"),
        }
    }
}

impl Unreadable {
    pub(super) fn new(raw: &RawValue, reason: &'static str) -> Self {
        let raw = raw.to_owned();
        Self { raw, reason }
    }
}
