//! What a line's door can do, so that a composer offers no more.

use domain::{MediaKind, MessageKind};
use serde::Serialize;
use services::views::Capabilities as Door;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
pub(crate) struct Capabilities {
    /// The kinds of messages that may be sent.
    kinds: Vec<MessageKind>,
    /// The types of interactive messages that may be sent.
    #[schema(example = json!(["button", "list"]))]
    interactive: Vec<&'static str>,
    reactions: bool,
    replies: bool,
    link_preview: bool,
    typing: bool,
    /// Free-form messages go out within the customer-care window only.
    care_window: bool,
    /// Characters of a text.
    max_text: usize,
    /// Characters of a caption.
    max_caption: usize,
    media: Vec<MediaLimit>,
}

/// Which files of one kind may be sent.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct MediaLimit {
    kind: MediaKind,
    max_bytes: u64,
    /// Empty where any type may go.
    mime_types: Vec<&'static str>,
}

impl From<Door> for Capabilities {
    fn from(door: Door) -> Self {
        let media = door.media.iter().map(|limit| MediaLimit {
            kind: limit.kind,
            max_bytes: limit.max_bytes,
            mime_types: limit.mime_types.to_vec(),
        });
        Self {
            kinds: door.kinds.to_vec(),
            interactive: door.interactive.to_vec(),
            reactions: door.reactions,
            replies: door.reply_context,
            link_preview: door.link_preview,
            typing: door.typing,
            care_window: door.care_window,
            max_text: door.max_text,
            max_caption: domain::outbound::MAX_CAPTION,
            media: media.collect(),
        }
    }
}
