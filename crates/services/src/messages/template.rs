//! A template as a message: looked up, allowed, filled.

use super::SendError;
use super::send::Draft;
use crate::Refusal;
use crate::contacts::{marketing_stopped_at, same_person};
use domain::price::PriceCategory;
use domain::template::{fill, spelled_out};
use domain::{DoorKind, IdentityKind, MessageKind, TemplateCategory, TemplateId, TemplateState};
use serde_json::{Value, json};
use storage::inbox::Conversation;
use storage::{Template, Tx};

/// Which template, and the values that fill it.
#[derive(Clone, Debug)]
pub struct UseTemplate {
    pub which: WhichTemplate,
    /// Meta's components of a message; a stored file stands as `media_id`.
    pub components: Value,
}

#[derive(Clone, Debug)]
pub enum WhichTemplate {
    Id(TemplateId),
    Named { name: String, language: String },
}

pub(super) async fn draft(
    tx: &mut Tx,
    conversation: &Conversation,
    wanted: &UseTemplate,
) -> Result<Draft, SendError> {
    let template = find(tx, conversation, &wanted.which).await?;
    check(tx, conversation, &template).await?;
    let rendered = fill(
        &spelled_out(&template.components, &template.language),
        template.parameter_format,
        &wanted.components,
    )
    .map_err(SendError::Content)?;
    Ok(Draft {
        kind: MessageKind::Template,
        text: rendered.body,
        content: json!({
            "name": template.name,
            "language": { "code": template.language },
            "components": wanted.components,
            "rendered": rendered.parts,
        }),
        media: None,
        template: Some(template.id),
        category: PriceCategory::of_template(template.category),
    })
}

/// Before a message that failed goes out once more: what stood against it may still do so.
pub(super) async fn check_again(
    tx: &mut Tx,
    conversation: &Conversation,
    content: Option<&str>,
) -> Result<PriceCategory, SendError> {
    let content = content.and_then(|json| serde_json::from_str(json).ok());
    let content: Value = content.unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let which = WhichTemplate::Named {
        name: text(&content["name"]),
        language: text(&content["language"]["code"]),
    };
    match find(tx, conversation, &which).await {
        Ok(template) => {
            check(tx, conversation, &template).await?;
            Ok(PriceCategory::of_template(template.category))
        }
        Err(SendError::Refused(Refusal::NotFound(_))) => Err(SendError::TemplateNotSendable {
            state: TemplateState::Deleted,
        }),
        Err(error) => Err(error),
    }
}

/// Whether this template may go to this person now.
async fn check(
    tx: &mut Tx,
    conversation: &Conversation,
    template: &Template,
) -> Result<(), SendError> {
    let state = template.state;
    if !state.is_sendable() {
        return Err(SendError::TemplateNotSendable { state });
    }
    let is_code = template.category == TemplateCategory::Authentication;
    let is_offer = template.category == TemplateCategory::Marketing;
    if !is_code && !is_offer {
        return Ok(());
    }
    let person = same_person(tx, conversation.contact_id).await?;
    if is_offer && let Some(at) = marketing_stopped_at(tx, &person).await? {
        return Err(SendError::ContactOptedOut { at });
    }
    if is_code {
        let identities = tx.identities().list_of_many(&person).await?;
        let is_phone = |kind| kind == IdentityKind::Phone;
        if !identities.iter().any(|it| is_phone(it.key.kind)) {
            return Err(SendError::PhoneNeeded);
        }
    }
    Ok(())
}

/// Of the line's own business account; another account's template is as one that is nowhere.
async fn find(
    tx: &mut Tx,
    conversation: &Conversation,
    which: &WhichTemplate,
) -> Result<Template, SendError> {
    let door = tx
        .doors()
        .get(conversation.line_id, DoorKind::Cloud)
        .await?;
    let waba_id = door.waba_id.unwrap_or_default();
    let found = match which {
        WhichTemplate::Id(id) => Some(tx.templates().get(*id).await?),
        WhichTemplate::Named { name, language } => {
            tx.templates().find(&waba_id, name, language).await?
        }
    };
    found
        .filter(|template| template.waba_id == waba_id)
        .ok_or_else(|| Refusal::NotFound("template").into())
}
