//! A thread's pages: from its end, around a message, from a date, in both directions.

use super::{FullMessage, full};
use crate::page;
use crate::{Cx, Refusal};
use domain::{ConversationId, MessageId, Permission, Time};
use storage::Tx;
use storage::inbox::{MessagePage, MessageView};

#[derive(Clone, Debug, Default)]
pub struct ListMessages {
    pub before: Option<String>,
    pub after: Option<String>,
    pub around: Option<MessageId>,
    pub at: Option<Time>,
    pub limit: Option<i64>,
}

/// Messages, oldest first, with the ways to read on.
#[derive(Clone, Debug)]
pub struct MessagesPage {
    pub data: Vec<FullMessage>,
    pub before_cursor: Option<String>,
    pub after_cursor: Option<String>,
    pub as_of: i64,
}

/// Rows, whether older ones exist, whether newer ones exist.
struct Found(Vec<MessageView>, bool, bool);

pub async fn list(
    cx: &Cx,
    conversation: ConversationId,
    wanted: ListMessages,
) -> Result<MessagesPage, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let limit = page::limit(wanted.limit)?;
    let mut tx = cx.read().await?;
    tx.conversations().get_snapshot(conversation).await?;
    let Found(rows, older, newer) = find(&mut tx, conversation, &wanted, limit).await?;
    let cursor = |view: &MessageView| page::cursor(view.sort_at.millis(), view.id);
    let before_cursor = rows.first().filter(|_| older).map(cursor);
    let after_cursor = rows.last().filter(|_| newer).map(cursor);
    let data = full(&cx.env, &mut tx, rows).await?;
    let as_of = tx.event_seq().await?;
    Ok(MessagesPage {
        data,
        before_cursor,
        after_cursor,
        as_of,
    })
}

async fn find(
    tx: &mut Tx,
    conversation: ConversationId,
    wanted: &ListMessages,
    limit: i64,
) -> Result<Found, Refusal> {
    let given = [
        wanted.before.is_some(),
        wanted.after.is_some(),
        wanted.around.is_some(),
        wanted.at.is_some(),
    ];
    if given.iter().filter(|&&given| given).count() > 1 {
        return Err(Refusal::invalid(
            "before",
            "ambiguous",
            "use only one of before, after, around and at",
        ));
    }
    if let Some(cursor) = &wanted.before {
        let (at, id) = page::read_time_cursor(cursor)?;
        return backwards(tx, conversation, MessagePage::Before(at, id), limit, true).await;
    }
    if let Some(cursor) = &wanted.after {
        let (at, id) = page::read_time_cursor(cursor)?;
        return forwards(tx, conversation, MessagePage::After(at, id), limit, true).await;
    }
    if let Some(message) = wanted.around {
        return around(tx, conversation, message, limit).await;
    }
    if let Some(at) = wanted.at {
        let Found(rows, _, newer) =
            forwards(tx, conversation, MessagePage::From(at), limit, true).await?;
        if let Some(first) = rows.first() {
            let Found(earlier, ..) = backwards(
                tx,
                conversation,
                MessagePage::Before(first.sort_at, first.id),
                1,
                false,
            )
            .await?;
            return Ok(Found(rows, !earlier.is_empty(), newer));
        }
    }
    backwards(tx, conversation, MessagePage::Newest, limit, false).await
}

async fn backwards(
    tx: &mut Tx,
    conversation: ConversationId,
    page: MessagePage,
    limit: i64,
    newer: bool,
) -> Result<Found, Refusal> {
    let mut rows = tx.messages().page(conversation, page, limit + 1).await?;
    let older = i64::try_from(rows.len()).is_ok_and(|count| count > limit);
    if older {
        rows.remove(0);
    }
    Ok(Found(rows, older, newer))
}

async fn forwards(
    tx: &mut Tx,
    conversation: ConversationId,
    page: MessagePage,
    limit: i64,
    older: bool,
) -> Result<Found, Refusal> {
    let mut rows = tx.messages().page(conversation, page, limit + 1).await?;
    let newer = i64::try_from(rows.len()).is_ok_and(|count| count > limit);
    if newer {
        rows.pop();
    }
    Ok(Found(rows, older, newer))
}

/// Half a page on each side of a message.
async fn around(
    tx: &mut Tx,
    conversation: ConversationId,
    message: MessageId,
    limit: i64,
) -> Result<Found, Refusal> {
    let found = tx.messages().get(message).await?;
    if found.conversation_id != conversation {
        return Err(Refusal::NotFound("message"));
    }
    let half = (limit / 2).max(1);
    let place = (found.sort_at, found.id);
    let Found(mut rows, older, _) = backwards(
        tx,
        conversation,
        MessagePage::Before(place.0, place.1),
        half,
        true,
    )
    .await?;
    rows.extend(tx.message_views_by_id(&[message]).await?);
    let Found(later, _, newer) = forwards(
        tx,
        conversation,
        MessagePage::After(place.0, place.1),
        half,
        true,
    )
    .await?;
    rows.extend(later);
    Ok(Found(rows, older, newer))
}
