//! What a caller sends: one shape a type, Meta's names inside.

use domain::outbound::{Content, Location, Media};
use domain::{MediaId, MediaKind, MessageId, TemplateId};
use serde::Deserialize;
use serde_json::Value;
use services::Refusal;
use services::messages::{UseTemplate, What, WhichTemplate};
use utoipa::ToSchema;

#[derive(Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum NewMessage {
    Text {
        text: NewText,
        /// The message that this one answers.
        reply_to: Option<MessageId>,
    },
    Image {
        image: NewFile,
        reply_to: Option<MessageId>,
    },
    Video {
        video: NewFile,
        reply_to: Option<MessageId>,
    },
    Audio {
        audio: NewFile,
        reply_to: Option<MessageId>,
    },
    Document {
        document: NewFile,
        reply_to: Option<MessageId>,
    },
    Sticker {
        sticker: NewFile,
        reply_to: Option<MessageId>,
    },
    Location {
        location: NewLocation,
        reply_to: Option<MessageId>,
    },
    Contacts {
        /// Meta's contact objects: each has a `name` with `formatted_name` and one part of it.
        #[schema(value_type = Vec<std::collections::HashMap<String, Value>>)]
        contacts: Vec<Value>,
        reply_to: Option<MessageId>,
    },
    /// Meta's `interactive` object; a stored file in its header stands as `media_id`.
    Interactive {
        #[schema(value_type = std::collections::HashMap<String, Value>)]
        interactive: Value,
        reply_to: Option<MessageId>,
    },
    /// Goes out whether the window is open or not.
    Template {
        template: NewTemplateMessage,
        reply_to: Option<MessageId>,
    },
    /// Answered with the message that it is put on.
    Reaction { reaction: NewReaction },
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewText {
    /// 1 to 4096 characters.
    #[schema(example = "Claro, le mando la cotización hoy mismo")]
    body: String,
    /// Shows a preview of the first link.
    #[serde(default)]
    preview_url: bool,
}

/// A stored file, or one that Meta fetches from the web: one of the two.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFile {
    media_id: Option<MediaId>,
    link: Option<String>,
    /// Of an image, a video or a document; 1024 characters at most.
    caption: Option<String>,
    /// Of a document.
    filename: Option<String>,
    /// Of an audio file: a voice note.
    #[serde(default)]
    voice: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewLocation {
    #[schema(example = 19.4326)]
    latitude: f64,
    #[schema(example = -99.1332)]
    longitude: f64,
    name: Option<String>,
    address: Option<String>,
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewReaction {
    message_id: MessageId,
    /// Empty takes the reaction away.
    #[schema(example = "👍")]
    emoji: String,
}

/// A template by its id, or by its name and language.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTemplateMessage {
    template_id: Option<TemplateId>,
    #[schema(example = "pedido_listo")]
    name: Option<String>,
    #[schema(example = "es_MX")]
    language: Option<String>,
    /// The values, as Meta's `components`; a stored file in a header stands as `media_id`.
    #[serde(default)]
    #[schema(value_type = Vec<std::collections::HashMap<String, Value>>)]
    components: Vec<Value>,
}

impl NewMessage {
    /// What is said, and the message that it answers.
    pub(super) fn into_parts(self) -> Result<(What, Option<MessageId>), Refusal> {
        let (content, reply_to) = match self {
            Self::Text { text, reply_to } => (
                Content::Text {
                    body: text.body,
                    preview_url: text.preview_url,
                },
                reply_to,
            ),
            Self::Image { image, reply_to } => (image.of(MediaKind::Image), reply_to),
            Self::Video { video, reply_to } => (video.of(MediaKind::Video), reply_to),
            Self::Audio { audio, reply_to } => (audio.of(MediaKind::Audio), reply_to),
            Self::Document { document, reply_to } => (document.of(MediaKind::Document), reply_to),
            Self::Sticker { sticker, reply_to } => (sticker.of(MediaKind::Sticker), reply_to),
            Self::Location { location, reply_to } => (location.into(), reply_to),
            Self::Contacts { contacts, reply_to } => (Content::Contacts(contacts), reply_to),
            Self::Interactive {
                interactive,
                reply_to,
            } => (Content::Interactive(interactive), reply_to),
            Self::Template { template, reply_to } => {
                return Ok((What::Template(template.try_into()?), reply_to));
            }
            Self::Reaction { reaction } => {
                let what = What::Reaction {
                    message: reaction.message_id,
                    emoji: reaction.emoji,
                };
                return Ok((what, None));
            }
        };
        Ok((What::Content(content), reply_to))
    }
}

impl NewFile {
    fn of(self, kind: MediaKind) -> Content {
        Content::Media(Media {
            kind,
            media_id: self.media_id,
            link: self.link,
            caption: self.caption,
            filename: self.filename,
            voice: self.voice,
        })
    }
}

impl TryFrom<NewTemplateMessage> for UseTemplate {
    type Error = Refusal;
    fn try_from(template: NewTemplateMessage) -> Result<Self, Refusal> {
        let which = match (template.template_id, template.name, template.language) {
            (Some(id), None, None) => WhichTemplate::Id(id),
            (None, Some(name), Some(language)) => WhichTemplate::Named { name, language },
            _ => {
                let detail = "give either a template_id, or a name and a language";
                return Err(Refusal::invalid("template", "ambiguous", detail));
            }
        };
        Ok(Self {
            which,
            components: Value::Array(template.components),
        })
    }
}

impl From<NewLocation> for Content {
    fn from(location: NewLocation) -> Self {
        Self::Location(Location {
            latitude: location.latitude,
            longitude: location.longitude,
            name: location.name,
            address: location.address,
        })
    }
}
