//! The numbers on the inbox's tabs.

use crate::{Cx, Refusal};
use domain::{Permission, TicketState};
use storage::inbox::{ConversationFilter, Counts, View};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllCounts {
    pub mine: Counts,
    pub unassigned: Counts,
    pub all: Counts,
}

pub async fn count(cx: &Cx) -> Result<AllCounts, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.read().await?;
    let open = |view| ConversationFilter {
        view,
        ticket: Some(TicketState::Open),
        reader: cx.member(),
        ..ConversationFilter::default()
    };
    let mine = match cx.member() {
        Some(member) => tx.conversation_counts(&open(View::Mine(member))).await?,
        None => Counts { open: 0, unread: 0 },
    };
    Ok(AllCounts {
        mine,
        unassigned: tx.conversation_counts(&open(View::Unassigned)).await?,
        all: tx.conversation_counts(&open(View::All)).await?,
    })
}
