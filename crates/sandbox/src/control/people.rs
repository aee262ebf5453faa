//! Customers and their phones.

use std::ops::RangeInclusive;
use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{Body, Query, Refused};
use crate::core::Core;
use crate::phones::script::{Openings, let_customers_write};
use crate::phones::{self, ChatView, SendAsCustomer};
use crate::world::{Customer, CustomerSpec};

pub(super) async fn list(State(core): State<Arc<Core>>) -> Json<Value> {
    let customers: Vec<_> =
        core.with(|world| world.customers.list().map(|(_, it)| it.view()).collect());
    Json(json!({ "data": customers }))
}

pub(super) async fn add(
    State(core): State<Arc<Core>>,
    Body(spec): Body<CustomerSpec>,
) -> Result<(StatusCode, Json<Value>), Refused> {
    if spec.phone.is_none() && spec.user_id.is_none() {
        return Err(Refused::invalid("a customer needs a phone or a user_id"));
    }
    let view = core.with(|world| {
        let id = world.add_customer(spec);
        world.customers.get(id).map(Customer::view)
    });
    Ok((StatusCode::CREATED, Json(json!(view))))
}

#[derive(Deserialize)]
pub(super) struct WhichChat {
    phone_number_id: String,
    phone: String,
    version: Option<u64>,
}

pub(super) async fn chat(
    State(core): State<Arc<Core>>,
    Query(which): Query<WhichChat>,
) -> Result<Json<ChatView>, Refused> {
    let view = phones::chat(&core, &which.phone_number_id, &which.phone, which.version).await?;
    Ok(Json(view))
}

pub(super) async fn send(
    State(core): State<Arc<Core>>,
    Body(wish): Body<SendAsCustomer>,
) -> Result<(StatusCode, Json<Value>), Refused> {
    let id = phones::send_as_customer(&core, &wish)?;
    Ok((StatusCode::CREATED, Json(json!({ "id": id }))))
}

#[derive(Deserialize)]
pub(super) struct Opened {
    phone_number_id: String,
    phone: String,
}

pub(super) async fn read(
    State(core): State<Arc<Core>>,
    Body(opened): Body<Opened>,
) -> Result<StatusCode, Refused> {
    phones::mark_read(&core, &opened.phone_number_id, &opened.phone)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(super) struct Played {
    phone_number_id: String,
    phone: String,
    message_id: String,
}

/// The customer listens to a voice note.
pub(super) async fn played(
    State(core): State<Arc<Core>>,
    Body(played): Body<Played>,
) -> Result<StatusCode, Refused> {
    phones::mark_played(
        &core,
        &played.phone_number_id,
        &played.phone,
        &played.message_id,
    )?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(super) struct Plan {
    phone_number_ids: Vec<String>,
    over_ms: Option<u64>,
    again_ms: Option<RangeInclusive<u64>>,
}

pub(super) async fn open(State(core): State<Arc<Core>>, Body(plan): Body<Plan>) -> StatusCode {
    let mut openings = Openings::to(plan.phone_number_ids);
    if let Some(over) = plan.over_ms {
        openings.over = Duration::from_millis(over);
    }
    if let Some(again) = plan.again_ms {
        let (from, to) = again.into_inner();
        openings.again = Duration::from_millis(from)..=Duration::from_millis(to);
    }
    let_customers_write(&core, &openings);
    StatusCode::ACCEPTED
}
