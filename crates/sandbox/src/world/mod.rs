//! Everything that the sandbox knows, in memory, behind one lock.

mod account;
mod business;
mod charge;
mod chat;
mod customer;
mod media;
mod template;

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use serde_json::json;
use uuid::Uuid;

pub(crate) use account::{App, Callback, Phone, Waba, digits};
pub use account::{AppSpec, PhoneFacts, PhoneSpec, WabaSpec};
pub(crate) use business::{Business, QrCode};
pub(crate) use charge::{Allowance, Charge};
pub use chat::{Changed, ChatMessage, ReactionView, Side, Ticks};
pub(crate) use chat::{Chat, TYPING};
pub(crate) use customer::{Customer, CustomerId, Customers};
pub use customer::{CustomerSpec, CustomerView};
pub use media::MediaView;
pub(crate) use media::{MediaFile, MediaWorld, NewFile, UploadSession, new_object_id};
pub(crate) use template::{Template, Templates, component, is_kind};
pub use template::{TemplateSpec, TemplateStatus};

use charge::Openings;

use crate::config::WebhookConfig;
use crate::dice::Dice;
use crate::faults::Faults;
use crate::phones::script::Script;
use crate::record::Record;

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct ChatKey {
    pub(crate) phone_number_id: String,
    pub(crate) customer: CustomerId,
}

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) apps: BTreeMap<String, App>,
    pub(crate) wabas: BTreeMap<String, Waba>,
    pub(crate) phones: BTreeMap<String, Phone>,
    pub(crate) customers: Customers,
    pub(crate) media: MediaWorld,
    pub(crate) templates: Templates,
    pub(crate) faults: Faults,
    pub(crate) record: Record,
    pub(crate) dice: Dice,
    /// As they are posted now.
    pub(crate) webhooks: WebhookConfig,
    seed: u64,
    chats: HashMap<ChatKey, Chat>,
    /// In which chat a message is, for what is named by its id only.
    places: HashMap<String, ChatKey>,
    version: u64,
}

impl World {
    pub(crate) fn new(seed: u64, log_capacity: usize) -> Self {
        Self {
            apps: BTreeMap::new(),
            wabas: BTreeMap::new(),
            phones: BTreeMap::new(),
            customers: Customers::default(),
            media: MediaWorld::default(),
            templates: Templates::default(),
            faults: Faults::default(),
            record: Record::new(log_capacity),
            dice: Dice::new(seed),
            webhooks: WebhookConfig::default(),
            seed,
            chats: HashMap::new(),
            places: HashMap::new(),
            version: 0,
        }
    }

    /// Moves whenever a chat changes.
    pub(crate) fn version(&self) -> u64 {
        self.version
    }

    pub(crate) fn add_app(&mut self, spec: AppSpec) {
        let callback = self.apps.remove(&spec.app_id).and_then(|app| app.callback);
        let app = App {
            id: spec.app_id.clone(),
            secret: spec.app_secret,
            callback,
        };
        self.apps.insert(spec.app_id, app);
    }

    pub(crate) fn add_waba(&mut self, spec: WabaSpec, now: Timestamp) {
        let waba = Waba {
            id: spec.id.clone(),
            name: spec.name,
            app_id: spec.app_id,
            timezone_id: "1".into(),
            subscribed: true,
            override_url: None,
        };
        if self.templates.of_waba(&waba.id).next().is_none() {
            self.templates.add(hello_world(&waba.id, now));
        }
        self.wabas.insert(spec.id, waba);
    }

    pub(crate) fn add_phone(&mut self, spec: PhoneSpec) {
        let id = spec.phone_number_id.clone();
        let phone = match self.phones.remove(&id) {
            Some(before) => Phone { spec, ..before },
            None => Phone {
                spec,
                override_url: None,
                business: Business::default(),
                allowance: Allowance::default(),
            },
        };
        self.phones.insert(id, phone);
    }

    /// Gives back its id.
    pub(crate) fn add_template(&mut self, spec: TemplateSpec, now: Timestamp) -> String {
        let template = Template::new(spec, now);
        let id = template.id.clone();
        self.templates.add(template);
        id
    }

    pub(crate) fn add_customer(&mut self, spec: CustomerSpec) -> CustomerId {
        self.customers.add(spec, self.seed)
    }

    pub(crate) fn chat(&self, key: &ChatKey) -> Option<&Chat> {
        self.chats.get(key)
    }

    /// For changing it: whoever asks for the chat this way wakes those who wait for it.
    pub(crate) fn chat_mut(&mut self, key: &ChatKey) -> &mut Chat {
        self.version += 1;
        let seed = self.seed;
        let chat = self.chats.entry(key.clone()).or_insert_with(|| {
            let topic = format!("{}/{:?}", key.phone_number_id, key.customer);
            Chat::new(Script::new(Dice::about(seed, &topic)))
        });
        chat.version = self.version;
        chat
    }

    pub(crate) fn push_message(&mut self, key: &ChatKey, message: ChatMessage) {
        self.places.insert(message.id.clone(), key.clone());
        if let Some(forgotten) = self.chat_mut(key).push(message) {
            self.places.remove(&forgotten);
        }
    }

    /// Charges a message of the business that goes to a phone.
    pub(crate) fn charge(
        &mut self,
        key: &ChatKey,
        template: Option<&str>,
        at: Timestamp,
    ) -> Option<Charge> {
        let open = Openings::of(self.chats.get(key), at);
        let phone = self.phones.get_mut(&key.phone_number_id)?;
        Some(phone.allowance.charge(template, open, at))
    }

    pub(crate) fn place_of(&self, wamid: &str) -> Option<&ChatKey> {
        self.places.get(wamid)
    }
}

/// The key inside of a wamid. Random over all runs: a receiver that keeps its data meets the
/// same seed again, and must not take new messages for known ones.
pub(crate) fn message_key(prefix: &str, length: usize) -> String {
    let random = Uuid::new_v4().simple().to_string().to_ascii_uppercase();
    let random = random
        .get(..length.saturating_sub(prefix.len()))
        .unwrap_or(&random);
    format!("{prefix}{random}")
}

/// Meta's name for one request, which its support asks for.
pub(crate) fn trace_id() -> String {
    format!("A{}", URL_SAFE_NO_PAD.encode(Uuid::new_v4().as_bytes()))
}

/// The template that Meta gives to every account.
fn hello_world(waba_id: &str, now: Timestamp) -> Template {
    let spec = TemplateSpec {
        waba_id: waba_id.to_owned(),
        name: "hello_world".into(),
        language: "en_US".into(),
        category: "UTILITY".into(),
        components: json!([
            {"type": "HEADER", "format": "TEXT", "text": "Hello World"},
            {"type": "BODY", "text": "Welcome and congratulations!! This message demonstrates \
                your ability to send a WhatsApp message notification from the Cloud API, hosted \
                by Meta. Thank you for taking the time to test with us."},
            {"type": "FOOTER", "text": "WhatsApp Business Platform sample message"},
        ]),
        status: TemplateStatus::Approved,
        parameter_format: None,
    };
    Template::new(spec, now)
}
