//! A template message held against its template, and filled in as the customer reads it.

mod buttons;
mod header;
mod values;

use serde_json::{Map, Value, json};

use super::check::Order;
use crate::meta::Refusal;
use crate::meta::templates::variables;
use crate::world::{Template, TemplateStatus, World, is_kind};
use values::Values;

const BODY_LIMIT: usize = 1_024;

/// A template as the customer reads it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filled {
    /// `{name, language, components, rendered}`.
    pub(super) content: Value,
    pub(super) text: String,
    pub(super) category: String,
    pub(super) message_status: String,
}

pub(super) fn fill(world: &World, phone_number_id: &str, order: &Order) -> Result<Filled, Refusal> {
    let content = &order.content;
    let text = |path: &str| {
        content
            .pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let (name, language) = (text("/name"), text("/language/code"));
    let phone = world.phones.get(phone_number_id);
    let waba_id = phone.map_or("", |phone| phone.spec.waba_id.as_str());
    let template = sendable(
        world.templates.named(waba_id, name, language),
        name,
        language,
    )?;
    let sent = content.get("components").and_then(Value::as_array);
    let sent = sent.map_or(&[][..], Vec::as_slice);
    let rendered = render(template, &template.components, sent)?;
    let body = rendered
        .get("body")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let (text, mut content) = (body.to_owned(), content.clone());
    content["rendered"] = Value::Object(rendered);
    Ok(Filled {
        content,
        text,
        category: template.category.to_ascii_lowercase(),
        message_status: template.message_status.clone(),
    })
}

fn sendable<'a>(
    template: Option<&'a Template>,
    name: &str,
    language: &str,
) -> Result<&'a Template, Refusal> {
    let unknown = || {
        let details = format!("template name ({name}) does not exist in {language}");
        Refusal::with_details(132_001, details)
    };
    let template = template.ok_or_else(unknown)?;
    match template.status {
        TemplateStatus::Approved => Ok(template),
        TemplateStatus::Paused => Err(Refusal::with_details(
            132_015,
            format!("template ({name}) is paused due to low quality"),
        )),
        TemplateStatus::Disabled => Err(Refusal::with_details(
            132_016,
            format!("template ({name}) has been disabled due to low quality"),
        )),
        TemplateStatus::Pending
        | TemplateStatus::Rejected
        | TemplateStatus::InAppeal
        | TemplateStatus::LimitExceeded
        | TemplateStatus::Archived => Err(unknown()),
    }
}

/// Header, body, footer and buttons; of a card the same.
fn render(
    template: &Template,
    components: &[Value],
    sent: &[Value],
) -> Result<Map<String, Value>, Refusal> {
    let of = |kind: &str| components.iter().find(|it| is_kind(it, kind));
    let given = |kind: &str| sent.iter().find(|it| is_kind(it, kind));
    let mut rendered = Map::new();
    if let Some(header) = of("HEADER") {
        let header = header::render(template, header, given("header"))?;
        rendered.insert("header".into(), header);
    }
    let body = of("BODY").map_or_else(String::new, |it| body_text(it, &template.language));
    let values = Values::read("body", given("body"))?;
    let body = values.fill("body", &body, template.named)?;
    if body.chars().count() > BODY_LIMIT {
        return Err(Refusal::with_details(
            132_005,
            format!("body: the text has more than {BODY_LIMIT} characters once it is filled in"),
        ));
    }
    rendered.insert("body".into(), json!(body));
    if let Some(footer) = of("FOOTER") {
        rendered.insert(
            "footer".into(),
            json!(footer_text(footer, &template.language)),
        );
    }
    if let Some(component) = of("LIMITED_TIME_OFFER") {
        rendered.insert(
            "limited_time_offer".into(),
            offer(component, given("limited_time_offer"))?,
        );
    }
    let buttons = of("BUTTONS").and_then(|it| it.get("buttons")?.as_array());
    let buttons = buttons.map_or(&[][..], Vec::as_slice);
    let shown = buttons::render(buttons, sent, &values)?;
    rendered.insert("buttons".into(), json!(shown));
    if let Some(carousel) = of("CAROUSEL") {
        let cards = cards(template, carousel, given("carousel"))?;
        rendered.insert("cards".into(), json!(cards));
    }
    Ok(rendered)
}

/// What Meta writes into authentication templates itself: text, advice, when the code expires.
fn own_words(language: &str) -> [&'static str; 3] {
    match language.split('_').next() {
        Some("es") => [
            "Tu código de verificación es {{1}}.",
            "Por tu seguridad, no lo compartas.",
            "Este código caduca en {minutes} minutos.",
        ],
        Some("pt") => [
            "Seu código de verificação é {{1}}.",
            "Para sua segurança, não o compartilhe.",
            "Este código expira em {minutes} minutos.",
        ],
        _ => [
            "{{1}} is your verification code.",
            "For your security, do not share this code.",
            "This code expires in {minutes} minutes.",
        ],
    }
}

fn body_text(body: &Value, language: &str) -> String {
    if let Some(text) = body.get("text").and_then(Value::as_str) {
        return text.to_owned();
    }
    let [text, advice, _] = own_words(language);
    if body.get("add_security_recommendation") == Some(&Value::Bool(true)) {
        return format!("{text} {advice}");
    }
    text.to_owned()
}

fn footer_text(footer: &Value, language: &str) -> String {
    if let Some(text) = footer.get("text").and_then(Value::as_str) {
        return text.to_owned();
    }
    let [_, _, expires] = own_words(language);
    footer
        .get("code_expiration_minutes")
        .and_then(Value::as_i64)
        .map_or_else(String::new, |minutes| {
            expires.replace("{minutes}", &minutes.to_string())
        })
}

fn offer(component: &Value, given: Option<&Value>) -> Result<Value, Refusal> {
    let offer = component
        .get("limited_time_offer")
        .cloned()
        .unwrap_or_default();
    let expires = given.and_then(|it| it.pointer("/parameters/0/limited_time_offer").cloned());
    if offer.get("has_expiration") == Some(&Value::Bool(true)) && expires.is_none() {
        return Err(Refusal::with_details(
            131_008,
            "limited_time_offer: the parameter expiration_time_ms is required.",
        ));
    }
    let text = offer.get("text").cloned().unwrap_or_default();
    let expires = expires.and_then(|it| it.get("expiration_time_ms").cloned());
    Ok(json!({ "text": text, "expiration_time_ms": expires }))
}

fn cards(
    template: &Template,
    carousel: &Value,
    given: Option<&Value>,
) -> Result<Vec<Value>, Refusal> {
    let list = |of: Option<&Value>| {
        let cards = of.and_then(|it| it.get("cards")).and_then(Value::as_array);
        cards.cloned().unwrap_or_default()
    };
    let (cards, given) = (list(Some(carousel)), list(given));
    if cards.len() != given.len() {
        return Err(Refusal::with_details(
            132_012,
            format!(
                "carousel: expected {} cards, received {}",
                cards.len(),
                given.len()
            ),
        ));
    }
    let components = |of: &Value| {
        let list = of.get("components").and_then(Value::as_array);
        list.cloned().unwrap_or_default()
    };
    let pairs = cards.iter().zip(&given);
    pairs
        .map(|(card, given)| {
            let shown = render(template, &components(card), &components(given))?;
            Ok(Value::Object(shown))
        })
        .collect()
}

/// How many values a text asks for.
fn asks_for(text: &str) -> usize {
    variables(text).len()
}
