//! The business profile of a number.

use serde_json::{Map, Value, json};

use super::{At, GraphRequest, Refusal};
use crate::core::Core;

const TEXTS: [(&str, usize); 4] = [
    ("about", 139),
    ("address", 256),
    ("description", 512),
    ("email", 128),
];
const WEBSITES: usize = 2;
const WEBSITE: usize = 256;
const VERTICALS: [&str; 22] = [
    "ALCOHOL",
    "APPAREL",
    "AUTO",
    "BEAUTY",
    "EDU",
    "ENTERTAIN",
    "EVENT_PLAN",
    "FINANCE",
    "GOVT",
    "GROCERY",
    "HEALTH",
    "HOTEL",
    "NONPROFIT",
    "ONLINE_GAMBLING",
    "OTC_DRUGS",
    "OTHER",
    "PHYSICAL_GAMBLING",
    "PROF_SERVICES",
    "RESTAURANT",
    "RETAIL",
    "TRAVEL",
    "UNDEFINED",
];

/// Always with `vertical`: a widely used client breaks without.
pub(crate) fn read(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let profile = core.with(|world| {
        let phone = world.phones.get(phone_number_id)?;
        Some(phone.business.profile.clone())
    });
    let mut profile = profile.ok_or_else(|| Refusal::unsupported("GET", phone_number_id))?;
    if let Some(asked) = request.text("fields") {
        let wanted: Vec<&str> = asked.split(',').map(str::trim).collect();
        profile.retain(|name, _| name == "vertical" || wanted.contains(&name.as_str()));
    }
    profile.insert("messaging_product".into(), json!("whatsapp"));
    Ok(json!({ "data": [profile] }))
}

pub(crate) fn update(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let fields = request.fields()?;
    super::product_of(request)?;
    let changes = checked(&Value::Object(fields.clone()))?;
    let picture = request.text("profile_picture_handle");
    let url = format!("{}/_sandbox/pictures/{phone_number_id}", core.url);
    core.with(|world| {
        let phone = world.phones.get_mut(phone_number_id);
        let phone = phone.ok_or_else(|| Refusal::unsupported("POST", phone_number_id))?;
        for (name, value) in changes {
            phone.business.profile.insert(name, value);
        }
        if let Some(handle) = picture {
            let file = world.media.handles.get(&handle).map(|file| file.id.clone());
            phone.business.picture = file;
            let profile = &mut phone.business.profile;
            profile.insert("profile_picture_url".into(), json!(url));
        }
        Ok(json!({ "success": true }))
    })
}

fn checked(fields: &Value) -> Result<Map<String, Value>, Refusal> {
    let mut changes = Map::new();
    for (name, limit) in TEXTS {
        let Some(value) = fields.get(name).filter(|it| !it.is_null()) else {
            continue;
        };
        // An empty text takes it away; only `about` can't be empty.
        if value != "" || name == "about" {
            At::new(value, name).text_up_to(limit)?;
        }
        let is_email = |it: &str| it.is_empty() || it.contains('@');
        if name == "email" && !value.as_str().is_some_and(is_email) {
            return Err(At::new(value, name).not_valid("is not an e-mail address"));
        }
        changes.insert(name.to_owned(), value.clone());
    }
    if let Some(websites) = fields.get("websites").filter(|it| !it.is_null()) {
        let at = At::new(websites, "websites");
        let list = at.items()?;
        if list.len() > WEBSITES {
            return Err(at.not_valid("has at most 2 items"));
        }
        for website in list {
            website.text_up_to(WEBSITE)?;
            website.link()?;
        }
        changes.insert("websites".into(), websites.clone());
    }
    if let Some(vertical) = fields.get("vertical").filter(|it| !it.is_null()) {
        At::new(vertical, "vertical").one_of(&VERTICALS)?;
        changes.insert("vertical".into(), vertical.clone());
    }
    Ok(changes)
}
