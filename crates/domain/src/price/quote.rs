//! What one message would cost, and why.

use super::{Cards, Market, Money, PriceCategory, PriceRule, RateCard};
use crate::{Country, DoorKind, Time, WindowState};
use serde::{Deserialize, Serialize};

/// What a message counts as, where and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Priced {
    pub door: DoorKind,
    pub category: PriceCategory,
    /// The customer's, by the calling code of their number.
    pub country: Option<Country>,
    pub at: Time,
}

/// A message that is about to go out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    pub what: Priced,
    pub window: WindowState,
    /// Inside the days that an advertisement opened.
    pub free_entry: bool,
    /// Service messages of this line that Meta delivered in this calendar month, before this one.
    pub service_used_this_month: u32,
    pub from_phone_app: bool,
}

/// What a message costs. In JSON an unknown price is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Price {
    /// Zero where it is free.
    Known(Money),
    Unknown,
}

/// A price, and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub price: Price,
    pub rule: PriceRule,
    pub card: Option<UsedCard>,
    pub market: Option<String>,
}

/// The card that a quote rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UsedCard {
    pub name: String,
    pub valid_from: Time,
}

/// What Meta would charge if the message were delivered (Meta: pricing, 2026-09).
pub fn quote(cards: &Cards, ask: &Ask) -> Quote {
    let place = Place::of(cards, ask.what);
    match free_rule(place.card, ask) {
        Some(rule) => place.free(rule),
        None => place.charged(ask.what.category),
    }
}

fn free_rule(card: Option<&RateCard>, ask: &Ask) -> Option<PriceRule> {
    match ask.what.door {
        DoorKind::Lite => return Some(PriceRule::LinkedDevice),
        DoorKind::Cloud => {}
    }
    if ask.from_phone_app {
        return Some(PriceRule::PhoneApp);
    }
    if ask.free_entry {
        return Some(PriceRule::FreeEntryPoint);
    }
    let terms = card?.service();
    let charged = terms.is_charged(ask.what.at);
    match ask.what.category {
        // Outside the window Meta refuses it anyway, so the window is not asked.
        PriceCategory::Service if !charged => Some(PriceRule::ServiceFreeBefore),
        PriceCategory::Service if ask.service_used_this_month < terms.free_a_month => {
            Some(PriceRule::ServiceAllowance)
        }
        PriceCategory::Utility if !charged && ask.window == WindowState::Open => {
            Some(PriceRule::UtilityInWindow)
        }
        PriceCategory::Service
        | PriceCategory::Utility
        | PriceCategory::Marketing
        | PriceCategory::Authentication
        | PriceCategory::AuthenticationInternational
        | PriceCategory::Other => None,
    }
}

/// The card and the market that a message falls into.
pub(super) struct Place<'a> {
    pub(super) card: Option<&'a RateCard>,
    market: Option<&'a Market>,
    zero: Money,
}

impl<'a> Place<'a> {
    pub(super) fn of(cards: &'a Cards, what: Priced) -> Self {
        let card = match what.door {
            DoorKind::Cloud => cards.at(what.at),
            DoorKind::Lite => None,
        };
        Self {
            card,
            market: what.country.and_then(|country| card?.market(country)),
            zero: Money::zero(cards.currency_at(what.at)),
        }
    }

    pub(super) fn free(&self, rule: PriceRule) -> Quote {
        self.quote(Price::Known(self.zero), rule)
    }

    pub(super) fn charged(&self, category: PriceCategory) -> Quote {
        let Some(card) = self.card else {
            return self.unknown();
        };
        let Some(market) = self.market else {
            return self.quote(Price::Unknown, PriceRule::UnknownMarket);
        };
        let Some(rate) = card.rate(market, category) else {
            return self.unknown();
        };
        let rule = match category {
            PriceCategory::Service => PriceRule::ServiceCharged,
            PriceCategory::Marketing
            | PriceCategory::Utility
            | PriceCategory::Authentication
            | PriceCategory::AuthenticationInternational
            | PriceCategory::Other => PriceRule::TemplateRate,
        };
        self.quote(Price::Known(rate), rule)
    }

    pub(super) fn unknown(&self) -> Quote {
        self.quote(Price::Unknown, PriceRule::UnknownRate)
    }

    fn quote(&self, price: Price, rule: PriceRule) -> Quote {
        Quote {
            price,
            rule,
            card: self.card.map(|card| UsedCard {
                name: card.name().to_owned(),
                valid_from: card.valid_from(),
            }),
            market: self.market.map(|market| market.name.clone()),
        }
    }
}

#[cfg(test)]
mod tests;
