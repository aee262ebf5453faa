//! Starting a sandbox, and holding it.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;

use crate::config::SandboxConfig;
use crate::core::Core;
use crate::faults::{ActiveFault, Fault, FaultId};
use crate::meta::{Refusal, subscribe_app};
use crate::phones::script::{Openings, let_customers_write};
use crate::phones::{self, ChatView, PhoneError, SendAsCustomer};
use crate::record::{AcceptedMessage, LogEntry, Stats};
use crate::server;
use crate::world::{AppSpec, Callback, CustomerSpec, CustomerView, PhoneSpec, WabaSpec};

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
        let core = Core::new(url, config, http);
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
        self.core.with(|world| world.add_waba(spec));
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
            fields: vec!["messages".into()],
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
    pub fn send_as_customer(&self, message: SendAsCustomer) -> Result<String, PhoneError> {
        phones::send_as_customer(&self.core, message)
    }

    /// The customer opens the chat: what has arrived turns read.
    pub fn mark_read(&self, phone_number_id: &str, customer: &str) -> Result<(), PhoneError> {
        phones::mark_read(&self.core, phone_number_id, customer)
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
