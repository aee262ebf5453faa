//! What Meta tells of a template by itself: its state, its quality, its category, its parts.

use crate::Cx;
use crate::jobs::{SyncTemplates, enqueue};
use domain::{DoorKind, EventKind, TemplateCategory, TemplateRejection, TemplateState};
use door::{TemplateChange, TemplateUpdate};
use serde_json::Value;
use storage::{Template, Tx};

/// Applies one piece of news. One of a template that is not here yet asks for a new reading.
/// Returns whether anything came of it.
pub(crate) async fn apply(cx: &Cx, tx: &mut Tx, update: &TemplateUpdate) -> storage::Result<bool> {
    let Some(mut template) = find(tx, update).await? else {
        return read_again(cx, tx, &update.waba_id).await;
    };
    let template_id = template.id;
    if is_gone(&update.change) {
        tx.templates().remove(template_id).await?;
        tx.emit(cx.event(EventKind::TemplateUpdated { template_id }));
        return Ok(true);
    }
    template.provider_id = Some(update.provider_id.clone());
    note(&mut template, &update.change);
    template.updated_at = cx.now;
    tx.templates().put(&template).await?;
    tx.emit(cx.event(EventKind::TemplateUpdated { template_id }));
    Ok(true)
}

async fn find(tx: &mut Tx, update: &TemplateUpdate) -> storage::Result<Option<Template>> {
    let known = tx
        .templates()
        .find_by_provider_id(&update.waba_id, &update.provider_id)
        .await?;
    if known.is_some() {
        return Ok(known);
    }
    let (Some(name), Some(language)) = (&update.name, &update.language) else {
        return Ok(None);
    };
    tx.templates().find(&update.waba_id, name, language).await
}

/// Through any line of the account.
async fn read_again(cx: &Cx, tx: &mut Tx, waba_id: &str) -> storage::Result<bool> {
    let doors = tx.doors().list().await?;
    let of_account = doors
        .into_iter()
        .find(|door| door.kind == DoorKind::Cloud && door.waba_id.as_deref() == Some(waba_id));
    let Some(door) = of_account else {
        return Ok(false);
    };
    let line = door.line_id;
    enqueue(tx, cx.now, &SyncTemplates { line }).await?;
    Ok(true)
}

fn is_gone(change: &TemplateChange) -> bool {
    matches!(change, TemplateChange::State { event, .. }
        if TemplateState::from_meta(event) == TemplateState::Deleted)
}

fn note(template: &mut Template, change: &TemplateChange) {
    match change {
        TemplateChange::State {
            event,
            category,
            reason,
            explanation,
            recommendation,
            disable_at,
        } => {
            template.state = TemplateState::from_meta(event);
            if let Some(category) = category {
                template.category = TemplateCategory::from_meta(category);
            }
            // One that is disabled tells since when, not until when.
            let is_to_come = template.state != TemplateState::Disabled;
            template.announced.disable_at = disable_at.clone().filter(|_| is_to_come);
            template.rejection = reason.clone().map(|reason| TemplateRejection {
                reason,
                explanation: explanation.clone(),
                recommendation: recommendation.clone(),
            });
        }
        TemplateChange::Quality { new, .. } => template.quality = Some(new.clone()),
        TemplateChange::Category { new, correct, .. } => {
            // With `correct` the move is only announced.
            if let (Some(new), None) = (new, correct) {
                template.category = TemplateCategory::from_meta(new);
            }
            let correct = correct.as_deref().map(TemplateCategory::from_meta);
            template.announced.category = correct.filter(|it| *it != template.category);
        }
        TemplateChange::Components(told) => replace(&mut template.components, told),
    }
}

/// The news holds texts and buttons alone: what else a part has (examples, a header's format) stays
/// where its text is the same.
fn replace(components: &mut Value, told: &Value) {
    let (Some(known), Some(told)) = (components.as_array_mut(), told.as_array()) else {
        return;
    };
    for part in told {
        let same = known.iter_mut().find(|it| {
            let kind = |value: &Value| value["type"].as_str().map(str::to_ascii_uppercase);
            kind(it) == kind(part)
        });
        match same {
            Some(same) if same["text"] == part["text"] && part["buttons"].is_null() => {}
            Some(same) => *same = part.clone(),
            None => known.push(part.clone()),
        }
    }
}
