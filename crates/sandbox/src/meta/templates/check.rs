//! What Meta wants of a template's components before it takes it to review.

use serde_json::{Value, json};

use super::check_buttons::buttons;
use super::variables;
use crate::meta::{At, Refusal};
use crate::world::component;

const BODY: usize = 1_024;
const SMALL: usize = 60;
const OFFER: usize = 16;
const CARD_BODY: usize = 160;

const LENGTH: u32 = 2_388_040;
const HEADER: u32 = 2_388_047;
const BODY_WRONG: u32 = 2_388_072;
const FOOTER: u32 = 2_388_073;
const RATIO: u32 = 2_388_293;
const EDGES: u32 = 2_388_299;

/// What the components are to be of.
pub(super) struct Draft<'a> {
    pub(super) category: &'a str,
    pub(super) named: bool,
}

pub(super) fn too_long(what: &str, limit: usize) -> Refusal {
    Refusal::template(
        LENGTH,
        "Character limit exceeded",
        format!("The {what} has more than {limit} characters."),
    )
}

pub(super) fn components(draft: &Draft<'_>, at: &At<'_>) -> Result<(), Refusal> {
    let list = at.items()?;
    let mut kinds = Vec::new();
    for part in &list {
        let part = part.clone().object()?;
        let kind = part.need("type")?.one_of(&[
            "BODY",
            "BUTTONS",
            "CAROUSEL",
            "FOOTER",
            "HEADER",
            "LIMITED_TIME_OFFER",
        ])?;
        let kind = kind.to_ascii_uppercase();
        match kind.as_str() {
            "HEADER" => header(draft, &part)?,
            "BODY" => body(draft, &part, BODY)?,
            "FOOTER" => footer(&part)?,
            "BUTTONS" => buttons(draft, &part)?,
            "CAROUSEL" => carousel(draft, &part)?,
            _ => offer(&part)?,
        }
        if kinds.contains(&kind) {
            return Err(Refusal::invalid(format!("Component {kind} stands twice.")));
        }
        kinds.push(kind);
    }
    if !kinds.iter().any(|it| it == "BODY") {
        return Err(Refusal::template(
            BODY_WRONG,
            "Message template body is missing",
            "A template must have a component of type BODY.",
        ));
    }
    if draft.category == "AUTHENTICATION" && !kinds.iter().any(|it| it == "BUTTONS") {
        return Err(Refusal::invalid(
            "Authentication templates need a button of type OTP.",
        ));
    }
    Ok(())
}

fn header(draft: &Draft<'_>, at: &At<'_>) -> Result<(), Refusal> {
    let wrong = |text: &str| Refusal::template(HEADER, "Message template header is wrong", text);
    if draft.category == "AUTHENTICATION" {
        return Err(wrong("Authentication templates have no header."));
    }
    let formats = [
        "DOCUMENT", "GIF", "IMAGE", "LOCATION", "PRODUCT", "TEXT", "VIDEO",
    ];
    let format = at.need("format")?.one_of(&formats)?.to_ascii_uppercase();
    match format.as_str() {
        "TEXT" => {
            let text = at.need("text")?.text()?;
            if text.chars().count() > SMALL {
                return Err(too_long("header", SMALL));
            }
            if text.contains(['\n', '*', '~']) {
                return Err(wrong("The header can't have new lines or formatting."));
            }
            let asked = variables(text);
            if asked.len() > 1 {
                return Err(wrong("The header can have one variable at most."));
            }
            let examples = samples(at, "header_text", draft.named);
            if asked.len() != examples {
                return Err(wrong("The header needs an example for its variable."));
            }
            Ok(())
        }
        "LOCATION" | "PRODUCT" => Ok(()),
        _ => {
            let handles = at.value.pointer("/example/header_handle");
            let first = handles.and_then(|it| it.get(0)).and_then(Value::as_str);
            match first {
                Some(handle) if !handle.is_empty() => Ok(()),
                Some(_) | None => Err(wrong("The header needs an example: header_handle.")),
            }
        }
    }
}

fn body(draft: &Draft<'_>, at: &At<'_>, limit: usize) -> Result<(), Refusal> {
    if draft.category == "AUTHENTICATION" {
        if at.get("text").is_some() {
            return Err(Refusal::template(
                BODY_WRONG,
                "Message template body is wrong",
                "The text of authentication templates is fixed.",
            ));
        }
        return Ok(());
    }
    let text = at.need("text")?.text()?;
    if text.chars().count() > limit {
        return Err(too_long("body", limit));
    }
    let asked = variables(text);
    let sequence = (1..).map(|number: usize| number.to_string());
    if !draft.named && !sequence.zip(&asked).all(|(number, name)| number == *name) {
        return Err(Refusal::template(
            BODY_WRONG,
            "Message template body is wrong",
            "Variables must be numbered {{1}}, {{2}}, … in their order.",
        ));
    }
    shape_of_text(text, &asked)?;
    let examples = samples(at, "body_text", draft.named);
    if asked.len() != examples {
        return Err(Refusal::template(
            BODY_WRONG,
            "Message template body needs examples",
            format!(
                "{} variables need an example each, {examples} given.",
                asked.len()
            ),
        ));
    }
    Ok(())
}

