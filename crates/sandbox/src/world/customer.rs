//! The people on the sandbox's WhatsApp.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::account::digits;
use crate::dice::Dice;

/// Someone who has WhatsApp.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default)]
pub struct CustomerSpec {
    /// E.164. Absent for someone whom the business knows by `user_id` only.
    pub phone: Option<String>,
    /// Meta's id for the phone where it differs from its digits (`5215…` for `+525…`).
    pub wa_id: Option<String>,
    /// The business-scoped user id; made from the phone when absent.
    pub user_id: Option<String>,
    pub username: Option<String>,
    pub name: String,
    /// `es`, `pt` or `en`.
    pub locale: String,
    /// Opens conversations, reads and answers without anybody's hand.
    pub automatic: bool,
    /// The first message comes from an ad that clicks to WhatsApp.
    pub from_ad: bool,
}

/// A customer as the simulated phone lists them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustomerView {
    pub phone: Option<String>,
    pub name: String,
    pub user_id: String,
    pub locale: String,
    pub automatic: bool,
}

/// Customers are never removed, so the position in the list is the id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct CustomerId(usize);

#[derive(Debug, Clone)]
pub(crate) struct Customer {
    pub(crate) phone: Option<String>,
    pub(crate) wa_id: Option<String>,
    pub(crate) user_id: String,
    pub(crate) username: Option<String>,
    pub(crate) name: String,
    pub(crate) locale: String,
    pub(crate) automatic: bool,
    pub(crate) from_ad: bool,
    /// Changes when the customer moves to another phone.
    pub(crate) identity_hash: Option<String>,
}

impl Customer {
    /// How ids and logs name the customer: the phone as Meta writes it, else the user id.
    pub(crate) fn address(&self) -> &str {
        self.wa_id.as_deref().unwrap_or(&self.user_id)
    }

