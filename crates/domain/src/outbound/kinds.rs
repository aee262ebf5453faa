//! Limits of the simple kinds: text, files, places, contacts, reactions.

use super::{Faults, Location, MAX_CAPTION, Media};
use crate::MediaKind;
use crate::message::MAX_TEXT;
use serde_json::Value;

/// Characters of a place's name or address.
const MAX_PLACE: usize = 1000;
/// Contact cards in one message.
const MAX_CARDS: usize = 257;
const MAX_FILENAME: usize = 240;
/// The longest emoji sequences of Unicode have ten code points.
const MAX_EMOJI: usize = 12;
/// Of a contact's name.
const PARTS: [&str; 5] = ["first_name", "last_name", "middle_name", "suffix", "prefix"];

pub(super) fn text(faults: &mut Faults, body: &str) {
    if body.trim().is_empty() {
        faults.add("text_empty", "text.body");
    }
    faults.within("text_too_long", "text.body", Some(body), MAX_TEXT);
}

pub(super) fn media(faults: &mut Faults, media: &Media) {
    let kind = media.kind.as_str();
    match (&media.media_id, &media.link) {
        (None, None) => faults.add("media_required", kind),
        (Some(_), Some(_)) => faults.add("media_ambiguous", kind),
        (None, Some(link)) if !is_link(link) => {
            faults.add("link_invalid", format!("{kind}.link"));
        }
        (Some(_), None) | (None, Some(_)) => {}
    }
    if media.caption.is_some() && !media.kind.has_caption() {
        faults.add("caption_not_allowed", format!("{kind}.caption"));
    }
    faults.within(
        "caption_too_long",
        format!("{kind}.caption"),
        media.caption.as_deref(),
        MAX_CAPTION,
    );
    if media.filename.is_some() && media.kind != MediaKind::Document {
        faults.add("filename_not_allowed", format!("{kind}.filename"));
    }
    faults.within(
        "filename_too_long",
        format!("{kind}.filename"),
        media.filename.as_deref(),
        MAX_FILENAME,
    );
    if media.voice && media.kind != MediaKind::Audio {
        faults.add("voice_not_allowed", format!("{kind}.voice"));
    }
}

/// Meta fetches it, so it must be an address of the web.
pub(crate) fn is_link(link: &str) -> bool {
    let rest = link
        .strip_prefix("https://")
        .or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && link.len() <= 2000
        && !link.chars().any(|it| it.is_whitespace() || it.is_control())
}

pub(super) fn location(faults: &mut Faults, location: &Location) {
    // A number that is no number lies within no range either.
    if !(-90.0..=90.0).contains(&location.latitude) {
        faults.add("latitude_out_of_range", "location.latitude");
    }
    if !(-180.0..=180.0).contains(&location.longitude) {
        faults.add("longitude_out_of_range", "location.longitude");
    }
    for (code, field, text) in [
        ("name_too_long", "location.name", &location.name),
        ("address_too_long", "location.address", &location.address),
    ] {
        faults.within(code, field, text.as_deref(), MAX_PLACE);
    }
}

pub(super) fn contacts(faults: &mut Faults, cards: &[Value]) {
    if cards.is_empty() {
        faults.add("contacts_required", "contacts");
    }
    if cards.len() > MAX_CARDS {
        faults.over("too_many_contacts", "contacts", MAX_CARDS);
    }
    for (at, card) in cards.iter().enumerate() {
        let name = &card["name"];
        let field = format!("contacts[{at}].name.formatted_name");
        faults.required(
            "contact_name_required",
            field,
            name["formatted_name"].as_str(),
        );
        // Meta wants one part of the name beside the formatted one.
        let has_part = PARTS
            .iter()
            .any(|part| name[part].as_str().is_some_and(|text| !text.is_empty()));
        if !has_part {
            faults.add(
                "contact_name_part_required",
                format!("contacts[{at}].name.first_name"),
            );
        }
    }
}

