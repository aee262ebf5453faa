//! A message with its quotation, its reactions and what its errors mean.

use crate::Env;
use crate::media::{self, MediaView};
use domain::{Direction, DoorKind, Failure, MessageId};
use door::Explanation;
use serde::Deserialize;
use std::collections::HashMap;
use storage::Tx;
use storage::inbox::{MessageView, QuotedView, Reaction};

#[derive(Clone, Debug)]
pub struct FullMessage {
    pub view: MessageView,
    pub quoted: Option<QuotedView>,
    pub reactions: Vec<Reaction>,
    pub media: Option<MediaView>,
    pub failure: Option<(Failure, Option<Explanation>)>,
    pub withheld: Option<Withheld>,
}

/// Why the provider did not pass on what a customer sent.
#[derive(Clone, Debug)]
pub struct Withheld {
    pub code: Option<i64>,
    pub title: String,
    pub explanation: Option<Explanation>,
}

/// Completes messages with a fixed number of queries.
pub async fn full(
    env: &Env,
    tx: &mut Tx,
    views: Vec<MessageView>,
) -> storage::Result<Vec<FullMessage>> {
    let ids: Vec<MessageId> = views.iter().map(|view| view.id).collect();
    let quoted_ids: Vec<MessageId> = views.iter().filter_map(|view| view.reply_to_id).collect();
    let quoted: HashMap<MessageId, QuotedView> = tx
        .quoted_views(&quoted_ids)
        .await?
        .into_iter()
        .map(|quoted| (quoted.id, quoted))
        .collect();
    let mut reactions: HashMap<MessageId, Vec<Reaction>> = HashMap::new();
    for reaction in tx.reactions().list(&ids).await? {
        reactions
            .entry(reaction.message_id)
            .or_default()
            .push(reaction);
    }
    let organization = tx.organization();
    let mut files: HashMap<MessageId, MediaView> = tx
        .media()
        .of_messages(&ids)
        .await?
        .into_iter()
        .map(|(id, file)| (id, media::view(env, organization, file)))
        .collect();
    let complete = |view: MessageView| FullMessage {
        // What was taken back is not shown, and neither is its file.
        media: files.remove(&view.id).filter(|_| view.revoked_at.is_none()),
        quoted: view.reply_to_id.and_then(|id| quoted.get(&id).cloned()),
        reactions: reactions.remove(&view.id).unwrap_or_default(),
        failure: failure(env, view.door, view.failure.as_deref()),
        withheld: withheld(env, &view),
        view,
    };
    Ok(views.into_iter().map(complete).collect())
}

fn failure(
    env: &Env,
    door: DoorKind,
    json: Option<&str>,
) -> Option<(Failure, Option<Explanation>)> {
    let failure: Failure = serde_json::from_str(json?).ok()?;
    let explanation = env.doors.get(door).and_then(|door| match failure.code {
        Some(code) => door.explain(code),
        // What is held back has the provider's word, and no code.
        None => door.explain_event(&failure.reason),
    });
    Some((failure, explanation))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    errors: Vec<ToldError>,
}

#[derive(Deserialize)]
struct ToldError {
    code: Option<i64>,
    title: Option<String>,
}

fn withheld(env: &Env, view: &MessageView) -> Option<Withheld> {
    if view.direction != Direction::In {
        return None;
    }
    let content: Told = serde_json::from_str(view.content.as_deref()?).ok()?;
    let error = content.errors.into_iter().next()?;
    Some(Withheld {
        explanation: error
            .code
            .and_then(|code| env.doors.get(view.door)?.explain(code)),
        code: error.code,
        title: error.title.unwrap_or_default(),
    })
}
