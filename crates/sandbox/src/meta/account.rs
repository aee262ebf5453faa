//! Reading numbers, accounts and apps.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value, json};

use super::fields::{Shape, select};
use super::{GraphRequest, Refusal};
use crate::core::Core;
use crate::world::{App, Phone, Waba, World};

const PHONE: Shape = Shape {
    node_type: "WhatsAppBusinessPhoneNumber",
    defaults: &[
        "verified_name",
        "code_verification_status",
        "display_phone_number",
        "quality_rating",
        "platform_type",
        "throughput",
        "webhook_configuration",
    ],
};

const WABA: Shape = Shape {
    node_type: "WhatsAppBusinessAccount",
    defaults: &["name", "timezone_id", "message_template_namespace"],
};

const APP: Shape = Shape {
    node_type: "Application",
    defaults: &["name", "link"],
};

pub(crate) fn phone(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let object = core.with(|world| {
        let phone = world.phones.get(id)?;
        Some(phone_object(world, phone))
    });
    let object = object.ok_or_else(|| Refusal::unsupported("GET", id))?;
    select(&PHONE, object, request.text("fields").as_deref())
}

pub(crate) fn waba(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let object = core.with(|world| world.wabas.get(id).map(waba_object));
    let object = object.ok_or_else(|| Refusal::unsupported("GET", id))?;
    select(&WABA, object, request.text("fields").as_deref())
}

pub(crate) fn app(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let object = core.with(|world| world.apps.get(id).map(app_object));
    let object = object.ok_or_else(|| Refusal::unsupported("GET", id))?;
    select(&APP, object, request.text("fields").as_deref())
}

/// A page of the account's numbers; the cursor is the last id that was shown.
pub(crate) fn phones_of(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let after = match request.text("after") {
        Some(cursor) => Some(read_cursor(&cursor)?),
        None => None,
    };
    let limit = match request.text("limit") {
        Some(limit) => limit
            .parse()
            .map_err(|_| Refusal::invalid("Invalid limit"))?,
        None => 25_usize,
    };
    let mut objects: Vec<(String, Map<String, Value>)> = core.with(|world| {
        let of_account = world
            .phones
            .iter()
            .filter(|(_, phone)| phone.spec.waba_id == id);
        let unseen = of_account.filter(|(id, _)| after.as_ref().is_none_or(|after| *id > after));
        unseen
            .take(limit.saturating_add(1))
            .map(|(id, phone)| (id.clone(), phone_object(world, phone)))
            .collect()
    });
    let more = objects.len() > limit;
    objects.truncate(limit);
    let cursor = |(id, _): &(String, _)| STANDARD.encode(id);
    let (before, after) = (objects.first().map(cursor), objects.last().map(cursor));
    let asked = request.text("fields");
    let numbers = objects
        .into_iter()
        .map(|(_, object)| select(&PHONE, object, asked.as_deref()));
    let data = numbers.collect::<Result<Vec<_>, _>>()?;
    if data.is_empty() {
        return Ok(json!({ "data": data }));
    }
    let mut paging = json!({ "cursors": { "before": before, "after": after } });
    if let (true, Some(after)) = (more, after) {
        let next = format!(
            "{}/v23.0/{id}/phone_numbers?limit={limit}&after={after}",
            core.url
        );
        paging["next"] = json!(next);
    }
    Ok(json!({ "data": data, "paging": paging }))
}

fn read_cursor(cursor: &str) -> Result<String, Refusal> {
    let bytes = STANDARD.decode(cursor).ok();
    let id = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    id.ok_or_else(|| Refusal::invalid("Invalid cursors values"))
}

/// Where the number's webhooks go: its own address, its account's, its app's.
pub(super) fn webhook_configuration(world: &World, phone: &Phone) -> Value {
    let waba = world.wabas.get(&phone.spec.waba_id);
    let callback = waba
        .and_then(|waba| world.apps.get(&waba.app_id))
        .and_then(|app| app.callback.as_ref());
    let mut addresses = Map::new();
    if let Some(url) = &phone.override_url {
        addresses.insert("phone_number".into(), json!(url));
    }
    if let Some(url) = waba.and_then(|waba| waba.override_url.as_ref()) {
        addresses.insert("whatsapp_business_account".into(), json!(url));
    }
    if let Some(callback) = callback {
        addresses.insert("application".into(), json!(callback.url));
    }
    if addresses.is_empty() {
        Value::Null
    } else {
        Value::Object(addresses)
    }
}

fn phone_object(world: &World, phone: &Phone) -> Map<String, Value> {
    let spec = &phone.spec;
    let facts = &spec.facts;
    let object = json!({
        "id": spec.phone_number_id,
        "verified_name": spec.verified_name,
        "display_phone_number": spec.display_phone_number,
        "code_verification_status": facts.code_verification_status,
        "quality_rating": facts.quality_rating,
        "quality_score": {"score": facts.quality_rating},
        "platform_type": facts.platform_type,
        "throughput": {"level": facts.throughput},
        "webhook_configuration": webhook_configuration(world, phone),
        "name_status": facts.name_status,
        "new_name_status": "NONE",
        "status": facts.status,
        "account_mode": facts.account_mode,
        "is_on_biz_app": facts.is_on_biz_app,
        "is_official_business_account": facts.is_official_business_account,
        "is_pin_enabled": true,
        "is_preverified_number": false,
        "search_visibility": "NON_VISIBLE",
        "conversational_automation": null,
        "eligibility_for_api_business_global_search": "NON_ELIGIBLE_UNDEFINED_COUNTRY",
        "health_status": health(&spec.phone_number_id, &spec.waba_id),
        "certificate": null,
        "new_certificate": null,
        "last_onboarded_time": "2026-01-12T09:30:00+0000",
        "country_code": country(&phone.digits()).0,
        "country_dial_code": country(&phone.digits()).1,
        "whatsapp_business_manager_messaging_limit": facts.messaging_limit,
    });
    fields_of(object)
}

fn health(phone_number_id: &str, waba_id: &str) -> Value {
    let able = "AVAILABLE";
    json!({
        "can_send_message": able,
        "entities": [
            {"entity_type": "PHONE_NUMBER", "id": phone_number_id, "can_send_message": able},
            {"entity_type": "WABA", "id": waba_id, "can_send_message": able},
        ],
    })
}

fn country(digits: &str) -> (&'static str, &'static str) {
    match digits {
        _ if digits.starts_with("52") => ("MX", "52"),
        _ if digits.starts_with("55") => ("BR", "55"),
        _ => ("US", "1"),
    }
}

fn waba_object(waba: &Waba) -> Map<String, Value> {
    fields_of(json!({
        "id": waba.id,
        "name": waba.name,
        "timezone_id": "1",
        "message_template_namespace": format!("sandbox_{}", waba.id),
        "account_review_status": "APPROVED",
        "business_verification_status": "verified",
        "currency": "USD",
        "ownership_type": "CLIENT_OWNED",
        "country": "MX",
        "health_status": {
            "can_send_message": "AVAILABLE",
            "entities": [{"entity_type": "WABA", "id": waba.id, "can_send_message": "AVAILABLE"}],
        },
    }))
}

fn app_object(app: &App) -> Map<String, Value> {
    fields_of(json!({
        "id": app.id,
        "name": "Sandbox app",
        "link": format!("https://www.facebook.com/games/?app_id={}", app.id),
    }))
}

fn fields_of(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Map::new()
        }
    }
}
