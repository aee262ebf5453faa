//! `/_sandbox/…`: the handle's operations over HTTP, for tests that are not in Rust.

mod account;
mod media;
mod people;
mod rules;
mod setting;

use std::sync::Arc;

use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::json;

use crate::core::Core;
use crate::phones::PhoneError;

pub(crate) fn router() -> Router<Arc<Core>> {
    Router::new()
        .route("/customers", get(people::list).post(people::add))
        .route("/chats", get(people::chat))
        .route("/messages", post(people::send))
        .route("/media", post(media::put))
        .route("/media/{id}", get(media::get))
        .route("/pictures/{number}", get(media::picture))
        .route("/qr/{code}", get(media::qr))
        .route("/read", post(people::read))
        .route("/played", post(people::played))
        .route("/openings", post(people::open))
        .route(
            "/faults",
            get(rules::list).post(rules::set).delete(rules::clear),
        )
        .route("/clock", post(rules::advance))
        .route("/accepted", get(rules::accepted))
        .route("/log", get(rules::log))
        .route("/stats", get(rules::stats))
        .route("/apps", post(setting::add_app))
        .route("/wabas", post(setting::add_waba))
        .route("/phones", post(setting::add_phone))
        .route("/phones/{number}", post(account::phone))
        .route("/subscriptions", post(setting::subscribe))
        .route("/webhooks", post(setting::switch))
        .route(
            "/templates",
            get(account::templates).post(account::add_template),
        )
        .route("/templates/{id}", post(account::decide))
        .route("/templates/{id}/review", post(account::review))
        .route("/notices", post(account::notify))
}

/// A control that was not carried out, and what to do.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    error: String,
}

impl Refused {
    fn invalid(error: impl Into<String>) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            error: error.into(),
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.error }))).into_response()
    }
}

impl From<PhoneError> for Refused {
    fn from(error: PhoneError) -> Self {
        let status = match error {
            PhoneError::UnknownNumber(_)
            | PhoneError::UnknownCustomer(_)
            | PhoneError::UnknownMessage(_)
            | PhoneError::UnknownMedia(_) => StatusCode::NOT_FOUND,
            PhoneError::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self {
            status,
            error: error.to_string(),
        }
    }
}

impl From<JsonRejection> for Refused {
    fn from(rejection: JsonRejection) -> Self {
        Self {
            status: rejection.status(),
            error: rejection.body_text(),
        }
    }
}

impl From<QueryRejection> for Refused {
    fn from(rejection: QueryRejection) -> Self {
        Self {
            status: rejection.status(),
            error: rejection.body_text(),
        }
    }
}

/// A JSON body, refused in the controls' own form.
#[derive(FromRequest)]
#[from_request(via(Json), rejection(Refused))]
struct Body<T>(T);

/// A query, refused in the controls' own form.
#[derive(FromRequestParts)]
#[from_request(via(axum::extract::Query), rejection(Refused))]
struct Query<T>(T);
