//! Which letters an action in bulk means, and what it tells about each.

use crate::messages::FailedError;
use crate::page;
use crate::{Cx, Refusal};
use domain::{MessageId, Time};
use std::collections::HashSet;
use storage::inbox::{DeadLetterFilter, LettersFrom};

/// How many letters one call moves.
pub const MAX_AT_ONCE: i64 = 100;
/// How far "left" is counted.
const MOST_LEFT: i64 = 10_000;

#[derive(Clone, Debug)]
pub enum WhichLetters {
    These(Vec<MessageId>),
    /// All of a filter, the oldest first, from the cursor on. What dies while this is going on waits
    /// for the next time, or a letter that fails again at once would be tried for ever.
    Matching {
        filter: DeadLetterFilter,
        cursor: Option<String>,
    },
}

/// What became of one letter.
#[derive(Debug)]
pub struct Done {
    pub message: MessageId,
    pub outcome: Result<(), FailedError>,
}

#[derive(Debug)]
pub struct Bulk {
    pub outcomes: Vec<Done>,
    /// Where the next call goes on.
    pub next_cursor: Option<String>,
    /// How many it has left, counted up to a bound.
    pub left: i64,
}

/// The letters of one call.
pub(super) struct Batch {
    /// In the order in which they were written, so that a thread stays in its order.
    pub(super) messages: Vec<MessageId>,
    next_cursor: Option<String>,
    left: i64,
}

impl Batch {
    pub(super) fn told(self, outcomes: Vec<Done>) -> Bulk {
        Bulk {
            outcomes,
            next_cursor: self.next_cursor,
            left: self.left,
        }
    }
}

pub(super) async fn batch(cx: &Cx, which: WhichLetters) -> Result<Batch, Refusal> {
    match which {
        WhichLetters::These(ids) => these(cx, ids).await,
        WhichLetters::Matching { filter, cursor } => matching(cx, filter, cursor.as_deref()).await,
    }
}

/// One that is not there is told as such among others; where none is, nothing was named.
async fn these(cx: &Cx, mut ids: Vec<MessageId>) -> Result<Batch, Refusal> {
    let count = i64::try_from(ids.len()).unwrap_or(i64::MAX);
    if !(1..=MAX_AT_ONCE).contains(&count) {
        let detail = format!("name 1 to {MAX_AT_ONCE} messages");
        return Err(Refusal::invalid("ids", "out_of_range", detail));
    }
    let mut seen = HashSet::new();
    ids.retain(|id| seen.insert(*id));
    ids.sort_unstable();
    let mut tx = cx.read().await?;
    if tx.messages().list(&ids).await?.is_empty() {
        return Err(Refusal::NotFound("message"));
    }
    Ok(Batch {
        messages: ids,
        next_cursor: None,
        left: 0,
    })
}

async fn matching(
    cx: &Cx,
    mut filter: DeadLetterFilter,
    cursor: Option<&str>,
) -> Result<Batch, Refusal> {
    let (from, end) = match cursor {
        Some(cursor) => read_cursor(cursor)?,
        // What died this very moment belongs to it.
        None => (LettersFrom::Oldest, Time::from_millis(cx.now.millis() + 1)),
    };
    filter.until = Some(filter.until.map_or(end, |until| until.min(end)));
    let mut tx = cx.read().await?;
    let rows = tx
        .dead_letters()
        .list(&filter, from, MAX_AT_ONCE + 1)
        .await?;
    let (letters, next_cursor) = page::cut(rows, MAX_AT_ONCE, |last| {
        let key = format!("{}.{}", last.dead_at.millis(), end.millis());
        page::cursor(key, last.message_id)
    });
    let left = match (&next_cursor, letters.last()) {
        (Some(_), Some(last)) => {
            let from = LettersFrom::After(last.dead_at, last.message_id);
            tx.dead_letters().count(&filter, from, MOST_LEFT).await?
        }
        _ => 0,
    };
    let mut messages: Vec<MessageId> = letters.iter().map(|it| it.message_id).collect();
    messages.sort_unstable();
    Ok(Batch {
        messages,
        next_cursor,
        left,
    })
}

/// The last letter's place, and the moment at which the whole began.
fn read_cursor(cursor: &str) -> Result<(LettersFrom, Time), Refusal> {
    let (key, id) = page::read_cursor(cursor)?;
    let moments = key.split_once('.').and_then(|(at, end)| {
        let read = |text: &str| text.parse().ok().map(Time::from_millis);
        Some((read(at)?, read(end)?))
    });
    let (at, end) = moments.ok_or_else(page::invalid)?;
    Ok((LettersFrom::After(at, id), end))
}
