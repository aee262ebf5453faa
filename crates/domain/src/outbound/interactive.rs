//! Limits of interactive messages: buttons, lists, links, products, forms.

use super::kinds::is_link;
use super::{Faults, carousel};
use crate::message::MAX_TEXT;
use serde_json::Value;
use std::collections::HashSet;

/// The types that may be sent.
pub const TYPES: [&str; 9] = [
    "button",
    "carousel",
    "list",
    "cta_url",
    "location_request_message",
    "product",
    "product_list",
    "catalog_message",
    "flow",
];

const MAX_BODY: usize = 1024;
const MAX_HEADER: usize = 60;
const MAX_FOOTER: usize = 60;
const MAX_BUTTONS: usize = 3;
const MAX_BUTTON_TITLE: usize = 20;
const MAX_BUTTON_ID: usize = 256;
const MAX_SECTIONS: usize = 10;
const MAX_SECTION_TITLE: usize = 24;
/// Over all sections together.
const MAX_ROWS: usize = 10;
const MAX_ROW_TITLE: usize = 24;
const MAX_ROW_DESCRIPTION: usize = 72;
const MAX_ROW_ID: usize = 200;
const MAX_PRODUCTS: usize = 30;

pub(super) fn check(faults: &mut Faults, object: &Value) {
    let kind = object["type"].as_str().unwrap_or_default();
    if !TYPES.contains(&kind) {
        faults.add("interactive_type_unknown", "interactive.type");
        return;
    }
    body(faults, kind, &object["body"]);
    header(faults, kind, &object["header"]);
    let footer = object.pointer("/footer/text").and_then(Value::as_str);
    faults.within(
        "footer_too_long",
        "interactive.footer.text",
        footer,
        MAX_FOOTER,
    );
    let action = &object["action"];
    match kind {
        "button" => buttons(faults, &action["buttons"]),
        "carousel" => carousel::check(faults, &action["cards"]),
        "list" => list(faults, action),
        "cta_url" => link(
            faults,
            "interactive.action.parameters",
            &action["parameters"],
        ),
        "product" => product(faults, "interactive.action", action),
        "product_list" => product_list(faults, action),
        "flow" => flow(faults, &action["parameters"]),
        // A request for a place and a catalogue have nothing more to check.
        _ => {}
    }
}

fn body(faults: &mut Faults, kind: &str, body: &Value) {
    let text = body["text"].as_str();
    if kind != "product" {
        faults.required("body_required", "interactive.body.text", text);
    }
    let limit = if kind == "list" { MAX_TEXT } else { MAX_BODY };
    faults.within("body_too_long", "interactive.body.text", text, limit);
}

fn header(faults: &mut Faults, kind: &str, header: &Value) {
    if header.is_null() {
        if kind == "product_list" {
            faults.add("header_required", "interactive.header");
        }
        return;
    }
    let shape = header["type"].as_str().unwrap_or_default();
    let allowed: &[&str] = match kind {
        "button" | "flow" | "cta_url" => &["text", "image", "video", "document"],
        "list" | "product_list" => &["text"],
        _ => &[],
    };
    if !allowed.contains(&shape) {
        faults.add("header_not_allowed", "interactive.header");
        return;
    }
    if shape == "text" {
        let text = header["text"].as_str();
        faults.required("header_required", "interactive.header.text", text);
        faults.within(
            "header_too_long",
            "interactive.header.text",
            text,
            MAX_HEADER,
        );
        return;
    }
    file(
        faults,
        &format!("interactive.header.{shape}"),
        &header[shape],
    );
}

/// One of ours, or one of the web.
pub(super) fn file(faults: &mut Faults, field: &str, file: &Value) {
    match (file["media_id"].as_str(), file["link"].as_str()) {
        (None, None) => faults.add("media_required", field),
        (Some(_), Some(_)) => faults.add("media_ambiguous", field),
        (None, Some(link)) if !is_link(link) => faults.add("link_invalid", field),
        (Some(_), None) | (None, Some(_)) => {}
    }
}

