//! What the business may say: every type of outbound message, checked against Meta's limits.
//!
//! Limits are those of Meta's messages reference (2026-09). Characters are Unicode code points.

mod carousel;
mod fault;
mod interactive;
mod kinds;
mod media;

pub use fault::Fault;
pub use interactive::TYPES as INTERACTIVE_TYPES;
pub use media::{MEDIA_LIMITS, MediaLimit, check_file, media_limit};

pub(crate) use fault::Faults;
pub(crate) use kinds::is_link;

use crate::{MediaId, MediaKind, MessageKind};
use serde_json::{Map, Value, json};

/// Characters of a caption.
pub const MAX_CAPTION: usize = 1024;

/// What a message says. Templates are checked against their own definition elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    Text {
        body: String,
        preview_url: bool,
    },
    Media(Media),
    Location(Location),
    /// Meta's contact objects.
    Contacts(Vec<Value>),
    /// Meta's `interactive` object; in a header a stored file stands as `media_id`.
    Interactive(Value),
}

/// A file, with what goes beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Media {
    pub kind: MediaKind,
    pub media_id: Option<MediaId>,
    pub link: Option<String>,
    pub caption: Option<String>,
    pub filename: Option<String>,
    /// A voice note: shown with its waveform, not as a music file.
    pub voice: bool,
}

/// A point on the map, in degrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    pub name: Option<String>,
    pub address: Option<String>,
}

impl Content {
    pub fn kind(&self) -> MessageKind {
        match self {
            Self::Text { .. } => MessageKind::Text,
            Self::Media(media) => media.kind.into(),
            Self::Location(_) => MessageKind::Location,
            Self::Contacts(_) => MessageKind::Contacts,
            Self::Interactive(_) => MessageKind::Interactive,
        }
    }

    /// Everything that Meta would refuse; empty where it may go.
    pub fn check(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        match self {
            Self::Text { body, .. } => kinds::text(&mut faults, body),
            Self::Media(media) => kinds::media(&mut faults, media),
            Self::Location(location) => kinds::location(&mut faults, location),
            Self::Contacts(cards) => kinds::contacts(&mut faults, cards),
            Self::Interactive(object) => interactive::check(&mut faults, object),
        }
        faults.finish()
    }

    /// What a bubble, a list and a search show.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text { body, .. } => Some(body),
            Self::Media(media) => media.caption.as_deref(),
            Self::Location(location) => location.name.as_deref(),
            Self::Contacts(_) => None,
            Self::Interactive(object) => object.pointer("/body/text").and_then(Value::as_str),
        }
    }

    /// The stored file that is the message, where one is.
    pub const fn media_id(&self) -> Option<MediaId> {
        match self {
            Self::Media(media) => media.media_id,
            Self::Text { .. } | Self::Location(_) | Self::Contacts(_) | Self::Interactive(_) => {
                None
            }
        }
    }

    /// The kind's own fields under Meta's names, as they are stored.
    pub fn fields(&self) -> Value {
        match self {
            Self::Text { preview_url, .. } => json!({ "preview_url": preview_url }),
            Self::Media(media) => media.fields(),
            Self::Location(location) => location.fields(),
            Self::Contacts(cards) => json!({ "contacts": cards }),
            Self::Interactive(object) => object.clone(),
        }
    }
}

impl Media {
    fn fields(&self) -> Value {
        let mut fields = Map::new();
        for (name, value) in [
            ("link", &self.link),
            ("caption", &self.caption),
            ("filename", &self.filename),
        ] {
            if let Some(value) = value {
                fields.insert(name.to_owned(), json!(value));
            }
        }
        if self.voice {
            fields.insert("voice".to_owned(), json!(true));
        }
        Value::Object(fields)
    }
}

impl Location {
    fn fields(&self) -> Value {
        let mut fields = json!({ "latitude": self.latitude, "longitude": self.longitude });
        for (name, value) in [("name", &self.name), ("address", &self.address)] {
            if let Some(value) = value {
                fields[name] = json!(value);
            }
        }
        fields
    }
}

/// Whether `emoji` may stand as a reaction: a sign, not a word. Empty takes the reaction away.
pub fn check_reaction(emoji: &str) -> Vec<Fault> {
    let mut faults = Faults::default();
    kinds::reaction(&mut faults, emoji);
    faults.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_what_meta_calls_them() {
        let voice = Content::Media(Media {
            kind: MediaKind::Audio,
            media_id: None,
            link: Some("https://example.com/a.ogg".to_owned()),
            caption: None,
            filename: None,
            voice: true,
        });
        assert_eq!(
            voice.fields(),
            json!({ "link": "https://example.com/a.ogg", "voice": true })
        );
        assert_eq!(voice.kind(), MessageKind::Audio);
        let place = Content::Location(Location {
            latitude: 19.43,
            longitude: -99.13,
            name: Some("Tienda".to_owned()),
            address: None,
        });
        assert_eq!(
            place.fields(),
            json!({ "latitude": 19.43, "longitude": -99.13, "name": "Tienda" })
        );
        assert_eq!(place.text(), Some("Tienda"));
    }
}
