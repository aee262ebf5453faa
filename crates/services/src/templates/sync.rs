//! Reads every template of a line's business account: Meta's word counts.

use super::TemplateError;
use super::provider::Provider;
use crate::{Cx, Refusal};
use domain::{EventKind, LineId, Permission, TemplateAnnouncement, TemplateId, TemplateRejection};
use door::ProviderTemplate;
use std::collections::HashMap;
use storage::{Template, Tx};

/// Meta allows an account 6,000 templates; more pages than these are no list of it.
const MOST_PAGES: usize = 200;

/// Several who write at once are few.
const TRIES: usize = 4;

/// What a reading changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    pub found: usize,
    pub changed: usize,
    pub removed: usize,
}

pub async fn sync(cx: &Cx, line: LineId) -> Result<Synced, TemplateError> {
    cx.require(Permission::TemplatesManage)?;
    sync_line(cx, line).await
}

/// The same for Aldaba's own work. Two may do it at once, after a start: what the other one wrote
/// meanwhile is known then.
pub(crate) async fn sync_line(cx: &Cx, line: LineId) -> Result<Synced, TemplateError> {
    for _ in 1..TRIES {
        match sync_once(cx, line).await {
            Err(TemplateError::Refused(Refusal::Storage(storage::Error::Conflict(_)))) => {}
            done => return done,
        }
    }
    sync_once(cx, line).await
}

async fn sync_once(cx: &Cx, line: LineId) -> Result<Synced, TemplateError> {
    let mut tx = cx.read().await?;
    let provider = Provider::of_line(cx, &mut tx, line).await?;
    let seen = known_of(&mut tx, &provider.access.waba_id).await?;
    drop(tx);
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..MOST_PAGES {
        let page = provider
            .door
            .templates(&provider.access, after.as_deref())
            .await;
        let page = page.map_err(|refused| provider.refused(refused))?;
        found.extend(page.templates);
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    let mut tx = cx.begin().await?;
    let reading = Reading { seen, found };
    let synced = write(cx, &mut tx, &provider.access.waba_id, reading).await?;
    tx.commit().await?;
    Ok(synced)
}

/// By name and language.
type Known = HashMap<(String, String), Template>;

/// What the provider told, and what was known when it was asked.
struct Reading {
    seen: Known,
    found: Vec<ProviderTemplate>,
}

async fn known_of(tx: &mut Tx, waba_id: &str) -> storage::Result<Known> {
    let known = tx.templates().list_of_waba(waba_id).await?;
    let by_name = |template: Template| {
        let key = (template.name.clone(), template.language.clone());
        (key, template)
    };
    Ok(known.into_iter().map(by_name).collect())
}

/// What was written, changed or removed while the provider was asked is newer than its answer.
async fn write(
    cx: &Cx,
    tx: &mut Tx,
    waba_id: &str,
    Reading { seen, found }: Reading,
) -> storage::Result<Synced> {
    let mut known = known_of(tx, waba_id).await?;
    let mut synced = Synced {
        found: found.len(),
        ..Synced::default()
    };
    for told in found {
        let key = (told.name.clone(), told.language.clone());
        let before = known.remove(&key);
        if before.as_ref() != seen.get(&key) {
            continue;
        }
        let after = merge(cx, waba_id, before.as_ref(), told);
        if before.as_ref() == Some(&after) {
            continue;
        }
        let template = Template {
            updated_at: cx.now,
            ..after
        };
        tx.templates().put(&template).await?;
        synced.changed += 1;
        tx.emit(cx.event(EventKind::TemplateUpdated {
            template_id: template.id,
        }));
    }
    for (key, gone) in known {
        if seen.get(&key) != Some(&gone) {
            continue;
        }
        tx.templates().remove(gone.id).await?;
        synced.removed += 1;
        tx.emit(cx.event(EventKind::TemplateUpdated {
            template_id: gone.id,
        }));
    }
    Ok(synced)
}

fn merge(cx: &Cx, waba_id: &str, before: Option<&Template>, told: ProviderTemplate) -> Template {
    // What a webhook explained at length is kept while the reason is the same.
    let known = before.and_then(|before| before.rejection.clone());
    let rejection = told.rejected_reason.map(|reason| match known {
        Some(known) if known.reason == reason => known,
        _ => TemplateRejection {
            reason,
            explanation: None,
            recommendation: None,
        },
    });
    let mut announced =
        before.map_or_else(TemplateAnnouncement::default, |it| it.announced.clone());
    // It has come about.
    announced.category = announced.category.filter(|it| *it != told.category);
    Template {
        id: before.map_or_else(TemplateId::new, |before| before.id),
        waba_id: waba_id.to_owned(),
        provider_id: Some(told.provider_id),
        name: told.name,
        language: told.language,
        category: told.category,
        state: told.state,
        quality: told.quality,
        rejection,
        announced,
        parameter_format: told.parameter_format,
        components: told.components,
        created_at: before.map_or(cx.now, |before| before.created_at),
        updated_at: before.map_or(cx.now, |before| before.updated_at),
    }
}
