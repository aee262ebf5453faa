//! A letter out of what somebody wishes to write, held against the chat that it goes to.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::PhoneError;
use super::answer;
use super::letter::{Content, Letter, find};
use super::system::Change;
use super::wish::{CustomerMessageKind as Kind, SendAsCustomer};
use crate::core::Core;
use crate::media::MediaKind;
use crate::meta::media::address;
use crate::world::{Changed, ChatKey, ChatMessage, Side, World};

/// WhatsApp lets people change what they wrote for so long, and take it back for so long.
const EDITABLE: SignedDuration = SignedDuration::from_mins(15);
const REVOCABLE: SignedDuration = SignedDuration::from_hours(48);

/// Where and when it is written.
pub(super) struct Desk<'a> {
    pub(super) core: &'a Core,
    pub(super) key: &'a ChatKey,
    pub(super) now: Timestamp,
}

pub(super) fn letter(
    desk: &Desk<'_>,
    world: &mut World,
    wish: &SendAsCustomer,
) -> Result<Letter, PhoneError> {
    match wish.kind {
        Kind::Text => text(wish),
        Kind::Reaction => reaction(wish),
        Kind::Edit => edit(desk, world, wish),
        Kind::Revoke => {
            let original = original(desk, world, wish, REVOCABLE)?;
            Ok(Letter::Revoke {
                original: original.id.clone(),
            })
        }
        Kind::System => Change::read(world, desk.key, &wish.content, desk.now).map(Letter::System),
        Kind::Unsupported => Ok(Letter::Unsupported {
            kind: text_in(&wish.content, "type").unwrap_or_else(|| "poll".into()),
            code: match wish.content.get("code").and_then(Value::as_u64) {
                Some(131_060) => 131_060,
                Some(_) | None => 131_051,
            },
        }),
        Kind::Errors => Ok(Letter::Untyped),
        Kind::Image | Kind::Video | Kind::Audio | Kind::Document | Kind::Sticker => {
            media(desk, world, wish)
        }
        Kind::Location => location(wish),
        Kind::Contacts => match wish.content.as_array() {
            Some(cards) if !cards.is_empty() => Ok(bubble(wish, wish.content.clone(), None)),
            Some(_) | None => Err(PhoneError::Invalid("contacts is a list of cards")),
        },
        Kind::Interactive | Kind::Button => {
            let quoted = wish.reply_to.as_deref();
            let quoted = quoted
                .map(|id| find(world.chat(desk.key), id))
                .transpose()?;
            let (body, text) = if wish.kind == Kind::Button {
                answer::button(quoted, &wish.content)?
            } else {
                answer::interactive(quoted, &wish.content)?
            };
            Ok(bubble(wish, body, Some(text)))
        }
        Kind::Order => order(wish),
    }
}

fn text_in(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn bubble(wish: &SendAsCustomer, body: Value, text: Option<String>) -> Letter {
    Letter::Content(Box::new(Content {
        kind: wish.kind.name().to_owned(),
        body,
        text,
        media: None,
        reply_to: wish.reply_to.clone(),
        forwarded: wish.forwarded,
        referral: wish.referral.clone(),
    }))
}

fn text(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let body = wish.text.clone().filter(|text| !text.is_empty());
    let body = body.ok_or(PhoneError::Invalid("a text message needs a text"))?;
    Ok(bubble(wish, json!({ "body": body }), Some(body.clone())))
}

fn reaction(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let message = text_in(&wish.content, "message_id").or_else(|| wish.reply_to.clone());
    let message = message.ok_or(PhoneError::Invalid(
        "a reaction needs reply_to, the message it is for",
    ))?;
    Ok(Letter::Reaction {
        emoji: text_in(&wish.content, "emoji").or_else(|| wish.emoji.clone()),
        message,
    })
}

/// The customer's own message that is spoken of, if it is young enough.
fn original<'a>(
    desk: &Desk<'_>,
    world: &'a World,
    wish: &SendAsCustomer,
    young: SignedDuration,
) -> Result<&'a ChatMessage, PhoneError> {
    let id = text_in(&wish.content, "original_message_id").or_else(|| wish.reply_to.clone());
    let id = id.ok_or(PhoneError::Invalid("name the message: original_message_id"))?;
    let message = find(world.chat(desk.key), &id)?;
    if message.from != Side::Customer || message.changed == Some(Changed::Revoked) {
        return Err(PhoneError::Invalid(
            "that is no message of the customer's own",
        ));
    }
    if desk.now.duration_since(message.at) > young {
        return Err(PhoneError::Invalid("that message is too old for it"));
    }
    Ok(message)
}

