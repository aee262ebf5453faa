//! Settings of a number: calls, encryption, where messages are stored, changes of identity.

use serde_json::{Value, json};

use super::numbers::{done, with_phone};
use super::{At, GraphRequest, Refusal};
use crate::core::Core;

const CALLING: &str = "calling";
const ENCRYPTION: &str = "payload_encryption";
const STORAGE: &str = "storage_configuration";
const IDENTITY: &str = "user_identity_change";
const SWITCH: [&str; 2] = ["ENABLED", "DISABLED"];
/// Of an RSA key with 4096 bits in base64, with room.
const KEY: usize = 2_048;

pub(crate) fn read(core: &Core, id: &str) -> Result<Value, Refusal> {
    with_phone(core, id, |phone| {
        Ok(Value::Object(phone.business.settings.clone()))
    })
}

pub(crate) fn update(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let fields = Value::Object(request.fields()?.clone());
    let mut changes = Vec::new();
    for name in [CALLING, ENCRYPTION, STORAGE, IDENTITY] {
        if let Some(value) = fields.get(name) {
            check(name, &At::new(value, name).object()?)?;
            changes.push((name.to_owned(), value.clone()));
        }
    }
    if changes.is_empty() {
        return Err(Refusal::missing(CALLING));
    }
    with_phone(core, id, |phone| {
        phone.business.settings.extend(changes);
        Ok(done())
    })
}

/// What stands deeper, as a call's SIP or hours, is taken as it comes: there are no calls here.
fn check(name: &str, setting: &At<'_>) -> Result<(), Refusal> {
    match name {
        CALLING => {
            setting.need("status")?.one_of(&SWITCH)?;
            if let Some(icon) = setting.get("call_icon_visibility") {
                icon.one_of(&["VISIBLE", "HIDDEN", "DEFAULT", "DISABLE_ALL"])?;
            }
        }
        ENCRYPTION => {
            let status = setting.need("status")?.one_of(&SWITCH)?;
            if status.eq_ignore_ascii_case("ENABLED") {
                setting.need_text("client_encryption_key", KEY)?;
            }
        }
        STORAGE => {
            truth(&setting.need("enabled")?)?;
            // A country, as `data_localization_region` of a registration.
            setting.may_have_text("region", 2)?;
        }
        // Meta's OpenAPI has one name, its documentation the other.
        _ => {
            let check = setting.get("enable_identity_key_check");
            truth(&check.map_or_else(|| setting.need("enabled"), Ok)?)?;
        }
    }
    Ok(())
}

fn truth(at: &At<'_>) -> Result<(), Refusal> {
    let known = [json!(true), json!(false), json!("true"), json!("false")];
    if known.contains(at.value) {
        return Ok(());
    }
    Err(Refusal::wrong_type(&at.path, "a boolean"))
}
