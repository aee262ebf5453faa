//! Fills a template: what a person reads, and what is missing before Meta would take it.

use super::ParameterFormat;
use super::shape::{Piece, component, is, list, pieces, variables};
use crate::outbound::{Fault, Faults};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Characters of a filled body.
const MAX_BODY: usize = 4096;
const MAX_COUPON: usize = 20;

/// A template as its reader sees it, under the names of a stored message.
#[derive(Clone, Debug, PartialEq)]
pub struct Rendered {
    pub body: Option<String>,
    /// `{header, body, footer, limited_time_offer, buttons, cards}`; what is not there is null.
    pub parts: Value,
}

/// Fills `components` (the template's own) with `given` (the message's). Every value that is missing,
/// one too many or unfit is told.
pub fn fill(
    components: &Value,
    format: ParameterFormat,
    given: &Value,
) -> Result<Rendered, Vec<Fault>> {
    let mut faults = Faults::default();
    let parts = parts(&mut faults, components, format, given, "components");
    for (kind, field) in unknown(components, given) {
        faults.add(
            "component_not_in_template",
            format!("components.{field}[{kind}]"),
        );
    }
    let faults = faults.finish();
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Rendered {
        body: parts["body"].as_str().map(str::to_owned),
        parts,
    })
}

/// Values for a part that the template does not have.
fn unknown(components: &Value, given: &Value) -> Vec<(String, &'static str)> {
    let here = |kind: &str| match kind {
        "button" => component(components, "BUTTONS").is_some(),
        other => component(components, other).is_some(),
    };
    list(given)
        .iter()
        .filter_map(|part| part["type"].as_str())
        .filter(|kind| !here(&kind.to_ascii_lowercase()))
        .map(|kind| (kind.to_owned(), "type"))
        .collect()
}

fn parts(
    faults: &mut Faults,
    components: &Value,
    format: ParameterFormat,
    given: &Value,
    field: &str,
) -> Value {
    let header = component(components, "HEADER").map(|part| {
        let values = component(given, "HEADER");
        header(faults, part, format, values, &format!("{field}.header"))
    });
    let body = component(components, "BODY").and_then(|part| {
        let text = part["text"].as_str()?;
        let values = component(given, "BODY");
        let filled = filled(faults, text, format, values, &format!("{field}.body"));
        faults.within(
            "body_too_long",
            format!("{field}.body"),
            Some(&filled),
            MAX_BODY,
        );
        Some(filled)
    });
    let footer = component(components, "FOOTER").and_then(|part| part["text"].as_str());
    let buttons: Vec<Value> = component(components, "BUTTONS")
        .map_or(&[][..], |part| list(&part["buttons"]))
        .iter()
        .enumerate()
        .map(|(at, part)| button(faults, part, at, given, field))
        .collect();
    let offer = component(components, "LIMITED_TIME_OFFER")
        .map(|part| offer(faults, part, component(given, "LIMITED_TIME_OFFER"), field));
    let cards = component(components, "CAROUSEL")
        .map(|part| cards(faults, part, format, component(given, "CAROUSEL"), field));
    json!({
        "header": header, "body": body, "footer": footer, "limited_time_offer": offer,
        "buttons": buttons, "cards": cards,
    })
}

fn header(
    faults: &mut Faults,
    part: &Value,
    format: ParameterFormat,
    given: Option<&Value>,
    field: &str,
) -> Value {
    let shape = part["format"]
        .as_str()
        .unwrap_or("TEXT")
        .to_ascii_lowercase();
    if shape == "text" {
        let text = part["text"].as_str().unwrap_or_default();
        let text = filled(faults, text, format, given, field);
        return json!({ "format": shape, "text": text });
    }
    let first = given.and_then(|given| given["parameters"].get(0));
    let value = first.map_or(&Value::Null, |first| &first[&shape]);
    match shape.as_str() {
        "location" => {
            for name in ["latitude", "longitude", "name", "address"] {
                if value[name].is_null() {
                    faults.add(
                        "header_location_required",
                        format!("{field}.location.{name}"),
                    );
                }
            }
        }
        "product" => {}
        _ => {
            let known = ["media_id", "link", "id"];
            let count = known
                .iter()
                .filter(|name| value[**name].is_string())
                .count();
            match count {
                1 => {}
                0 => faults.add("header_media_required", format!("{field}.{shape}")),
                _ => faults.add("media_ambiguous", format!("{field}.{shape}")),
            }
        }
    }
    let mut header = Map::new();
    header.insert("format".to_owned(), json!(shape));
    header.insert(shape, value.clone());
    Value::Object(header)
}

