//! How many dead letters lie there, by cause and by line.

use crate::messages::Explanation;
use crate::{Cx, Refusal};
use domain::{DoorKind, LineId, Permission};
use storage::inbox::{DeadLetterCount, DeadLetterFilter};

/// Beyond so many it is "more than": nobody reads them one by one.
pub const MOST_COUNTED: i64 = 10_000;

#[derive(Clone, Debug)]
pub struct LetterCounts {
    /// Of the whole filter.
    pub total: i64,
    /// There are more than were counted.
    pub more: bool,
    /// What the filter of causes offers: all of its line, the most frequent first.
    pub causes: Vec<CauseCount>,
    /// What the filter of lines offers: all of its cause.
    pub lines: Vec<(LineId, i64)>,
}

#[derive(Clone, Debug)]
pub struct CauseCount {
    pub cause: String,
    pub explanation: Option<Explanation>,
    pub count: i64,
}

pub async fn count(cx: &Cx, filter: &DeadLetterFilter) -> Result<LetterCounts, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let all = DeadLetterFilter {
        line: None,
        cause: None,
        ..filter.clone()
    };
    let mut tx = cx.read().await?;
    let groups = tx.dead_letters().counts(&all, MOST_COUNTED).await?;
    let counted: i64 = groups.iter().map(|it| it.count).sum();
    let of_line = |it: &&DeadLetterCount| filter.line.is_none_or(|line| it.line_id == line);
    let of_cause =
        |it: &&DeadLetterCount| filter.cause.as_ref().is_none_or(|cause| *cause == it.cause);
    let total = groups.iter().filter(of_line).filter(of_cause);
    let mut lines: Vec<(LineId, i64)> = Vec::new();
    for group in groups.iter().filter(of_cause) {
        match lines.iter_mut().find(|(line, _)| *line == group.line_id) {
            Some((_, count)) => *count += group.count,
            None => lines.push((group.line_id, group.count)),
        }
    }
    Ok(LetterCounts {
        total: total.map(|it| it.count).sum(),
        more: counted >= MOST_COUNTED,
        causes: causes(cx, groups.iter().filter(of_line)),
        lines,
    })
}

fn causes<'a>(cx: &Cx, groups: impl Iterator<Item = &'a DeadLetterCount>) -> Vec<CauseCount> {
    let mut causes: Vec<CauseCount> = Vec::new();
    for group in groups {
        match causes.iter_mut().find(|it| it.cause == group.cause) {
            Some(known) => known.count += group.count,
            None => causes.push(CauseCount {
                cause: group.cause.clone(),
                explanation: explain(cx, group.door, &group.cause),
                count: group.count,
            }),
        }
    }
    causes.sort_by_key(|it| std::cmp::Reverse(it.count));
    causes
}

fn explain(cx: &Cx, door: DoorKind, cause: &str) -> Option<Explanation> {
    let door = cx.env.doors.get(door)?;
    match cause.parse() {
        Ok(code) => door.explain(code),
        Err(_) => door.explain_event(cause),
    }
}
