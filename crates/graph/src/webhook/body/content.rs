//! What people send: files, places, contact cards, orders.

use crate::json::Object;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    pub id: String,
    pub mime_type: Option<String>,
    pub sha256: Option<String>,
    pub caption: Option<String>,
    pub filename: Option<String>,
    /// A voice note, not an audio file.
    pub voice: bool,
    pub animated: bool,
    /// Dies after five minutes; `id` lives for seven days.
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Location {
    pub latitude: f64,
    pub longitude: f64,
    pub name: Option<String>,
    pub address: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedContact {
    pub formatted_name: Option<String>,
    pub company: Option<String>,
    pub phones: Vec<SharedPhone>,
    pub emails: Vec<String>,
    pub vcard: Option<String>,
    pub origin: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedPhone {
    pub phone: Option<String>,
    pub wa_id: Option<String>,
    /// `MOBILE`, `WORK`, ….
    pub kind: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub catalog_id: Option<String>,
    pub text: Option<String>,
    pub items: Vec<OrderItem>,
}

/// Quantity and price as Meta writes them, so that no cent is lost to binary fractions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderItem {
    pub product_retailer_id: Option<String>,
    pub quantity: Option<String>,
    pub item_price: Option<String>,
    pub currency: Option<String>,
}

impl Media {
    pub(super) fn read(o: &Object) -> Option<Self> {
        Some(Self {
            id: o.text("id")?,
            mime_type: o.text("mime_type"),
            sha256: o.text("sha256"),
            caption: o.text("caption"),
            filename: o.text("filename"),
            voice: o.flag("voice").unwrap_or_default(),
            animated: o.flag("animated").unwrap_or_default(),
            url: o.text("url"),
        })
    }
}

impl Location {
    pub(super) fn read(o: &Object) -> Option<Self> {
        Some(Self {
            latitude: o.decimal("latitude")?,
            longitude: o.decimal("longitude")?,
            name: o.text("name"),
            address: o.text("address"),
            url: o.text("url"),
        })
    }
}

impl SharedContact {
    pub(super) fn read(o: &Object) -> Self {
        Self {
            formatted_name: o.object("name").and_then(|it| it.text("formatted_name")),
            company: o.object("org").and_then(|it| it.text("company")),
            phones: o
                .objects("phones")
                .map(|it| SharedPhone::read(&it))
                .collect(),
            emails: o
                .objects("emails")
                .filter_map(|it| it.text("email"))
                .collect(),
            vcard: o.text("vcard"),
            origin: o.text("origin"),
        }
    }
}

impl SharedPhone {
    pub(super) fn read(o: &Object) -> Self {
        Self {
            phone: o.text("phone"),
            wa_id: o.text("wa_id"),
            kind: o.text("type"),
        }
    }
}

impl Order {
    pub(super) fn read(o: &Object) -> Self {
        let items = o.objects("product_items").map(|item| OrderItem {
            product_retailer_id: item.text("product_retailer_id"),
            quantity: item.text("quantity"),
            item_price: item.text("item_price"),
            currency: item.text("currency"),
        });
        Self {
            catalog_id: o.text("catalog_id"),
            text: o.text("text"),
            items: items.collect(),
        }
    }
}
