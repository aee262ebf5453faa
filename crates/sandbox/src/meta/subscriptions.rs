//! Who gets the webhooks: the app's address, and those that take its place.

use serde_json::{Value, json};

use super::webhooks::verify;
use super::{GraphRequest, Refusal};
use crate::core::Core;
use crate::world::Callback;

/// What an application can hear of.
pub(crate) const FIELDS: [&str; 16] = [
    "account_alerts",
    "account_review_update",
    "account_update",
    "business_capability_update",
    "history",
    "message_template_components_update",
    "message_template_quality_update",
    "message_template_status_update",
    "messages",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "smb_app_state_sync",
    "smb_message_echoes",
    "template_category_update",
    "user_preferences",
];

/// All of them, for a subscription that names none.
pub(crate) fn all_fields() -> Vec<String> {
    FIELDS.map(str::to_owned).to_vec()
}

/// The app's address, after it has answered the challenge.
pub(crate) async fn subscribe_app(
    core: &Core,
    app_id: &str,
    callback: Callback,
    verify_token: &str,
) -> Result<(), Refusal> {
    verify(core, &callback.url, verify_token).await?;
    core.with(|world| match world.apps.get_mut(app_id) {
        Some(app) => {
            app.callback = Some(callback);
            Ok(())
        }
        None => Err(Refusal::unsupported("POST", app_id)),
    })
}

pub(crate) async fn post_to_app(
    core: &Core,
    app_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let required = |name: &str| request.text(name).ok_or_else(|| Refusal::missing(name));
    if required("object")? != "whatsapp_business_account" {
        return Err(Refusal::invalid(
            "Param object must be whatsapp_business_account",
        ));
    }
    let fields = request.text("fields").unwrap_or_else(|| "messages".into());
    let callback = Callback {
        url: required("callback_url")?,
        fields: fields
            .split(',')
            .map(|field| field.trim().to_owned())
            .collect(),
    };
    subscribe_app(core, app_id, callback, &required("verify_token")?).await?;
    Ok(success())
}

pub(crate) fn of_app(core: &Core, app_id: &str) -> Value {
    let callback = core.with(|world| world.apps.get(app_id).and_then(|app| app.callback.clone()));
    let data: Vec<Value> = callback
        .into_iter()
        .map(|callback| {
            let fields: Vec<_> = callback
                .fields
                .iter()
                .map(|name| json!({ "name": name, "version": "v23.0" }))
                .collect();
            json!({
                "object": "whatsapp_business_account",
                "callback_url": callback.url,
                "active": true,
                "fields": fields,
            })
        })
        .collect();
    json!({ "data": data })
}

pub(crate) fn leave_app(core: &Core, app_id: &str) -> Value {
    core.with(|world| {
        if let Some(app) = world.apps.get_mut(app_id) {
            app.callback = None;
        }
    });
    success()
}

/// An empty body subscribes and takes an address of the account's own back.
pub(crate) async fn subscribe_waba(
    core: &Core,
    waba_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    for name in ["override_callback_uri", "verify_token"] {
        let given = request.fields()?.get(name);
        if given.is_some_and(|it| !it.is_string() && !it.is_null()) {
            return Err(Refusal::wrong_type(name, "a string"));
        }
    }
    let own = verified_override(core, request.text("override_callback_uri"), || {
        request.text("verify_token")
    })
    .await?;
    core.with(|world| {
        if let Some(waba) = world.wabas.get_mut(waba_id) {
            waba.subscribed = true;
            waba.override_url = own;
        }
    });
    Ok(success())
}

pub(crate) fn of_waba(core: &Core, waba_id: &str) -> Result<Value, Refusal> {
    let waba = core.with(|world| world.wabas.get(waba_id).cloned());
    let waba = waba.ok_or_else(|| Refusal::unsupported("GET", waba_id))?;
    if !waba.subscribed {
        return Ok(json!({ "data": [] }));
    }
    let mut app = json!({
        "whatsapp_business_api_data": {
            "id": waba.app_id,
            "name": "Sandbox app",
            "link": format!("https://www.facebook.com/games/?app_id={}", waba.app_id),
        },
    });
    if let Some(url) = waba.override_url {
        app["override_callback_uri"] = json!(url);
    }
    Ok(json!({ "data": [app] }))
}

pub(crate) fn leave_waba(core: &Core, waba_id: &str) -> Value {
    core.with(|world| {
        if let Some(waba) = world.wabas.get_mut(waba_id) {
            waba.subscribed = false;
            waba.override_url = None;
        }
    });
    success()
}

/// `webhook_configuration` of a number; an empty address clears it.
pub(crate) async fn configure_phone(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let Some(configuration) = request.fields()?.get("webhook_configuration") else {
        return Err(Refusal::missing("webhook_configuration"));
    };
    let text = |name: &str| {
        configuration
            .get(name)
            .and_then(Value::as_str)
            .map(str::to_owned)
    };
    let own =
        verified_override(core, text("override_callback_uri"), || text("verify_token")).await?;
    core.with(|world| {
        if let Some(phone) = world.phones.get_mut(phone_number_id) {
            phone.override_url = own;
        }
    });
    Ok(success())
}

async fn verified_override(
    core: &Core,
    url: Option<String>,
    verify_token: impl FnOnce() -> Option<String>,
) -> Result<Option<String>, Refusal> {
    let Some(url) = url.filter(|url| !url.is_empty()) else {
        return Ok(None);
    };
    if url.chars().count() > 200 {
        return Err(Refusal::too_long("override_callback_uri", 200));
    }
    let verify_token = verify_token().ok_or_else(|| Refusal::missing("verify_token"))?;
    verify(core, &url, &verify_token).await?;
    Ok(Some(url))
}

fn success() -> Value {
    json!({ "success": true })
}