/// A text with its variables filled in.
fn filled(
    faults: &mut Faults,
    text: &str,
    format: ParameterFormat,
    given: Option<&Value>,
    field: &str,
) -> String {
    let names = variables(text);
    let parameters = given.map_or(&[][..], |given| list(&given["parameters"]));
    if parameters.len() > names.len() {
        faults.over("too_many_values", field, names.len());
    }
    let values: BTreeMap<String, String> = parameters
        .iter()
        .enumerate()
        .filter_map(|(at, parameter)| {
            let name = match format {
                ParameterFormat::Positional => (at + 1).to_string(),
                ParameterFormat::Named => parameter["parameter_name"].as_str()?.to_owned(),
            };
            Some((name, value_of(parameter)?))
        })
        .collect();
    for name in &names {
        match values.get(*name) {
            None => faults.add("value_missing", format!("{field}.{name}")),
            Some(value) if value.trim().is_empty() => {
                faults.add("value_missing", format!("{field}.{name}"));
            }
            // Meta refuses values that would break the template's lines.
            Some(value) if value.contains(['\n', '\r', '\t']) || value.contains("     ") => {
                faults.add("value_invalid", format!("{field}.{name}"));
            }
            Some(_) => {}
        }
    }
    pieces(text)
        .map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Variable(name) => values
                .get(name)
                .cloned()
                .unwrap_or_else(|| format!("{{{{{name}}}}}")),
        })
        .collect()
}

/// A value as it will read: currencies and dates by their fallback.
fn value_of(parameter: &Value) -> Option<String> {
    let text = parameter["text"]
        .as_str()
        .or_else(|| parameter["currency"]["fallback_value"].as_str())
        .or_else(|| parameter["date_time"]["fallback_value"].as_str());
    text.map(str::to_owned)
}

fn button(faults: &mut Faults, part: &Value, at: usize, given: &Value, field: &str) -> Value {
    let place = format!("{field}.buttons[{at}]");
    let values = list(given).iter().find(|it| {
        is(&it["type"], "BUTTON")
            && (it["index"].as_u64() == u64::try_from(at).ok()
                || it["index"].as_str() == Some(at.to_string().as_str()))
    });
    let first = values.map_or(&Value::Null, |values| &values["parameters"][0]);
    let mut shown = json!({
        "type": part["type"].as_str().unwrap_or_default().to_ascii_lowercase(),
        "text": part["text"],
    });
    if let Some(url) = part["url"].as_str() {
        let mut url = url.to_owned();
        if let Some(name) = variables(&url.clone()).first() {
            match first["text"].as_str().filter(|text| !text.is_empty()) {
                Some(text) => url = url.replace(&format!("{{{{{name}}}}}"), text),
                None => faults.add("button_value_missing", place.clone()),
            }
        }
        shown["url"] = json!(url);
    }
    if is(&part["type"], "COPY_CODE") {
        let code = first["coupon_code"].as_str();
        shown["code"] = json!(code);
        faults.required("coupon_required", place.clone(), code);
        faults.within("coupon_too_long", place, code, MAX_COUPON);
    } else if is(&part["type"], "OTP") {
        faults.required("button_value_missing", place, first["text"].as_str());
    }
    if let Some(phone) = part["phone_number"].as_str() {
        shown["phone_number"] = json!(phone);
    }
    shown
}

/// What is offered, and when that ends, in milliseconds as Meta wants it.
fn offer(faults: &mut Faults, part: &Value, given: Option<&Value>, field: &str) -> Value {
    let told = &part["limited_time_offer"];
    let at = given.and_then(|given| {
        given
            .pointer("/parameters/0/limited_time_offer/expiration_time_ms")
            .filter(|at| at.is_number() || at.is_string())
    });
    if at.is_none() && told["has_expiration"].as_bool() == Some(true) {
        faults.add(
            "offer_expiration_required",
            format!("{field}.limited_time_offer"),
        );
    }
    json!({ "text": told["text"], "expiration_time_ms": at })
}

