//! Templates by name, with how often each was sent.

use crate::page::{self, Page};
use crate::{Cx, Refusal};
use domain::text::fold;
use domain::{DoorKind, LineId, Permission, TemplateCategory, TemplateId, TemplateState};
use std::collections::HashMap;
use storage::{Template, TemplateFilter, TemplateUsage, Tx};

#[derive(Clone, Debug, Default)]
pub struct ListTemplates {
    /// Those that this line may send.
    pub line: Option<LineId>,
    pub state: Option<TemplateState>,
    pub category: Option<TemplateCategory>,
    pub language: Option<String>,
    pub text: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct TemplateView {
    pub template: Template,
    pub usage: TemplateUsage,
}

pub async fn list(cx: &Cx, wanted: ListTemplates) -> Result<Page<TemplateView>, Refusal> {
    cx.require(Permission::TemplatesView)?;
    let limit = page::limit(wanted.limit)?;
    let after = wanted.cursor.as_deref().map(page::read_cursor);
    let after = after.transpose()?;
    let mut tx = cx.read().await?;
    let filter = TemplateFilter {
        waba_id: match wanted.line {
            Some(line) => Some(waba_of(&mut tx, line).await?),
            None => None,
        },
        state: wanted.state,
        category: wanted.category,
        language: wanted.language,
        text: wanted
            .text
            .map(|text| fold(&text))
            .filter(|text| !text.is_empty()),
    };
    let rows = tx.templates().list(&filter, after, limit + 1).await?;
    let (rows, next_cursor) = page::cut(rows, limit, |template| {
        page::cursor(&template.name, template.id)
    });
    Ok(Page {
        data: with_usage(&mut tx, rows).await?,
        next_cursor,
        as_of: tx.event_seq().await?,
    })
}

pub async fn get(cx: &Cx, id: TemplateId) -> Result<TemplateView, Refusal> {
    cx.require(Permission::TemplatesView)?;
    let mut tx = cx.read().await?;
    view(&mut tx, id).await
}

pub(super) async fn view(tx: &mut Tx, id: TemplateId) -> Result<TemplateView, Refusal> {
    let template = tx.templates().get(id).await?;
    let mut views = with_usage(tx, vec![template]).await?;
    views.pop().ok_or(Refusal::NotFound("template"))
}

/// The business account of a line; a line without one has no templates.
async fn waba_of(tx: &mut Tx, line: LineId) -> Result<String, Refusal> {
    tx.lines().get(line).await?;
    let door = tx.doors().find(line, DoorKind::Cloud).await?;
    Ok(door.and_then(|door| door.waba_id).unwrap_or_default())
}

async fn with_usage(tx: &mut Tx, rows: Vec<Template>) -> storage::Result<Vec<TemplateView>> {
    let ids: Vec<TemplateId> = rows.iter().map(|template| template.id).collect();
    let usage = tx.templates().usage(&ids).await?;
    let mut usage: HashMap<TemplateId, TemplateUsage> = usage
        .into_iter()
        .map(|usage| (usage.template_id, usage))
        .collect();
    let views = rows.into_iter().map(|template| TemplateView {
        usage: usage.remove(&template.id).unwrap_or(TemplateUsage {
            template_id: template.id,
            sent: 0,
            delivered: 0,
            read: 0,
        }),
        template,
    });
    Ok(views.collect())
}
