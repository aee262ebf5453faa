//! Edits and revokes: a message says something else, or nothing any more, by its author's own wish.

use crate::Cx;
use domain::text::storable;
use domain::{Direction, EventKind, LineId, MessageId, UnparsedId};
use door::{Edit, Revoke, Side};
use storage::Tx;
use storage::inbox::{Changeable, Unparsed};
use storage::journal::JournalRow;

/// One wish, and the row that told it.
pub(super) struct Change {
    wish: Wish,
    row: JournalRow,
}

enum Wish {
    Edit(Edit),
    Revoke(Revoke),
}

/// What both kinds of wish have.
struct Parts<'a> {
    field: &'static str,
    key: &'a str,
    target_key: &'a str,
    side: Side,
}

impl Change {
    pub(super) fn edit(edit: Edit, row: &JournalRow) -> Self {
        Self {
            wish: Wish::Edit(edit),
            row: row.clone(),
        }
    }

    pub(super) fn revoke(revoke: Revoke, row: &JournalRow) -> Self {
        Self {
            wish: Wish::Revoke(revoke),
            row: row.clone(),
        }
    }

    fn parts(&self) -> Parts<'_> {
        match &self.wish {
            Wish::Edit(it) => Parts {
                field: "edit",
                key: &it.key,
                target_key: &it.target_key,
                side: it.side,
            },
            Wish::Revoke(it) => Parts {
                field: "revoke",
                key: &it.key,
                target_key: &it.target_key,
                side: it.side,
            },
        }
    }

    /// Kept with its row, so that it can be tried again once the message is here.
    fn lost(&self, line: LineId, detail: &str) -> Unparsed {
        Unparsed {
            id: UnparsedId::new(),
            line_id: Some(line),
            field: Some(self.parts().field.to_owned()),
            cause: "unknown_target".to_owned(),
            detail: detail.to_owned(),
            body: self.row.body.clone(),
            received_at: self.row.received_at,
        }
    }
}

/// Applies wishes in their order. Returns what could not be placed.
pub(super) async fn apply(
    cx: &Cx,
    tx: &mut Tx,
    line: LineId,
    changes: &[Change],
) -> storage::Result<Vec<Unparsed>> {
    let mut lost = Vec::new();
    if changes.is_empty() {
        return Ok(lost);
    }
    let targets: Vec<String> = changes
        .iter()
        .map(|change| change.parts().target_key.to_owned())
        .collect();
    let known = tx.message_keys(line).list(&targets).await?;
    for change in changes {
        let parts = change.parts();
        let Some(&message) = known.get(parts.target_key) else {
            lost.push(change.lost(line, "it is about a message that is not here"));
            continue;
        };
        let found = tx.messages().changeable(message).await?;
        if found.direction != direction(parts.side) {
            lost.push(change.lost(line, "it is about a message of somebody else"));
            continue;
        }
        // One that comes again finds its own key, and changes nothing.
        let key = storable(parts.key).into_owned();
        let fresh = tx.message_keys(line).claim(&[(key, message)]).await?;
        if fresh.is_empty() {
            continue;
        }
        match &change.wish {
            Wish::Edit(edit) => replace(tx, message, &found, edit).await?,
            Wish::Revoke(revoke) => tx.messages().revoke(message, revoke.at).await?,
        }
        let conversation_id = tx.messages().get(message).await?.conversation_id;
        tx.emit(cx.event(EventKind::MessageUpdated {
            message_id: message,
            conversation_id,
        }));
    }
    Ok(lost)
}

const fn direction(side: Side) -> Direction {
    match side {
        Side::Customer => Direction::In,
        Side::Phone => Direction::Out,
    }
}

/// The new text takes the old one's place, which is kept. An edit that was overtaken by a later one
/// is kept as what was said in between.
async fn replace(
    tx: &mut Tx,
    message: MessageId,
    before: &Changeable,
    edit: &Edit,
) -> storage::Result<()> {
    let text = edit.text.as_deref().map(storable);
    let key = storable(&edit.key);
    if before.edited_at.is_some_and(|edited| edited > edit.at) {
        return tx
            .insert_message_edit(message, &key, text.as_deref(), edit.at)
            .await;
    }
    tx.insert_message_edit(message, &key, before.text.as_deref(), edit.at)
        .await?;
    let content = with_caption(before.content.as_deref(), text.as_deref());
    tx.messages()
        .set_text(message, text.as_deref(), content.as_deref(), edit.at)
        .await
}

/// A file's caption stands among its kind's fields too.
fn with_caption(content: Option<&str>, text: Option<&str>) -> Option<String> {
    let content = content?;
    let Ok(mut fields) = serde_json::from_str::<serde_json::Value>(content) else {
        return Some(content.to_owned());
    };
    if fields.get("caption").is_some() {
        fields["caption"] = text.into();
    }
    Some(fields.to_string())
}
