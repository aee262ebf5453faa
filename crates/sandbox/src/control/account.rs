//! What Meta decides about accounts: templates, quality, limits; and any news besides.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Query, Refused};
use crate::account::{PhoneChange, change_phone};
use crate::core::Core;
use crate::meta::templates::{Verdict, change, review_now};
use crate::meta::webhooks::payload::notice;
use crate::world::{Template, TemplateSpec};

#[derive(Deserialize)]
pub(super) struct OfWaba {
    waba_id: String,
}

pub(super) async fn templates(
    State(core): State<Arc<Core>>,
    Query(of): Query<OfWaba>,
) -> Json<Value> {
    let show = |template: &Template| {
        json!({
            "id": template.id,
            "name": template.name,
            "language": template.language,
            "category": template.category,
            "status": template.status,
            "quality": template.quality,
        })
    };
    let data: Vec<_> = core.with(|world| world.templates.of_waba(&of.waba_id).map(show).collect());
    Json(json!({ "data": data }))
}

pub(super) async fn add_template(
    State(core): State<Arc<Core>>,
    Body(spec): Body<TemplateSpec>,
) -> (StatusCode, Json<Value>) {
    let now = core.now();
    let id = core.with(|world| world.add_template(spec, now));
    (StatusCode::CREATED, Json(json!({ "id": id })))
}

/// Meta's word on a template; webhooks tell of it.
pub(super) async fn decide(
    State(core): State<Arc<Core>>,
    Path(id): Path<String>,
    Body(verdict): Body<Verdict>,
) -> Result<StatusCode, Refused> {
    found(change(&core, &id, &verdict))
}

/// Meta reviews it at once, by its own rules.
pub(super) async fn review(
    State(core): State<Arc<Core>>,
    Path(id): Path<String>,
) -> Result<StatusCode, Refused> {
    found(review_now(&core, &id))
}

fn found(found: bool) -> Result<StatusCode, Refused> {
    if found {
        return Ok(StatusCode::NO_CONTENT);
    }
    Err(Refused {
        status: StatusCode::NOT_FOUND,
        error: "the sandbox has no such template or number".into(),
    })
}

pub(super) async fn phone(
    State(core): State<Arc<Core>>,
    Path(id): Path<String>,
    Body(wish): Body<PhoneChange>,
) -> Result<StatusCode, Refused> {
    found(change_phone(&core, &id, wish))
}

#[derive(Deserialize)]
pub(super) struct Notice {
    waba_id: String,
    phone_number_id: Option<String>,
    field: String,
    value: Value,
}

/// Any update, as it stands: for what the sandbox does not do by itself.
pub(super) async fn notify(
    State(core): State<Arc<Core>>,
    Body(news): Body<Notice>,
) -> Result<StatusCode, Refused> {
    if core.with(|world| !world.wabas.contains_key(&news.waba_id)) {
        return Err(Refused::invalid(
            "the account (waba_id) is unknown; add it first",
        ));
    }
    let number = news.phone_number_id.as_deref();
    let update = notice(&news.waba_id, number, &news.field, news.value);
    core.outlet.push(&core, update);
    Ok(StatusCode::ACCEPTED)
}
