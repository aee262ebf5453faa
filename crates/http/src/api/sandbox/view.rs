//! What the sandbox shows, as JSON.

use domain::{LineId, Time};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use services::sandbox::{self, StandingFault};
use utoipa::ToSchema;

/// A customer of the sandbox.
#[derive(Serialize, ToSchema)]
pub(super) struct SandboxCustomer {
    #[schema(example = "+525555550111")]
    phone: Option<String>,
    #[schema(example = "Mariana Robles")]
    name: String,
    user_id: String,
    #[schema(example = "es")]
    locale: String,
    /// Writes and answers by itself.
    automatic: bool,
}

/// A chat as the customer's phone shows it.
#[derive(Serialize, ToSchema)]
pub(super) struct SandboxChat {
    /// Give it back to wait for the next change.
    version: u64,
    business: SandboxBusiness,
    customer: SandboxCustomer,
    business_typing: bool,
    messages: Vec<SandboxChatMessage>,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxBusiness {
    name: String,
    phone: String,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxChatMessage {
    id: String,
    from: SandboxSide,
    #[serde(rename = "type")]
    kind: String,
    /// What is read of it: the text, a caption, a template filled in.
    text: Option<String>,
    /// The kind's own object under Meta's names; a template's with `rendered`.
    content: Value,
    media: Option<SandboxMedia>,
    at: Time,
    state: SandboxProgress,
    reply_to: Option<String>,
    forwarded: bool,
    changed: Option<SandboxChange>,
    reactions: Vec<SandboxReaction>,
}

/// What became of a message that its author did not leave as it was.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SandboxChange {
    Edited,
    Revoked,
}

/// A file on the customer's phone.
#[derive(Serialize, ToSchema)]
pub(super) struct SandboxMedia {
    /// Opens it at `sandboxGetMedia`; a message of the customer names it.
    id: String,
    #[schema(example = "image/jpeg")]
    mime_type: String,
    size_bytes: u64,
    filename: Option<String>,
    voice: bool,
    animated: bool,
}

#[derive(Serialize, ToSchema)]
pub(super) struct SandboxReaction {
    from: SandboxSide,
    emoji: String,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SandboxSide {
    Customer,
    Business,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SandboxProgress {
    Sent,
    Delivered,
    Read,
    /// A voice note that was listened to.
    Played,
}

/// A fault that stands until it is used up or cleared.
#[derive(Serialize, ToSchema)]
pub(super) struct SandboxFault {
    id: u64,
    target: FaultTarget,
    kind: FaultKind,
    line_id: Option<LineId>,
    delay_ms: Option<u64>,
    code: Option<u32>,
    /// `null`: until cleared.
    times: Option<u32>,
    probability: Option<f64>,
}

/// Where something goes wrong.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FaultTarget {
    /// What the sandbox posts to Aldaba.
    Webhooks,
    /// What Aldaba sends.
    Messages,
}

/// What goes wrong.
#[derive(Clone, Copy, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum FaultKind {
    Delay,
    Error,
    Duplicate,
    Reorder,
    Drop,
}

impl From<sandbox::Customer> for SandboxCustomer {
    fn from(customer: sandbox::Customer) -> Self {
        Self {
            phone: customer.phone,
            name: customer.name,
            user_id: customer.user_id,
            locale: customer.locale,
            automatic: customer.automatic,
        }
    }
}

impl From<sandbox::Chat> for SandboxChat {
    fn from(chat: sandbox::Chat) -> Self {
        Self {
            version: chat.version,
            business: SandboxBusiness {
                name: chat.business.name,
                phone: chat.business.phone,
            },
            customer: chat.customer.into(),
            business_typing: chat.business_typing,
            messages: chat.messages.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<sandbox::ChatMessage> for SandboxChatMessage {
    fn from(message: sandbox::ChatMessage) -> Self {
        let reactions = message.reactions.into_iter();
        Self {
            id: message.id,
            from: message.from.into(),
            kind: message.kind,
            text: message.text,
            content: message.content,
            media: message.media.map(Into::into),
            forwarded: message.forwarded,
            changed: message.changed.map(|changed| match changed {
                sandbox::Changed::Edited => SandboxChange::Edited,
                sandbox::Changed::Revoked => SandboxChange::Revoked,
            }),
            at: message.at,
            state: match message.progress {
                sandbox::Progress::Sent => SandboxProgress::Sent,
                sandbox::Progress::Delivered => SandboxProgress::Delivered,
                sandbox::Progress::Read => SandboxProgress::Read,
                sandbox::Progress::Played => SandboxProgress::Played,
            },
            reply_to: message.reply_to,
            reactions: reactions
                .map(|reaction| SandboxReaction {
                    from: reaction.from.into(),
                    emoji: reaction.emoji,
                })
                .collect(),
        }
    }
}

impl From<sandbox::SimulatedMedia> for SandboxMedia {
    fn from(media: sandbox::SimulatedMedia) -> Self {
        Self {
            id: media.id,
            mime_type: media.mime_type,
            size_bytes: media.size_bytes,
            filename: media.filename,
            voice: media.voice,
            animated: media.animated,
        }
    }
}

impl From<sandbox::Side> for SandboxSide {
    fn from(side: sandbox::Side) -> Self {
        match side {
            sandbox::Side::Customer => Self::Customer,
            sandbox::Side::Business => Self::Business,
        }
    }
}

impl From<StandingFault> for SandboxFault {
    fn from(standing: StandingFault) -> Self {
        let fault = standing.fault.fault;
        Self {
            id: standing.fault.id,
            target: match fault.target {
                sandbox::FaultTarget::Webhooks => FaultTarget::Webhooks,
                sandbox::FaultTarget::Messages => FaultTarget::Messages,
            },
            kind: match fault.kind {
                sandbox::FaultKind::Delay => FaultKind::Delay,
                sandbox::FaultKind::Error => FaultKind::Error,
                sandbox::FaultKind::Duplicate => FaultKind::Duplicate,
                sandbox::FaultKind::Reorder => FaultKind::Reorder,
                sandbox::FaultKind::Drop => FaultKind::Drop,
            },
            line_id: standing.line,
            delay_ms: fault.delay_ms,
            code: fault.code,
            times: fault.times,
            probability: fault.probability,
        }
    }
}

impl From<FaultTarget> for sandbox::FaultTarget {
    fn from(target: FaultTarget) -> Self {
        match target {
            FaultTarget::Webhooks => Self::Webhooks,
            FaultTarget::Messages => Self::Messages,
        }
    }
}

impl From<FaultKind> for sandbox::FaultKind {
    fn from(kind: FaultKind) -> Self {
        match kind {
            FaultKind::Delay => Self::Delay,
            FaultKind::Error => Self::Error,
            FaultKind::Duplicate => Self::Duplicate,
            FaultKind::Reorder => Self::Reorder,
            FaultKind::Drop => Self::Drop,
        }
    }
}
