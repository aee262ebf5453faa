//! A claimed delivery as a letter: what the door is handed, once its files are with the provider.

use crate::contacts::same_person;
use crate::doors::OpenDoor;
use domain::{
    ContactId, ConversationId, Country, Failure, IdentityKind, MediaId, MediaKind, MessageId,
    MessageKind, PhoneNumber,
};
use door::{Outbound, OutboundContent, OutboundFile, Recipient};
use serde_json::{Value, json};
use std::collections::HashMap;
use storage::Tx;
use storage::inbox::{Conversation, Delivery, Identity, MessageRecord};

/// A message that is due, with everything that its sending needs.
pub(super) struct Letter {
    pub(super) delivery: Delivery,
    pub(super) conversation: Conversation,
    to: Recipient,
    reply_to: Option<String>,
    pub(super) kind: MessageKind,
    text: String,
    /// The kind's own fields, as they are stored.
    pub(super) fields: Value,
}

/// The letters of these deliveries, read together.
pub(super) async fn read(
    tx: &mut Tx,
    open: &OpenDoor,
    deliveries: Vec<Delivery>,
) -> storage::Result<Vec<Letter>> {
    let ids: Vec<MessageId> = deliveries.iter().map(|it| it.message_id).collect();
    let messages = tx.messages().list(&ids).await?;
    let quoted: Vec<MessageId> = messages.iter().filter_map(|it| it.reply_to_id).collect();
    let quoted = provider_ids(tx, &quoted).await?;
    let files: Vec<MessageId> = messages
        .iter()
        .filter(|it| it.kind != MessageKind::Text)
        .map(|it| it.id)
        .collect();
    let files = tx.media().of_messages(&files).await?;
    let files: HashMap<MessageId, MediaId> =
        files.into_iter().map(|(id, it)| (id, it.id)).collect();
    let mut messages: HashMap<_, _> = messages.into_iter().map(|it| (it.id, it)).collect();
    let threads: Vec<ConversationId> = deliveries.iter().map(|it| it.conversation_id).collect();
    let threads = tx.conversations().list_snapshot(&threads).await?;
    let contacts: Vec<ContactId> = threads.iter().map(|it| it.contact_id).collect();
    let identities = tx.identities().list_of_many(&contacts).await?;
    let mut letters = Vec::with_capacity(deliveries.len());
    for delivery in deliveries {
        let found = messages.remove(&delivery.message_id);
        let thread = threads.iter().find(|it| it.id == delivery.conversation_id);
        let (Some(message), Some(thread)) = (found, thread) else {
            return Err(storage::Error::NotFound("message"));
        };
        letters.push(Letter {
            to: recipient_among(tx, thread, open, &identities).await?,
            reply_to: message.reply_to_id.and_then(|id| quoted.get(&id).cloned()),
            kind: message.kind,
            fields: fields(&message, files.get(&message.id)),
            text: message.text.unwrap_or_default(),
            conversation: thread.clone(),
            delivery,
        });
    }
    Ok(letters)
}

async fn provider_ids(
    tx: &mut Tx,
    quoted: &[MessageId],
) -> storage::Result<HashMap<MessageId, String>> {
    let found = tx.messages().list(quoted).await?;
    Ok(found
        .into_iter()
        .filter_map(|message| Some((message.id, message.provider_id?)))
        .collect())
}

/// What is sent of a message's fields: with its file, without what people read of it.
fn fields(message: &MessageRecord, file: Option<&MediaId>) -> Value {
    let stored = message.content.as_deref();
    let stored = stored.and_then(|json| serde_json::from_str(json).ok());
    let mut fields: Value = stored.unwrap_or_default();
    if let Some(fields) = fields.as_object_mut() {
        if let Some(file) = file {
            fields.insert("media_id".to_owned(), json!(file));
        }
        fields.remove("rendered");
    }
    fields
}

impl Letter {
    /// The country of the number that it goes to.
    pub(super) fn country(&self) -> Option<Country> {
        let number = self.to.wa_id.as_deref();
        number.and_then(PhoneNumber::from_wa_id)?.country()
    }

    /// The message as the door wants it.
    pub(super) fn outbound(&self) -> Result<Outbound, Failure> {
        Ok(Outbound {
            id: Some(self.delivery.message_id),
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
    recipient_among(tx, conversation, open, &own).await
}

async fn recipient_among(
    tx: &mut Tx,
    conversation: &Conversation,
    open: &OpenDoor,
    identities: &[Identity],
) -> storage::Result<Recipient> {
    let contact = conversation.contact_id;
    let known = among(&identities.iter().filter(|it| it.contact == contact), open);
    if known.wa_id.is_some() {
        return Ok(known);
    }
    // The number may stand with a contact that turned out to be the same person.
    let person = same_person(tx, contact).await?;
    let all = tx.identities().list_of_many(&person).await?;
    Ok(among(&all.iter(), open))
}

fn among<'a>(
    identities: &(impl Iterator<Item = &'a Identity> + Clone),
    open: &OpenDoor,
) -> Recipient {
    let value = |kind: IdentityKind, scope: &str| {
        identities
            .clone()
            .find(|identity| identity.key.kind == kind && identity.key.scope == scope)
            .map(|identity| identity.key.value.clone())
    };
    Recipient {
        wa_id: value(IdentityKind::Phone, ""),
        bsuid: value(IdentityKind::Bsuid, &open.access.waba_id),
    }
}
