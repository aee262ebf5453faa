//! The list: each with its message, its thread, and whether it may go out once more now.

use crate::messages::allowed::{Stored, check_again};
use crate::messages::failed::FailedError;
use crate::messages::{FullMessage, SendError, full};
use crate::page::{self, Page};
use crate::routing::Router;
use crate::{Cx, Refusal};
use domain::{ConversationId, LineId, MessageId, Permission, SenderKind};
use std::collections::HashMap;
use storage::Tx;
use storage::inbox::{Conversation, ConversationView, DeadLetter as Letter};
use storage::inbox::{DeadLetterFilter, LettersFrom};

/// A message that did not arrive, or may not have.
#[derive(Debug)]
pub struct DeadLetter {
    pub letter: Letter,
    pub message: FullMessage,
    pub conversation: ConversationView,
    /// Why it can't go out once more now.
    pub refusal: Option<FailedError>,
}

#[derive(Clone, Debug, Default)]
pub struct ListDeadLetters {
    pub filter: DeadLetterFilter,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// Newest first.
pub async fn list(cx: &Cx, wanted: ListDeadLetters) -> Result<Page<DeadLetter>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let limit = page::limit(wanted.limit)?;
    let from = match wanted.cursor.as_deref().map(page::read_time_cursor) {
        Some(place) => {
            let (at, id) = place?;
            LettersFrom::Before(at, id)
        }
        None => LettersFrom::Newest,
    };
    let mut tx = cx.read().await?;
    let rows = tx
        .dead_letters()
        .list(&wanted.filter, from, limit + 1)
        .await?;
    let (letters, next_cursor) = page::cut(rows, limit, |row| {
        page::cursor(row.dead_at.millis(), row.message_id)
    });
    let data = complete(cx, &mut tx, letters).await?;
    Ok(Page {
        data,
        next_cursor,
        as_of: tx.event_seq().await?,
    })
}

async fn complete(cx: &Cx, tx: &mut Tx, letters: Vec<Letter>) -> Result<Vec<DeadLetter>, Refusal> {
    let ids: Vec<MessageId> = letters.iter().map(|it| it.message_id).collect();
    let threads: Vec<ConversationId> = letters.iter().map(|it| it.conversation_id).collect();
    let views = tx.message_views_by_id(&ids).await?;
    let mut messages: HashMap<MessageId, FullMessage> = full(&cx.env, tx, views)
        .await?
        .into_iter()
        .map(|it| (it.view.id, it))
        .collect();
    let shown = tx.conversation_views_by_id(&threads, cx.member()).await?;
    let shown: HashMap<ConversationId, ConversationView> =
        shown.into_iter().map(|it| (it.id, it)).collect();
    let worked = tx.conversations().list_snapshot(&threads).await?;
    let worked: HashMap<ConversationId, Conversation> =
        worked.into_iter().map(|it| (it.id, it)).collect();
    let mut routers = HashMap::new();
    let mut data = Vec::with_capacity(letters.len());
    for letter in letters {
        let thread = letter.conversation_id;
        let (Some(message), Some(view), Some(conversation)) = (
            messages.remove(&letter.message_id),
            shown.get(&thread),
            worked.get(&thread),
        ) else {
            continue;
        };
        let router = router(cx, tx, &mut routers, letter.line_id).await?;
        let refusal = refusal(cx, tx, router, (&message, conversation)).await?;
        data.push(DeadLetter {
            message,
            conversation: view.clone(),
            refusal,
            letter,
        });
    }
    Ok(data)
}

/// Each line's doors are looked up once a page.
async fn router<'a>(
    cx: &Cx,
    tx: &mut Tx,
    routers: &'a mut HashMap<LineId, Router>,
    line: LineId,
) -> storage::Result<&'a Router> {
    if let std::collections::hash_map::Entry::Vacant(place) = routers.entry(line) {
        place.insert(Router::read(cx, tx, line).await?);
    }
    Ok(&routers[&line])
}

async fn refusal(
    cx: &Cx,
    tx: &mut Tx,
    router: &Router,
    (message, conversation): (&FullMessage, &Conversation),
) -> Result<Option<FailedError>, Refusal> {
    let view = &message.view;
    let stored = Stored {
        sender: SenderKind::Member,
        chosen: None,
        kind: view.kind,
        content: view.content.as_deref(),
    };
    match check_again(cx, tx, router, conversation, stored).await {
        Ok(_) => Ok(None),
        Err(SendError::Refused(Refusal::Storage(error))) => Err(error.into()),
        Err(refused) => Ok(Some(refused.into())),
    }
}
