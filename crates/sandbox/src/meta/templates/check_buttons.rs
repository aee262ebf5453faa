//! The buttons of a template.

use super::check::{Draft, too_long};
use super::variables;
use crate::meta::{At, Refusal};

const BUTTONS: usize = 10;
const TEXT: usize = 25;
const URL: usize = 2_000;
const PHONE: usize = 20;
const CODE: usize = 20;
/// At most so many of a type.
const AT_MOST: [(&str, usize); 6] = [
    ("URL", 2),
    ("PHONE_NUMBER", 1),
    ("COPY_CODE", 1),
    ("OTP", 1),
    ("CATALOG", 1),
    ("MPM", 1),
];
const TYPES: [&str; 13] = [
    "APP",
    "CATALOG",
    "COPY_CODE",
    "FLOW",
    "MPM",
    "ORDER_DETAILS",
    "OTP",
    "PHONE_NUMBER",
    "QUICK_REPLY",
    "REMINDER",
    "SPM",
    "URL",
    "VOICE_CALL",
];

pub(super) fn buttons(draft: &Draft<'_>, at: &At<'_>) -> Result<(), Refusal> {
    let mut kinds: Vec<String> = Vec::new();
    for button in at.need("buttons")?.items_up_to(BUTTONS)? {
        let button = button.object()?;
        let kind = button.need("type")?.one_of(&TYPES)?.to_ascii_uppercase();
        if (kind == "OTP") != (draft.category == "AUTHENTICATION") {
            return Err(button.not_valid("must be of type OTP in authentication templates only"));
        }
        one(&kind, &button)?;
        kinds.push(kind);
    }
    for (kind, most) in AT_MOST {
        if kinds.iter().filter(|it| *it == kind).count() > most {
            return Err(at.not_valid(&format!("can have at most {most} of type {kind}")));
        }
    }
    // Quick replies stand together: before the others, or after them.
    let quick: Vec<bool> = kinds.iter().map(|it| it == "QUICK_REPLY").collect();
    if quick
        .windows(2)
        .filter(|pair| pair.first() != pair.last())
        .count()
        > 1
    {
        return Err(at.not_valid("must not mix quick replies with other buttons"));
    }
    Ok(())
}

fn one(kind: &str, button: &At<'_>) -> Result<(), Refusal> {
    let text = button.get("text");
    let text = match (text, kind) {
        (Some(text), _) => Some(text.text()?),
        (None, "COPY_CODE" | "OTP") => None,
        (None, _) => Some(button.need("text")?.text()?),
    };
    if text.is_some_and(|text| text.chars().count() > TEXT) {
        return Err(too_long("button", TEXT));
    }
    match kind {
        "URL" => link(button),
        "PHONE_NUMBER" => button.need_text("phone_number", PHONE).map(|_| ()),
        "COPY_CODE" => example(button).and_then(|it| {
            if it.chars().count() > CODE {
                return Err(too_long("code", CODE));
            }
            Ok(())
        }),
        "OTP" => {
            let types = ["COPY_CODE", "ONE_TAP", "ZERO_TAP"];
            button.need("otp_type")?.one_of(&types).map(|_| ())
        }
        "FLOW" => flow(button),
        _ => Ok(()),
    }
}

fn link(button: &At<'_>) -> Result<(), Refusal> {
    let at = button.need("url")?;
    let url = at.text_up_to(URL)?;
    let asked = variables(url);
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(at.not_valid("is not an address on the web"));
    }
    if asked.is_empty() {
        return Ok(());
    }
    if asked.len() > 1 || !url.ends_with("}}") {
        return Err(at.not_valid("can have one variable, at its end"));
    }
    example(button).map(|_| ())
}

/// Given alone or in a list.
fn example(button: &At<'_>) -> Result<String, Refusal> {
    let example = button.need("example")?;
    let first = example.value.get(0).unwrap_or(example.value);
    let text = first.as_str();
    let text = text.filter(|it| !it.is_empty());
    text.map(str::to_owned)
        .ok_or_else(|| example.not_valid("must be a text, or a list with one"))
}

fn flow(button: &At<'_>) -> Result<(), Refusal> {
    let named = ["flow_id", "flow_name", "flow_json"];
    if named
        .iter()
        .filter(|name| button.get(name).is_some())
        .count()
        == 1
    {
        return Ok(());
    }
    Err(button.not_valid("needs one of flow_id, flow_name and flow_json"))
}
