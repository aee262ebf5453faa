//! Lines: connected, tested, changed.

mod connect;
mod test;
mod update;

use sandbox::{AppSpec, PhoneFacts, PhoneSpec, WabaSpec};
use serde_json::{Value, json};
use testkit::TestApp;

pub(crate) const NUMBER: &str = "200000000000001";
pub(crate) const WABA: &str = "100000000000001";
pub(crate) const APP: &str = "900000000000001";

/// Tells the sandbox of one number that these tokens may read.
pub(crate) fn number(app: &TestApp, tokens: &[&str]) {
    app.sandbox.add_app(AppSpec {
        app_id: APP.to_owned(),
        app_secret: "s3cr3t-of-app".to_owned(),
    });
    phone(app, NUMBER, WABA, tokens);
}

pub(crate) fn phone(app: &TestApp, id: &str, waba: &str, tokens: &[&str]) {
    app.sandbox.add_waba(WabaSpec {
        id: waba.to_owned(),
        name: "Talavera".to_owned(),
        app_id: APP.to_owned(),
    });
    app.sandbox.add_phone(PhoneSpec {
        phone_number_id: id.to_owned(),
        waba_id: waba.to_owned(),
        display_phone_number: "+52 55 5555 0100".to_owned(),
        verified_name: "Azulejos Talavera".to_owned(),
        access_tokens: tokens.iter().map(|&token| token.to_owned()).collect(),
        facts: PhoneFacts::default(),
    });
}

pub(crate) fn meta_app() -> Value {
    json!({ "name": "Tienda", "app_id": APP, "app_secret": "s3cr3t-of-app" })
}

pub(crate) fn line(meta_app: &str) -> Value {
    json!({
        "name": "Ventas", "meta_app_id": meta_app, "phone_number_id": NUMBER, "waba_id": WABA,
        "access_token": "EAAG-good",
    })
}
