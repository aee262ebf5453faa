//! What a token is, and the app's own token.

use serde_json::{Value, json};

use super::access::{Grant, accounts, grant_of};
use super::{GraphRequest, Refusal};
use crate::core::Core;
use crate::world::World;

const SCOPES: [&str; 2] = [
    "whatsapp_business_management",
    "whatsapp_business_messaging",
];
const SYSTEM_USER: &str = "122100000000000001";

pub(crate) fn debug(core: &Core, request: &GraphRequest) -> Result<Value, Refusal> {
    let input = request
        .text("input_token")
        .ok_or_else(|| Refusal::missing("input_token"))?;
    let data = core.with(|world| match grant_of(world, &input) {
        Some(Grant::App(id)) => json!({
            "app_id": id, "type": "APP", "application": "Sandbox app", "is_valid": true,
            "scopes": [],
        }),
        Some(Grant::Numbers(numbers)) => system_user(world, &numbers),
        None => json!({
            "error": {"code": 190, "message": "Invalid OAuth access token - Cannot parse access token"},
            "is_valid": false,
            "scopes": [],
        }),
    });
    Ok(json!({ "data": data }))
}

pub(crate) fn me(grant: &Grant, request: &GraphRequest) -> Value {
    let (id, name) = match grant {
        Grant::App(id) => (id.as_str(), "Sandbox app"),
        Grant::Numbers(_) => (SYSTEM_USER, "Sandbox system user"),
    };
    if request.text("fields").as_deref() == Some("id") {
        return json!({ "id": id });
    }
    json!({ "id": id, "name": name })
}

/// `grant_type=client_credentials`: id and secret against the app's token.
pub(crate) fn app_token(core: &Core, request: &GraphRequest) -> Result<Value, Refusal> {
    let id = request
        .text("client_id")
        .ok_or_else(|| Refusal::missing("client_id"))?;
    let secret = request
        .text("client_secret")
        .ok_or_else(|| Refusal::missing("client_secret"))?;
    if request.text("grant_type").as_deref() != Some("client_credentials") {
        return Err(Refusal::invalid(
            "Only grant_type=client_credentials is offered here",
        ));
    }
    let token = format!("{id}|{secret}");
    let known = core.with(|world| grant_of(world, &token).is_some());
    if !known {
        return Err(Refusal::invalid("Error validating client secret."));
    }
    Ok(json!({ "access_token": token, "token_type": "bearer" }))
}

fn system_user(world: &World, numbers: &[String]) -> Value {
    let mut wabas: Vec<&str> = accounts(world, numbers).collect();
    wabas.dedup();
    let app = wabas
        .first()
        .and_then(|id| world.wabas.get(*id))
        .map(|waba| waba.app_id.as_str());
    let granular = SCOPES.map(|scope| json!({ "scope": scope, "target_ids": wabas }));
    json!({
        "app_id": app,
        "type": "SYSTEM_USER",
        "application": "Sandbox app",
        "expires_at": 0,
        "data_access_expires_at": 0,
        "is_valid": true,
        "issued_at": 1_767_225_600,
        "scopes": SCOPES,
        "granular_scopes": granular,
        "user_id": SYSTEM_USER,
    })
}