fn buttons(faults: &mut Faults, buttons: &Value) {
    const FIELD: &str = "interactive.action.buttons";
    let buttons = buttons.as_array().map_or(&[][..], Vec::as_slice);
    if buttons.is_empty() {
        faults.add("buttons_required", FIELD);
    }
    if buttons.len() > MAX_BUTTONS {
        faults.over("too_many_buttons", FIELD, MAX_BUTTONS);
    }
    let (mut ids, mut titles) = (HashSet::new(), HashSet::new());
    for (at, button) in buttons.iter().enumerate() {
        let reply = &button["reply"];
        let (id, title) = (reply["id"].as_str(), reply["title"].as_str());
        let field = |name: &str| format!("{FIELD}[{at}].reply.{name}");
        faults.required("button_title_required", field("title"), title);
        faults.within(
            "button_title_too_long",
            field("title"),
            title,
            MAX_BUTTON_TITLE,
        );
        faults.required("button_id_required", field("id"), id);
        faults.within("button_id_too_long", field("id"), id, MAX_BUTTON_ID);
        if !ids.insert(id) {
            faults.add("button_ids_repeat", field("id"));
        }
        if !titles.insert(title) {
            faults.add("button_titles_repeat", field("title"));
        }
    }
}

fn list(faults: &mut Faults, action: &Value) {
    const FIELD: &str = "interactive.action";
    let button = action["button"].as_str();
    faults.required("list_button_required", format!("{FIELD}.button"), button);
    faults.within(
        "list_button_too_long",
        format!("{FIELD}.button"),
        button,
        MAX_BUTTON_TITLE,
    );
    let sections = sections(faults, action);
    let mut ids = HashSet::new();
    let mut count = 0;
    for (at, section) in sections.iter().enumerate() {
        let rows = section["rows"].as_array().map_or(&[][..], Vec::as_slice);
        if rows.is_empty() {
            faults.add("rows_required", format!("{FIELD}.sections[{at}].rows"));
        }
        count += rows.len();
        for (place, row) in rows.iter().enumerate() {
            let field = |name: &str| format!("{FIELD}.sections[{at}].rows[{place}].{name}");
            check_row(faults, row, field);
            if !ids.insert(row["id"].as_str()) {
                faults.add("row_ids_repeat", field("id"));
            }
        }
    }
    if count > MAX_ROWS {
        faults.over("too_many_rows", format!("{FIELD}.sections"), MAX_ROWS);
    }
}

fn check_row(faults: &mut Faults, row: &Value, field: impl Fn(&str) -> String) {
    let (id, title) = (row["id"].as_str(), row["title"].as_str());
    faults.required("row_title_required", field("title"), title);
    faults.within("row_title_too_long", field("title"), title, MAX_ROW_TITLE);
    faults.required("row_id_required", field("id"), id);
    faults.within("row_id_too_long", field("id"), id, MAX_ROW_ID);
    faults.within(
        "row_description_too_long",
        field("description"),
        row["description"].as_str(),
        MAX_ROW_DESCRIPTION,
    );
}

/// Sections need titles once there are two.
fn sections<'a>(faults: &mut Faults, action: &'a Value) -> &'a [Value] {
    const FIELD: &str = "interactive.action.sections";
    let sections = action["sections"].as_array().map_or(&[][..], Vec::as_slice);
    if sections.is_empty() {
        faults.add("sections_required", FIELD);
    }
    if sections.len() > MAX_SECTIONS {
        faults.over("too_many_sections", FIELD, MAX_SECTIONS);
    }
    for (at, section) in sections.iter().enumerate() {
        let title = section["title"].as_str();
        let field = format!("{FIELD}[{at}].title");
        if sections.len() > 1 {
            faults.required("section_title_required", field.clone(), title);
        }
        faults.within("section_title_too_long", field, title, MAX_SECTION_TITLE);
    }
    sections
}

pub(super) fn link(faults: &mut Faults, place: &str, parameters: &Value) {
    let label = parameters["display_text"].as_str();
    let field = format!("{place}.display_text");
    faults.required("link_label_required", field.clone(), label);
    faults.within("link_label_too_long", field, label, MAX_BUTTON_TITLE);
    if !parameters["url"].as_str().is_some_and(is_link) {
        faults.add("link_invalid", format!("{place}.url"));
    }
}

