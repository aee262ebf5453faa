//! What the next message would cost, and through which door it would go.

use crate::extract::{Json, Path, Query};
use crate::problem::Problem;
use crate::view::Money;
use domain::price::{Price, Quote};
use domain::{
    ConversationId, Country, DoorKind, DoorVerdict, MessageKind, PriceCategory, PriceRule,
    RouteRule, TemplateId, Time,
};
use serde::{Deserialize, Serialize};
use services::messages::{Intent, QuotedOption, QuotedRoute};
use services::{Cx, Refusal, messages};
use utoipa::{IntoParams, ToSchema};

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct WhatNext {
    /// The kind of a message that is no template; a text if nothing is said.
    kind: Option<MessageKind>,
    template_id: Option<TemplateId>,
    /// Through this door and no other.
    door: Option<DoorKind>,
}

/// The route of the next message.
#[derive(Serialize, ToSchema)]
pub(super) struct MessageQuote {
    /// None where no door takes it.
    door: Option<DoorKind>,
    rule: RouteRule,
    category: PriceCategory,
    /// Of the customer's number.
    country: Option<Country>,
    /// Every door of the line.
    options: Vec<QuotedDoor>,
}

/// A door, what the router found of it, and what the message would cost there.
#[derive(Serialize, ToSchema)]
struct QuotedDoor {
    door: DoorKind,
    verdict: DoorVerdict,
    official: bool,
    price: Option<QuotedPrice>,
}

/// A price and what it rests on.
#[derive(Serialize, ToSchema)]
pub(super) struct QuotedPrice {
    /// None where nobody knows.
    pub(super) money: Option<Money>,
    pub(super) rule: PriceRule,
    #[schema(example = "Meta USD 2026-10-01")]
    pub(super) card: Option<String>,
    pub(super) card_valid_from: Option<Time>,
    #[schema(example = "Mexico")]
    pub(super) market: Option<String>,
}

/// Ask what the next message costs
///
/// What the line's policy would do with it now. Nothing is sent or kept.
#[utoipa::path(
    get,
    path = "/conversations/{conversation}/quote",
    operation_id = "quoteMessage",
    tag = "Messages",
    params(WhatNext),
    responses(
        (status = 200, body = MessageQuote),
        (status = 404, description = "`not_found`"),
        (status = 422, description = "`invalid_request`"),
    )
)]
pub(super) async fn quote(
    cx: Cx,
    Path(conversation): Path<ConversationId>,
    Query(next): Query<WhatNext>,
) -> Result<Json<MessageQuote>, Problem> {
    let intent = match (next.template_id, next.kind) {
        (Some(id), _) => Intent::Template(id),
        (None, Some(MessageKind::Template)) => {
            let why = "name the template";
            return Err(Refusal::invalid("template_id", "required", why).into());
        }
        (None, kind) => Intent::FreeForm(kind.unwrap_or(MessageKind::Text)),
    };
    let quoted = messages::quote(&cx, conversation, intent, next.door).await?;
    Ok(Json(quoted.into()))
}

impl From<QuotedRoute> for MessageQuote {
    fn from(quoted: QuotedRoute) -> Self {
        Self {
            door: quoted.route.door,
            rule: quoted.route.rule,
            category: quoted.category,
            country: quoted.country,
            options: quoted.options.into_iter().map(QuotedDoor::from).collect(),
        }
    }
}

impl From<QuotedOption> for QuotedDoor {
    fn from(option: QuotedOption) -> Self {
        Self {
            door: option.door,
            verdict: option.verdict,
            official: option.official,
            price: option.quote.map(QuotedPrice::from),
        }
    }
}

impl From<Quote> for QuotedPrice {
    fn from(quote: Quote) -> Self {
        let (card, card_valid_from) = quote.card.map(|it| (it.name, it.valid_from)).unzip();
        Self {
            money: match quote.price {
                Price::Known(money) => Some(money.into()),
                Price::Unknown => None,
            },
            rule: quote.rule,
            card,
            card_valid_from,
            market: quote.market,
        }
    }
}
