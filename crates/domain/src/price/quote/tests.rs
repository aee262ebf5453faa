//! Tests of quoting: every category, inside and outside the window, before and after the charge.

use super::*;
use crate::price::Currency;
use PriceCategory::{
    Authentication, AuthenticationInternational as International, Marketing, Service, Utility,
};
use PriceRule::{FreeEntryPoint, ServiceAllowance, ServiceFreeBefore, UnknownRate};

const BEFORE: &str = "2026-09-30T23:59:59.999Z";
const AFTER: &str = "2026-10-01T00:00:00Z";

fn in_country(country: Option<Country>, asked: Ask) -> Ask {
    Ask {
        what: Priced {
            country,
            ..asked.what
        },
        ..asked
    }
}

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

fn quoted(ask: &Ask) -> (PriceRule, Option<String>) {
    let quote = quote(&Cards::default(), ask);
    let amount = match quote.price {
        Price::Known(money) => Some(money.to_string()),
        Price::Unknown => None,
    };
    (quote.rule, amount)
}

/// Category and window; rule and amount before the charge date; rule and amount from it on.
const PRICES: [&str; 10] = [
    "marketing open             template_rate 0.0305       template_rate 0.0397",
    "marketing closed           template_rate 0.0305       template_rate 0.0397",
    "utility open               utility_in_window 0        template_rate 0.0085",
    "utility closed             template_rate 0.0085       template_rate 0.0085",
    "authentication open        template_rate 0.0085       template_rate 0.0085",
    "authentication closed      template_rate 0.0085       template_rate 0.0085",
    "authentication_international open   unknown_rate ?    unknown_rate ?",
    "authentication_international closed unknown_rate ?    unknown_rate ?",
    "service open               service_free_before 0      service_allowance 0",
    "service closed             service_free_before 0      service_allowance 0",
];

#[test]
fn every_category_has_its_price_in_every_state() {
    for row in PRICES {
        let words: Vec<_> = row.split_whitespace().collect();
        let category: PriceCategory = words[0].parse().unwrap();
        let window: WindowState = words[1].parse().unwrap();
        for (at, rule, amount) in [(BEFORE, words[2], words[3]), (AFTER, words[4], words[5])] {
            let rule: PriceRule = rule.parse().unwrap();
            let asked = Ask {
                window,
                ..ask(category, at)
            };
            let amount = (amount != "?").then(|| amount.to_owned());
            assert_eq!(quoted(&asked), (rule, amount), "{row}, {at}");
            let from_an_advertisement = Ask {
                free_entry: true,
                ..asked
            };
            assert_eq!(
                quoted(&from_an_advertisement),
                (FreeEntryPoint, Some("0".to_owned())),
                "{row}, {at}"
            );
        }
    }
}

#[test]
fn the_thousand_and_first_service_message_is_charged() {
    for (used, rule, amount) in [
        (999, ServiceAllowance, "0"),
        (1_000, PriceRule::ServiceCharged, "0.0085"),
        (u32::MAX, PriceRule::ServiceCharged, "0.0085"),
    ] {
        let asked = Ask {
            service_used_this_month: used,
            ..ask(Service, AFTER)
        };
        assert_eq!(quoted(&asked), (rule, Some(amount.to_owned())), "{used}");
    }
    let before = Ask {
        service_used_this_month: 5_000,
        ..ask(Service, BEFORE)
    };
    assert_eq!(quoted(&before).0, ServiceFreeBefore);
}

#[test]
fn a_linked_device_and_the_phone_pay_nothing() {
    for category in PriceCategory::ALL {
        let mut linked = in_country(None, ask(*category, AFTER));
        linked.what.door = DoorKind::Lite;
        let free = quote(&Cards::default(), &linked);
        assert_eq!(free.rule, PriceRule::LinkedDevice);
        assert_eq!(free.price, Price::Known(Money::zero(Currency::USD)));
        assert_eq!((free.card, free.market), (None, None));
        let phone = Ask {
            from_phone_app: true,
            ..ask(*category, AFTER)
        };
        assert_eq!(quoted(&phone), (PriceRule::PhoneApp, Some("0".to_owned())));
    }
}

#[test]
fn a_quote_names_its_card_and_its_market() {
    let asked = in_country(Some("GT".parse().unwrap()), ask(Utility, AFTER));
    let quote = quote(&Cards::default(), &asked);
    let card = quote.card.unwrap();
    assert_eq!(card.name, "Meta USD 2026-10-01");
    assert_eq!(card.valid_from, AFTER.parse().unwrap());
    assert_eq!(quote.market.unwrap(), "Rest of Latin America");
}

#[test]
fn the_international_rate_is_used_when_asked_as_such() {
    let to_india = |category| in_country(Some("IN".parse().unwrap()), ask(category, AFTER));
    let amount = |category| quoted(&to_india(category)).1.unwrap();
    assert_eq!(amount(Authentication), "0.0014");
    assert_eq!(amount(International), "0.0304");
}

#[test]
fn a_market_may_move_with_a_new_card() {
    for (country, at, market) in [
        ("UA", BEFORE, "Rest of Central & Eastern Europe"),
        ("UA", AFTER, "Ukraine"),
        ("CU", AFTER, "Other"),
        ("US", AFTER, "North America"),
        ("DO", AFTER, "Rest of Latin America"),
    ] {
        let asked = in_country(Some(country.parse().unwrap()), ask(Marketing, at));
        let quote = quote(&Cards::default(), &asked);
        assert_eq!(quote.market.unwrap(), market, "{country}, {at}");
    }
}

#[test]
fn what_is_not_known_is_not_taken_for_free() {
    let nowhere = in_country(None, ask(Marketing, AFTER));
    assert_eq!(quoted(&nowhere), (PriceRule::UnknownMarket, None));
    for category in PriceCategory::ALL {
        let long_ago = ask(*category, "2025-01-01T00:00:00Z");
        assert_eq!(quoted(&long_ago), (UnknownRate, None), "{category}");
    }
}

#[test]
fn a_quote_reads_as_it_was_written() {
    for asked in [ask(Marketing, AFTER), ask(International, AFTER)] {
        let quote = quote(&Cards::default(), &asked);
        let written = serde_json::to_value(&quote).unwrap();
        assert_eq!(serde_json::from_value::<Quote>(written).unwrap(), quote);
    }
    let unknown = quote(&Cards::default(), &ask(International, AFTER));
    let written = serde_json::to_value(unknown).unwrap();
    assert!(written["price"].is_null());
}
