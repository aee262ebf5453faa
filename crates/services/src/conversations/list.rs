//! The inbox's list.

use crate::page::{self, Page};
use crate::{Cx, Refusal};
use domain::text::fold;
use domain::{LineId, Permission, PhoneNumber, TicketState};
use storage::Tx;
use storage::inbox::{ConversationFilter, ConversationView, View};

/// Which conversations the caller wants.
#[derive(Clone, Debug, Default)]
pub struct ListConversations {
    pub view: ListView,
    /// `None` for open and resolved ones.
    pub ticket: Option<TicketState>,
    pub unread_only: bool,
    pub line: Option<LineId>,
    pub text: Option<String>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListView {
    Mine,
    Unassigned,
    #[default]
    All,
}

pub async fn list(cx: &Cx, wanted: ListConversations) -> Result<Page<ConversationView>, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let limit = page::limit(wanted.limit)?;
    let after = wanted
        .cursor
        .as_deref()
        .map(page::read_time_cursor)
        .transpose()?;
    let mut tx = cx.read().await?;
    let filter = filter(cx, &mut tx, &wanted).await?;
    let rows = match filter {
        Some(filter) => tx.conversation_views(&filter, after, limit + 1).await?,
        None => Vec::new(),
    };
    let as_of = tx.event_seq().await?;
    let (data, next_cursor) = page::cut(rows, limit, |row| {
        page::cursor(row.sort_at.millis(), row.id)
    });
    Ok(Page {
        data,
        next_cursor,
        as_of,
    })
}

/// `None` where nothing can match: an API token has no "mine".
async fn filter(
    cx: &Cx,
    tx: &mut Tx,
    wanted: &ListConversations,
) -> Result<Option<ConversationFilter>, Refusal> {
    let view = match (wanted.view, cx.member()) {
        (ListView::Mine, Some(member)) => View::Mine(member),
        (ListView::Mine, None) => return Ok(None),
        (ListView::Unassigned, _) => View::Unassigned,
        (ListView::All, _) => View::All,
    };
    let text = match wanted.text.as_deref().map(str::trim) {
        Some(text) if !text.is_empty() => Some(search_text(tx, text).await?),
        _ => None,
    };
    Ok(Some(ConversationFilter {
        view,
        ticket: wanted.ticket,
        unread_only: wanted.unread_only,
        line: wanted.line,
        text,
        reader: cx.member(),
    }))
}

/// A number is searched by its digits: as E.164 where it is a whole number of the organization's
/// country, else as typed. Anything else is a name.
pub(crate) async fn search_text(tx: &mut Tx, text: &str) -> Result<String, Refusal> {
    let is_number = |letter: char| letter.is_ascii_digit() || "+-() .".contains(letter);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 3 || !text.chars().all(is_number) {
        return Ok(fold(text));
    }
    let country = tx.organizations().get().await?.country;
    // Eight digits or fewer are a part of a number: the whole of it is not known.
    match PhoneNumber::parse(text, country) {
        Ok(phone) if digits.len() > 8 => {
            let national = phone.digits();
            Ok(if national.ends_with(&digits) {
                digits
            } else {
                national.to_owned()
            })
        }
        _ => Ok(digits),
    }
}
