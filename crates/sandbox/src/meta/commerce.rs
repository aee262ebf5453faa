//! Whether a number shows its catalogue and its cart.

use serde_json::{Value, json};

use super::{GraphRequest, Refusal};
use crate::core::Core;

pub(crate) fn read(core: &Core, phone_number_id: &str) -> Result<Value, Refusal> {
    core.with(|world| {
        let phone = world.phones.get(phone_number_id);
        let phone = phone.ok_or_else(|| Refusal::unsupported("GET", phone_number_id))?;
        Ok(json!({ "data": [{
            "is_cart_enabled": phone.business.shop.cart_enabled,
            "is_catalog_visible": phone.business.shop.catalog_visible,
            "id": phone_number_id,
        }] }))
    })
}

pub(crate) fn update(
    core: &Core,
    phone_number_id: &str,
    request: &GraphRequest,
) -> Result<Value, Refusal> {
    let flag = |name: &str| match request.text(name).as_deref() {
        None => Ok(None),
        Some("true" | "1") => Ok(Some(true)),
        Some("false" | "0") => Ok(Some(false)),
        Some(_) => Err(Refusal::wrong_type(name, "a boolean")),
    };
    let (cart, catalog) = (flag("is_cart_enabled")?, flag("is_catalog_visible")?);
    if cart.is_none() && catalog.is_none() {
        return Err(Refusal::missing("is_catalog_visible"));
    }
    core.with(|world| {
        if let Some(phone) = world.phones.get_mut(phone_number_id) {
            let shop = &mut phone.business.shop;
            shop.cart_enabled = cart.unwrap_or(shop.cart_enabled);
            shop.catalog_visible = catalog.unwrap_or(shop.catalog_visible);
        }
    });
    Ok(json!({ "success": true }))
}
