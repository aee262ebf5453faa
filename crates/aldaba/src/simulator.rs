//! The sandbox, as the inbox drives it.

use async_trait::async_trait;
use sandbox::{
    CustomerMessageKind, CustomerRef, MediaView, PhoneError, SandboxHandle, SendAsCustomer, Ticks,
};
use services::sandbox::{
    ActiveFault, Business, Changed, Chat, ChatMessage, ChatReaction, Customer, CustomerMessage,
    Fault, FaultKind, FaultTarget, Progress, Side, SimulatedFile, SimulatedMedia, Simulator,
    SimulatorError,
};

pub struct SandboxSimulator {
    sandbox: SandboxHandle,
}

impl SandboxSimulator {
    pub const fn new(sandbox: SandboxHandle) -> Self {
        Self { sandbox }
    }
}

#[async_trait]
impl Simulator for SandboxSimulator {
    fn customers(&self) -> Vec<Customer> {
        self.sandbox.customers().into_iter().map(customer).collect()
    }

    async fn chat(
        &self,
        number: &str,
        customer: &str,
        since: Option<u64>,
    ) -> Result<Chat, SimulatorError> {
        let view = self
            .sandbox
            .chat(number, customer, since)
            .await
            .map_err(refused)?;
        Ok(Chat {
            version: view.version,
            business: Business {
                name: view.business.name,
                phone: view.business.phone,
            },
            customer: self::customer(view.customer),
            business_typing: view.business_typing,
            messages: view.messages.into_iter().map(message).collect(),
        })
    }

    fn send_as_customer(
        &self,
        number: &str,
        message: CustomerMessage,
    ) -> Result<String, SimulatorError> {
        let wish = SendAsCustomer {
            phone_number_id: number.to_owned(),
            from: CustomerRef {
                phone: message.phone,
                user_id: message.user_id,
                name: message.name,
            },
            kind: CustomerMessageKind::of_name(message.kind)
                .ok_or_else(|| SimulatorError::Invalid("no such kind of message".to_owned()))?,
            text: message.text,
            emoji: message.emoji,
            reply_to: message.reply_to,
            content: message.content,
            forwarded: message.forwarded,
            referral: message.referral,
        };
        self.sandbox.send_as_customer(&wish).map_err(refused)
    }

    fn mark_read(&self, number: &str, customer: &str) -> Result<(), SimulatorError> {
        self.sandbox.mark_read(number, customer).map_err(refused)
    }

    fn mark_played(&self, number: &str, customer: &str, id: &str) -> Result<(), SimulatorError> {
        self.sandbox
            .mark_played(number, customer, id)
            .map_err(refused)
    }

    async fn put_file(&self, file: SimulatedFile) -> Result<SimulatedMedia, SimulatorError> {
        let put = self
            .sandbox
            .put_file(file.bytes.into(), &file.mime_type, file.filename)
            .await;
        put.map(media)
            .map_err(|error| SimulatorError::Invalid(error.to_string()))
    }

    async fn file(&self, id: &str) -> Result<SimulatedFile, SimulatorError> {
        let found = self.sandbox.file(id).await;
        let (view, bytes) = found.ok_or_else(|| SimulatorError::Unknown("no such file".into()))?;
        Ok(SimulatedFile {
            mime_type: view.mime_type,
            filename: view.filename,
            bytes,
        })
    }

    fn set_fault(&self, number: Option<String>, fault: Fault) -> Result<u64, SimulatorError> {
        let fault = sandbox::Fault {
            target: match fault.target {
                FaultTarget::Webhooks => sandbox::FaultTarget::Webhooks,
                FaultTarget::Messages => sandbox::FaultTarget::Messages,
            },
            kind: match fault.kind {
                FaultKind::Delay => sandbox::FaultKind::Delay,
                FaultKind::Error => sandbox::FaultKind::Error,
                FaultKind::Duplicate => sandbox::FaultKind::Duplicate,
                FaultKind::Reorder => sandbox::FaultKind::Reorder,
                FaultKind::Drop => sandbox::FaultKind::Drop,
            },
            phone_number_id: number,
            delay_ms: fault.delay_ms,
            code: fault.code,
            times: fault.times,
            probability: fault.probability,
        };
        self.sandbox
            .set_fault(fault)
            .map(|id| id.0)
            .map_err(SimulatorError::Invalid)
    }

    fn faults(&self) -> Vec<ActiveFault> {
        self.sandbox
            .faults()
            .into_iter()
            .map(active_fault)
            .collect()
    }

    fn clear_faults(&self) {
        self.sandbox.clear_faults();
    }
}

fn refused(error: PhoneError) -> SimulatorError {
    match error {
        PhoneError::Invalid(why) => SimulatorError::Invalid(why.to_owned()),
        unknown @ (PhoneError::UnknownNumber(_)
        | PhoneError::UnknownCustomer(_)
        | PhoneError::UnknownMessage(_)
        | PhoneError::UnknownMedia(_)) => SimulatorError::Unknown(unknown.to_string()),
    }
}

fn customer(view: sandbox::CustomerView) -> Customer {
    Customer {
        phone: view.phone,
        name: view.name,
        user_id: view.user_id,
        locale: view.locale,
        automatic: view.automatic,
    }
}

fn message(message: sandbox::ChatMessage) -> ChatMessage {
    let reactions = message.reactions.into_iter();
    ChatMessage {
        id: message.id,
        from: side(message.from),
        kind: message.kind,
        text: message.text,
        content: message.content,
        media: message.media.map(media),
        forwarded: message.forwarded,
        changed: message.changed.map(|changed| match changed {
            sandbox::Changed::Edited => Changed::Edited,
            sandbox::Changed::Revoked => Changed::Revoked,
        }),
        at: message.at.into(),
        progress: match message.state {
            Ticks::Accepted | Ticks::Sent => Progress::Sent,
            Ticks::Delivered => Progress::Delivered,
            Ticks::Read => Progress::Read,
            Ticks::Played => Progress::Played,
        },
        reply_to: message.reply_to,
        reactions: reactions
            .map(|reaction| ChatReaction {
                from: side(reaction.from),
                emoji: reaction.emoji,
            })
            .collect(),
    }
}

fn media(view: MediaView) -> SimulatedMedia {
    SimulatedMedia {
        id: view.id,
        mime_type: view.mime_type,
        size_bytes: view.file_size,
        filename: view.filename,
        voice: view.voice,
        animated: view.animated,
    }
}

const fn side(side: sandbox::Side) -> Side {
    match side {
        sandbox::Side::Customer => Side::Customer,
        sandbox::Side::Business => Side::Business,
    }
}

fn active_fault(active: sandbox::ActiveFault) -> ActiveFault {
    let fault = active.fault;
    ActiveFault {
        id: active.id.0,
        number: fault.phone_number_id,
        fault: Fault {
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
            delay_ms: fault.delay_ms,
            code: fault.code,
            times: fault.times,
            probability: fault.probability,
        },
    }
}