fn edit(desk: &Desk<'_>, world: &World, wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let original = original(desk, world, wish, EDITABLE)?;
    let may = ["text", "image", "video", "document"];
    if !may.contains(&original.kind.as_str()) {
        return Err(PhoneError::Invalid("only texts and captions can be edited"));
    }
    let in_message = [
        "/message/text/body",
        "/message/image/caption",
        "/message/video/caption",
    ];
    let text = in_message
        .iter()
        .find_map(|path| wish.content.pointer(path)?.as_str())
        .map(str::to_owned)
        .or_else(|| wish.text.clone());
    Ok(Letter::Edit {
        original: original.id.clone(),
        text: text.ok_or(PhoneError::Invalid("an edit needs the new text"))?,
    })
}

fn media(desk: &Desk<'_>, world: &mut World, wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let id = text_in(&wish.content, "id");
    let id = id.ok_or(PhoneError::Invalid(
        "upload the file first, and name its id",
    ))?;
    let file = world.media.kept(&id).cloned();
    let file = file.ok_or(PhoneError::UnknownMedia(id))?;
    let kind = MediaKind::of_message(wish.kind.name());
    if kind.is_none_or(|kind| kind != MediaKind::Document && !kind.takes(&file.mime_type)) {
        return Err(PhoneError::Invalid(
            "a file of that type is not of this kind",
        ));
    }
    // Meta gives each message an id of its own, which lives seven days.
    let id = world
        .media
        .receive(file.copy_for(&desk.key.phone_number_id), desk.now);
    let file = world.media.kept(&id).cloned();
    let file = file.ok_or(PhoneError::UnknownMedia(id))?;
    let mut body = file.news(&address(desk.core, &file));
    let mut view = file.view();
    let flag = |name: &str| wish.content.get(name).and_then(Value::as_bool);
    let caption = text_in(&wish.content, "caption").or_else(|| wish.text.clone());
    let captioned = !matches!(wish.kind, Kind::Audio | Kind::Sticker);
    if wish.kind == Kind::Audio {
        view.voice = flag("voice").unwrap_or(false);
        body["voice"] = json!(view.voice);
    }
    if wish.kind == Kind::Sticker {
        view.animated = flag("animated").unwrap_or(view.animated);
        body["animated"] = json!(view.animated);
    }
    let caption = caption.filter(|_| captioned);
    if let Some(caption) = &caption {
        body["caption"] = json!(caption);
    }
    if wish.kind == Kind::Document {
        view.filename = text_in(&wish.content, "filename").or(view.filename);
        body["filename"] = json!(view.filename.as_deref().unwrap_or("file"));
    }
    let mut letter = bubble(wish, body, caption);
    if let Letter::Content(content) = &mut letter {
        content.media = Some(view);
    }
    Ok(letter)
}

fn location(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let degrees = |name: &str| wish.content.get(name).and_then(Value::as_f64);
    if degrees("latitude").is_none() || degrees("longitude").is_none() {
        return Err(PhoneError::Invalid(
            "a location needs latitude and longitude",
        ));
    }
    let name = text_in(&wish.content, "name");
    Ok(bubble(wish, wish.content.clone(), name))
}

fn order(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    let items = wish.content.get("product_items").and_then(Value::as_array);
    if items.is_none_or(Vec::is_empty) {
        return Err(PhoneError::Invalid("an order needs product_items"));
    }
    let text = text_in(&wish.content, "text");
    Ok(bubble(wish, wish.content.clone(), text))
}
