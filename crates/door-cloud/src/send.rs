//! A message of the house as Graph wants it.

use domain::MessageKind;
use door::{Outbound, OutboundContent, OutboundFile};
use graph::client::{FileSource, SendBody, SendRequest};

/// What the Cloud API sends.
pub(crate) const KINDS: [MessageKind; 10] = [
    MessageKind::Text,
    MessageKind::Image,
    MessageKind::Video,
    MessageKind::Audio,
    MessageKind::Document,
    MessageKind::Sticker,
    MessageKind::Location,
    MessageKind::Contacts,
    MessageKind::Interactive,
    MessageKind::Template,
];

pub(crate) fn request(message: &Outbound) -> SendRequest {
    SendRequest {
        to: message.to.wa_id.clone(),
        recipient: message.to.bsuid.clone(),
        reply_to: message.reply_to.clone(),
        body: body(&message.content),
        biz_opaque_callback_data: message.id.map(|id| id.to_string()),
    }
}

fn body(content: &OutboundContent) -> SendBody {
    match content.clone() {
        OutboundContent::Text { body, preview_url } => SendBody::Text { body, preview_url },
        OutboundContent::Media {
            kind,
            file,
            caption,
            filename,
            voice,
        } => SendBody::Media {
            kind: kind.as_str(),
            file: match file {
                OutboundFile::Uploaded(id) => FileSource::Id(id),
                OutboundFile::Link(link) => FileSource::Link(link),
            },
            caption,
            filename,
            voice,
        },
        OutboundContent::Location(location) => SendBody::Location(location),
        OutboundContent::Contacts(cards) => SendBody::Contacts(cards),
        OutboundContent::Interactive(object) => SendBody::Interactive(object),
        OutboundContent::Template {
            name,
            language,
            components,
        } => SendBody::Template {
            name,
            language,
            components,
        },
        OutboundContent::Reaction { provider_id, emoji } => SendBody::Reaction {
            wamid: provider_id,
            emoji: emoji.unwrap_or_default(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MediaKind;
    use door::Recipient;
    use serde_json::{Value, json};

    fn sent(content: OutboundContent) -> Value {
        let message = Outbound {
            id: None,
            to: Recipient {
                wa_id: None,
                bsuid: Some("MX.1".to_owned()),
            },
            content,
            reply_to: None,
        };
        request(&message).to_value()
    }

    #[test]
    fn each_kind_stands_under_its_name() {
        let note = sent(OutboundContent::Media {
            kind: MediaKind::Audio,
            file: OutboundFile::Uploaded("17".to_owned()),
            caption: None,
            filename: None,
            voice: true,
        });
        assert_eq!(
            (&note["type"], &note["audio"]),
            (&json!("audio"), &json!({ "id": "17", "voice": true }))
        );
        assert_eq!(note["recipient"], "MX.1");
        let gone = sent(OutboundContent::Reaction {
            provider_id: "wamid.1".to_owned(),
            emoji: None,
        });
        assert_eq!(
            gone["reaction"],
            json!({ "message_id": "wamid.1", "emoji": "" })
        );
        assert!(gone.get("biz_opaque_callback_data").is_none());
        let template = sent(OutboundContent::Template {
            name: "aviso".to_owned(),
            language: "es_MX".to_owned(),
            components: json!([]),
        });
        assert_eq!(
            template["template"],
            json!({ "name": "aviso", "language": { "code": "es_MX" }, "components": [] })
        );
    }
}