fn cards(
    faults: &mut Faults,
    part: &Value,
    format: ParameterFormat,
    given: Option<&Value>,
    field: &str,
) -> Value {
    let values = given.map_or(&[][..], |given| list(&given["cards"]));
    let shown = list(&part["cards"]).iter().enumerate().map(|(at, card)| {
        let place = format!("{field}.cards[{at}]");
        let of_card = values
            .iter()
            .find(|it| it["card_index"].as_u64() == u64::try_from(at).ok());
        let of_card = of_card.map_or(&Value::Null, |it| &it["components"]);
        parts(faults, &card["components"], format, of_card, &place)
    });
    shown.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(components: &Value, format: ParameterFormat, given: &Value) -> Vec<String> {
        let found = fill(components, format, given).err().unwrap_or_default();
        found
            .iter()
            .map(|fault| format!("{} {}", fault.code, fault.field))
            .collect()
    }

    fn body(text: &str) -> Value {
        json!([{ "type": "BODY", "text": text }])
    }

    fn texts(values: &[&str]) -> Value {
        let parameters: Vec<Value> = values
            .iter()
            .map(|value| json!({ "type": "text", "text": value }))
            .collect();
        json!([{ "type": "body", "parameters": parameters }])
    }

    #[test]
    fn numbers_and_names_are_filled() {
        let numbered = fill(
            &body("Hola {{1}}, su pedido {{2}}. Gracias {{1}}."),
            ParameterFormat::Positional,
            &texts(&["Ana", "A-17"]),
        );
        assert_eq!(
            numbered.unwrap().body.as_deref(),
            Some("Hola Ana, su pedido A-17. Gracias Ana.")
        );
        let named = json!([{ "type": "body", "parameters": [
            { "type": "text", "parameter_name": "name", "text": "Ana" }] }]);
        let rendered = fill(&body("Hola {{name}}."), ParameterFormat::Named, &named);
        assert_eq!(rendered.unwrap().body.as_deref(), Some("Hola Ana."));
    }

    #[test]
    fn what_is_missing_or_too_much_is_told() {
        let two = body("{{1}} y {{2}}.");
        let check = |given: &Value| faults(&two, ParameterFormat::Positional, given);
        assert_eq!(check(&texts(&["a"])), ["value_missing components.body.2"]);
        assert_eq!(
            check(&texts(&["a", "b", "c"])),
            ["too_many_values components.body"]
        );
        assert_eq!(
            check(&texts(&["a\nb", " "])),
            [
                "value_invalid components.body.1",
                "value_missing components.body.2"
            ]
        );
        assert_eq!(check(&json!([])).len(), 2);
        let extra = json!([{ "type": "header", "parameters": [] }]);
        assert_eq!(
            faults(&body("Hola."), ParameterFormat::Positional, &extra),
            ["component_not_in_template components.type[header]"]
        );
    }

    #[test]
    fn a_header_wants_its_file() {
        let template = json!([
            { "type": "HEADER", "format": "IMAGE" },
            { "type": "BODY", "text": "Hola." },
            { "type": "FOOTER", "text": "Talavera" },
        ]);
        let of = |image: Value| json!([{ "type": "header", "parameters": [{ "type": "image", "image": image }] }]);
        let positional = ParameterFormat::Positional;
        assert_eq!(
            faults(&template, positional, &json!([])),
            ["header_media_required components.header.image"]
        );
        assert_eq!(
            faults(
                &template,
                positional,
                &of(json!({ "link": "https://a", "id": "1" }))
            ),
            ["media_ambiguous components.header.image"]
        );
        let rendered = fill(&template, positional, &of(json!({ "media_id": "media_1" })));
        assert_eq!(
            rendered.unwrap().parts,
            json!({
                "header": { "format": "image", "image": { "media_id": "media_1" } },
                "body": "Hola.", "footer": "Talavera", "limited_time_offer": null,
                "buttons": [], "cards": null,
            })
        );
    }

    #[test]
    fn buttons_want_their_values() {
        let template = json!([
            { "type": "BODY", "text": "Hola." },
            { "type": "BUTTONS", "buttons": [
                { "type": "QUICK_REPLY", "text": "Sí" },
                { "type": "URL", "text": "Ver", "url": "https://example.com/{{1}}" },
                { "type": "COPY_CODE", "text": "Copiar" },
            ] },
        ]);
        let positional = ParameterFormat::Positional;
        assert_eq!(
            faults(&template, positional, &json!([])),
            [
                "button_value_missing components.buttons[1]",
                "coupon_required components.buttons[2]"
            ]
        );
        let given = json!([
            { "type": "button", "sub_type": "url", "index": "1", "parameters": [{ "type": "text", "text": "17" }] },
            { "type": "button", "sub_type": "copy_code", "index": 2,
              "parameters": [{ "type": "coupon_code", "coupon_code": "AZUL10" }] },
        ]);
        let rendered = fill(&template, positional, &given).unwrap();
        assert_eq!(
            rendered.parts["buttons"][1]["url"],
            "https://example.com/17"
        );
    }

    #[test]
    fn cards_and_offers_are_filled_too() {
        let template = json!([
            { "type": "BODY", "text": "Vea." },
            { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Hoy", "has_expiration": true } },
            { "type": "CAROUSEL", "cards": [{ "components": [
                { "type": "HEADER", "format": "IMAGE" }, { "type": "BODY", "text": "A {{1}}." }] }] },
        ]);
        assert_eq!(
            faults(&template, ParameterFormat::Positional, &json!([])),
            [
                "offer_expiration_required components.limited_time_offer",
                "header_media_required components.cards[0].header.image",
                "value_missing components.cards[0].body.1",
            ]
        );
    }

    #[test]
    fn an_offer_is_shown_with_its_end() {
        let template = json!([
            { "type": "BODY", "text": "Vea." },
            { "type": "LIMITED_TIME_OFFER", "limited_time_offer": { "text": "Hoy", "has_expiration": true } },
            { "type": "BUTTONS", "buttons": [{ "type": "COPY_CODE", "text": "Copiar" }] },
        ]);
        let given = json!([
            { "type": "limited_time_offer", "parameters": [{ "type": "limited_time_offer",
                "limited_time_offer": { "expiration_time_ms": 1_790_000_000_000_u64 } }] },
            { "type": "button", "sub_type": "copy_code", "index": 0,
              "parameters": [{ "type": "coupon_code", "coupon_code": "AZUL10" }] },
        ]);
        let rendered = fill(&template, ParameterFormat::Positional, &given).unwrap();
        assert_eq!(
            rendered.parts["limited_time_offer"],
            json!({ "text": "Hoy", "expiration_time_ms": 1_790_000_000_000_u64 })
        );
        assert_eq!(rendered.parts["buttons"][0]["code"], "AZUL10");
    }
}
