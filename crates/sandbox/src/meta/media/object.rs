//! `GET` and `DELETE /{media}`.

use serde_json::{Value, json};

use super::address::address;
use crate::core::Core;
use crate::meta::{GraphRequest, Refusal};

pub(crate) fn read(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let now = core.now();
    let file = core.with(|world| world.media.find(id, now).cloned());
    let file = file.ok_or_else(|| Refusal::unsupported("GET", id))?;
    is_of_number(
        request.text("phone_number_id").as_deref(),
        file.phone_number_id.as_deref(),
    )?;
    Ok(json!({
        "messaging_product": "whatsapp",
        "url": address(core, &file),
        "mime_type": file.mime_type,
        "sha256": hex::encode(&file.stored.sha256),
        "file_size": file.stored.size,
        "id": file.id,
    }))
}

pub(crate) fn delete(core: &Core, id: &str, request: &GraphRequest) -> Result<Value, Refusal> {
    let owner = core.with(|world| {
        world
            .media
            .kept(id)
            .and_then(|it| it.phone_number_id.clone())
    });
    is_of_number(request.text("phone_number_id").as_deref(), owner.as_deref())?;
    core.with(|world| world.media.delete(id));
    Ok(json!({ "success": true }))
}

/// A number that is named must be the one that the file was uploaded for.
fn is_of_number(asked: Option<&str>, owner: Option<&str>) -> Result<(), Refusal> {
    match asked {
        Some(asked) if Some(asked) != owner => Err(Refusal::invalid(
            "Param phone_number_id does not match the number of this media.",
        )),
        Some(_) | None => Ok(()),
    }
}
