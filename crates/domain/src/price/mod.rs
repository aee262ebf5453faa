//! Prices: what Meta charges for a message, by dated rate cards, and the rule that says why.

mod card;
mod cards;
mod fault;
mod money;
mod quote;
mod read;
mod settle;

pub use card::{Market, RateCard, ServiceTerms};
pub use cards::Cards;
pub use fault::InvalidRateCard;
pub use money::{Currency, InvalidAmount, InvalidCurrency, Money};
pub use quote::{Ask, Price, Priced, Quote, UsedCard, quote};
pub use settle::{Settled, settle};

use crate::TemplateCategory;

crate::words::words! {
    /// What a message counts as when Meta charges it.
    PriceCategory, "price category" {
        Marketing = "marketing",
        Utility = "utility",
        Authentication = "authentication",
        /// To another country than the business's own, once Meta told the business so.
        AuthenticationInternational = "authentication_international",
        /// Whatever is no template.
        Service = "service",
        /// A template of a category that this version does not know.
        Other = "other",
    }
}

crate::words::words! {
    /// How sure a charge is.
    ChargeState, "state of a charge" {
        /// The message was handed over: this is what it should cost.
        Expected = "expected",
        /// The provider said so.
        Settled = "settled",
        /// It never arrived, and costs nothing.
        Void = "void",
    }
}

crate::words::words! {
    /// How far a budget is spent.
    BudgetState, "state of a budget" {
        Within = "within",
        /// What people wanted to be warned at was passed.
        Warned = "warned",
        Reached = "reached",
    }
}

crate::words::words! {
    /// By what the sums of a period are told.
    SpendBy, "side of the sums" {
        Day = "day",
        Line = "line",
        Door = "door",
        Category = "category",
        Country = "country",
        Sender = "sender",
    }
}

crate::words::words! {
    /// Why a message costs what it costs.
    PriceRule, "price rule" {
        /// A linked device sends as the phone does: nothing is charged.
        LinkedDevice = "linked_device",
        /// Written on the business's phone.
        PhoneApp = "phone_app",
        /// The customer came from an advertisement: everything is free for a while.
        FreeEntryPoint = "free_entry_point",
        /// Service messages are not charged yet.
        ServiceFreeBefore = "service_free_before",
        /// Among the number's free service messages of the month.
        ServiceAllowance = "service_allowance",
        ServiceCharged = "service_charged",
        /// A utility template inside an open window, while that is free.
        UtilityInWindow = "utility_in_window",
        TemplateRate = "template_rate",
        /// Meta did not charge it, for a reason that this version does not know.
        ProviderFree = "provider_free",
        /// No card holds the rate.
        UnknownRate = "unknown_rate",
        /// No market of the card holds the country.
        UnknownMarket = "unknown_market",
    }
}

impl PriceCategory {
    /// What a template counts as.
    pub const fn of_template(category: TemplateCategory) -> Self {
        match category {
            TemplateCategory::Marketing => Self::Marketing,
            TemplateCategory::Utility => Self::Utility,
            TemplateCategory::Authentication => Self::Authentication,
            TemplateCategory::Other => Self::Other,
        }
    }

    /// Meta's word in a status. Groups and Marketing Messages pay the rates of their category.
    pub fn from_meta(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase().replace('-', "_");
        let word = word.strip_prefix("group_").unwrap_or(&word);
        word.strip_suffix("_lite").unwrap_or(word).parse().ok()
    }
}

impl PriceRule {
    /// Whether the rule makes a message cost nothing.
    pub const fn is_free(self) -> bool {
        match self {
            Self::LinkedDevice
            | Self::PhoneApp
            | Self::FreeEntryPoint
            | Self::ServiceFreeBefore
            | Self::ServiceAllowance
            | Self::UtilityInWindow
            | Self::ProviderFree => true,
            Self::ServiceCharged | Self::TemplateRate | Self::UnknownRate | Self::UnknownMarket => {
                false
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_counts_as_its_category() {
        for (category, counts_as) in [
            (TemplateCategory::Marketing, PriceCategory::Marketing),
            (TemplateCategory::Utility, PriceCategory::Utility),
            (
                TemplateCategory::Authentication,
                PriceCategory::Authentication,
            ),
            (TemplateCategory::Other, PriceCategory::Other),
        ] {
            assert_eq!(PriceCategory::of_template(category), counts_as);
        }
    }

    #[test]
    fn meta_s_words_become_ours() {
        for (word, category) in [
            ("marketing", Some(PriceCategory::Marketing)),
            ("marketing_lite", Some(PriceCategory::Marketing)),
            ("UTILITY", Some(PriceCategory::Utility)),
            ("group_utility", Some(PriceCategory::Utility)),
            (
                "authentication-international",
                Some(PriceCategory::AuthenticationInternational),
            ),
            (
                "authentication_international",
                Some(PriceCategory::AuthenticationInternational),
            ),
            ("group_service", Some(PriceCategory::Service)),
            ("referral_conversion", None),
            ("general_purpose_ai", None),
            ("", None),
        ] {
            assert_eq!(PriceCategory::from_meta(word), category, "{word}");
        }
    }
}
