//! Faults on demand: what goes wrong, where, how often.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::dice::Dice;

/// A rule by which something goes wrong.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fault {
    pub target: FaultTarget,
    pub kind: FaultKind,
    /// Only this number's traffic; all numbers' when absent.
    #[serde(default)]
    pub phone_number_id: Option<String>,
    #[serde(default)]
    pub delay_ms: Option<u64>,
    /// Graph's error code, for `error`.
    #[serde(default)]
    pub code: Option<u32>,
    /// How often it strikes before it is used up; until cleared when absent.
    #[serde(default)]
    pub times: Option<u32>,
    /// How likely it strikes, 0 to 1; always when absent.
    #[serde(default)]
    pub probability: Option<f64>,
}

impl Fault {
    /// A fault that always strikes, every number.
    pub fn new(target: FaultTarget, kind: FaultKind) -> Self {
        Self {
            target,
            kind,
            phone_number_id: None,
            delay_ms: None,
            code: None,
            times: None,
            probability: None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultTarget {
    /// What the sandbox posts to the application.
    Webhooks,
    /// `POST /{phone}/messages`, as the application calls it.
    Messages,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultKind {
    /// Webhooks go out late; a message is accepted, but answered late.
    Delay,
    /// A message is refused with Graph's error `code`.
    Error,
    /// A webhook is posted twice; of a message, every status is.
    Duplicate,
    /// A webhook is held back until the next one has gone.
    Reorder,
    /// A webhook's first attempt is lost; a message is accepted, but the connection is cut
    /// without an answer.
    Drop,
}

/// Names a fault among those that are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct FaultId(pub u64);

/// A fault as it stands now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ActiveFault {
    pub id: FaultId,
    #[serde(flatten)]
    pub fault: Fault,
    /// How often it has struck.
    pub struck: u32,
}

/// What a fault does to the one thing that it struck.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strike {
    Delay(Duration),
    Error(u32),
    Duplicate,
    Reorder,
    Drop,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    active: Vec<ActiveFault>,
    last_id: u64,
}

impl Faults {
    /// Refuses what would mean nothing, with what to do instead.
    pub(crate) fn set(&mut self, fault: Fault) -> Result<FaultId, String> {
        match (fault.target, fault.kind) {
            (FaultTarget::Webhooks, FaultKind::Error) => {
                return Err(
                    "a webhook has no error code; use delay, duplicate, reorder or drop".into(),
                );
            }
            (FaultTarget::Messages, FaultKind::Reorder) => {
                return Err("messages can't be reordered; reorder the webhooks".into());
            }
            (FaultTarget::Messages, FaultKind::Error) if fault.code.is_none() => {
                return Err("name the error code to answer with".into());
            }
            (_, FaultKind::Delay) if fault.delay_ms.is_none() => {
                return Err("name delay_ms, the delay in milliseconds".into());
            }
            _ => {}
        }
        if fault
            .probability
            .is_some_and(|it| !(0.0..=1.0).contains(&it))
        {
            return Err("probability lies between 0 and 1".into());
        }
        self.last_id += 1;
        let id = FaultId(self.last_id);
        self.active.push(ActiveFault {
            id,
            fault,
            struck: 0,
        });
        Ok(id)
    }

    pub(crate) fn list(&self) -> Vec<ActiveFault> {
        self.active.clone()
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }

    /// The first fault that strikes here and now; it is used up after its `times`.
    pub(crate) fn strike(
        &mut self,
        target: FaultTarget,
        phone_number_id: &str,
        dice: &mut Dice,
    ) -> Option<Strike> {
        let active = self.active.iter_mut().find(|active| {
            let fault = &active.fault;
            fault.target == target
                && fault
                    .phone_number_id
                    .as_deref()
                    .is_none_or(|it| it == phone_number_id)
                && fault.probability.is_none_or(|it| dice.chance(it))
        })?;
        active.struck += 1;
        let fault = &active.fault;
        let strike = match fault.kind {
            FaultKind::Delay => Strike::Delay(Duration::from_millis(fault.delay_ms.unwrap_or(0))),
            FaultKind::Error => Strike::Error(fault.code.unwrap_or(131_000)),
            FaultKind::Duplicate => Strike::Duplicate,
            FaultKind::Reorder => Strike::Reorder,
            FaultKind::Drop => Strike::Drop,
        };
        self.active
            .retain(|active| active.fault.times.is_none_or(|times| active.struck < times));
        Some(strike)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_used_up_after_its_times() {
        let mut faults = Faults::default();
        let mut dice = Dice::new(1);
        let drop = Fault {
            times: Some(2),
            ..Fault::new(FaultTarget::Webhooks, FaultKind::Drop)
        };
        faults.set(drop).unwrap();
        let strikes: Vec<_> = (0..3)
            .map(|_| faults.strike(FaultTarget::Webhooks, "1", &mut dice))
            .collect();
        assert_eq!(strikes, [Some(Strike::Drop), Some(Strike::Drop), None]);
        assert!(faults.list().is_empty());
    }

    #[test]
    fn a_fault_of_one_number_spares_the_others() {
        let mut faults = Faults::default();
        let mut dice = Dice::new(1);
        let mut fault = Fault::new(FaultTarget::Messages, FaultKind::Duplicate);
        fault.phone_number_id = Some("1".into());
        faults.set(fault).unwrap();
        assert_eq!(faults.strike(FaultTarget::Messages, "2", &mut dice), None);
        assert_eq!(
            faults.strike(FaultTarget::Messages, "1", &mut dice),
            Some(Strike::Duplicate)
        );
    }

    #[test]
    fn what_means_nothing_is_refused() {
        let mut faults = Faults::default();
        for (target, kind) in [
            (FaultTarget::Webhooks, FaultKind::Error),
            (FaultTarget::Messages, FaultKind::Reorder),
            (FaultTarget::Messages, FaultKind::Error),
            (FaultTarget::Webhooks, FaultKind::Delay),
        ] {
            assert!(faults.set(Fault::new(target, kind)).is_err());
        }
    }
}
