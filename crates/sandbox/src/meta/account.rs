//! Reading numbers, accounts and apps.

use serde_json::{Map, Value, json};

use super::fields::{Shape, select};
use super::paging::{Item, page};
use super::{At, GraphRequest, Refusal};
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

/// A page of the account's numbers.
pub(crate) fn phones_of(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let only = filters(request)?;
    let mut items: Vec<Item> = core.with(|world| {
        let of_account = world
            .phones
            .iter()
            .filter(|(_, phone)| phone.spec.waba_id == id);
        of_account
            .map(|(id, phone)| (id.clone(), phone_object(world, phone)))
            .collect()
    });
    items.retain(|(_, object)| {
        only.iter()
            .all(|(field, value)| object.get(field) == Some(value))
    });
    if request
        .text("sort")
        .is_some_and(|it| it.ends_with("descending"))
    {
        items.reverse();
    }
    page(core, &format!("{id}/phone_numbers"), request, &PHONE, items)
}

/// `filtering=[{"field":…,"operator":"EQUAL","value":…}]`.
fn filters(request: &GraphRequest) -> Result<Vec<(String, Value)>, Refusal> {
    let Some(filtering) = request.json("filtering")? else {
        return Ok(Vec::new());
    };
    let mut filters = Vec::new();
    for filter in At::new(&filtering, "filtering").items()? {
        filter.need("operator")?.one_of(&["EQUAL"])?;
        let field = filter.need("field")?.text()?.to_owned();
        filters.push((field, filter.need("value")?.value.clone()));
    }
    Ok(filters)
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
        "new_name_status": if phone.business.new_name.is_some() { "PENDING_REVIEW" } else { "NONE" },
        "new_display_name": phone.business.new_name,
        "status": facts.status,
        "account_mode": facts.account_mode,
        "is_on_biz_app": facts.is_on_biz_app,
        "is_official_business_account": facts.is_official_business_account,
        "is_pin_enabled": phone.business.pin.is_some(),
        "is_preverified_number": false,
        "search_visibility": phone.business.search_visibility,
        "conversational_automation": phone.business.automation,
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
        "timezone_id": waba.timezone_id,
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
