//! A sandbox with one app, one account, two numbers, and the receiver of its webhooks.

use std::sync::Once;
use std::time::Duration;

use aldaba_sandbox::{
    AppSpec, CustomerMessageKind, CustomerRef, CustomerSpec, PhoneFacts, PhoneSpec, Sandbox,
    SandboxConfig, SandboxHandle, SendAsCustomer, WabaSpec,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::receiver::{Receiver, SECRET, VERIFY_TOKEN};

pub(crate) const APP: &str = "700000000000001";
pub(crate) const WABA: &str = "800000000000001";
pub(crate) const PHONE: &str = "900000000000001";
pub(crate) const OTHER_PHONE: &str = "900000000000002";
pub(crate) const TOKEN: &str = "EAAsandbox1";
pub(crate) const OTHER_TOKEN: &str = "EAAsandbox2";

/// Has WhatsApp, but no script.
pub(crate) const ANA: &str = "+525555550101";
pub(crate) const ANA_ID: &str = "MX.13491208655302741918";
/// Is known by user id only.
pub(crate) const BETO_ID: &str = "BR.998877";
pub(crate) const NOBODY: &str = "+525555550199";

pub(crate) struct Stage {
    pub(crate) sandbox: SandboxHandle,
    pub(crate) receiver: Receiver,
    pub(crate) http: reqwest::Client,
}

pub(crate) fn http() -> reqwest::Client {
    static PROVIDER: Once = Once::new();
    PROVIDER.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .unwrap();
    });
    reqwest::Client::builder()
        .timeout(Duration::from_secs(25))
        .build()
        .unwrap()
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub(crate) async fn with(change: impl FnOnce(&mut SandboxConfig)) -> Self {
        let mut config = SandboxConfig::fast();
        config.customers = vec![ana(), beto()];
        change(&mut config);
        let http = http();
        let receiver = Receiver::start().await;
        let sandbox = Sandbox::start(config, http.clone()).await.unwrap();
        sandbox.add_app(AppSpec {
            app_id: APP.into(),
            app_secret: SECRET.into(),
        });
        sandbox.add_waba(WabaSpec {
            id: WABA.into(),
            name: "Azulejos Ñandú".into(),
            app_id: APP.into(),
        });
        sandbox.add_phone(phone(PHONE, "+52 55 5555 0100", TOKEN));
        sandbox.add_phone(phone(OTHER_PHONE, "+1 305-555-0100", OTHER_TOKEN));
        sandbox
            .subscribe(APP, &receiver.url, VERIFY_TOKEN)
            .await
            .unwrap();
        Self {
            sandbox,
            receiver,
            http,
        }
    }

    pub(crate) async fn call(&self, method: Method, path: &str, body: Value) -> (u16, Value) {
        self.call_with(Some(TOKEN), method, path, body).await
    }

    pub(crate) async fn call_with(
        &self,
        token: Option<&str>,
        method: Method,
        path: &str,
        body: Value,
    ) -> (u16, Value) {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.sandbox.url()));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let text = answer.text().await.unwrap();
        (status, serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    pub(crate) async fn get(&self, path: &str) -> (u16, Value) {
        self.call(Method::GET, path, Value::Null).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        self.call(Method::POST, path, body).await
    }

    /// Posts to the first number's messages.
    pub(crate) async fn message(&self, mut body: Value) -> (u16, Value) {
        body["messaging_product"] = json!("whatsapp");
        self.post(&format!("/v23.0/{PHONE}/messages"), body).await
    }

    /// Sends a text that is accepted; gives back its wamid.
    pub(crate) async fn text(&self, to: &str, body: &str) -> String {
        let (status, answer) = self
            .message(json!({ "to": to, "type": "text", "text": { "body": body } }))
            .await;
        assert_eq!(status, 200, "{answer}");
        answer["messages"][0]["id"].as_str().unwrap().to_owned()
    }

    /// Waits until something holds of the sandbox that nobody is told of.
    pub(crate) async fn eventually(&self, holds: impl Fn(&SandboxHandle) -> bool) {
        for _ in 0..500 {
            if holds(&self.sandbox) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!("did not come about");
    }

    /// Writes as a customer to the first number.
    pub(crate) fn write(&self, phone: &str, text: &str) -> String {
        self.sandbox.send_as_customer(&letter(phone, text)).unwrap()
    }
}

pub(crate) fn letter(phone: &str, text: &str) -> SendAsCustomer {
    SendAsCustomer {
        phone_number_id: PHONE.into(),
        from: CustomerRef {
            phone: Some(phone.into()),
            ..CustomerRef::default()
        },
        kind: CustomerMessageKind::Text,
        text: Some(text.into()),
        ..SendAsCustomer::default()
    }
}

pub(crate) fn ana() -> CustomerSpec {
    CustomerSpec {
        phone: Some(ANA.into()),
        user_id: Some(ANA_ID.into()),
        name: "Ana Peña".into(),
        locale: "es".into(),
        ..CustomerSpec::default()
    }
}

fn beto() -> CustomerSpec {
    CustomerSpec {
        user_id: Some(BETO_ID.into()),
        username: Some("@beto".into()),
        name: "Beto".into(),
        locale: "pt".into(),
        ..CustomerSpec::default()
    }
}

fn phone(id: &str, display: &str, token: &str) -> PhoneSpec {
    PhoneSpec {
        phone_number_id: id.into(),
        waba_id: WABA.into(),
        display_phone_number: display.into(),
        verified_name: "Azulejos Ñandú".into(),
        access_tokens: vec![token.into()],
        facts: PhoneFacts::default(),
    }
}
