//! A template message's own form, before it is held against the template that it names.

use super::file::file;
use super::{Order, content};
use crate::media::MediaKind;
use crate::meta::{At, Refusal};

const NAME_LIMIT: usize = 512;
const PARAMETER_LIMIT: usize = 32_768;
const PAYLOAD_LIMIT: usize = 2_000;
const COMPONENTS: [&str; 7] = [
    "body",
    "button",
    "carousel",
    "footer",
    "header",
    "limited_time_offer",
    "order_status",
];
const SUB_TYPES: [&str; 11] = [
    "catalog",
    "copy_code",
    "flow",
    "mpm",
    "order_details",
    "phone_number",
    "product",
    "quick_reply",
    "spm",
    "url",
    "voice_call",
];

pub(super) fn read(order: &mut Order, body: &At<'_>) -> Result<(), Refusal> {
    let required = |path: &str| Refusal::missing(&format!("template{path}"));
    let name = body.get("name").ok_or_else(|| required("['name']"))?;
    order.text = Some(name.text_up_to(NAME_LIMIT)?.to_owned());
    let language = body.get("language").and_then(|it| it.get("code"));
    let language = language.ok_or_else(|| required("['language']['code']"))?;
    language.text_up_to(20)?;
    if let Some(components) = body.get("components") {
        for component in components.items()? {
            read_component(order, &component.object()?)?;
        }
    }
    Ok(())
}

fn read_component(order: &mut Order, component: &At<'_>) -> Result<(), Refusal> {
    let kind = component.need("type")?.one_of(&COMPONENTS)?;
    if kind.eq_ignore_ascii_case("button") {
        component.need("sub_type")?.one_of(&SUB_TYPES)?;
        let index = component.need("index")?;
        if !(0.0..10.0).contains(&index.number()?) {
            return Err(index.not_valid("must lie between 0 and 9"));
        }
    }
    if kind.eq_ignore_ascii_case("carousel") {
        for card in component.need("cards")?.items_up_to(10)? {
            let card = card.object()?;
            card.need("card_index")?.number()?;
            for component in card.need("components")?.items()? {
                read_component(order, &component.object()?)?;
            }
        }
        return Ok(());
    }
    if let Some(parameters) = component.get("parameters") {
        for parameter in parameters.items()? {
            read_parameter(order, &parameter.object()?)?;
        }
    }
    Ok(())
}

fn read_parameter(order: &mut Order, parameter: &At<'_>) -> Result<(), Refusal> {
    let kinds = [
        "action",
        "coupon_code",
        "currency",
        "date_time",
        "document",
        "image",
        "limited_time_offer",
        "location",
        "payload",
        "product",
        "text",
        "video",
    ];
    let kind = parameter.need("type")?.one_of(&kinds)?.to_ascii_lowercase();
    let inner = parameter.need(&kind)?;
    match kind.as_str() {
        // Graph turns numbers and truth values into text here.
        "text" if inner.value.is_boolean() || inner.value.is_number() => {}
        "text" => {
            inner.text_up_to(PARAMETER_LIMIT)?;
        }
        "payload" => {
            inner.text_up_to(PAYLOAD_LIMIT)?;
        }
        "coupon_code" => {
            inner.text_up_to(20)?;
        }
        "currency" => {
            let inner = inner.object()?;
            inner.need("fallback_value")?.text()?;
            inner.need_text("code", 3)?;
            inner.need("amount_1000")?.number()?;
        }
        "date_time" => {
            inner.object()?.need("fallback_value")?.text()?;
        }
        "location" => {
            content::location(&inner.object()?)?;
        }
        "limited_time_offer" => {
            inner.object()?.need("expiration_time_ms")?.number()?;
        }
        "product" => {
            inner.object()?.need("product_retailer_id")?.text()?;
        }
        "action" => {
            inner.object()?;
        }
        media => {
            if let Some(kind) = MediaKind::of_message(media) {
                order.files.push(file(kind, &inner.object()?)?);
            }
        }
    }
    Ok(())
}
