//! What Meta says of a price once a message arrived, and how it corrects our quote.

use super::quote::Place;
use super::{Cards, Price, PriceCategory, PriceRule, Priced, Quote, RateCard};
use crate::Time;

/// The `pricing` of a status, in our words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settled {
    pub billable: bool,
    /// Nothing where this version does not know Meta's word.
    pub category: Option<PriceCategory>,
    /// Why it was free, where it was. Whether a free service message was free because of the date
    /// or of the allowance, `settle` says.
    pub free: Option<PriceRule>,
}

impl Settled {
    /// Meta means to take `billable` away, so `type` says first; an unknown one leaves it to
    /// `billable`. Where neither says anything, nothing was settled.
    pub fn from_meta(
        billable: Option<bool>,
        kind: Option<&str>,
        category: Option<&str>,
    ) -> Option<Self> {
        let category = category.and_then(PriceCategory::from_meta);
        let free = match (kind, billable) {
            (Some("free_entry_point"), _) => Some(PriceRule::FreeEntryPoint),
            (Some("free_customer_service" | "free_group_customer_service"), _) => {
                Some(match category {
                    Some(PriceCategory::Utility) => PriceRule::UtilityInWindow,
                    _ => PriceRule::ServiceAllowance,
                })
            }
            (_, Some(false)) => Some(PriceRule::ProviderFree),
            (Some("regular"), _) | (_, Some(true)) => None,
            (_, None) => return None,
        };
        Some(Self {
            billable: free.is_none(),
            category,
            free,
        })
    }
}

/// Corrects a quote by what Meta charged: its word goes before ours, and a price that it confirms
/// stays as it was quoted.
pub fn settle(cards: &Cards, what: Priced, quote: Quote, settled: &Settled) -> Quote {
    let place = Place::of(cards, what);
    if !settled.billable {
        let rule = settled.free.unwrap_or(PriceRule::ProviderFree);
        return place.free(by_date(rule, place.card, what.at));
    }
    let charged = !quote.rule.is_free() && quote.price != Price::Unknown;
    match settled.category {
        Some(category) if charged && category == what.category => quote,
        Some(category) => place.charged(category),
        None if charged => quote,
        None => place.unknown(),
    }
}

/// Meta has one word for both kinds of free service messages.
fn by_date(rule: PriceRule, card: Option<&RateCard>, at: Time) -> PriceRule {
    let charged = card.is_some_and(|card| card.service().is_charged(at));
    if rule == PriceRule::ServiceAllowance && !charged {
        return PriceRule::ServiceFreeBefore;
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::price::{Ask, quote};
    use crate::{DoorKind, WindowState};

    const SEPTEMBER: &str = "2026-09-15T12:00:00Z";
    const OCTOBER: &str = "2026-10-15T12:00:00Z";

    fn ask(category: PriceCategory, at: &str) -> Ask {
        Ask {
            what: Priced {
                door: DoorKind::Cloud,
                category,
                country: Some("MX".parse().unwrap()),
                at: at.parse().unwrap(),
            },
            window: WindowState::Open,
            free_entry: false,
            service_used_this_month: 0,
            from_phone_app: false,
        }
    }

    fn settled(ask: &Ask, billable: bool, kind: &str, category: &str) -> (Price, PriceRule) {
        let cards = Cards::default();
        let told = Settled::from_meta(Some(billable), Some(kind), Some(category)).unwrap();
        let quote = settle(&cards, ask.what, quote(&cards, ask), &told);
        (quote.price, quote.rule)
    }

    fn usd(amount: &str) -> Price {
        use crate::price::{Currency, Money};
        Price::Known(Money::parse(amount, Currency::USD).unwrap())
    }

    #[test]
    fn a_free_message_costs_nothing_for_the_reason_that_meta_gives() {
        use PriceCategory::{Marketing, Service, Utility};
        let cases = [
            (
                Marketing,
                OCTOBER,
                "free_entry_point",
                PriceRule::FreeEntryPoint,
            ),
            (
                Utility,
                SEPTEMBER,
                "free_customer_service",
                PriceRule::UtilityInWindow,
            ),
            (
                Service,
                SEPTEMBER,
                "free_customer_service",
                PriceRule::ServiceFreeBefore,
            ),
            (
                Service,
                OCTOBER,
                "free_customer_service",
                PriceRule::ServiceAllowance,
            ),
            (
                Service,
                OCTOBER,
                "free_group_customer_service",
                PriceRule::ServiceAllowance,
            ),
            (
                Marketing,
                OCTOBER,
                "free_of_a_new_kind",
                PriceRule::ProviderFree,
            ),
            (Service, OCTOBER, "regular", PriceRule::ProviderFree),
        ];
        for (category, at, kind, rule) in cases {
            let told = settled(&ask(category, at), false, kind, category.as_str());
            assert_eq!(told, (usd("0"), rule), "{category}, {kind}");
        }
    }

    #[test]
    fn a_charge_for_what_we_took_for_free_is_the_rate_of_its_category() {
        let service = ask(PriceCategory::Service, OCTOBER);
        assert_eq!(
            settled(&service, true, "regular", "service"),
            (usd("0.0085"), PriceRule::ServiceCharged)
        );
        let utility = ask(PriceCategory::Utility, SEPTEMBER);
        assert_eq!(
            settled(&utility, true, "regular", "utility"),
            (usd("0.0085"), PriceRule::TemplateRate)
        );
    }

    #[test]
    fn another_category_has_its_own_rate() {
        let utility = ask(PriceCategory::Utility, OCTOBER);
        assert_eq!(
            settled(&utility, true, "regular", "marketing"),
            (usd("0.0397"), PriceRule::TemplateRate)
        );
        let mut code = ask(PriceCategory::Authentication, OCTOBER);
        code.what.country = Some("IN".parse().unwrap());
        assert_eq!(
            settled(&code, true, "regular", "authentication-international"),
            (usd("0.0304"), PriceRule::TemplateRate)
        );
    }

    #[test]
    fn a_confirmed_price_stays_as_it_was_quoted() {
        let cards = Cards::default();
        let ask = ask(PriceCategory::Marketing, OCTOBER);
        let told = Settled::from_meta(None, Some("regular"), Some("marketing")).unwrap();
        let earlier = Quote {
            price: usd("0.0305"),
            ..quote(&cards, &ask)
        };
        assert_eq!(settle(&cards, ask.what, earlier.clone(), &told), earlier);
    }

    #[test]
    fn a_charge_of_an_unknown_category_has_no_known_price() {
        let service = ask(PriceCategory::Service, OCTOBER);
        assert_eq!(
            settled(&service, true, "regular", "general_purpose_ai"),
            (Price::Unknown, PriceRule::UnknownRate)
        );
    }

    #[test]
    fn the_type_says_before_the_flag() {
        let free = Settled::from_meta(Some(true), Some("free_entry_point"), Some("utility"));
        assert_eq!(free.unwrap().free, Some(PriceRule::FreeEntryPoint));
        let charged = Settled::from_meta(None, Some("regular"), Some("utility")).unwrap();
        assert!(charged.billable);
        let flag = Settled::from_meta(Some(true), None, None).unwrap();
        assert_eq!((flag.billable, flag.category), (true, None));
        assert_eq!(Settled::from_meta(None, Some("new"), Some("utility")), None);
        assert_eq!(Settled::from_meta(None, None, None), None);
    }
}