pub(super) fn reaction(faults: &mut Faults, emoji: &str) {
    // Keycap emoji begin with a digit or a sign, and always end in U+20E3.
    let is_word = emoji
        .chars()
        .any(|it| it.is_alphabetic() || it.is_whitespace() || it.is_control())
        || (emoji.is_ascii() && !emoji.is_empty());
    if is_word || emoji.chars().count() > MAX_EMOJI {
        faults.add("emoji_invalid", "reaction.emoji");
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Content, Fault, check_reaction};
    use super::*;
    use crate::MediaId;
    use serde_json::json;

    fn codes(content: &Content) -> Vec<&'static str> {
        content.check().iter().map(|fault| fault.code).collect()
    }

    fn said(body: String) -> Content {
        Content::Text {
            body,
            preview_url: false,
        }
    }

    fn file(kind: MediaKind) -> Media {
        Media {
            kind,
            media_id: None,
            link: Some("https://example.com/f".to_owned()),
            caption: None,
            filename: None,
            voice: false,
        }
    }

    #[test]
    fn a_text_says_something_of_at_most_4096_characters() {
        assert!(codes(&said("á".repeat(4096))).is_empty());
        assert_eq!(
            said("á".repeat(4097)).check(),
            [Fault {
                code: "text_too_long",
                field: "text.body".to_owned(),
                limit: Some(4096)
            }]
        );
        assert_eq!(codes(&said(" \n ".to_owned())), ["text_empty"]);
    }

    #[test]
    fn a_file_is_ours_or_linked() {
        let none = Media {
            link: None,
            ..file(MediaKind::Image)
        };
        let both = Media {
            media_id: Some(MediaId::new()),
            ..file(MediaKind::Image)
        };
        for (media, code) in [(none, "media_required"), (both, "media_ambiguous")] {
            assert_eq!(codes(&Content::Media(media)), [code]);
        }
        for link in [
            "ftp://a",
            "https://",
            "https:///x",
            "https://a b",
            "javascript:x",
        ] {
            let media = Media {
                link: Some(link.to_owned()),
                ..file(MediaKind::Image)
            };
            assert_eq!(codes(&Content::Media(media)), ["link_invalid"], "{link}");
        }
    }

    #[test]
    fn what_stands_beside_a_file_depends_on_its_kind() {
        for &kind in MediaKind::ALL {
            let media = Media {
                caption: Some("c".repeat(1024)),
                filename: Some("a.pdf".to_owned()),
                voice: true,
                ..file(kind)
            };
            let mut expected = Vec::new();
            if !kind.has_caption() {
                expected.push("caption_not_allowed");
            }
            if kind != MediaKind::Document {
                expected.push("filename_not_allowed");
            }
            if kind != MediaKind::Audio {
                expected.push("voice_not_allowed");
            }
            assert_eq!(codes(&Content::Media(media)), expected, "{kind}");
        }
        let long = Media {
            caption: Some("c".repeat(1025)),
            ..file(MediaKind::Video)
        };
        let faults = Content::Media(long).check();
        assert_eq!(
            (faults[0].code, faults[0].limit),
            ("caption_too_long", Some(1024))
        );
    }

    #[test]
    fn a_place_is_on_earth() {
        let at = |latitude, longitude| {
            codes(&Content::Location(Location {
                latitude,
                longitude,
                name: None,
                address: None,
            }))
        };
        assert!(at(-90.0, 180.0).is_empty());
        assert_eq!(at(90.1, 0.0), ["latitude_out_of_range"]);
        assert_eq!(
            at(f64::NAN, f64::INFINITY),
            ["latitude_out_of_range", "longitude_out_of_range"]
        );
    }

    #[test]
    fn contacts_have_names() {
        let full = json!({ "name": { "formatted_name": "Ana Ruiz", "first_name": "Ana" } });
        assert!(codes(&Content::Contacts(vec![full.clone()])).is_empty());
        assert_eq!(codes(&Content::Contacts(vec![])), ["contacts_required"]);
        assert_eq!(
            codes(&Content::Contacts(vec![json!({ "phones": [] })])),
            ["contact_name_required", "contact_name_part_required"]
        );
        assert_eq!(
            codes(&Content::Contacts(vec![full; 258])),
            ["too_many_contacts"]
        );
    }

    #[test]
    fn a_reaction_is_an_emoji_or_nothing() {
        for emoji in ["", "👍", "❤️", "👩‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "🇲🇽"]
        {
            assert!(check_reaction(emoji).is_empty(), "{emoji}");
        }
        for word in ["ok", "👍 👍", "1", ":)", "\n"] {
            assert_eq!(check_reaction(word)[0].code, "emoji_invalid", "{word}");
        }
    }
}
