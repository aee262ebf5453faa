//! A model of Meta: it takes messages or does not, keeps its own log, and has statuses to tell.
//!
//! What it writes is read by the real door; only sending is its own.

use super::dice::Dice;
use super::points;
use async_trait::async_trait;
use domain::{DoorKind, Failure, MessageId};
use door::{
    Access, Capabilities, Door, Explanation, Fetched, Inspection, Knock, NewTemplate, Outbound,
    OutboundContent, Outcome, ProviderTemplates, RawUpdate, Refused, Secret, Submitted,
    TemplateEdit, Unreadable, Upload,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};

/// What goes wrong with one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A code that passes: it is tried again.
    Passing(i64),
    /// A code that does not.
    Lasting(i64),
    /// Meta stumbles, and nobody knows how far it came.
    Stumbles {
        taken: bool,
    },
    /// The connection is cut before an answer came.
    Cut {
        taken: bool,
    },
    NotReached,
}

/// A message that Meta took.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) id: MessageId,
    pub(super) wamid: String,
    /// The number that it was sent from.
    pub(super) from: String,
    pub(super) text: String,
}

struct State {
    attempts: usize,
    faults: BTreeMap<usize, Fault>,
    /// Numbers whose token is dead.
    dead: BTreeSet<String>,
    log: Vec<Taken>,
    /// How much of the log the scheduler has seen.
    told: usize,
    struck: usize,
}

pub(super) struct World {
    real: Arc<dyn Door>,
    state: Mutex<State>,
}

