//! Numbers: adding one, its code, its registration, its settings.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{At, GraphRequest, Refusal, subscriptions};
use crate::core::Core;
use crate::world::{Phone, PhoneFacts, PhoneSpec, digits, new_object_id};

/// The code that the sandbox sends to every number.
const CODE: &str = "123456";
const REGISTRATIONS: usize = 10;
const WITHIN: SignedDuration = SignedDuration::from_hours(72);
const PROMPTS: usize = 4;
const COMMANDS: usize = 30;
/// Taken and not kept: what a number's connection is, the sandbox knows itself.
const CONNECTION: [&str; 11] = [
    "CONNECTED",
    "DISCONNECTED",
    "PENDING",
    "FLAGGED",
    "RESTRICTED",
    "RATE_LIMITED",
    "MESSAGING_LIMIT_TIER_0",
    "MESSAGING_LIMIT_TIER_1",
    "MESSAGING_LIMIT_TIER_2",
    "MESSAGING_LIMIT_TIER_3",
    "MESSAGING_LIMIT_TIER_4",
];

pub(super) fn done() -> Value {
    json!({ "success": true })
}

pub(super) fn with_phone<T>(
    core: &Core,
    id: &str,
    change: impl FnOnce(&mut Phone) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    core.with(|world| {
        let phone = world.phones.get_mut(id);
        change(phone.ok_or_else(|| Refusal::unsupported("POST", id))?)
    })
}

/// `POST /{waba}/phone_numbers`.
pub(crate) fn add(core: &Core, waba_id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let (cc, number) = (request.need("cc")?, request.need("phone_number")?);
    let verified_name = request.need("verified_name")?;
    let (cc, number) = (digits(&cc), digits(&number));
    let whole = if number.starts_with(&cc) {
        number
    } else {
        format!("{cc}{number}")
    };
    if cc.is_empty() || !(7..=15).contains(&whole.len()) {
        return Err(Refusal::with_details(
            131_009,
            "The phone number is not valid.",
        ));
    }
    let token = request.token.clone();
    core.with(|world| {
        if world.phones.values().any(|phone| phone.digits() == whole) {
            return Err(Refusal::invalid(
                "The phone number is in an account already.",
            ));
        }
        let id = new_object_id();
        world.add_phone(PhoneSpec {
            phone_number_id: id.clone(),
            waba_id: waba_id.to_owned(),
            display_phone_number: format!("+{whole}"),
            verified_name,
            access_tokens: token.into_iter().collect(),
            facts: PhoneFacts {
                code_verification_status: "NOT_VERIFIED".into(),
                status: "PENDING".into(),
                name_status: "PENDING_REVIEW".into(),
                quality_rating: "UNKNOWN".into(),
                ..PhoneFacts::default()
            },
        });
        if let Some(phone) = world.phones.get_mut(&id) {
            phone.business.registered = false;
        }
        Ok(json!({ "id": id }))
    })
}

pub(crate) fn request_code(
    core: &Core,
    id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let method = json!(request.need("code_method")?);
    At::new(&method, "code_method").one_of(&["SMS", "VOICE"])?;
    let language = request.need("language")?;
    if language.is_empty() || language.len() > 10 {
        return Err(Refusal::invalid(
            "Param language must be a code such as en_US.",
        ));
    }
    with_phone(core, id, |phone| {
        if phone.spec.facts.code_verification_status == "VERIFIED" {
            return Err(Refusal::of(136_024));
        }
        Ok(done())
    })
}

pub(crate) fn verify_code(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let given = request.need("code")?;
    if digits(&given) != CODE {
        return Err(Refusal::with_details(131_009, "The code is not valid."));
    }
    with_phone(core, id, |phone| {
        phone.spec.facts.code_verification_status = "VERIFIED".into();
        Ok(done())
    })
}

pub(crate) fn register(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    super::product_of(request)?;
    let pin = pin(&request.need("pin")?)?;
    let now = core.now();
    with_phone(core, id, |phone| {
        if phone.spec.facts.is_on_biz_app {
            return Err(Refusal::invalid(
                "A number of the app can't be registered by the API.",
            ));
        }
        if phone.spec.facts.code_verification_status != "VERIFIED" {
            return Err(Refusal::of(133_006));
        }
        if phone
            .business
            .pin
            .as_ref()
            .is_some_and(|known| *known != pin)
        {
            return Err(Refusal::of(133_005));
        }
        count(phone, now)?;
        phone.business.pin = Some(pin);
        phone.business.registered = true;
        phone.spec.facts.status = "CONNECTED".into();
        Ok(done())
    })
}

pub(crate) fn deregister(core: &Core, id: &str) -> Result<Value, Refusal> {
    let now = core.now();
    with_phone(core, id, |phone| {
        if phone.spec.facts.is_on_biz_app {
            return Err(Refusal::invalid(
                "A number of the app can't be deregistered by the API.",
            ));
        }
        count(phone, now)?;
        phone.business.registered = false;
        phone.spec.facts.status = "DISCONNECTED".into();
        Ok(done())
    })
}

