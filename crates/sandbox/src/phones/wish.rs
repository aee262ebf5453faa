//! What somebody writes by hand as a customer, and as whom.

use serde::Deserialize;

use super::PhoneError;
use super::letter::Letter;
use crate::world::{CustomerId, CustomerSpec, World};

/// A message that somebody writes by hand as a customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SendAsCustomer {
    pub phone_number_id: String,
    pub from: CustomerRef,
    #[serde(rename = "type", default)]
    pub kind: CustomerMessageKind,
    #[serde(default)]
    pub text: Option<String>,
    /// For reactions; absent or empty takes the reaction back.
    #[serde(default)]
    pub emoji: Option<String>,
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// By phone, by user id, or both; whoever is not there yet comes to be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct CustomerRef {
    pub phone: Option<String>,
    pub user_id: Option<String>,
    pub name: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerMessageKind {
    #[default]
    Text,
    Reaction,
    /// Something that the Cloud API doesn't carry, such as a poll.
    Unsupported,
}

pub(super) fn letter(wish: &SendAsCustomer) -> Result<Letter, PhoneError> {
    match wish.kind {
        CustomerMessageKind::Text => match &wish.text {
            Some(body) if !body.is_empty() => Ok(Letter::Text {
                body: body.clone(),
                reply_to: wish.reply_to.clone(),
                from_ad: false,
            }),
            Some(_) | None => Err(PhoneError::Invalid("a text message needs a text")),
        },
        CustomerMessageKind::Reaction => match &wish.reply_to {
            Some(message) => Ok(Letter::Reaction {
                emoji: wish.emoji.clone(),
                message: message.clone(),
            }),
            None => Err(PhoneError::Invalid(
                "a reaction needs reply_to, the message it is for",
            )),
        },
        CustomerMessageKind::Unsupported => Ok(Letter::Unsupported),
    }
}

pub(super) fn find_or_add(world: &mut World, from: &CustomerRef) -> Result<CustomerId, PhoneError> {
    let addresses = [from.phone.as_deref(), from.user_id.as_deref()];
    if let Some(id) = addresses
        .into_iter()
        .flatten()
        .find_map(|it| world.customers.find(it))
    {
        if let Some(name) = &from.name {
            world.customers.rename(id, name.clone());
        }
        return Ok(id);
    }
    let is_phone = |phone: &str| phone.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let named = from.phone.as_deref().or(from.user_id.as_deref());
    if from.user_id.is_none() && !from.phone.as_deref().is_some_and(is_phone) {
        return Err(PhoneError::Invalid(
            "say who writes: a phone number or a user_id",
        ));
    }
    Ok(world.add_customer(CustomerSpec {
        name: from
            .name
            .clone()
            .or(named.map(str::to_owned))
            .unwrap_or_default(),
        phone: from.phone.clone(),
        user_id: from.user_id.clone(),
        locale: "es".into(),
        ..CustomerSpec::default()
    }))
}
