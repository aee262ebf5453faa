//! A claimed delivery as a letter: what the door is handed, once its files are with the provider.

use crate::contacts::same_person;
use crate::doors::OpenDoor;
use domain::{Failure, IdentityKind, MediaKind, MessageId, MessageKind};
use door::{Outbound, OutboundContent, OutboundFile, Recipient};
use serde_json::{Value, json};
use storage::Tx;
use storage::inbox::{Conversation, Delivery, Identity};

/// A message that was claimed, with everything that its sending needs.
pub(super) struct Letter {
    pub(super) delivery: Delivery,
    id: MessageId,
    to: Recipient,
    reply_to: Option<String>,
    kind: MessageKind,
    text: String,
    /// The kind's own fields, as they are stored.
    pub(super) fields: Value,
}

impl Letter {
    pub(super) async fn read(
        tx: &mut Tx,
        open: &OpenDoor,
        delivery: Delivery,
    ) -> storage::Result<Self> {
        let message = tx.messages().get(delivery.message_id).await?;
        let conversation = tx.conversations().get(delivery.conversation_id).await?;
        let reply_to = match message.reply_to_id {
            Some(quoted) => tx.messages().get(quoted).await?.provider_id,
            None => None,
        };
        let fields = message.content.as_deref();
        let fields = fields.and_then(|json| serde_json::from_str(json).ok());
        let mut fields: Value = fields.unwrap_or_default();
        let own = tx.media().of_messages(&[message.id]).await?;
        if let (Some((_, media)), Some(fields)) = (own.first(), fields.as_object_mut()) {
            fields.insert("media_id".to_owned(), json!(media.id));
        }
        // What people read of it is no part of what is sent.
        if let Some(fields) = fields.as_object_mut() {
            fields.remove("rendered");
        }
        Ok(Self {
            id: message.id,
            to: recipient(tx, &conversation, open).await?,
            reply_to,
            kind: message.kind,
            text: message.text.unwrap_or_default(),
            fields,
            delivery,
        })
    }

    /// The message as the door wants it.
    pub(super) fn outbound(&self) -> Result<Outbound, Failure> {
        Ok(Outbound {
            id: Some(self.id),
            to: self.to.clone(),
            content: self.content().ok_or_else(unsendable)?,
            reply_to: self.reply_to.clone(),
        })
    }

    fn content(&self) -> Option<OutboundContent> {
        let text = |name: &str| self.fields[name].as_str().map(str::to_owned);
        Some(match self.kind {
            MessageKind::Text => OutboundContent::Text {
                body: self.text.clone(),
                preview_url: self.fields["preview_url"].as_bool().unwrap_or_default(),
            },
            MessageKind::Image
            | MessageKind::Video
            | MessageKind::Audio
            | MessageKind::Document
            | MessageKind::Sticker => OutboundContent::Media {
                kind: self.kind.as_str().parse::<MediaKind>().ok()?,
                file: match text("id") {
                    Some(id) => OutboundFile::Uploaded(id),
                    None => OutboundFile::Link(text("link")?),
                },
                caption: text("caption"),
                filename: text("filename"),
                voice: self.fields["voice"].as_bool().unwrap_or_default(),
            },
            MessageKind::Location => OutboundContent::Location(self.fields.clone()),
            MessageKind::Contacts => OutboundContent::Contacts(self.fields["contacts"].clone()),
            MessageKind::Interactive => OutboundContent::Interactive(self.fields.clone()),
            MessageKind::Template => OutboundContent::Template {
                name: text("name")?,
                language: self.fields["language"]["code"].as_str()?.to_owned(),
                components: self.fields["components"].clone(),
            },
            MessageKind::Button
            | MessageKind::Order
            | MessageKind::System
            | MessageKind::Unsupported
            | MessageKind::Unknown => return None,
        })
    }
}

fn unsendable() -> Failure {
    Failure {
        code: None,
        reason: "unsendable".to_owned(),
        title: "This kind of message can't be sent".to_owned(),
        details: None,
        retryable: false,
    }
}

/// Whom the line's provider knows the conversation's person as.
pub(crate) async fn recipient(
    tx: &mut Tx,
    conversation: &Conversation,
    open: &OpenDoor,
) -> storage::Result<Recipient> {
    let own = tx.identities().list_of(conversation.contact_id).await?;
    let known = among(&own, open);
    if known.wa_id.is_some() {
        return Ok(known);
    }
    // The number may stand with a contact that turned out to be the same person.
    let person = same_person(tx, conversation.contact_id).await?;
    let all = tx.identities().list_of_many(&person).await?;
    Ok(among(&all, open))
}

fn among(identities: &[Identity], open: &OpenDoor) -> Recipient {
    let value = |kind: IdentityKind, scope: &str| {
        identities
            .iter()
            .find(|identity| identity.key.kind == kind && identity.key.scope == scope)
            .map(|identity| identity.key.value.clone())
    };
    Recipient {
        wa_id: value(IdentityKind::Phone, ""),
        bsuid: value(IdentityKind::Bsuid, &open.access.waba_id),
    }
}
