//! Starting a sandbox, and holding it.

use std::convert::Infallible;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::account::{PhoneChange, change_phone};
use crate::config::SandboxConfig;
use crate::core::Core;
use crate::faults::{ActiveFault, Fault, FaultId};
use crate::meta::templates::{Verdict, change, review_now};
use crate::meta::webhooks::payload::notice;
use crate::meta::{Refusal, all_fields, subscribe_app};
use crate::phones::script::{Openings, let_customers_write};
use crate::phones::{self, ChatView, PhoneError, SendAsCustomer};
use crate::record::{AcceptedMessage, LogEntry, Stats};
use crate::server;
use crate::world::{
    AppSpec, Callback, CustomerSpec, CustomerView, MediaView, PhoneSpec, TemplateSpec, WabaSpec,
};

/// How long tasks may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a sandbox is started.
#[derive(Debug)]
pub struct Sandbox;

impl Sandbox {
    /// Opens the listener; `http` posts the webhooks.
    pub async fn start(config: SandboxConfig, http: reqwest::Client) -> io::Result<SandboxHandle> {
        let listener = TcpListener::bind(config.listen).await?;
        let url = format!("http://{}", listener.local_addr()?);
        let core = Core::new(url, config, http)?;
        core.spawn_to_its_end(server::serve(core.clone(), listener));
        Ok(SandboxHandle { core })
    }
}

/// A running sandbox; clones hold the same one.
#[derive(Debug, Clone)]
pub struct SandboxHandle {
    core: Arc<Core>,
}

/// Why Meta didn't take an address for webhooks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the address was not taken: {message}")]
pub struct SubscribeError {
    pub code: u32,
    pub message: String,
}

impl SandboxHandle {
    /// Graph's base address: `http://127.0.0.1:port`.
    pub fn url(&self) -> &str {
        &self.core.url
    }

    /// Ends the listener and every task; what was not delivered is lost.
    pub async fn shutdown(&self) {
        self.core.shutdown(PATIENCE).await;
    }

    pub fn add_app(&self, spec: AppSpec) {
        self.core.with(|world| world.add_app(spec));
    }

    pub fn add_waba(&self, spec: WabaSpec) {
        let now = self.core.now();
        self.core.with(|world| world.add_waba(spec, now));
    }

    pub fn add_phone(&self, spec: PhoneSpec) {
        self.core.with(|world| world.add_phone(spec));
    }

    pub fn add_customer(&self, spec: CustomerSpec) {
        self.core.with(|world| world.add_customer(spec));
    }

    /// Sets where an app's webhooks go, after the address has answered Meta's challenge.
    pub async fn subscribe(
        &self,
        app_id: &str,
        callback_url: &str,
        verify_token: &str,
    ) -> Result<(), SubscribeError> {
        let callback = Callback {
            url: callback_url.to_owned(),
            fields: all_fields(),
        };
        let refused = |refusal: Refusal| SubscribeError {
            code: refusal.code,
            message: refusal.message().to_owned(),
        };
        subscribe_app(&self.core, app_id, callback, verify_token)
            .await
            .map_err(refused)
    }

    /// The automatic customers begin to write.
    pub fn let_customers_write(&self, plan: &Openings) {
        let_customers_write(&self.core, plan);
    }

    pub fn customers(&self) -> Vec<CustomerView> {
        self.core
            .with(|world| world.customers.list().map(|(_, it)| it.view()).collect())
    }

    /// A customer's screen, by phone or user id. With `since`, waits until its version is
    /// another, at most twenty seconds.
    pub async fn chat(
        &self,
        phone_number_id: &str,
        customer: &str,
        since: Option<u64>,
    ) -> Result<ChatView, PhoneError> {
        phones::chat(&self.core, phone_number_id, customer, since).await
    }

    /// Gives back the message's wamid.
    pub fn send_as_customer(&self, message: &SendAsCustomer) -> Result<String, PhoneError> {
        phones::send_as_customer(&self.core, message)
    }

    /// The customer opens the chat: what has arrived turns read.
    pub fn mark_read(&self, phone_number_id: &str, customer: &str) -> Result<(), PhoneError> {
        phones::mark_read(&self.core, phone_number_id, customer)
    }

    /// The customer listens to a voice note, by its wamid.
    pub fn mark_played(
        &self,
        phone_number_id: &str,
        customer: &str,
        id: &str,
    ) -> Result<(), PhoneError> {
        phones::mark_played(&self.core, phone_number_id, customer, id)
    }

    /// A file on a customer's phone, to be sent by its id.
    pub async fn put_file(
        &self,
        bytes: Bytes,
        mime_type: &str,
        filename: Option<String>,
    ) -> io::Result<MediaView> {
        let whole = stream::iter([Ok::<_, Infallible>(bytes)]);
        let stored = self.core.shelf.put(whole, u64::MAX).await;
        let stored = stored.map_err(io::Error::other)?;
        Ok(phones::put_file(&self.core, stored, mime_type, filename))
    }

    /// A file out of a chat, whole; `None` where there is no such file.
    pub async fn file(&self, id: &str) -> Option<(MediaView, Vec<u8>)> {
        let file = self.core.with(|world| world.media.kept(id).cloned())?;
        let bytes = tokio::fs::read(&file.stored.path).await.ok()?;
        Some((file.view(), bytes))
    }

    /// A template that is there at once, without a review; gives back its id.
    pub fn add_template(&self, spec: TemplateSpec) -> String {
        let now = self.core.now();
        self.core.with(|world| world.add_template(spec, now))
    }

    /// Meta's word on a template, told by webhooks; false where there is no such template.
    pub fn change_template(&self, id: &str, verdict: &Verdict) -> bool {
        change(&self.core, id, verdict)
    }

    /// Meta reviews a template now, by its own rules; false where there is no such template.
    pub fn review_template(&self, id: &str) -> bool {
        review_now(&self.core, id)
    }

    /// Meta's word on a number, told by webhooks; false where there is no such number.
    pub fn change_phone(&self, phone_number_id: &str, change: PhoneChange) -> bool {
        change_phone(&self.core, phone_number_id, change)
    }

    /// Any update of an account, as it stands.
    pub fn notify(&self, waba_id: &str, phone_number_id: Option<&str>, field: &str, value: Value) {
        let update = notice(waba_id, phone_number_id, field, value);
        self.core.outlet.push(&self.core, update);
    }

    /// Refuses a fault that would mean nothing, with the reason.
    pub fn set_fault(&self, fault: Fault) -> Result<FaultId, String> {
        self.core.with(|world| world.faults.set(fault))
    }

    pub fn faults(&self) -> Vec<ActiveFault> {
        self.core.with(|world| world.faults.list())
    }

    pub fn clear_faults(&self) {
        self.core.with(|world| world.faults.clear());
    }

    /// Every message that Meta has taken on, in order, whatever became of the answer.
    pub fn accepted(&self) -> Vec<AcceptedMessage> {
        self.core.with(|world| world.record.accepted.clone())
    }

    /// The latest requests and deliveries, oldest first.
    pub fn log(&self) -> Vec<LogEntry> {
        self.core.with(|world| world.record.log())
    }

    pub fn stats(&self) -> Stats {
        self.core.with(|world| world.record.stats)
    }

    /// Moves the sandbox's clock ahead, and with it the 24 hours of every chat.
    pub fn advance_clock(&self, by: Duration) {
        self.core.clock.advance(by);
    }
}