fn shape_of_text(text: &str, asked: &[String]) -> Result<(), Refusal> {
    if asked.is_empty() {
        return Ok(());
    }
    let trimmed = text.trim();
    if trimmed.starts_with("{{") || trimmed.ends_with("}}") {
        return Err(Refusal::template(
            EDGES,
            "Variables can't be at the start or the end of the template",
            "Put text before the first and after the last variable.",
        ));
    }
    let words = trimmed
        .split_whitespace()
        .filter(|word| !word.contains("{{"));
    if words.count() < asked.len() * 2 + 1 {
        return Err(Refusal::template(
            RATIO,
            "Too many variables for the length of the template",
            "Use fewer variables, or more words around them.",
        ));
    }
    Ok(())
}

/// How many examples there are, by place or by name.
fn samples(at: &At<'_>, name: &str, named: bool) -> usize {
    let count = |path: &str| {
        at.value
            .pointer(path)
            .and_then(Value::as_array)
            .map(Vec::len)
    };
    if named {
        return count(&format!("/example/{name}_named_params")).unwrap_or(0);
    }
    let nested = count(&format!("/example/{name}/0"));
    nested
        .or_else(|| count(&format!("/example/{name}")))
        .unwrap_or(0)
}

fn footer(at: &At<'_>) -> Result<(), Refusal> {
    if at.get("code_expiration_minutes").is_some() {
        let minutes = at.need("code_expiration_minutes")?;
        if (1.0..=90.0).contains(&minutes.number()?) {
            return Ok(());
        }
        return Err(minutes.not_valid("must lie between 1 and 90"));
    }
    let text = at.need("text")?.text()?;
    if text.chars().count() > SMALL {
        return Err(too_long("footer", SMALL));
    }
    if !variables(text).is_empty() {
        return Err(Refusal::template(
            FOOTER,
            "Message template footer is wrong",
            "The footer can't have variables.",
        ));
    }
    Ok(())
}

fn offer(at: &At<'_>) -> Result<(), Refusal> {
    let offer = at.need("limited_time_offer")?.object()?;
    let text = offer.need("text")?.text()?;
    if text.chars().count() > OFFER {
        return Err(too_long("limited-time offer", OFFER));
    }
    Ok(())
}

fn carousel(draft: &Draft<'_>, at: &At<'_>) -> Result<(), Refusal> {
    let cards = at.need("cards")?;
    let list = cards.items_up_to(10)?;
    if list.len() < 2 {
        return Err(cards.not_valid("must have at least 2 cards"));
    }
    for card in list {
        for part in card.object()?.need("components")?.items()? {
            let part = part.object()?;
            let kind = part.need("type")?.one_of(&["BODY", "BUTTONS", "HEADER"])?;
            match kind.to_ascii_uppercase().as_str() {
                "HEADER" => header(draft, &part)?,
                "BODY" => body(draft, &part, CARD_BODY)?,
                _ => buttons(draft, &part)?,
            }
        }
    }
    Ok(())
}

/// How long Meta tries to deliver it; each category has its own range.
pub(super) fn ttl(body: &At<'_>, category: &str) -> Result<Option<i64>, Refusal> {
    let Some(ttl) = body.get("message_send_ttl_seconds") else {
        return Ok(None);
    };
    let seconds = ttl.value.as_i64();
    let seconds = seconds.ok_or_else(|| Refusal::wrong_type(&ttl.path, "a number"))?;
    let range = match category {
        "AUTHENTICATION" => 30..=900,
        "UTILITY" => 30..=43_200,
        _ => 43_200..=2_592_000,
    };
    if seconds == -1 || range.contains(&seconds) {
        return Ok(Some(seconds));
    }
    Err(ttl.not_valid("is out of range for this category"))
}

/// Meta gives types and formats back in upper case, however they were written.
pub(super) fn in_upper_case(components: &Value) -> Value {
    let mut components = components.clone();
    for part in components.as_array_mut().into_iter().flatten() {
        upper(part);
        for name in ["buttons", "cards"] {
            let list = part.get_mut(name).and_then(Value::as_array_mut);
            for inner in list.into_iter().flatten() {
                upper(inner);
                if let Some(nested) = inner.get("components").cloned() {
                    inner["components"] = in_upper_case(&nested);
                }
            }
        }
    }
    components
}

fn upper(part: &mut Value) {
    for name in ["type", "format", "otp_type"] {
        if let Some(word) = part.get(name).and_then(Value::as_str) {
            part[name] = json!(word.to_ascii_uppercase());
        }
    }
}

/// The text of the body, for what looks at words.
pub(super) fn text_of(components: &[Value]) -> &str {
    let body = component(components, "BODY").and_then(|it| it.get("text"));
    body.and_then(Value::as_str).unwrap_or_default()
}
