//! The simulated phones, as far as the inbox shows them. Off unless the process runs a sandbox.

mod simulator;

pub use simulator::{
    ActiveFault, Business, Changed, Chat, ChatMessage, ChatReaction, Customer, CustomerMessage,
    Fault, FaultKind, FaultTarget, Progress, Side, SimulatedFile, SimulatedMedia, Simulator,
    SimulatorError,
};

use crate::media::voice_note;
use crate::{Cx, Refusal};
use domain::{DoorKind, LineId, Permission};

/// Why something can't be done in the sandbox.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    #[error("no sandbox runs here; start one with `aldaba demo`")]
    Off,
    #[error(transparent)]
    Simulator(#[from] SimulatorError),
    #[error(transparent)]
    Refusal(#[from] Refusal),
}

/// A fault as it stands, and the line that it is bound to.
#[derive(Clone, Debug, PartialEq)]
pub struct StandingFault {
    pub line: Option<LineId>,
    pub fault: ActiveFault,
}

type Sandbox<'a> = Option<&'a dyn Simulator>;

pub fn customers(cx: &Cx, sandbox: Sandbox<'_>) -> Result<Vec<Customer>, SandboxError> {
    Ok(open(cx, sandbox)?.customers())
}

/// A customer's screen. With `since`, waits until its version is another.
pub async fn chat(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    line: LineId,
    customer: &str,
    since: Option<u64>,
) -> Result<Chat, SandboxError> {
    let simulator = open(cx, sandbox)?;
    let number = number_of(cx, line).await?;
    Ok(simulator.chat(&number, customer, since).await?)
}

/// Writes as a customer; the answer is the provider's id of the message.
pub async fn send_as_customer(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    line: LineId,
    message: CustomerMessage,
) -> Result<String, SandboxError> {
    let simulator = open(cx, sandbox)?;
    let number = number_of(cx, line).await?;
    Ok(simulator.send_as_customer(&number, message)?)
}

/// The customer opens the chat.
pub async fn mark_read(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    line: LineId,
    customer: &str,
) -> Result<(), SandboxError> {
    let simulator = open(cx, sandbox)?;
    let number = number_of(cx, line).await?;
    Ok(simulator.mark_read(&number, customer)?)
}

/// The customer listens to a voice note.
pub async fn mark_played(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    line: LineId,
    customer: &str,
    id: &str,
) -> Result<(), SandboxError> {
    let simulator = open(cx, sandbox)?;
    let number = number_of(cx, line).await?;
    Ok(simulator.mark_played(&number, customer, id)?)
}

/// Puts a file on a customer's phone; a message then names it.
pub async fn put_file(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    file: SimulatedFile,
) -> Result<SimulatedMedia, SandboxError> {
    Ok(open(cx, sandbox)?.put_file(recorded(file)).await?)
}

/// A phone records Ogg; a browser that stands for one records `WebM` or MP4.
fn recorded(file: SimulatedFile) -> SimulatedFile {
    let may_be_voice =
        file.mime_type.starts_with("audio/") && voice_note::may_hold_opus(&file.mime_type);
    match may_be_voice
        .then(|| voice_note::to_ogg(&file.bytes))
        .flatten()
    {
        Some(bytes) => SimulatedFile {
            mime_type: voice_note::MIME_TYPE.to_owned(),
            filename: None,
            bytes,
        },
        None => file,
    }
}

/// A file out of a chat, as the customer opens it.
pub async fn file(cx: &Cx, sandbox: Sandbox<'_>, id: &str) -> Result<SimulatedFile, SandboxError> {
    Ok(open(cx, sandbox)?.file(id).await?)
}

pub async fn set_fault(
    cx: &Cx,
    sandbox: Sandbox<'_>,
    line: Option<LineId>,
    fault: Fault,
) -> Result<u64, SandboxError> {
    let simulator = open(cx, sandbox)?;
    let number = match line {
        Some(line) => Some(number_of(cx, line).await?),
        None => None,
    };
    Ok(simulator.set_fault(number, fault)?)
}

pub async fn faults(cx: &Cx, sandbox: Sandbox<'_>) -> Result<Vec<StandingFault>, SandboxError> {
    let simulator = open(cx, sandbox)?;
    let doors = cx
        .read()
        .await
        .map_err(Refusal::from)?
        .doors()
        .list()
        .await
        .map_err(Refusal::from)?;
    let line_of = |number: &str| {
        doors
            .iter()
            .find(|door| door.phone_number_id.as_deref() == Some(number))
            .map(|door| door.line_id)
    };
    let faults = simulator.faults().into_iter().map(|fault| StandingFault {
        line: fault.number.as_deref().and_then(line_of),
        fault,
    });
    Ok(faults.collect())
}

pub fn clear_faults(cx: &Cx, sandbox: Sandbox<'_>) -> Result<(), SandboxError> {
    open(cx, sandbox)?.clear_faults();
    Ok(())
}

fn open<'a>(cx: &Cx, sandbox: Sandbox<'a>) -> Result<&'a dyn Simulator, SandboxError> {
    cx.require(Permission::SandboxUse)?;
    sandbox.ok_or(SandboxError::Off)
}

/// The provider's id of a line's number.
async fn number_of(cx: &Cx, line: LineId) -> Result<String, Refusal> {
    let door = cx.read().await?.doors().find(line, DoorKind::Cloud).await?;
    door.and_then(|door| door.phone_number_id)
        .ok_or(Refusal::NotFound("line"))
}