pub(super) fn product(faults: &mut Faults, place: &str, action: &Value) {
    for (code, name) in [
        ("catalog_required", "catalog_id"),
        ("product_required", "product_retailer_id"),
    ] {
        faults.required(code, format!("{place}.{name}"), action[name].as_str());
    }
}

fn product_list(faults: &mut Faults, action: &Value) {
    const FIELD: &str = "interactive.action.sections";
    faults.required(
        "catalog_required",
        "interactive.action.catalog_id",
        action["catalog_id"].as_str(),
    );
    let mut count = 0;
    for (at, section) in sections(faults, action).iter().enumerate() {
        let items = section["product_items"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        if items.is_empty() {
            faults.add("product_required", format!("{FIELD}[{at}].product_items"));
        }
        count += items.len();
    }
    if count > MAX_PRODUCTS {
        faults.over("too_many_products", FIELD, MAX_PRODUCTS);
    }
}

fn flow(faults: &mut Faults, parameters: &Value) {
    const FIELD: &str = "interactive.action.parameters";
    let label = parameters["flow_cta"].as_str();
    let field = format!("{FIELD}.flow_cta");
    faults.required("flow_label_required", field.clone(), label);
    faults.within("flow_label_too_long", field, label, MAX_BUTTON_TITLE);
    let known = |name: &str| parameters[name].as_str().is_some_and(|it| !it.is_empty());
    if known("flow_id") == known("flow_name") {
        faults.add("flow_required", format!("{FIELD}.flow_id"));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Content;
    use super::*;
    use serde_json::json;

    fn codes(object: Value) -> Vec<&'static str> {
        let faults = Content::Interactive(object).check();
        faults.iter().map(|fault| fault.code).collect()
    }

    fn button(id: &str, title: &str) -> Value {
        json!({ "type": "reply", "reply": { "id": id, "title": title } })
    }

    fn buttons(buttons: &[Value]) -> Value {
        json!({ "type": "button", "body": { "text": "¿Cuál?" }, "action": { "buttons": buttons } })
    }

    fn row(id: &str) -> Value {
        json!({ "id": id, "title": "Azul", "description": "20 × 20" })
    }

    fn list(sections: &[Value]) -> Value {
        json!({
            "type": "list", "body": { "text": "Elija" },
            "action": { "button": "Ver", "sections": sections },
        })
    }

    fn rows(count: usize) -> Vec<Value> {
        (0..count).map(|it| row(&it.to_string())).collect()
    }

    fn with(mut object: Value, pointer: &str, value: Value) -> Value {
        *object.pointer_mut(pointer).unwrap() = value;
        object
    }

    #[test]
    fn what_meta_takes_goes_through() {
        let good = [
            buttons(&[button("a", "Sí"), button("b", "No")]),
            list(&[json!({ "rows": rows(10) })]),
            json!({ "type": "cta_url", "body": { "text": "Vea" }, "action": { "name": "cta_url",
                "parameters": { "display_text": "Abrir", "url": "https://example.com/" } } }),
            json!({ "type": "location_request_message", "body": { "text": "¿Dónde?" },
                "action": { "name": "send_location" } }),
            json!({ "type": "product", "action": { "catalog_id": "1", "product_retailer_id": "2" } }),
            json!({ "type": "product_list", "header": { "type": "text", "text": "Azulejos" },
                "body": { "text": "Vea" }, "action": { "catalog_id": "1", "sections": [
                { "title": "Azul", "product_items": [{ "product_retailer_id": "2" }] }] } }),
            json!({ "type": "catalog_message", "body": { "text": "Vea" }, "action": { "name": "catalog_message" } }),
            json!({ "type": "flow", "body": { "text": "Cita" }, "action": { "name": "flow",
                "parameters": { "flow_id": "1", "flow_cta": "Pedir cita" } } }),
        ];
        for object in good {
            assert!(codes(object.clone()).is_empty(), "{object}");
        }
    }

    fn each(cases: Vec<(Value, &str)>) {
        for (object, code) in cases {
            assert_eq!(codes(object.clone()), [code], "{object}");
        }
    }

    #[test]
    fn each_limit_of_buttons_has_its_code() {
        let many: Vec<Value> = (0..4)
            .map(|it| button(&it.to_string(), &format!("T{it}")))
            .collect();
        let two = [button("a", "Sí"), button("b", "No")];
        let long = json!("x".repeat(1025));
        each(vec![
            (buttons(&[]), "buttons_required"),
            (buttons(&many), "too_many_buttons"),
            (
                buttons(&[button("a", &"x".repeat(21))]),
                "button_title_too_long",
            ),
            (
                buttons(&[button(&"x".repeat(257), "Sí")]),
                "button_id_too_long",
            ),
            (buttons(&[button("a", "")]), "button_title_required"),
            (
                buttons(&[button("a", "Sí"), button("a", "No")]),
                "button_ids_repeat",
            ),
            (
                buttons(&[button("a", "Sí"), button("b", "Sí")]),
                "button_titles_repeat",
            ),
            (with(buttons(&two), "/body/text", long), "body_too_long"),
            (
                with(buttons(&two), "/body/text", json!(" ")),
                "body_required",
            ),
            (json!({ "type": "poll" }), "interactive_type_unknown"),
        ]);
    }

    #[test]
    fn each_limit_of_a_list_has_its_code() {
        let one_list = list(&[json!({ "rows": rows(1) })]);
        let long = |count: usize| json!("x".repeat(count));
        each(vec![
            (
                with(one_list.clone(), "/body/text", long(4097)),
                "body_too_long",
            ),
            (
                with(one_list.clone(), "/action/button", long(21)),
                "list_button_too_long",
            ),
            (
                with(
                    one_list.clone(),
                    "/action/sections/0/rows/0/title",
                    long(25),
                ),
                "row_title_too_long",
            ),
            (
                with(
                    one_list.clone(),
                    "/action/sections/0/rows/0/description",
                    long(73),
                ),
                "row_description_too_long",
            ),
            (
                with(one_list, "/action/sections/0/rows/0/id", long(201)),
                "row_id_too_long",
            ),
            (list(&[]), "sections_required"),
            (list(&[json!({ "rows": rows(11) })]), "too_many_rows"),
            (
                list(&[
                    json!({ "title": "A", "rows": [row("1")] }),
                    json!({ "rows": [row("2")] }),
                ]),
                "section_title_required",
            ),
            (
                list(&[
                    json!({ "title": "A", "rows": [row("1")] }),
                    json!({ "title": "B", "rows": [row("1")] }),
                ]),
                "row_ids_repeat",
            ),
            (
                list(&[json!({ "title": "x".repeat(25), "rows": [row("1")] })]),
                "section_title_too_long",
            ),
        ]);
        let eleven: Vec<Value> = (0..11)
            .map(|it| json!({ "title": "A", "rows": [row(&it.to_string())] }))
            .collect();
        assert_eq!(codes(list(&eleven)), ["too_many_sections", "too_many_rows"]);
    }

    #[test]
    fn headers_and_footers_have_limits_too() {
        let headed = |header: Value| {
            let mut object = buttons(&[button("a", "Sí")]);
            object["header"] = header;
            codes(object)
        };
        assert!(
            headed(json!({ "type": "image", "image": { "link": "https://example.com/a.png" } }))
                .is_empty()
        );
        assert_eq!(
            headed(json!({ "type": "text", "text": "x".repeat(61) })),
            ["header_too_long"]
        );
        assert_eq!(
            headed(json!({ "type": "image", "image": {} })),
            ["media_required"]
        );
        assert_eq!(headed(json!({ "type": "sticker" })), ["header_not_allowed"]);
        let mut footed = buttons(&[button("a", "Sí")]);
        footed["footer"] = json!({ "text": "x".repeat(61) });
        assert_eq!(codes(footed), ["footer_too_long"]);
    }
}
