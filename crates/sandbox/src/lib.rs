//! Simulators: Meta's Graph API and the phones of virtual customers.
//!
//! A sandbox is Meta's other side, in memory, on a listener of its own: it answers as Graph
//! does, posts signed webhooks until they are acknowledged, and lets virtual customers read and
//! write. It knows nothing of Aldaba but Graph's wire. `meta` is what an application talks to,
//! `phones` what customers hold in hand, `world` what both change, `control` the handle's
//! operations over HTTP for tests that are not in Rust.

mod account;
mod clock;
mod config;
mod control;
mod core;
mod dice;
mod faults;
mod handle;
mod media;
mod meta;
mod phones;
mod record;
mod serve;
mod server;
mod world;

pub use account::PhoneChange;
pub use config::{RetrySchedule, SandboxConfig, StatusDelays, WebhookConfig, WindowErrors};
pub use faults::{ActiveFault, Fault, FaultId, FaultKind, FaultTarget};
pub use handle::{Sandbox, SandboxHandle, SubscribeError};
pub use meta::templates::Verdict as TemplateVerdict;
pub use phones::script::Openings;
pub use phones::{
    BusinessView, ChatView, CustomerMessageKind, CustomerRef, PhoneError, SendAsCustomer, cast,
};
pub use record::{AcceptedMessage, LogEntry, Logged, Stats};
pub use serve::serve;
pub use world::{
    AppSpec, Changed, ChatMessage, CustomerSpec, CustomerView, MediaView, PhoneFacts, PhoneSpec,
    ReactionView, Side, TemplateSpec, TemplateStatus, Ticks, WabaSpec,
};