    pub(crate) fn view(&self) -> CustomerView {
        CustomerView {
            phone: self.phone.clone(),
            name: self.name.clone(),
            user_id: self.user_id.clone(),
            locale: self.locale.clone(),
            automatic: self.automatic,
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Customers {
    list: Vec<Customer>,
    by_digits: HashMap<String, CustomerId>,
    by_user_id: HashMap<String, CustomerId>,
}

impl Customers {
    pub(crate) fn get(&self, id: CustomerId) -> Option<&Customer> {
        self.list.get(id.0)
    }

    pub(crate) fn list(&self) -> impl Iterator<Item = (CustomerId, &Customer)> {
        self.list
            .iter()
            .enumerate()
            .map(|(position, customer)| (CustomerId(position), customer))
    }

    /// By phone in any spelling, or by user id.
    pub(crate) fn find(&self, address: &str) -> Option<CustomerId> {
        if let Some(id) = self.by_user_id.get(address) {
            return Some(*id);
        }
        // The digits of an unknown user id are nobody's phone.
        if address.contains(char::is_alphabetic) {
            return None;
        }
        self.by_digits.get(&digits(address)).copied()
    }

    /// Whoever has the phone or the user id already takes the new facts; else someone new.
    pub(crate) fn add(&mut self, spec: CustomerSpec, seed: u64) -> CustomerId {
        let known = [
            spec.user_id.as_deref(),
            spec.phone.as_deref(),
            spec.wa_id.as_deref(),
        ]
        .into_iter()
        .flatten()
        .find_map(|address| self.find(address));
        let before = known.and_then(|id| self.get(id)).cloned();
        let identity_hash = before.as_ref().and_then(|it| it.identity_hash.clone());
        let phone = spec
            .phone
            .map(|phone| digits(&phone))
            .filter(|it| !it.is_empty());
        let wa_id = spec.wa_id.or_else(|| phone.clone());
        let kept = before.map(|before| before.user_id);
        let user_id = spec.user_id.or(kept).unwrap_or_else(|| {
            new_user_id(
                phone.as_deref(),
                wa_id.as_deref().unwrap_or(&spec.name),
                seed,
            )
        });
        let customer = Customer {
            phone: phone.map(|digits| format!("+{digits}")),
            wa_id,
            user_id,
            username: spec.username,
            name: spec.name,
            locale: spec.locale,
            automatic: spec.automatic,
            from_ad: spec.from_ad,
            identity_hash,
        };
        let id = known.unwrap_or(CustomerId(self.list.len()));
        self.index(id, &customer);
        match self.list.get_mut(id.0) {
            Some(place) => *place = customer,
            None => self.list.push(customer),
        }
        id
    }

    pub(crate) fn rename(&mut self, id: CustomerId, name: String) {
        if let Some(customer) = self.list.get_mut(id.0) {
            customer.name = name;
        }
    }

    /// The customer takes another number; the old one is nobody's any more.
    pub(crate) fn change_phone(&mut self, id: CustomerId, phone: &str) {
        let digits = digits(phone);
        let Some(customer) = self.list.get_mut(id.0) else {
            return;
        };
        customer.phone = Some(format!("+{digits}"));
        customer.wa_id = Some(digits.clone());
        self.by_digits.retain(|_, whose| *whose != id);
        self.by_digits.insert(digits, id);
    }

    pub(crate) fn change_user_id(&mut self, id: CustomerId, user_id: &str) {
        if let Some(customer) = self.list.get_mut(id.0) {
            self.by_user_id.remove(&customer.user_id);
            user_id.clone_into(&mut customer.user_id);
            self.by_user_id.insert(user_id.to_owned(), id);
        }
    }

    pub(crate) fn change_identity(&mut self, id: CustomerId, hash: &str) {
        if let Some(customer) = self.list.get_mut(id.0) {
            customer.identity_hash = Some(hash.to_owned());
        }
    }

    fn index(&mut self, id: CustomerId, customer: &Customer) {
        self.by_user_id.insert(customer.user_id.clone(), id);
        let spellings = [
            customer.phone.as_deref().map(digits),
            customer.wa_id.clone(),
        ];
        for digits in spellings.into_iter().flatten() {
            self.by_digits.insert(digits, id);
        }
    }
}

/// A user id in Meta's form: the country, a point, up to 128 letters and digits.
fn new_user_id(phone: Option<&str>, about: &str, seed: u64) -> String {
    let country = match phone {
        Some(phone) if phone.starts_with("52") => "MX",
        Some(phone) if phone.starts_with("55") => "BR",
        Some(_) | None => "US",
    };
    let mut dice = Dice::about(seed, about);
    format!("{country}.{:020}", dice.roll())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_is_known_keeps_the_user_id() {
        let mut customers = Customers::default();
        let spec = CustomerSpec {
            phone: Some("+525555550101".into()),
            ..CustomerSpec::default()
        };
        let first = CustomerSpec {
            user_id: Some("MX.77".into()),
            ..spec.clone()
        };
        let id = customers.add(first, 1);
        assert_eq!(
            customers.add(
                CustomerSpec {
                    automatic: true,
                    ..spec
                },
                1
            ),
            id
        );
        let customer = customers.get(id).unwrap();
        assert_eq!(
            (customer.user_id.as_str(), customer.automatic),
            ("MX.77", true)
        );
    }

    #[test]
    fn a_customer_is_found_by_every_spelling() {
        let mut customers = Customers::default();
        let id = customers.add(
            CustomerSpec {
                phone: Some("+52 55 5555 0101".into()),
                wa_id: Some("5215555550101".into()),
                user_id: Some("MX.77".into()),
                ..CustomerSpec::default()
            },
            1,
        );
        for address in ["+525555550101", "525555550101", "5215555550101", "MX.77"] {
            assert_eq!(customers.find(address), Some(id), "{address}");
        }
        for address in ["+525555550102", "MX.525555550101", "", "nobody"] {
            assert_eq!(customers.find(address), None, "{address}");
        }
    }
}
