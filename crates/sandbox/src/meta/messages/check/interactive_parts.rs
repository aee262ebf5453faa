//! Headers, footers, buttons, rows and cards of interactive messages.

use std::collections::HashSet;

use super::content;
use super::file::{FileUse, file};
use super::interactive::Headers;
use crate::media::MediaKind;
use crate::meta::{At, Refusal};

const SMALL_TEXT: usize = 60;
const BUTTONS: usize = 3;
const BUTTON_TITLE: usize = 20;
const BUTTON_ID: usize = 256;
const SECTIONS: usize = 10;
const ROWS: usize = 10;
const ROW_ID: usize = 200;
const ROW_TITLE: usize = 24;
const ROW_DESCRIPTION: usize = 72;
const PRODUCTS: usize = 30;
const CARDS: usize = 10;
const CARD_BODY: usize = 160;

pub(super) fn footer(body: &At<'_>) -> Result<(), Refusal> {
    if let Some(footer) = body.get("footer") {
        footer.object()?.need_text("text", SMALL_TEXT)?;
    }
    Ok(())
}

pub(super) fn header(body: &At<'_>, allowed: &Headers) -> Result<Option<FileUse>, Refusal> {
    let Some(header) = body.get("header") else {
        return Ok(None);
    };
    let header = header.object()?;
    let known: &[&str] = match allowed {
        Headers::Any => &["text", "image", "video", "document", "location"],
        Headers::Text => &["text"],
        Headers::None => return Err(header.not_valid("is not supported for this type")),
    };
    let kind = header.need("type")?.one_of(known)?.to_ascii_lowercase();
    if kind == "text" {
        header.need_text("text", SMALL_TEXT)?;
        return Ok(None);
    }
    let inner = header.need(&kind)?.object()?;
    match MediaKind::of_message(&kind) {
        Some(kind) => file(kind, &inner).map(Some),
        None => content::location(&inner).map(|_| None),
    }
}

pub(super) fn buttons(action: &At<'_>) -> Result<(), Refusal> {
    let mut seen = HashSet::new();
    for button in action.need("buttons")?.items_up_to(BUTTONS)? {
        let button = button.object()?;
        button.need("type")?.one_of(&["reply"])?;
        let reply = button.need("reply")?.object()?;
        let id = reply.need_text("id", BUTTON_ID)?;
        let title = reply.need_text("title", BUTTON_TITLE)?;
        if !seen.insert(("id", id)) || !seen.insert(("title", title)) {
            return Err(reply.not_valid("repeats the id or title of another button"));
        }
    }
    Ok(())
}

/// Ten rows in total, however many sections they are in.
pub(super) fn list(action: &At<'_>) -> Result<(), Refusal> {
    action.need_text("button", BUTTON_TITLE)?;
    let sections = action.need("sections")?.items_up_to(SECTIONS)?;
    let several = sections.len() > 1;
    let (mut seen, mut total) = (HashSet::new(), 0);
    for section in sections {
        let section = section.object()?;
        if several {
            section.need_text("title", ROW_TITLE)?;
        }
        section.may_have_text("title", ROW_TITLE)?;
        let rows = section.need("rows")?;
        for row in rows.items_up_to(ROWS)? {
            let row = row.object()?;
            let id = row.need_text("id", ROW_ID)?;
            row.need_text("title", ROW_TITLE)?;
            row.may_have_text("description", ROW_DESCRIPTION)?;
            if !seen.insert(id) {
                return Err(row.not_valid("repeats the id of another row"));
            }
            total += 1;
        }
    }
    if total > ROWS {
        return Err(action.not_valid(&format!(
            "has {total} rows, and all sections together have at most {ROWS}"
        )));
    }
    Ok(())
}

pub(super) fn link_button(action: &At<'_>) -> Result<(), Refusal> {
    action.need("name")?.one_of(&["cta_url"])?;
    let parameters = action.need("parameters")?.object()?;
    parameters.need_text("display_text", BUTTON_TITLE)?;
    parameters.need("url")?.link()?;
    Ok(())
}

pub(super) fn product_sections(action: &At<'_>) -> Result<(), Refusal> {
    action.need("catalog_id")?.text()?;
    let sections = action.need("sections")?.items_up_to(SECTIONS)?;
    let several = sections.len() > 1;
    let mut total = 0;
    for section in sections {
        let section = section.object()?;
        if several {
            section.need_text("title", ROW_TITLE)?;
        }
        section.may_have_text("title", ROW_TITLE)?;
        for item in section.need("product_items")?.items_up_to(PRODUCTS)? {
            item.object()?.need("product_retailer_id")?.text()?;
            total += 1;
        }
    }
    if total > PRODUCTS {
        return Err(action.not_valid(&format!(
            "has {total} products, and all sections together have at most {PRODUCTS}"
        )));
    }
    Ok(())
}

/// Cards to swipe: each with a picture or film and a link, or each a product.
pub(super) fn carousel(action: &At<'_>) -> Result<Vec<FileUse>, Refusal> {
    let cards = action.need("cards")?;
    let list = cards.items_up_to(CARDS)?;
    if list.len() < 2 {
        return Err(cards.not_valid("must have at least 2 cards"));
    }
    let mut files = Vec::new();
    for (index, card) in list.into_iter().enumerate() {
        let card = card.object()?;
        let place = card.need("card_index")?;
        if place.number()?.to_string() != index.to_string() {
            return Err(place.not_valid("must be the card's place, beginning with 0"));
        }
        card.need("type")?.one_of(&["cta_url", "product"])?;
        let action = card.need("action")?.object()?;
        if card.value.get("type").is_some_and(|it| it == "product") {
            action.need("catalog_id")?.text()?;
            action.need("product_retailer_id")?.text()?;
            continue;
        }
        files.extend(header(&card, &Headers::Any)?);
        card.need("header")?;
        if let Some(body) = card.get("body") {
            body.need_text("text", CARD_BODY)?;
        }
        link_button(&action)?;
    }
    Ok(files)
}
