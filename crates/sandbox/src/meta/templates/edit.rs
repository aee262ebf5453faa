//! `POST /{template}`: another category or other components, and then another review.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::check::{self, Draft};
use super::review;
use crate::core::Core;
use crate::meta::{At, GraphRequest, Refusal};
use crate::world::{Template, TemplateStatus};

const LOCKED: u32 = 2_388_039;
const A_DAY: SignedDuration = SignedDuration::from_hours(24);
const A_MONTH: SignedDuration = SignedDuration::from_hours(30 * 24);

pub(crate) fn edit(core: &Arc<Core>, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let body = Value::Object(request.fields()?.clone());
    let now = core.now();
    let edition = core.with(|world| {
        let template = world.templates.get_mut(id);
        let template = template.ok_or_else(|| Refusal::unsupported("POST", id))?;
        may_be_edited(template, now)?;
        apply(template, &body)?;
        if template.status == TemplateStatus::Approved {
            template.edits.push(now);
        }
        template.status = TemplateStatus::Pending;
        template.updated_at = now;
        template.edition += 1;
        Ok(template.edition)
    })?;
    review::schedule(core, id, edition);
    Ok(json!({ "success": true }))
}

fn may_be_edited(template: &Template, now: Timestamp) -> Result<(), Refusal> {
    let locked = |text: &str| Refusal::template(LOCKED, "Message template can't be edited", text);
    let editable = matches!(
        template.status,
        TemplateStatus::Approved | TemplateStatus::Rejected | TemplateStatus::Paused
    );
    if !editable {
        return Err(locked(
            "Only approved, rejected and paused templates can be edited.",
        ));
    }
    let edits = |within: SignedDuration| {
        let lately = template
            .edits
            .iter()
            .filter(|at| now.duration_since(**at) < within);
        lately.count()
    };
    if template.status == TemplateStatus::Approved && (edits(A_DAY) >= 1 || edits(A_MONTH) >= 10) {
        return Err(locked(
            "An approved template can be edited once in 24 hours and ten times in 30 days.",
        ));
    }
    Ok(())
}

fn apply(template: &mut Template, body: &Value) -> Result<(), Refusal> {
    let category = match body.get("category") {
        Some(category) => {
            let categories = ["AUTHENTICATION", "MARKETING", "UTILITY"];
            let at = At::new(category, "category");
            at.one_of(&categories)?.to_ascii_uppercase()
        }
        None => template.category.clone(),
    };
    if category != template.category && template.status == TemplateStatus::Approved {
        return Err(Refusal::template(
            LOCKED,
            "The category of an approved template can't be changed",
            "Create another template with the other category.",
        ));
    }
    if body.get("components").is_none() && body.get("category").is_none() {
        let ttl = body.get("message_send_ttl_seconds");
        ttl.ok_or_else(|| Refusal::missing("components"))?;
    }
    if let Some(components) = body.get("components") {
        let draft = Draft {
            category: &category,
            named: template.named,
        };
        check::components(&draft, &At::new(components, "components"))?;
        let components = check::in_upper_case(components);
        template.components = components.as_array().cloned().unwrap_or_default();
    }
    if let Some(ttl) = check::ttl(&At::new(body, "template"), &category)? {
        template.ttl_seconds = Some(ttl);
    }
    template.category = category;
    Ok(())
}

/// `POST /{template}/unpause`.
pub(crate) fn unpause(core: &Core, id: &str) -> Result<Value, Refusal> {
    let now = core.now();
    core.with(|world| {
        let template = world.templates.get_mut(id);
        let template = template.ok_or_else(|| Refusal::unsupported("POST", id))?;
        if template.status != TemplateStatus::Paused {
            return Ok(json!({ "success": false, "reason": "The template is not paused." }));
        }
        template.status = TemplateStatus::Approved;
        template.updated_at = now;
        Ok(json!({ "success": true }))
    })
}
