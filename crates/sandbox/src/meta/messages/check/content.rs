//! What each type of message must have.

use super::file::file;
use super::{Order, Reaction, contacts, interactive, must_be_text, template, wamid};
use crate::media::MediaKind;
use crate::meta::{At, Refusal};

/// Code points, as Meta counts characters.
const TEXT_LIMIT: usize = 4_096;
const CAPTION_LIMIT: usize = 1_024;
const PLACE_LIMIT: usize = 1_000;
/// The longest emoji is a family of people joined by invisible signs.
const EMOJI_LIMIT: usize = 16;

/// Puts into the order what the customer will see.
pub(super) fn read(order: &mut Order, body: &At<'_>) -> Result<(), Refusal> {
    match order.kind.as_str() {
        "text" => order.text = Some(text(body)?),
        "reaction" => order.reaction = Some(reaction(body)?),
        "template" => template::read(order, body)?,
        "location" => order.text = location(body)?,
        "interactive" => interactive::read(order, body)?,
        "contacts" => contacts::read(body)?,
        kind => {
            if let Some(kind) = MediaKind::of_message(kind) {
                order.text = media(kind, body)?;
                order.files.push(file(kind, body)?);
            }
        }
    }
    Ok(())
}

fn text(body: &At<'_>) -> Result<String, Refusal> {
    let parameter = "text['body']";
    let text = body.get("body").filter(|text| text.value != "");
    let text = text.ok_or_else(|| Refusal::missing(parameter))?;
    let text = text.text_up_to(TEXT_LIMIT)?.to_owned();
    if let Some(preview) = body.get("preview_url")
        && !preview.value.is_boolean()
        && !matches!(preview.value.as_str(), Some("true" | "false"))
    {
        return Err(Refusal::wrong_type(&preview.path, "a boolean"));
    }
    Ok(text)
}

fn reaction(body: &At<'_>) -> Result<Reaction, Refusal> {
    let message_id = wamid(body)?;
    let emoji = body
        .value
        .get("emoji")
        .ok_or_else(|| Refusal::missing("reaction['emoji']"))?;
    let emoji = emoji
        .as_str()
        .ok_or_else(|| must_be_text("reaction['emoji']"))?;
    let letters = emoji.chars().any(|it| it.is_alphabetic() && it.is_ascii());
    if letters || emoji.chars().count() > EMOJI_LIMIT {
        return Err(body.not_valid("must have a single emoji"));
    }
    Ok(Reaction {
        message_id,
        emoji: emoji.to_owned(),
    })
}

fn media(kind: MediaKind, body: &At<'_>) -> Result<Option<String>, Refusal> {
    let Some(caption) = body.get("caption") else {
        return Ok(None);
    };
    if matches!(kind, MediaKind::Audio | MediaKind::Sticker) {
        return Err(Refusal::invalid(format!(
            "Unexpected key \"caption\" on param \"{}\".",
            body.path
        )));
    }
    caption
        .text_up_to(CAPTION_LIMIT)
        .map(|it| Some(it.to_owned()))
}

/// Also used for the headers of templates.
pub(super) fn location(body: &At<'_>) -> Result<Option<String>, Refusal> {
    for (name, limit) in [("latitude", 90.0), ("longitude", 180.0)] {
        let at = body.need(name)?;
        let degrees = at.number()?;
        if !(-limit..=limit).contains(&degrees) {
            return Err(at.not_valid("is out of range"));
        }
    }
    body.may_have_text("address", PLACE_LIMIT)?;
    let name = body.may_have_text("name", PLACE_LIMIT)?;
    Ok(name.map(str::to_owned))
}
