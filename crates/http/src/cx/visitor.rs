//! Somebody at the front door, who has not said yet who they are.

use crate::client_address::ClientAddress;
use crate::problem::Problem;
use crate::{AppState, same_origin};
use axum::extract::FromRequestParts;
use axum::http::header;
use axum::http::request::Parts;
use services::Env;
use std::net::IpAddr;

/// A request that needs no session, of a page of ours or of a program.
#[derive(Clone)]
pub(crate) struct Visitor {
    pub(crate) env: Env,
    pub(crate) address: IpAddr,
    pub(crate) user_agent: Option<String>,
}

impl FromRequestParts<AppState> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Problem> {
        same_origin::check(parts, &state.edge.public_url)?;
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, state).await;
        let user_agent = parts.headers.get(header::USER_AGENT);
        Ok(Self {
            env: state.env.clone(),
            address,
            user_agent: user_agent
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned),
        })
    }
}
