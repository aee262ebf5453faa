//! Limits of a carousel: cards side by side, each with a file and a link, or each a product.

use super::{Faults, interactive};
use serde_json::Value;

const FEWEST: usize = 2;
const MOST: usize = 10;
const MAX_BODY: usize = 160;

pub(super) fn check(faults: &mut Faults, cards: &Value) {
    const FIELD: &str = "interactive.action.cards";
    let cards = cards.as_array().map_or(&[][..], Vec::as_slice);
    if cards.len() < FEWEST {
        faults.add("cards_required", FIELD);
    }
    if cards.len() > MOST {
        faults.over("too_many_cards", FIELD, MOST);
    }
    for (at, card) in cards.iter().enumerate() {
        let place = format!("{FIELD}[{at}]");
        if card["card_index"].as_u64() != u64::try_from(at).ok() {
            faults.add("card_index_wrong", format!("{place}.card_index"));
        }
        // Meta shows either kind, and never both in one row.
        if card["type"] != cards[0]["type"] {
            faults.add("card_types_differ", format!("{place}.type"));
        }
        check_card(faults, &place, card);
    }
}

fn check_card(faults: &mut Faults, place: &str, card: &Value) {
    let action = &card["action"];
    match card["type"].as_str() {
        Some("product") => interactive::product(faults, &format!("{place}.action"), action),
        Some("cta_url") => {
            header(faults, &format!("{place}.header"), &card["header"]);
            faults.within(
                "body_too_long",
                format!("{place}.body.text"),
                card["body"]["text"].as_str(),
                MAX_BODY,
            );
            let parameters = format!("{place}.action.parameters");
            interactive::link(faults, &parameters, &action["parameters"]);
        }
        Some(_) | None => faults.add("card_type_unknown", format!("{place}.type")),
    }
}

fn header(faults: &mut Faults, place: &str, header: &Value) {
    let shape = header["type"].as_str().unwrap_or_default();
    if header.is_null() {
        faults.add("header_required", place);
    } else if !["image", "video"].contains(&shape) {
        faults.add("header_not_allowed", place);
    } else {
        interactive::file(faults, &format!("{place}.{shape}"), &header[shape]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::Content;
    use super::*;
    use serde_json::json;

    fn card(at: usize) -> Value {
        json!({ "card_index": at, "type": "cta_url", "body": { "text": "Cobalto" },
            "header": { "type": "image", "image": { "link": "https://example.com/a.jpg" } },
            "action": { "name": "cta_url", "parameters": { "display_text": "Ver", "url": "https://example.com/" } } })
    }

    fn product(at: usize) -> Value {
        json!({ "card_index": at, "type": "product",
            "action": { "catalog_id": "77", "product_retailer_id": "azul-20" } })
    }

    fn carousel(cards: &[Value]) -> Value {
        json!({ "type": "carousel", "body": { "text": "Lo nuevo" }, "action": { "cards": cards } })
    }

    fn faults(object: Value) -> Vec<String> {
        let faults = Content::Interactive(object).check();
        let told = |fault: &super::super::Fault| format!("{} {}", fault.code, fault.field);
        faults.iter().map(told).collect()
    }

    #[test]
    fn two_to_ten_of_one_kind_go_through() {
        for count in [2, 10] {
            let cards: Vec<Value> = (0..count).map(card).collect();
            assert_eq!(faults(carousel(&cards)), [""; 0]);
            let products: Vec<Value> = (0..count).map(product).collect();
            assert_eq!(faults(carousel(&products)), [""; 0]);
        }
        let many: Vec<Value> = (0..11).map(card).collect();
        assert_eq!(
            faults(carousel(&many)),
            ["too_many_cards interactive.action.cards"]
        );
        let one = carousel(&[card(0)]);
        assert_eq!(faults(one), ["cards_required interactive.action.cards"]);
    }

    #[test]
    fn each_limit_of_a_card_has_its_code() {
        let cases = [
            ("/card_index", json!(5), "card_index_wrong", "card_index"),
            ("/header", Value::Null, "header_required", "header"),
            (
                "/header/type",
                json!("document"),
                "header_not_allowed",
                "header",
            ),
            ("/header/image", json!({}), "media_required", "header.image"),
            (
                "/body/text",
                json!("x".repeat(161)),
                "body_too_long",
                "body.text",
            ),
            (
                "/action/parameters/display_text",
                json!("x".repeat(21)),
                "link_label_too_long",
                "action.parameters.display_text",
            ),
            (
                "/action/parameters/url",
                json!("here"),
                "link_invalid",
                "action.parameters.url",
            ),
        ];
        for (pointer, value, code, field) in cases {
            let mut wrong = card(1);
            *wrong.pointer_mut(pointer).unwrap() = value;
            let expected = format!("{code} interactive.action.cards[1].{field}");
            assert_eq!(faults(carousel(&[card(0), wrong])), [expected]);
        }
        let mut nameless = product(1);
        nameless["action"]["product_retailer_id"] = json!("");
        assert_eq!(
            faults(carousel(&[product(0), nameless])),
            ["product_required interactive.action.cards[1].action.product_retailer_id"]
        );
        assert_eq!(
            faults(carousel(&[card(0), product(1)])),
            ["card_types_differ interactive.action.cards[1].type"]
        );
        let mut odd = [card(0), card(1)];
        for card in &mut odd {
            card["type"] = json!("poll");
        }
        assert_eq!(faults(carousel(&odd)).len(), 2);
        let mut headed = carousel(&[card(0), card(1)]);
        headed["header"] = json!({ "type": "text", "text": "Azulejos" });
        assert_eq!(faults(headed), ["header_not_allowed interactive.header"]);
    }
}
