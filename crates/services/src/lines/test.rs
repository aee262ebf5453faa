//! Tests a line's connection, and keeps what the provider answered with the door.

use super::proof::{self, ProofError};
use crate::{Cx, Refusal};
use domain::{DoorKind, DoorProblem, DoorState, EventKind, LineId, Permission, Text3, Time};
use door::{Inspection, Refused};
use storage::Door;

/// What a test found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestReport {
    pub checked_at: Time,
    pub verified_name: Option<String>,
    pub display_phone_number: Option<String>,
    pub quality_rating: Option<String>,
    /// `None` where everything is well.
    pub failure: Option<TestFailure>,
}

/// The provider's own words, and what they mean to people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestFailure {
    pub problem: DoorProblem,
    pub cause: Option<Text3>,
    pub action: Option<Text3>,
}

/// What became of asking.
enum Answer {
    Well(Inspection),
    /// The line needs somebody: the door's state says so.
    Wrong(DoorProblem),
    /// Our own way to the provider failed, which is no fault of the line.
    NotAsked(DoorProblem),
}

pub async fn test(cx: &Cx, id: LineId) -> Result<TestReport, Refusal> {
    cx.require(Permission::ConnectionsManage)?;
    let mut tx = cx.read().await?;
    tx.lines().get(id).await?;
    let door = tx.doors().get(id, DoorKind::Cloud).await?;
    drop(tx);
    let answer = ask(cx, &door).await?;
    keep(cx, id, &answer).await?;
    report(cx, answer)
}

async fn ask(cx: &Cx, door: &Door) -> Result<Answer, Refusal> {
    let provider = proof::cloud(cx)?;
    let Some(access) = proof::access(&cx.env, cx.organization, door).await? else {
        return Ok(Answer::Wrong(own_problem(
            cx.now,
            "the line has no access token; give it one",
        )));
    };
    Ok(match proof::prove(provider.as_ref(), &access).await {
        Ok(inspection) => Answer::Well(inspection),
        Err(ProofError::Refused(refused)) if refused.unreachable => {
            Answer::NotAsked(problem(cx.now, refused))
        }
        Err(ProofError::Refused(refused)) => Answer::Wrong(problem(cx.now, refused)),
        Err(error @ ProofError::WabaMismatch) => {
            Answer::Wrong(own_problem(cx.now, &error.to_string()))
        }
    })
}

/// Read again before writing: the provider may have taken seconds.
async fn keep(cx: &Cx, id: LineId, answer: &Answer) -> Result<(), Refusal> {
    let mut tx = cx.begin().await?;
    let mut door = tx.doors().get(id, DoorKind::Cloud).await?;
    door.checked_at = Some(cx.now);
    match answer {
        Answer::Well(inspection) => {
            proof::note(&mut door, inspection);
            door.state = DoorState::Connected;
            door.problem = None;
            let mut line = tx.lines().get(id).await?;
            if let Some(phone) = proof::shown_phone(inspection) {
                line.phone = Some(phone);
                tx.lines().update(&line).await?;
            }
        }
        Answer::Wrong(problem) => {
            door.state = DoorState::NeedsAttention;
            door.problem = Some(problem.clone());
        }
        Answer::NotAsked(_) => {}
    }
    tx.doors().update(&door).await?;
    tx.emit(cx.event(EventKind::LineUpdated { line_id: id }));
    tx.commit().await?;
    Ok(())
}

fn report(cx: &Cx, answer: Answer) -> Result<TestReport, Refusal> {
    let (inspection, problem) = match answer {
        Answer::Well(inspection) => (Some(inspection), None),
        Answer::Wrong(problem) | Answer::NotAsked(problem) => (None, Some(problem)),
    };
    let provider = proof::cloud(cx)?;
    let failure = problem.map(|problem| {
        let explanation = proof::explain(provider.as_ref(), &problem);
        let (cause, action) = explanation.map(|it| (it.cause, it.action)).unzip();
        TestFailure {
            problem,
            cause,
            action,
        }
    });
    let inspection = inspection.as_ref();
    Ok(TestReport {
        checked_at: cx.now,
        verified_name: inspection.and_then(|it| it.verified_name.clone()),
        display_phone_number: inspection.and_then(|it| it.display_phone_number.clone()),
        quality_rating: inspection.and_then(|it| it.quality_rating.clone()),
        failure,
    })
}

fn problem(at: Time, refused: Refused) -> DoorProblem {
    DoorProblem {
        code: refused.code,
        subcode: refused.subcode,
        kind: refused.kind,
        message: refused.message,
        details: refused.details,
        trace_id: refused.trace_id,
        at,
    }
}

fn own_problem(at: Time, message: &str) -> DoorProblem {
    DoorProblem {
        code: 0,
        subcode: None,
        kind: None,
        message: message.to_owned(),
        details: None,
        trace_id: None,
        at,
    }
}
