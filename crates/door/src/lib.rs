//! What a door must offer, and the capabilities that it declares.
//!
//! A door turns what its provider says into [`Knock`]s, and an [`Outbound`] message into an
//! [`Outcome`]. It holds no state of the house and decides no rule of it: callers ask its
//! [`Capabilities`], never its name.

mod knock;
mod media;
mod outbound;
mod secret;
mod template;

pub use knock::{
    ContactName, Edit, HistoryProgress, InboundMessage, Knock, LineChange, LineTrouble, LineUpdate,
    MediaPart, Preference, Reaction, Revoke, Sender, Side, StatusUpdate, TemplateChange,
    TemplateUpdate, Unreadable,
};
pub use media::{Fetched, Upload};
pub use outbound::{
    Effect, Explanation, Outbound, OutboundContent, OutboundFile, Outcome, Recipient, Refused,
    WhoActs,
};
pub use secret::Secret;
pub use template::{NewTemplate, ProviderTemplate, ProviderTemplates, Submitted, TemplateEdit};

use async_trait::async_trait;
use domain::outbound::MediaLimit;
use domain::{DoorKind, MessageKind};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a door can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
pub struct Capabilities {
    /// The provider means others to send through it; through any other, an owner must have allowed it.
    pub official: bool,
    /// Free-form text is allowed within the customer-care window only.
    pub care_window: bool,
    pub reply_context: bool,
    pub link_preview: bool,
    pub read_receipts: bool,
    pub typing: bool,
    pub reactions: bool,
    /// The provider counts how fast one person is written to, how many are written to first, and how
    /// many offers they get.
    pub provider_limits: bool,
    /// Characters of a text.
    pub max_text: usize,
    /// The kinds that may be sent.
    pub kinds: &'static [MessageKind],
    /// The types of interactive messages that may be sent.
    pub interactive: &'static [&'static str],
    /// Which files may be sent.
    pub media: &'static [MediaLimit],
}

/// What a door needs to reach its provider for one line.
#[derive(Clone, Debug)]
pub struct Access {
    pub phone_number_id: String,
    pub waba_id: String,
    pub token: Secret,
}

/// What the provider tells about a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    pub phone_number_id: String,
    pub display_phone_number: Option<String>,
    pub verified_name: Option<String>,
    pub quality_rating: Option<String>,
    pub throughput: Option<String>,
    /// How many people a day may be written to first, as `TIER_2K`.
    pub messaging_limit: Option<String>,
    /// Whether the phone's own app uses the number too.
    pub coexists: bool,
    /// Whether the number stands under the business account that the caller named; `None` where the
    /// provider would not say.
    pub in_waba: Option<bool>,
}

/// One piece of a webhook, cut out before the acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawUpdate {
    pub phone_number_id: Option<String>,
    pub waba_id: Option<String>,
    /// History and contact sync wait behind live traffic.
    pub bulk: bool,
    /// A document that [`Door::read`] understands.
    pub body: Vec<u8>,
}

/// A door: one way to reach a line.
#[async_trait]
pub trait Door: Send + Sync {
    fn kind(&self) -> DoorKind;

    fn capabilities(&self) -> Capabilities;

    /// Whether a webhook body carries a true signature. Constant time, over the raw bytes.
    fn verify(&self, secret: &Secret, body: &[u8], signature: &str) -> bool;

    /// Cuts a verified body into rows, parsing no more than routing needs.
    fn split(&self, body: &[u8]) -> Result<Vec<RawUpdate>, Unreadable>;

    /// Reads one row of the journal. A part that can't be read never spoils the others.
    fn read(&self, row: &[u8]) -> Result<Vec<Knock>, Unreadable>;

    /// What the provider must be asked to tell: all that [`Door::read`] makes something of.
    fn webhook_fields(&self) -> Vec<&'static str>;

    /// The key under which a message is known, however the provider wraps its id.
    fn message_key(&self, provider_id: &str) -> String;

    /// Asks the provider about the line: the proof that a token reads its number.
    async fn inspect(&self, access: &Access) -> Result<Inspection, Refused>;

    async fn send(&self, access: &Access, message: &Outbound) -> Outcome;

    /// Shows the customer that a message was read, and perhaps that somebody is typing.
    async fn mark_read(
        &self,
        access: &Access,
        provider_id: &str,
        typing: bool,
    ) -> Result<(), Refused>;

    /// One page of the account's templates; `after` is the `next` of the page before.
    async fn templates(
        &self,
        access: &Access,
        after: Option<&str>,
    ) -> Result<ProviderTemplates, Refused>;

    async fn create_template(
        &self,
        access: &Access,
        template: &NewTemplate,
    ) -> Result<Submitted, Refused>;

    async fn edit_template(
        &self,
        access: &Access,
        provider_id: &str,
        edit: &TemplateEdit,
    ) -> Result<(), Refused>;

    /// Takes one language of a template away.
    async fn delete_template(
        &self,
        access: &Access,
        name: &str,
        provider_id: &str,
    ) -> Result<(), Refused>;

    /// Asks for a file by the provider's id of it. Addresses die within minutes, so each call asks
    /// for a fresh one.
    async fn fetch_media(&self, access: &Access, provider_id: &str) -> Result<Fetched, Refused>;

    /// Hands a file over; answers with the provider's id of it.
    async fn upload_media(&self, access: &Access, upload: Upload) -> Result<String, Refused>;

    /// Hands over a sample for a template's header; answers with what stands for it there.
    async fn upload_sample(
        &self,
        access: &Access,
        app_id: &str,
        sample: Upload,
    ) -> Result<String, Refused>;

    /// What a provider's word for trouble with a line means, and what to do.
    fn explain_event(&self, event: &str) -> Option<Explanation>;

    /// What a provider's error code means, and what to do.
    fn explain(&self, code: i64) -> Option<Explanation>;
}

/// The doors of an installation, by kind.
#[derive(Clone, Default)]
pub struct Doors {
    doors: BTreeMap<DoorKind, Arc<dyn Door>>,
}

impl Doors {
    #[must_use]
    pub fn with(mut self, door: Arc<dyn Door>) -> Self {
        self.doors.insert(door.kind(), door);
        self
    }

    pub fn get(&self, kind: DoorKind) -> Option<&Arc<dyn Door>> {
        self.doors.get(&kind)
    }
}
