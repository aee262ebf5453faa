//! What is told of an account, no number named: to all of the organization's lines on it.

use super::lines;
use crate::{Cx, templates};
use domain::UnparsedId;
use door::{Knock, Unreadable};
use storage::Tx;
use storage::inbox::Unparsed;
use storage::journal::JournalRow;

/// Applies rows of an account's lane. What has no effect is kept for the people who may look.
pub(super) async fn work(
    cx: &Cx,
    tx: &mut Tx,
    rows: &[JournalRow],
    said: Vec<Result<Vec<Knock>, Unreadable>>,
) -> storage::Result<()> {
    let mut kept = Vec::new();
    for (row, knocks) in rows.iter().zip(said) {
        let knocks = match knocks {
            Ok(knocks) => knocks,
            Err(part) => {
                kept.push(keep(row, "unreadable", None, part.reason));
                continue;
            }
        };
        let (mut had_effect, mut field) = (false, None);
        for knock in knocks {
            had_effect |= match knock {
                Knock::Line(update) => lines::apply(cx, tx, None, &update).await?,
                Knock::Template(update) => templates::apply(cx, tx, &update).await?,
                Knock::Other { field: name, .. } => {
                    field = Some(name);
                    false
                }
                // These name a number, and have a lane of their own.
                Knock::Message(_)
                | Knock::Reaction(_)
                | Knock::Status(_)
                | Knock::Edit(_)
                | Knock::Revoke(_)
                | Knock::ContactName(_)
                | Knock::Preference(_)
                | Knock::History(_)
                | Knock::Unreadable(_) => false,
            };
        }
        if !had_effect {
            kept.push(keep(row, "not_handled", field, String::new()));
        }
    }
    tx.tray().insert(&kept).await
}

fn keep(row: &JournalRow, cause: &str, field: Option<String>, detail: String) -> Unparsed {
    Unparsed {
        id: UnparsedId::new(),
        line_id: None,
        field,
        cause: cause.to_owned(),
        detail,
        body: row.body.clone(),
        received_at: row.received_at,
    }
}