impl World {
    pub(super) fn new(real: Arc<dyn Door>, faults: BTreeMap<usize, Fault>) -> Self {
        let state = State {
            attempts: 0,
            faults,
            dead: BTreeSet::new(),
            log: Vec::new(),
            told: 0,
            struck: 0,
        };
        Self {
            real,
            state: Mutex::new(state),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub(super) fn kill_token(&self, number: &str) {
        self.state().dead.insert(number.to_owned());
    }

    pub(super) fn mend_token(&self, number: &str) {
        self.state().dead.remove(number);
    }

    /// How many attempts went wrong.
    pub(super) fn struck(&self) -> usize {
        self.state().struck
    }

    pub(super) fn log(&self) -> Vec<Taken> {
        self.state().log.clone()
    }

    /// What was taken since the last call.
    pub(super) fn fresh(&self) -> Vec<Taken> {
        let mut state = self.state();
        let fresh = state.log[state.told..].to_vec();
        state.told = state.log.len();
        fresh
    }

    fn take(&self, access: &Access, message: &Outbound) -> Outcome {
        let mut state = self.state();
        state.attempts += 1;
        let attempt = state.attempts;
        let fault = if state.dead.contains(&access.phone_number_id) {
            Some(Fault::Lasting(190))
        } else {
            state.faults.remove(&attempt)
        };
        state.struck += usize::from(fault.is_some());
        let taken = match fault {
            None => true,
            Some(Fault::Stumbles { taken } | Fault::Cut { taken }) => taken,
            Some(Fault::Passing(_) | Fault::Lasting(_) | Fault::NotReached) => false,
        };
        let wamid = taken.then(|| state.keep(access, message));
        drop(state);
        match (fault, wamid) {
            (None, wamid) => sent(wamid.unwrap(), message),
            (Some(fault), _) => self.fails(fault),
        }
    }

    /// As the real door reads it: a code is tried again or not, a cut is doubt, what never left is not.
    fn fails(&self, fault: Fault) -> Outcome {
        match fault {
            Fault::Passing(code) => Outcome::Retry {
                failure: failure(Some(code), "refused"),
                after: self.real.explain(code).and_then(|it| it.pause),
            },
            Fault::Lasting(code) => Outcome::Failed {
                failure: failure(Some(code), "refused"),
            },
            // A code that nobody knows, with status 500.
            Fault::Stumbles { .. } => Outcome::Uncertain {
                failure: failure(Some(999_999), "refused"),
            },
            Fault::Cut { .. } => Outcome::Uncertain {
                failure: failure(None, "unclear"),
            },
            Fault::NotReached => Outcome::Retry {
                failure: failure(None, "not_sent"),
                after: None,
            },
        }
    }
}

impl State {
    fn keep(&mut self, access: &Access, message: &Outbound) -> String {
        let wamid = format!("wamid.out-{}", self.log.len() + 1);
        let OutboundContent::Text { body: text, .. } = message.content.clone() else {
            panic!("only texts are sent here");
        };
        self.log.push(Taken {
            id: message.id.unwrap(),
            wamid: wamid.clone(),
            from: access.phone_number_id.clone(),
            text,
        });
        wamid
    }
}

fn sent(wamid: String, message: &Outbound) -> Outcome {
    Outcome::Sent {
        key: wamid.clone(),
        provider_id: wamid,
        wa_id: message.to.wa_id.clone(),
        held: None,
    }
}

fn failure(code: Option<i64>, reason: &str) -> Failure {
    Failure {
        code,
        reason: reason.to_owned(),
        title: "It went wrong".to_owned(),
        details: None,
        retryable: true,
    }
}

/// Faults for some of the first attempts.
pub(super) fn faults(dice: &mut Dice, count: usize, among: usize) -> BTreeMap<usize, Fault> {
    let mut faults = BTreeMap::new();
    while faults.len() < count {
        let fault = match dice.below(10) {
            0 => Fault::Passing(131_056),
            1 => Fault::Passing(130_429),
            2 => Fault::Passing(131_016),
            3 if dice.once_in(3) => Fault::Passing(80_007),
            4 => Fault::Lasting(dice.one_of(&[131_026, 131_051, 100])),
            5 | 6 => Fault::Cut {
                taken: dice.once_in(2),
            },
            7 => Fault::Stumbles {
                taken: dice.once_in(2),
            },
            _ => Fault::NotReached,
        };
        faults.insert(1 + dice.below(among), fault);
    }
    faults
}

fn unused() -> Refused {
    Refused {
        code: 0,
        subcode: None,
        kind: None,
        message: "the model of Meta has no such thing".to_owned(),
        details: None,
        trace_id: None,
        status: None,
        unreachable: true,
    }
}

#[async_trait]
impl Door for World {
    fn kind(&self) -> DoorKind {
        self.real.kind()
    }

    fn capabilities(&self) -> Capabilities {
        self.real.capabilities()
    }

    fn verify(&self, _: &Secret, _: &[u8], signature: &str) -> bool {
        signature == "of Meta"
    }

    fn split(&self, body: &[u8]) -> Result<Vec<RawUpdate>, Unreadable> {
        self.real.split(body)
    }

    fn read(&self, row: &[u8]) -> Result<Vec<Knock>, Unreadable> {
        self.real.read(row)
    }

    fn webhook_fields(&self) -> Vec<&'static str> {
        self.real.webhook_fields()
    }

    fn message_key(&self, provider_id: &str) -> String {
        self.real.message_key(provider_id)
    }

    async fn inspect(&self, access: &Access) -> Result<Inspection, Refused> {
        if self.state().dead.contains(&access.phone_number_id) {
            return Err(Refused {
                code: 190,
                unreachable: false,
                ..unused()
            });
        }
        Ok(Inspection {
            phone_number_id: access.phone_number_id.clone(),
            display_phone_number: None,
            verified_name: None,
            quality_rating: None,
            throughput: Some("STANDARD".to_owned()),
            messaging_limit: None,
            coexists: access.phone_number_id == super::node::NUMBERS[0],
            in_waba: Some(true),
        })
    }

    async fn send(&self, access: &Access, message: &Outbound) -> Outcome {
        points::pass("before Meta takes it");
        let outcome = self.take(access, message);
        points::pass("taken, not answered");
        outcome
    }

    async fn mark_read(&self, _: &Access, _: &str, _: bool) -> Result<(), Refused> {
        Err(unused())
    }

    async fn templates(&self, _: &Access, _: Option<&str>) -> Result<ProviderTemplates, Refused> {
        Err(unused())
    }

    async fn create_template(&self, _: &Access, _: &NewTemplate) -> Result<Submitted, Refused> {
        Err(unused())
    }

    async fn edit_template(&self, _: &Access, _: &str, _: &TemplateEdit) -> Result<(), Refused> {
        Err(unused())
    }

    async fn delete_template(&self, _: &Access, _: &str, _: &str) -> Result<(), Refused> {
        Err(unused())
    }

    async fn fetch_media(&self, _: &Access, _: &str) -> Result<Fetched, Refused> {
        Err(unused())
    }

    async fn upload_media(&self, _: &Access, _: Upload) -> Result<String, Refused> {
        Err(unused())
    }

    async fn upload_sample(&self, _: &Access, _: &str, _: Upload) -> Result<String, Refused> {
        Err(unused())
    }

    fn explain_event(&self, event: &str) -> Option<Explanation> {
        self.real.explain_event(event)
    }

    fn explain(&self, code: i64) -> Option<Explanation> {
        self.real.explain(code)
    }
}
