//! Read and unread: for each member, and the blue ticks for the customer.

use crate::jobs::{self, MarkReadAtProvider};
use crate::{Cx, Refusal};
use domain::{ConversationId, EventKind, MemberId, Permission};
use storage::Tx;

/// How many of the customer's messages a member has seen now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marked {
    pub conversation: ConversationId,
    pub read_count: i64,
}

/// The member has seen the first `count` messages of the customer. The customer gets the blue ticks.
pub async fn mark_read(cx: &Cx, id: ConversationId, count: i64) -> Result<Marked, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.begin().await?;
    let conversation = tx.conversations().get(id).await?;
    let member = reader(cx)?;
    let before = tx.conversations().read_count(id, member).await?;
    // A window that was open on an older state can't take back what another one has read.
    let read_count = count.clamp(0, conversation.inbound_count).max(before);
    if read_count == before {
        return Ok(Marked {
            conversation: id,
            read_count,
        });
    }
    store(cx, &mut tx, id, member, read_count).await?;
    if let Some(message) = tx.messages().last_inbound(id).await? {
        jobs::enqueue(
            &mut tx,
            cx.now,
            &MarkReadAtProvider {
                message: message.id,
                conversation: id,
            },
        )
        .await?;
    }
    tx.commit().await?;
    Ok(Marked {
        conversation: id,
        read_count,
    })
}

/// The last message of the customer counts as unread again, for the member and for whoever has not
/// read it.
pub async fn mark_unread(cx: &Cx, id: ConversationId) -> Result<Marked, Refusal> {
    cx.require(Permission::ConversationsRead)?;
    let mut tx = cx.begin().await?;
    let mut conversation = tx.conversations().get(id).await?;
    let member = reader(cx)?;
    let read_count = (conversation.inbound_count - 1).max(0);
    conversation.handled_count = conversation.handled_count.min(read_count);
    tx.conversations().put(&[conversation]).await?;
    store(cx, &mut tx, id, member, read_count).await?;
    tx.emit(cx.event(EventKind::ConversationUpdated {
        conversation_id: id,
    }));
    tx.commit().await?;
    Ok(Marked {
        conversation: id,
        read_count,
    })
}

/// Asked after the conversation was found: what is not there is not there for tokens too.
fn reader(cx: &Cx) -> Result<MemberId, Refusal> {
    cx.member().ok_or_else(|| {
        Refusal::invalid(
            "authorization",
            "member_needed",
            "only a member reads; sign in instead of using a token",
        )
    })
}

async fn store(
    cx: &Cx,
    tx: &mut Tx,
    id: ConversationId,
    member: MemberId,
    read_count: i64,
) -> storage::Result<()> {
    tx.conversations()
        .set_read_count(id, member, read_count)
        .await?;
    tx.emit(cx.event(EventKind::ConversationRead {
        conversation_id: id,
        member_id: member,
        read_count,
    }));
    Ok(())
}