/// Ten times in 72 hours, both ways together.
fn count(phone: &mut Phone, now: Timestamp) -> Result<(), Refusal> {
    let times = &mut phone.business.registrations;
    times.retain(|at| now.duration_since(*at) < WITHIN);
    if times.len() >= REGISTRATIONS {
        return Err(Refusal::of(133_016));
    }
    times.push(now);
    Ok(())
}

fn pin(text: &str) -> Result<String, Refusal> {
    if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(text.to_owned());
    }
    Err(Refusal::invalid("Param pin must be 6 digits."))
}

/// `POST /{phone}`: several things in one call, each where it is named.
pub(crate) async fn update(
    core: &Core,
    id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let fields = Value::Object(request.fields()?.clone());
    let nested = fields
        .pointer("/whatsapp_business_api_data/pin")
        .and_then(Value::as_str);
    let new_pin = request.text("pin").or_else(|| nested.map(str::to_owned));
    let new_pin = new_pin.as_deref().map(pin).transpose()?;
    let name = request.text("new_display_name");
    let visibility = request.text("search_visibility");
    let known = [
        "connection_status",
        "username",
        "webhook_url",
        "whatsapp_business_api_data",
    ];
    let named_one = known.iter().any(|name| fields.get(name).is_some());
    let configures = fields.get("webhook_configuration").is_some();
    if !configures && !named_one && new_pin.is_none() && name.is_none() && visibility.is_none() {
        return Err(Refusal::missing("webhook_configuration"));
    }
    if let Some(state) = fields.get("connection_status") {
        At::new(state, "connection_status").one_of(&CONNECTION)?;
    }
    if let Some(visibility) = &visibility {
        let visibility = json!(visibility);
        At::new(&visibility, "search_visibility").one_of(&["VISIBLE", "NON_VISIBLE"])?;
    }
    if name
        .as_ref()
        .is_some_and(|name| name.is_empty() || name.chars().count() > 512)
    {
        return Err(Refusal::too_long("new_display_name", 512));
    }
    if configures {
        subscriptions::configure_phone(core, id, request).await?;
    }
    with_phone(core, id, |phone| {
        if let Some(visibility) = visibility {
            phone.business.search_visibility = visibility;
        }
        if name.is_some() {
            phone.business.new_name = name;
        }
        phone.business.pin = new_pin.or_else(|| phone.business.pin.take());
        Ok(done())
    })
}

/// `POST /{waba}`: name and time zone.
pub(crate) fn update_waba(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let text = |name: &str| match request.fields()?.get(name) {
        Some(value) => At::new(value, name)
            .text_up_to(256)
            .map(|it| Some(it.to_owned())),
        None => Ok(request.text(name)),
    };
    let (name, zone) = (text("name")?, text("timezone_id")?);
    let others = [
        "is_enabled_for_insights",
        "disable_marketing_messages_on_cloud_api",
    ];
    let other = others.iter().any(|name| request.text(name).is_some());
    if name.is_none() && zone.is_none() && !other {
        return Err(Refusal::missing("name"));
    }
    core.with(|world| {
        let waba = world.wabas.get_mut(id);
        let waba = waba.ok_or_else(|| Refusal::unsupported("POST", id))?;
        waba.name = name.unwrap_or_else(|| waba.name.clone());
        waba.timezone_id = zone.unwrap_or_else(|| waba.timezone_id.clone());
        Ok(json!({ "id": id, "success": true }))
    })
}

pub(crate) fn automate(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let fields = Value::Object(request.fields()?.clone());
    let list = |name: &str, most: usize| {
        let Some(list) = fields.get(name).filter(|it| !it.is_null()) else {
            return Ok(None);
        };
        let at = At::new(list, name);
        if at.items()?.len() > most {
            return Err(at.not_valid(&format!("has at most {most} items")));
        }
        Ok(Some(list.clone()))
    };
    let (prompts, commands) = (list("prompts", PROMPTS)?, list("commands", COMMANDS)?);
    if prompts.is_none() && commands.is_none() {
        return Err(Refusal::missing("prompts"));
    }
    for prompt in prompts
        .iter()
        .flat_map(|it| it.as_array().into_iter().flatten())
    {
        At::new(prompt, "prompts").text_up_to(80)?;
    }
    for command in commands
        .iter()
        .flat_map(|it| it.as_array().into_iter().flatten())
    {
        let command = At::new(command, "commands").object()?;
        command.need_text("command_name", 32)?;
        command.need_text("command_description", 256)?;
    }
    with_phone(core, id, |phone| {
        phone.business.automation = Some(json!({
            "prompts": prompts.unwrap_or_else(|| json!([])),
            "commands": commands.unwrap_or_else(|| json!([])),
        }));
        Ok(done())
    })
}
