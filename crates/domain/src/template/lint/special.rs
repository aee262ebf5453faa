//! Rules of authentication templates, limited-time offers and carousels.

use super::super::TemplateCategory;
use super::super::shape::{component, is, list};
use super::{Draft, Findings, body, buttons, header};
use serde_json::Value;

const OFFER: &str = "limited_time_offer";
const CAROUSEL: &str = "carousel";
const MAX_OFFER: usize = 16;
const MAX_OFFER_BODY: usize = 600;
const MAX_CARD_BODY: usize = 160;
const MAX_CARD_BUTTONS: usize = 2;
const CARDS: std::ops::RangeInclusive<usize> = 2..=10;
const EXPIRES: std::ops::RangeInclusive<u64> = 1..=90;

/// Meta writes the text itself; what may be chosen is little.
pub(super) fn authentication(findings: &mut Findings, components: &Value) {
    for part in list(components) {
        let allowed = ["BODY", "FOOTER", "BUTTONS"]
            .iter()
            .any(|known| is(&part["type"], known));
        if !allowed {
            findings.add("authentication_part_not_allowed", "components");
        }
    }
    match component(components, "BODY") {
        None => findings.add("body_required", "body"),
        Some(part) if part["text"].is_string() => {
            findings.add("authentication_text_fixed", "body");
        }
        Some(_) => {}
    }
    if let Some(minutes) =
        component(components, "FOOTER").map(|part| &part["code_expiration_minutes"])
        && !minutes
            .as_u64()
            .is_some_and(|minutes| EXPIRES.contains(&minutes))
    {
        findings.add("expiration_out_of_range", "footer");
    }
    let buttons = component(components, "BUTTONS").map_or(&[][..], |part| list(&part["buttons"]));
    let is_otp = |button: &Value| {
        is(&button["type"], "OTP")
            && ["COPY_CODE", "ONE_TAP", "ZERO_TAP"]
                .iter()
                .any(|known| is(&button["otp_type"], known))
    };
    if buttons.len() != 1 || !buttons.iter().all(is_otp) {
        findings.add("otp_button_required", "buttons");
    }
}

pub(super) fn offer(findings: &mut Findings, draft: &Draft) {
    let Some(part) = component(&draft.components, "LIMITED_TIME_OFFER") else {
        return;
    };
    if draft.category != TemplateCategory::Marketing {
        findings.add("offer_only_marketing", OFFER);
    }
    let offer = &part["limited_time_offer"];
    let text = offer["text"].as_str().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add("offer_text_required", OFFER);
    }
    findings.within("offer_text_too_long", OFFER, text, MAX_OFFER);
    if component(&draft.components, "FOOTER").is_some() {
        findings.add("offer_without_footer", "footer");
    }
    let in_body = component(&draft.components, "BODY").and_then(|part| part["text"].as_str());
    findings.within(
        "body_too_long",
        "body",
        in_body.unwrap_or_default(),
        MAX_OFFER_BODY,
    );
    let header = component(&draft.components, "HEADER");
    if header.is_some_and(|part| !is(&part["format"], "IMAGE") && !is(&part["format"], "VIDEO")) {
        findings.add("offer_header", "header");
    }
    let buttons =
        component(&draft.components, "BUTTONS").map_or(&[][..], |part| list(&part["buttons"]));
    let has = |kind: &str| buttons.iter().any(|it| is(&it["type"], kind));
    if offer["has_expiration"].as_bool() == Some(true) && !has("COPY_CODE") {
        findings.add("offer_code_required", "buttons");
    }
    if !has("URL") {
        findings.add("offer_url_required", "buttons");
    }
}

pub(super) fn carousel(findings: &mut Findings, draft: &Draft) {
    let Some(part) = component(&draft.components, "CAROUSEL") else {
        return;
    };
    for kind in ["HEADER", "FOOTER", "BUTTONS"] {
        if component(&draft.components, kind).is_some() {
            findings.add("carousel_only_body", kind.to_ascii_lowercase());
        }
    }
    let cards = list(&part["cards"]);
    if !CARDS.contains(&cards.len()) {
        findings.over("carousel_cards", CAROUSEL, *CARDS.end());
    }
    for (at, card) in cards.iter().enumerate() {
        let place = format!("{CAROUSEL}[{at}]");
        one(findings, draft, &card["components"], &place);
    }
    let shapes: Vec<Vec<String>> = cards
        .iter()
        .map(|card| shape(&card["components"]))
        .collect();
    if shapes.windows(2).any(|pair| pair[0] != pair[1]) {
        findings.add("carousel_cards_differ", CAROUSEL);
    }
}

fn one(findings: &mut Findings, draft: &Draft, components: &Value, place: &str) {
    let top = component(components, "HEADER");
    let fits = top.is_some_and(|part| {
        ["IMAGE", "VIDEO", "PRODUCT"]
            .iter()
            .any(|known| is(&part["format"], known))
    });
    if !fits {
        findings.add("card_header_required", format!("{place}.header"));
    }
    header(findings, draft, top, &format!("{place}.header"));
    if let Some(part) = component(components, "BODY") {
        let field = format!("{place}.body");
        body(
            findings,
            draft.parameter_format,
            part,
            &field,
            MAX_CARD_BODY,
        );
    }
    let field = format!("{place}.buttons");
    let given = component(components, "BUTTONS").map_or(&Value::Null, |part| &part["buttons"]);
    buttons::check(findings, given, &field);
    if list(given).len() > MAX_CARD_BUTTONS {
        findings.over("too_many_buttons", field, MAX_CARD_BUTTONS);
    }
}

/// What must be the same in every card: the header's format, the parts, the types of buttons.
fn shape(components: &Value) -> Vec<String> {
    let mut shape = Vec::new();
    for part in list(components) {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_ascii_uppercase();
        shape.push(format!("{}:{}", word(&part["type"]), word(&part["format"])));
        shape.extend(list(&part["buttons"]).iter().map(|it| word(&it["type"])));
    }
    shape
}
