//! QR codes and short links that open a chat with a message in it.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{At, GraphRequest, Refusal};
use crate::core::Core;
use crate::world::QrCode;

const MESSAGE_LIMIT: usize = 140;
const MOST: usize = 2_000;

pub(crate) fn list(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let wanted = request.text("code");
    let codes = core.with(|world| {
        let phone = world.phones.get(phone_number_id)?;
        Some(phone.business.qr_codes.clone())
    });
    let codes = codes.ok_or_else(|| Refusal::unsupported("GET", phone_number_id))?;
    let data: Vec<_> = codes
        .iter()
        .filter(|(short, _)| wanted.as_ref().is_none_or(|wanted| *short == wanted))
        .map(|(short, qr)| object(core, short, qr))
        .collect();
    Ok(json!({ "data": data }))
}

pub(crate) fn one(core: &Core, phone_number_id: &str, short: &str) -> Result<Value, Refusal> {
    let found = core.with(|world| {
        let phone = world.phones.get(phone_number_id)?;
        phone.business.qr_codes.get(short).cloned()
    });
    let found = found.ok_or_else(|| unknown(short))?;
    Ok(json!({ "data": [object(core, short, &found)] }))
}

/// Without a code a new one, with its code another message; the code may stand in the path.
pub(crate) fn write(
    core: &Core,
    phone_number_id: &str,
    short: Option<&str>,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let message = request.fields()?.get("prefilled_message").cloned();
    let message = match message.or_else(|| request.text("prefilled_message").map(Value::String)) {
        Some(message) => At::new(&message, "prefilled_message")
            .text_up_to(MESSAGE_LIMIT)?
            .to_owned(),
        None => return Err(Refusal::missing("prefilled_message")),
    };
    let picture = match request.text("generate_qr_image") {
        Some(format) => {
            let format = json!(format);
            let at = At::new(&format, "generate_qr_image");
            Some(at.one_of(&["PNG", "SVG"])?.to_ascii_uppercase())
        }
        None => None,
    };
    let short = short.map(str::to_owned).or_else(|| request.text("code"));
    core.with(|world| {
        let phone = world.phones.get_mut(phone_number_id);
        let phone = phone.ok_or_else(|| Refusal::unsupported("POST", phone_number_id))?;
        let codes = &mut phone.business.qr_codes;
        let (short, picture) = match short {
            Some(short) => {
                let before = codes.get(&short).ok_or_else(|| unknown(&short))?;
                let before = before.picture.clone();
                (short, picture.or(before))
            }
            None if codes.len() >= MOST => {
                return Err(Refusal::invalid(
                    "This number has 2000 QR codes, the limit.",
                ));
            }
            None => (new_code(), picture),
        };
        let qr = QrCode { message, picture };
        let shown = object(core, &short, &qr);
        codes.insert(short, qr);
        Ok(Value::Object(shown))
    })
}

pub(crate) fn delete(core: &Core, phone_number_id: &str, short: &str) -> Result<Value, Refusal> {
    core.with(|world| {
        let phone = world.phones.get_mut(phone_number_id);
        let gone = phone.and_then(|phone| phone.business.qr_codes.remove(short));
        gone.map(|_| json!({ "success": true }))
            .ok_or_else(|| unknown(short))
    })
}

fn object(core: &Core, short: &str, qr: &QrCode) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("code".into(), json!(short));
    object.insert("prefilled_message".into(), json!(qr.message));
    let link = format!("https://wa.me/message/{short}");
    object.insert("deep_link_url".into(), json!(link));
    if qr.picture.is_some() {
        let url = format!("{}/_sandbox/qr/{short}", core.url);
        object.insert("qr_image_url".into(), json!(url));
    }
    object
}

fn unknown(short: &str) -> Refusal {
    Refusal::invalid(format!("QR code {short} does not exist."))
}

/// Thirteen letters and digits without 0, 1, 8 and 9, and a 1, as all of Meta's are.
fn new_code() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let random = Uuid::new_v4();
    let letters = random.as_bytes().iter().take(13);
    let letters = letters.map(|byte| char::from(LETTERS[usize::from(byte % 32)]));
    letters.chain(['1']).collect()
}
