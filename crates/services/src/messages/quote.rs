//! What a message would cost and through which door it would go, before it is written.

use super::allowed::{Asked, subject};
use super::send::sender;
use crate::routing::Router;
use crate::{Cx, Refusal};
use domain::price::{PriceCategory, Quote};
use domain::route::{Considered, Route};
use domain::{ConversationId, Country, DoorKind, DoorVerdict, MessageKind, Permission, TemplateId};

/// What is going to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    FreeForm(MessageKind),
    Template(TemplateId),
}

/// The route of a message that is not written yet.
#[derive(Clone, Debug)]
pub struct QuotedRoute {
    pub route: Route,
    pub category: PriceCategory,
    pub country: Option<Country>,
    pub options: Vec<QuotedOption>,
}

/// A door, what the router found of it, and what the message would cost there.
#[derive(Clone, Debug)]
pub struct QuotedOption {
    pub door: DoorKind,
    pub verdict: DoorVerdict,
    pub official: bool,
    /// `None` for a door that the line does not have.
    pub quote: Option<Quote>,
}

pub async fn quote(
    cx: &Cx,
    conversation: ConversationId,
    intent: Intent,
    door: Option<DoorKind>,
) -> Result<QuotedRoute, Refusal> {
    cx.require(Permission::MessagesSend)?;
    let mut tx = cx.read().await?;
    let conversation = tx.conversations().get_snapshot(conversation).await?;
    let (kind, category) = match intent {
        Intent::FreeForm(kind) => (kind, PriceCategory::Service),
        Intent::Template(id) => {
            let template = tx.templates().get(id).await?;
            let category = PriceCategory::of_template(template.category);
            (MessageKind::Template, category)
        }
    };
    let asked = Asked {
        sender: sender(cx),
        chosen: door,
        kind,
        category,
    };
    let router = Router::read(cx, &mut tx, conversation.line_id).await?;
    let subject = subject(&mut tx, &conversation, asked).await?;
    let way = router.route(&subject);
    let option = |it: &Considered| QuotedOption {
        door: it.door,
        verdict: it.verdict,
        official: router.is_official(it.door),
        quote: way.quote(it.door).map(|(_, quote)| quote.clone()),
    };
    Ok(QuotedRoute {
        options: way.route.options.iter().map(option).collect(),
        category,
        country: subject.country,
        route: way.route,
    })
}
