//! Takes one language of a template away, at Meta and here.

use super::TemplateError;
use super::provider::Provider;
use crate::Cx;
use domain::{EventKind, Permission, TemplateId};

pub async fn remove(cx: &Cx, id: TemplateId) -> Result<(), TemplateError> {
    cx.require(Permission::TemplatesManage)?;
    let mut tx = cx.read().await?;
    let template = tx.templates().get(id).await?;
    let provider = Provider::of_waba(cx, &mut tx, &template.waba_id).await?;
    drop(tx);
    if let Some(provider_id) = &template.provider_id {
        let deleted = provider
            .door
            .delete_template(&provider.access, &template.name, provider_id)
            .await;
        deleted.map_err(|refused| provider.refused(refused))?;
    }
    let mut tx = cx.begin().await?;
    tx.templates().remove(id).await?;
    tx.emit(cx.event(EventKind::TemplateUpdated { template_id: id }));
    tx.commit().await?;
    Ok(())
}
