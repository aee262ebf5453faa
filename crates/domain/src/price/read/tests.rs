//! Tests of reading a rate card.

use super::*;
use serde_json::json;

fn card() -> Value {
    json!({
        "name": "Contrato 2026",
        "source": "contract of 2026-09-01",
        "valid_from": "2026-10-01",
        "currency": "USD",
        "service": {
            "charged_from": "2026-10-01",
            "rate_of": "utility",
            "free_a_month": 1000,
            "source": "contract of 2026-09-01"
        },
        "markets": [
            {
                "name": "México",
                "countries": ["MX"],
                "rates": { "marketing": "0.0397", "utility": "0.0085" }
            },
            {
                "name": "Centroamérica",
                "countries": ["GT", "hn"],
                "rates": { "utility": "0.0113", "service": "0.01" }
            },
            { "name": "Other", "default": true, "rates": {} }
        ]
    })
}

fn changed(pointer: &str, value: Value) -> String {
    let mut card = card();
    *card.pointer_mut(pointer).unwrap() = value;
    card.to_string()
}

fn refusal(text: &str) -> String {
    RateCard::parse(text).unwrap_err().to_string()
}

fn country(letters: &str) -> Country {
    letters.parse().unwrap()
}

#[test]
fn a_card_says_what_each_country_pays() {
    let card = RateCard::parse(&card().to_string()).unwrap();
    assert_eq!(card.valid_from().to_string(), "2026-10-01T00:00:00.000Z");
    assert_eq!(card.service().free_a_month, 1000);
    let rate = |letters: &str, category| {
        let market = card.market(country(letters)).unwrap();
        card.rate(market, category).map(|rate| rate.to_string())
    };
    let amount = |text: &str| Some(text.to_owned());
    assert_eq!(rate("MX", PriceCategory::Marketing), amount("0.0397"));
    assert_eq!(rate("HN", PriceCategory::Utility), amount("0.0113"));
    assert_eq!(rate("MX", PriceCategory::Authentication), None);
    assert_eq!(rate("FR", PriceCategory::Utility), None);
}

#[test]
fn service_has_its_own_rate_or_that_of_another_category() {
    let card = RateCard::parse(&card().to_string()).unwrap();
    let rate = |letters: &str| {
        let market = card.market(country(letters)).unwrap();
        card.rate(market, PriceCategory::Service)
            .map(|rate| rate.to_string())
    };
    assert_eq!(rate("MX"), Some("0.0085".to_owned()));
    assert_eq!(rate("GT"), Some("0.01".to_owned()));
    assert_eq!(rate("FR"), None);
}

#[test]
fn a_card_without_a_default_leaves_other_countries_out() {
    let mut card = card();
    card["markets"].as_array_mut().unwrap().pop();
    let card = RateCard::parse(&card.to_string()).unwrap();
    assert!(card.market(country("FR")).is_none());
}

#[test]
fn a_refusal_names_the_field_and_says_what_to_do() {
    let long = "x".repeat(301);
    let cases = [
        (
            "/name",
            json!(" "),
            "`name` has 1 characters; write 1 to 80",
        ),
        (
            "/source",
            json!(long),
            "`source` has 301 characters; write 1 to 300",
        ),
        (
            "/service/source",
            json!(""),
            "`service.source` has 0 characters; write 1 to 300",
        ),
        (
            "/valid_from",
            json!("2026-10-01T12:00"),
            "`valid_from` is `2026-10-01T12:00`; write a day, as 2026-10-01",
        ),
        (
            "/service/charged_from",
            json!("2026-13-01"),
            "`service.charged_from` is `2026-13-01`; write a day, as 2026-10-01",
        ),
        (
            "/currency",
            json!("usd"),
            "`currency`: `usd` is no currency; use three upper-case letters, as USD",
        ),
        (
            "/service/rate_of",
            json!("service"),
            "`service.rate_of` is `service`; name a category of templates, as utility",
        ),
        (
            "/markets",
            json!([]),
            "the card has no markets; add at least one",
        ),
    ];
    for (pointer, value, message) in cases {
        assert_eq!(refusal(&changed(pointer, value)), message);
    }
}

#[test]
fn a_refusal_names_the_market() {
    let cases = [
        (
            "/markets/0/name",
            json!(""),
            "`markets.name` has 0 characters; write 1 to 80",
        ),
        (
            "/markets/1/name",
            json!("México"),
            "two markets are named `México`; join them or rename one",
        ),
        (
            "/markets/0/countries",
            json!([]),
            "`México` has no countries; list them, or make it the default",
        ),
        (
            "/markets/0/countries",
            json!(["ZZ"]),
            "`México`: `ZZ` is no country; use two letters, as MX, BR or US",
        ),
        (
            "/markets/1/countries",
            json!(["GT", "MX"]),
            "`MX` stands in `México` and in `Centroamérica`; leave it in one market",
        ),
        (
            "/markets/0/countries",
            json!(["MX", "mx"]),
            "`MX` stands in `México` and in `México`; leave it in one market",
        ),
        (
            "/markets/0",
            json!({ "name": "Todos", "default": true, "rates": {} }),
            "`Todos` and `Other` are both the default; keep one",
        ),
        (
            "/markets/2",
            json!({ "name": "Other", "default": true, "countries": ["FR"], "rates": {} }),
            "`Other` is the default and lists countries; choose one of the two",
        ),
    ];
    for (pointer, value, message) in cases {
        assert_eq!(refusal(&changed(pointer, value)), message);
    }
}

#[test]
fn a_refusal_names_the_rate() {
    let cases = [
        (
            json!({ "marketing": "-0.01" }),
            "`México`, marketing: -0.01 is less than nothing; write 0 or more",
        ),
        (
            json!({ "marketing": 0.0397 }),
            "`México`, marketing: the rate is no text; write it in quotes, as \"0.0305\", or \
             leave it out",
        ),
        (
            json!({ "utility": "n/a" }),
            "`México`, utility: `n/a` is no amount; write digits with a point and at most six \
             decimals, as 0.0305",
        ),
        (
            json!({ "promo": "0.01" }),
            "`México`: unknown price category `promo`; use one of marketing, utility, \
             authentication, authentication_international, service, other",
        ),
    ];
    for (rates, message) in cases {
        assert_eq!(refusal(&changed("/markets/0/rates", rates)), message);
    }
}

#[test]
fn what_is_no_card_is_refused() {
    for text in ["", "[]", "{}", "{\"name\": 1}"] {
        assert!(refusal(text).starts_with("not a rate card ("), "{text}");
    }
    let mut misspelt = card();
    misspelt["valid_form"] = json!("2026-10-01");
    assert!(refusal(&misspelt.to_string()).contains("valid_form"));
}

#[test]
fn a_card_has_so_many_markets_and_no_more() {
    let letters = |n: usize| {
        let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap());
        format!("{}{}", letter(n / 26), letter(n))
    };
    let markets = |count: usize| -> Value {
        (0..count)
            .map(|n| json!({ "name": n.to_string(), "countries": [letters(n)], "rates": {} }))
            .collect()
    };
    assert!(
        changed("/markets", markets(300))
            .parse::<RateCard>()
            .is_ok()
    );
    assert_eq!(
        refusal(&changed("/markets", markets(301))),
        "the card has 301 markets; keep at most 300"
    );
}
