//! Changes a template at Meta, which then reviews it again.

use super::create::check;
use super::list::view;
use super::provider::Provider;
use super::samples;
use super::{TemplateError, TemplateView};
use crate::Cx;
use domain::template::Draft;
use domain::{EventKind, Permission, TemplateCategory, TemplateId, TemplateState};
use door::TemplateEdit;
use serde_json::Value;

#[derive(Clone, Debug, Default)]
pub struct ChangeTemplate {
    pub category: Option<TemplateCategory>,
    pub components: Option<Value>,
}

pub async fn change(
    cx: &Cx,
    id: TemplateId,
    mut wanted: ChangeTemplate,
) -> Result<TemplateView, TemplateError> {
    cx.require(Permission::TemplatesManage)?;
    let mut tx = cx.read().await?;
    let template = tx.templates().get(id).await?;
    if !template.state.is_editable() {
        let state = template.state;
        return Err(TemplateError::NotEditable { state });
    }
    check(&Draft {
        name: template.name.clone(),
        language: template.language.clone(),
        category: wanted.category.unwrap_or(template.category),
        parameter_format: template.parameter_format,
        components: wanted
            .components
            .clone()
            .unwrap_or_else(|| template.components.clone()),
    })?;
    let provider = Provider::of_waba(cx, &mut tx, &template.waba_id).await?;
    drop(tx);
    let Some(provider_id) = &template.provider_id else {
        return Err(TemplateError::NoConnection);
    };
    if let Some(components) = &mut wanted.components {
        samples::provide(cx, &provider, components).await?;
    }
    let edit = TemplateEdit {
        category: wanted.category,
        components: wanted.components.clone(),
    };
    let edited = provider
        .door
        .edit_template(&provider.access, provider_id, &edit)
        .await;
    edited.map_err(|refused| provider.refused(refused))?;
    let mut tx = cx.begin().await?;
    let mut template = tx.templates().get(id).await?;
    template.category = wanted.category.unwrap_or(template.category);
    template.components = wanted.components.unwrap_or(template.components);
    template.state = TemplateState::Pending;
    template.rejection = None;
    template.updated_at = cx.now;
    tx.templates().put(&template).await?;
    tx.emit(cx.event(EventKind::TemplateUpdated { template_id: id }));
    let view = view(&mut tx, id).await?;
    tx.commit().await?;
    Ok(view)
}
