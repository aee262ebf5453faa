//! Meta's side of the business: apps, accounts and numbers.

use serde::{Deserialize, Serialize};

use super::business::Business;
use super::charge::Allowance;

/// A Meta app: whoever signs the webhooks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppSpec {
    pub app_id: String,
    pub app_secret: String,
}

/// A WhatsApp Business Account, its webhooks subscribed to by an app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WabaSpec {
    pub id: String,
    pub name: String,
    pub app_id: String,
}

/// A business number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhoneSpec {
    pub phone_number_id: String,
    pub waba_id: String,
    /// As people write it: `+52 55 5555 0100`.
    pub display_phone_number: String,
    pub verified_name: String,
    /// Tokens that may read this number and send from it.
    #[serde(default)]
    pub access_tokens: Vec<String>,
    #[serde(default)]
    pub facts: PhoneFacts,
}

/// What Graph tells about a number, besides its name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneFacts {
    pub quality_rating: String,
    pub code_verification_status: String,
    pub name_status: String,
    pub platform_type: String,
    pub status: String,
    pub account_mode: String,
    pub throughput: String,
    pub messaging_limit: String,
    /// The number lives in the WhatsApp Business app too (coexistence).
    pub is_on_biz_app: bool,
    pub is_official_business_account: bool,
}

impl Default for PhoneFacts {
    fn default() -> Self {
        Self {
            quality_rating: "GREEN".into(),
            code_verification_status: "VERIFIED".into(),
            name_status: "APPROVED".into(),
            platform_type: "CLOUD_API".into(),
            status: "CONNECTED".into(),
            account_mode: "LIVE".into(),
            throughput: "STANDARD".into(),
            messaging_limit: "TIER_2K".into(),
            is_on_biz_app: false,
            is_official_business_account: false,
        }
    }
}

/// An address for webhooks that has answered Meta's challenge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Callback {
    pub(crate) url: String,
    pub(crate) fields: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct App {
    pub(crate) id: String,
    pub(crate) secret: String,
    pub(crate) callback: Option<Callback>,
}

#[derive(Debug, Clone)]
pub(crate) struct Waba {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) app_id: String,
    pub(crate) timezone_id: String,
    pub(crate) subscribed: bool,
    /// Takes the place of the app's callback.
    pub(crate) override_url: Option<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct Phone {
    pub(crate) spec: PhoneSpec,
    /// Takes the place of the account's and the app's callback.
    pub(crate) override_url: Option<String>,
    pub(crate) business: Business,
    pub(crate) allowance: Allowance,
}

impl Phone {
    /// As webhooks write it: digits only.
    pub(crate) fn digits(&self) -> String {
        digits(&self.spec.display_phone_number)
    }
}

pub(crate) fn digits(phone: &str) -> String {
    phone.chars().filter(char::is_ascii_digit).collect()
}
