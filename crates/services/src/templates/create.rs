//! Submits a new template to Meta's review.

use super::list::view;
use super::provider::Provider;
use super::samples;
use super::{TemplateError, TemplateView};
use crate::Cx;
use domain::template::{self, Draft, Severity};
use domain::{EventKind, LineId, Permission, TemplateAnnouncement, TemplateId};
use door::NewTemplate;
use storage::Template;

#[derive(Clone, Debug)]
pub struct CreateTemplate {
    /// Whose business account it will belong to.
    pub line: LineId,
    pub draft: Draft,
}

pub async fn create(cx: &Cx, wanted: CreateTemplate) -> Result<TemplateView, TemplateError> {
    cx.require(Permission::TemplatesManage)?;
    let mut draft = wanted.draft;
    let mut tx = cx.read().await?;
    let provider = Provider::of_line(cx, &mut tx, wanted.line).await?;
    check(&draft)?;
    let waba_id = provider.access.waba_id.clone();
    let taken = tx
        .templates()
        .find(&waba_id, &draft.name, &draft.language)
        .await?;
    drop(tx);
    if taken.is_some() {
        return Err(TemplateError::Exists);
    }
    samples::provide(cx, &provider, &mut draft.components).await?;
    let new = NewTemplate {
        name: draft.name.clone(),
        language: draft.language.clone(),
        category: draft.category,
        parameter_format: draft.parameter_format,
        components: draft.components.clone(),
    };
    let submitted = provider.door.create_template(&provider.access, &new).await;
    let submitted = submitted.map_err(|refused| provider.refused(refused))?;
    let mut tx = cx.begin().await?;
    // A webhook or another request may have told of it meanwhile.
    let known = tx.templates().find(&waba_id, &draft.name, &draft.language);
    let id = known.await?.map_or_else(TemplateId::new, |known| known.id);
    let template = Template {
        id,
        waba_id,
        provider_id: Some(submitted.provider_id),
        name: draft.name,
        language: draft.language,
        category: submitted.category.unwrap_or(draft.category),
        state: submitted.state,
        quality: None,
        rejection: None,
        announced: TemplateAnnouncement::default(),
        parameter_format: draft.parameter_format,
        components: draft.components,
        created_at: cx.now,
        updated_at: cx.now,
    };
    tx.templates().put(&template).await?;
    tx.emit(cx.event(EventKind::TemplateUpdated { template_id: id }));
    let view = view(&mut tx, id).await?;
    tx.commit().await?;
    Ok(view)
}

/// What Meta would surely reject is not sent to it; warnings pass.
pub(super) fn check(draft: &Draft) -> Result<(), TemplateError> {
    let findings = template::lint(draft);
    if findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
    {
        return Err(TemplateError::Findings(findings));
    }
    Ok(())
}
