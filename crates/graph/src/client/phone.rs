//! A phone number of the business, as Graph describes it.

use crate::json::Object;
use crate::words::open_enum;

open_enum! {
    Quality {
        Green = "GREEN",
        Yellow = "YELLOW",
        Red = "RED",
        NotAvailable = "NA",
        Unknown = "UNKNOWN",
    }
}

open_enum! {
    /// Whether the number's SMS or voice code was confirmed; says nothing about coexistence.
    CodeVerification {
        Verified = "VERIFIED",
        NotVerified = "NOT_VERIFIED",
        Expired = "EXPIRED",
    }
}

open_enum! {
    Platform {
        CloudApi = "CLOUD_API",
        OnPremise = "ON_PREMISE",
        NotApplicable = "NOT_APPLICABLE",
    }
}

open_enum! {
    /// Messages a second: 80, 1000 where high, 20 in coexistence whatever it says.
    Throughput {
        Standard = "STANDARD",
        High = "HIGH",
        NotApplicable = "NOT_APPLICABLE",
    }
}

open_enum! {
    NumberStatus {
        Connected = "CONNECTED",
        Pending = "PENDING",
        Disconnected = "DISCONNECTED",
        Linked = "LINKED",
        Unlinked = "UNLINKED",
        Unverified = "UNVERIFIED",
        Migrated = "MIGRATED",
        Deleted = "DELETED",
        Flagged = "FLAGGED",
        RateLimited = "RATE_LIMITED",
        Restricted = "RESTRICTED",
        Banned = "BANNED",
    }
}

open_enum! {
    NameStatus {
        Approved = "APPROVED",
        AvailableWithoutReview = "AVAILABLE_WITHOUT_REVIEW",
        PendingReview = "PENDING_REVIEW",
        Declined = "DECLINED",
        Expired = "EXPIRED",
        None = "NONE",
    }
}

open_enum! {
    AccountMode {
        Live = "LIVE",
        Sandbox = "SANDBOX",
    }
}

/// Every field but the id is absent unless it was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneNumber {
    pub id: String,
    pub display_phone_number: Option<String>,
    pub verified_name: Option<String>,
    pub quality_rating: Option<Quality>,
    pub code_verification_status: Option<CodeVerification>,
    pub platform_type: Option<Platform>,
    pub throughput: Option<Throughput>,
    pub status: Option<NumberStatus>,
    pub name_status: Option<NameStatus>,
    pub new_name_status: Option<NameStatus>,
    pub account_mode: Option<AccountMode>,
    /// With `Platform::CloudApi` this is coexistence.
    pub is_on_biz_app: Option<bool>,
    pub is_official_business_account: Option<bool>,
    pub is_pin_enabled: Option<bool>,
    pub is_preverified_number: Option<bool>,
    pub search_visibility: Option<String>,
    pub last_onboarded_time: Option<String>,
    pub country_code: Option<String>,
    pub country_dial_code: Option<String>,
    /// `TIER_250`, …, `TIER_UNLIMITED`.
    pub messaging_limit: Option<String>,
    pub health: Option<String>,
    pub webhook: Webhooks,
}

/// Where Meta sends this number's webhooks; the first that is set wins.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Webhooks {
    pub phone_number: Option<String>,
    pub whatsapp_business_account: Option<String>,
    pub application: Option<String>,
}

impl PhoneNumber {
    pub(super) fn read(o: &Object) -> Option<Self> {
        let throughput = o.object("throughput").and_then(|it| it.text("level"));
        let platform = o.text("platform_type");
        // The list of an account uses another name.
        let platform = platform.or_else(|| o.text("host_platform"));
        let health = o.object("health_status");
        Some(Self {
            id: o.text("id")?,
            display_phone_number: o.text("display_phone_number"),
            verified_name: o.text("verified_name"),
            quality_rating: o.text("quality_rating").map(Quality::from),
            code_verification_status: o
                .text("code_verification_status")
                .map(CodeVerification::from),
            platform_type: platform.map(Platform::from),
            throughput: throughput.map(Throughput::from),
            status: o.text("status").map(NumberStatus::from),
            name_status: o.text("name_status").map(NameStatus::from),
            new_name_status: o.text("new_name_status").map(NameStatus::from),
            account_mode: o.text("account_mode").map(AccountMode::from),
            is_on_biz_app: o.flag("is_on_biz_app"),
            is_official_business_account: o.flag("is_official_business_account"),
            is_pin_enabled: o.flag("is_pin_enabled"),
            is_preverified_number: o.flag("is_preverified_number"),
            search_visibility: o.text("search_visibility"),
            last_onboarded_time: o.text("last_onboarded_time"),
            country_code: o.text("country_code"),
            country_dial_code: o.text("country_dial_code"),
            messaging_limit: o
                .text("whatsapp_business_manager_messaging_limit")
                .or_else(|| o.text("messaging_limit_tier")),
            health: health.and_then(|it| it.text("can_send_message")),
            webhook: Webhooks::read(o),
        })
    }

    pub(super) fn read_list(o: &Object) -> Option<Vec<Self>> {
        o.get("data")?;
        let numbers = o.objects("data");
        Some(numbers.filter_map(|it| Self::read(&it)).collect())
    }
}

impl Webhooks {
    fn read(parent: &Object) -> Self {
        let read = |o: Object| Self {
            phone_number: o.text("phone_number"),
            whatsapp_business_account: o.text("whatsapp_business_account"),
            application: o.text("application"),
        };
        let configuration = parent.object("webhook_configuration");
        configuration.map(read).unwrap_or_default()
    }
}
