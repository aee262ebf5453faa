//! Interactive messages: buttons, lists, links, flows, products.

use super::Order;
use super::interactive_parts::{
    buttons, carousel, footer, header, link_button, list, product_sections,
};
use crate::meta::{At, Refusal};

const SHORT_BODY: usize = 1_024;
const LIST_BODY: usize = 4_096;
const FLOW_LABEL: usize = 30;

/// What may stand above the body.
pub(super) enum Headers {
    Any,
    Text,
    None,
}

/// Types that are taken as they come: they need an `action`, and nothing more is looked at.
const UNCHECKED: [&str; 6] = [
    "order_details",
    "order_status",
    "address_message",
    "call_permission_request",
    "voice_call",
    "request_contact_info",
];

const CHECKED: [&str; 9] = [
    "button",
    "carousel",
    "catalog_message",
    "cta_url",
    "flow",
    "list",
    "location_request_message",
    "product",
    "product_list",
];

pub(super) fn read(order: &mut Order, body: &At<'_>) -> Result<(), Refusal> {
    let kind = body.need("type")?;
    let known: Vec<&str> = CHECKED.iter().chain(&UNCHECKED).copied().collect();
    let kind = kind.one_of(&known)?.to_ascii_lowercase();
    let action = body.need("action")?.object()?;
    let text_limit = if kind == "list" {
        LIST_BODY
    } else {
        SHORT_BODY
    };
    order.text = match body.get("body") {
        Some(text) => Some(text.need_text("text", text_limit)?.to_owned()),
        None if kind == "product" || UNCHECKED.contains(&kind.as_str()) => None,
        None => {
            return Err(body
                .need("body")
                .err()
                .unwrap_or_else(|| Refusal::of(131_008)));
        }
    };
    footer(body)?;
    let headers = match kind.as_str() {
        "list" | "product_list" => Headers::Text,
        "location_request_message" | "product" | "carousel" => Headers::None,
        _ => Headers::Any,
    };
    order.files.extend(header(body, &headers)?);
    match kind.as_str() {
        "button" => buttons(&action),
        "list" => list(&action),
        "cta_url" => link_button(&action),
        "location_request_message" => named(&action, "send_location"),
        "flow" => flow(&action),
        "product" => product(&action),
        "product_list" => {
            body.need("header")?;
            product_sections(&action)
        }
        "catalog_message" => catalog(&action),
        "carousel" => {
            order.files.extend(carousel(&action)?);
            Ok(())
        }
        _ => Ok(()),
    }
}

fn named(action: &At<'_>, name: &str) -> Result<(), Refusal> {
    action.need("name")?.one_of(&[name]).map(|_| ())
}

fn flow(action: &At<'_>) -> Result<(), Refusal> {
    named(action, "flow")?;
    let parameters = action.need("parameters")?.object()?;
    parameters.need("flow_message_version")?.one_of(&["3"])?;
    parameters.need_text("flow_cta", FLOW_LABEL)?;
    let (id, name) = (parameters.get("flow_id"), parameters.get("flow_name"));
    match (id, name) {
        (Some(one), None) | (None, Some(one)) => one.text()?,
        (Some(_), Some(_)) => {
            return Err(parameters.not_valid("takes either 'flow_id' or 'flow_name', not both"));
        }
        (None, None) => {
            return Err(Refusal::with_details(
                131_008,
                format!("The parameter {}['flow_id'] is required.", parameters.path),
            ));
        }
    };
    parameters.may_have_text("flow_token", 200)?;
    if let Some(mode) = parameters.get("mode") {
        mode.one_of(&["draft", "published"])?;
    }
    if let Some(action) = parameters.get("flow_action") {
        action.one_of(&["navigate", "data_exchange"])?;
    }
    if let Some(payload) = parameters.get("flow_action_payload") {
        payload.object()?.need("screen")?.text()?;
    }
    Ok(())
}

fn product(action: &At<'_>) -> Result<(), Refusal> {
    action.need("catalog_id")?.text()?;
    action.need("product_retailer_id")?.text()?;
    Ok(())
}

fn catalog(action: &At<'_>) -> Result<(), Refusal> {
    named(action, "catalog_message")?;
    if let Some(parameters) = action.get("parameters") {
        let parameters = parameters.object()?;
        parameters.may_have_text("thumbnail_product_retailer_id", 256)?;
    }
    Ok(())
}
