//! Whether a message may go out now, and through which door: what the router says to people.

use super::{SendError, template};
use crate::Cx;
use crate::routing::{Hindrance, Routed, Router, Subject, hindrance};
use domain::price::PriceCategory;
use domain::{
    ContactId, Country, DoorKind, DoorVerdict, IdentityKind, MessageKind, PhoneNumber, SenderKind,
    WindowState,
};
use storage::Tx;
use storage::inbox::{Conversation, Delivery, MessageRecord};

/// What a message is, to the router.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asked {
    pub(super) sender: SenderKind,
    pub(super) chosen: Option<DoorKind>,
    pub(super) kind: MessageKind,
    pub(super) category: PriceCategory,
}

/// A message that was accepted before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stored<'a> {
    pub(super) sender: SenderKind,
    pub(super) chosen: Option<DoorKind>,
    pub(super) kind: MessageKind,
    /// Under Meta's names, as JSON.
    pub(super) content: Option<&'a str>,
}

/// The door of a message; refused where none takes it.
pub(super) async fn check_route(
    cx: &Cx,
    tx: &mut Tx,
    conversation: &Conversation,
    asked: Asked,
) -> Result<DoorKind, SendError> {
    let router = Router::read(cx, tx, conversation.line_id).await?;
    check_way(cx, tx, &router, conversation, asked).await
}

/// The same, with the router of the conversation's line.
async fn check_way(
    cx: &Cx,
    tx: &mut Tx,
    router: &Router,
    conversation: &Conversation,
    asked: Asked,
) -> Result<DoorKind, SendError> {
    let subject = subject(tx, conversation, asked).await?;
    let way = router.route(&subject);
    match way.route.door {
        Some(door) => Ok(door),
        None => Err(refused(cx, router, &way, conversation, asked)),
    }
}

/// The door of a message that was accepted before and goes now: everything is asked again.
pub(super) async fn check_again(
    cx: &Cx,
    tx: &mut Tx,
    router: &Router,
    conversation: &Conversation,
    stored: Stored<'_>,
) -> Result<DoorKind, SendError> {
    check_blocked(tx, conversation).await?;
    let category = if stored.kind == MessageKind::Template {
        template::check_again(tx, conversation, stored.content).await?
    } else {
        PriceCategory::Service
    };
    let asked = Asked {
        sender: stored.sender,
        chosen: stored.chosen,
        kind: stored.kind,
        category,
    };
    check_way(cx, tx, router, conversation, asked).await
}

impl<'a> Stored<'a> {
    pub(super) fn of(message: &'a MessageRecord, delivery: &Delivery) -> Self {
        Self {
            sender: delivery.sender,
            chosen: delivery.chosen.then_some(delivery.door),
            kind: message.kind,
            content: message.content.as_deref(),
        }
    }
}

/// Whoever was blocked is written to by nobody, whatever it is.
pub(super) async fn check_blocked(
    tx: &mut Tx,
    conversation: &Conversation,
) -> Result<(), SendError> {
    let contact = tx.contacts().get(conversation.contact_id).await?;
    contact
        .blocked_at
        .map_or(Ok(()), |since| Err(SendError::ContactBlocked { since }))
}

pub(super) async fn subject(
    tx: &mut Tx,
    conversation: &Conversation,
    asked: Asked,
) -> storage::Result<Subject> {
    Ok(Subject {
        sender: asked.sender,
        chosen: asked.chosen,
        kind: asked.kind,
        category: asked.category,
        country: country(tx, conversation.contact_id).await?,
        window: conversation.window(),
    })
}

/// The country of a contact's number.
async fn country(tx: &mut Tx, contact: ContactId) -> storage::Result<Option<Country>> {
    let identities = tx.identities().list_of(contact).await?;
    let phones = identities
        .iter()
        .filter(|it| it.key.kind == IdentityKind::Phone);
    let mut numbers = phones.filter_map(|it| PhoneNumber::from_wa_id(&it.key.value));
    Ok(numbers.find_map(|number| number.country()))
}

fn refused(
    cx: &Cx,
    router: &Router,
    way: &Routed,
    conversation: &Conversation,
    asked: Asked,
) -> SendError {
    let Some(Hindrance { door, verdict }) = hindrance(way, asked.chosen) else {
        return SendError::NoDoor {
            verdict: DoorVerdict::NotConnected,
        };
    };
    let problem = router
        .doors
        .iter()
        .find(|it| Some(it.kind) == door)
        .and_then(|it| it.problem.clone());
    match verdict {
        DoorVerdict::WindowClosed => match check_window(cx, conversation, asked.kind) {
            Err(error) => error,
            Ok(()) => SendError::WindowNeverOpened,
        },
        DoorVerdict::KindNotOffered => SendError::KindNotOffered { kind: asked.kind },
        DoorVerdict::Disabled => SendError::LineDisabled,
        DoorVerdict::NeedsAttention => SendError::DoorUnavailable {
            reason: problem.unwrap_or_else(|| "the last check failed".to_owned()),
        },
        DoorVerdict::OverBudget => SendError::BudgetReached,
        DoorVerdict::UnofficialNotAllowed => SendError::UnofficialNotAllowed,
        DoorVerdict::NotConnected
        | DoorVerdict::NotForCampaigns
        | DoorVerdict::PolicyExcludes
        | DoorVerdict::Usable
        | DoorVerdict::Held
        | DoorVerdict::BreakerOpen
        | DoorVerdict::Dearer
        | DoorVerdict::PriceUnknown => SendError::NoDoor { verdict },
    }
}

/// Templates go out at any time; everything else within the window.
fn check_window(cx: &Cx, conversation: &Conversation, kind: MessageKind) -> Result<(), SendError> {
    if kind == MessageKind::Template {
        return Ok(());
    }
    let window = conversation.window();
    match (window.state(cx.now), window.closes_at()) {
        (WindowState::Open, _) => Ok(()),
        (WindowState::Closed, Some(closed_at)) => Err(SendError::WindowClosed { closed_at }),
        (WindowState::Closed, None) => Err(SendError::WindowNeverOpened),
    }
}
