//! What the world reaches over HTTP: the API, Meta's webhooks, the live socket, the web app.
//!
//! `api/` holds one folder an area and one file an endpoint. A handler extracts [`services::Cx`],
//! parses, calls one use case, and presents its answer; every refusal becomes a [`problem::Problem`].

#![expect(
    unused_qualifications,
    reason = "utoipa's macros name queries a second time, at the span of the first"
)]

mod api;
mod client_address;
mod cx;
mod extract;
mod files;
mod health;
mod hooks;
mod live;
mod problem;
mod quota;
mod request;
mod router;
mod same_origin;
mod serve;
mod state;
mod view;
mod web_app;

pub use api::document as openapi;
pub use live::Hub;
pub use router::router;
pub use serve::{Certificates, CertificatesError, Listening, serve};
pub use state::{App, AppState, Edge, Network};
