//! A message with its quotation, its reactions and what its failure means.

use crate::Env;
use domain::{DoorKind, Failure, MessageId};
use door::Explanation;
use std::collections::HashMap;
use storage::Tx;
use storage::inbox::{MessageView, QuotedView, Reaction};

#[derive(Clone, Debug)]
pub struct FullMessage {
    pub view: MessageView,
    pub quoted: Option<QuotedView>,
    pub reactions: Vec<Reaction>,
    pub failure: Option<(Failure, Option<Explanation>)>,
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
    let complete = |view: MessageView| FullMessage {
        quoted: view.reply_to_id.and_then(|id| quoted.get(&id).cloned()),
        reactions: reactions.remove(&view.id).unwrap_or_default(),
        failure: failure(env, view.door, view.failure.as_deref()),
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
    let explanation = failure
        .code
        .and_then(|code| env.doors.get(door)?.explain(code));
    Some((failure, explanation))
}
