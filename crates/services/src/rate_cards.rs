//! Rate cards: those that come with the house, and an organization's own.

use crate::{Cx, Refusal};
use domain::price::{Cards, RateCard};
use domain::{Permission, RateCardId, Time};
use storage::StoredCard;

/// A card, and whether it is the one in force.
#[derive(Clone, Debug)]
pub struct CardView {
    /// `None` for one that comes with the house.
    pub id: Option<RateCardId>,
    pub card: RateCard,
    pub loaded_at: Option<Time>,
    pub in_force: bool,
}

/// Whoever has more keeps old ones that nothing is priced by any more.
const MOST: usize = 100;

pub async fn list(cx: &Cx) -> Result<Vec<CardView>, Refusal> {
    cx.require(Permission::SpendView)?;
    let mut tx = cx.read().await?;
    views(cx, tx.rate_cards().list().await?)
}

/// Takes a card in; prices are read from it from its first day on. What was charged stays.
pub async fn load(cx: &Cx, body: &str) -> Result<CardView, Refusal> {
    cx.require(Permission::SpendManage)?;
    RateCard::parse(body)
        .map_err(|error| Refusal::invalid("card", "invalid_rate_card", error.to_string()))?;
    let mut tx = cx.begin().await?;
    if tx.rate_cards().list().await?.len() >= MOST {
        let why = format!("an organization keeps at most {MOST} cards; remove an old one first");
        return Err(Refusal::invalid("card", "too_many", why));
    }
    let stored = StoredCard {
        id: RateCardId::new(),
        body: body.to_owned(),
        loaded_at: cx.now,
    };
    tx.rate_cards().insert(&stored).await?;
    let all = views(cx, tx.rate_cards().list().await?)?;
    tx.commit().await?;
    all.into_iter()
        .find(|it| it.id == Some(stored.id))
        .ok_or(Refusal::NotFound("rate card"))
}

pub async fn remove(cx: &Cx, id: RateCardId) -> Result<(), Refusal> {
    cx.require(Permission::SpendManage)?;
    let mut tx = cx.begin().await?;
    tx.rate_cards().remove(id).await?;
    tx.commit().await?;
    Ok(())
}

/// The youngest first.
fn views(cx: &Cx, stored: Vec<StoredCard>) -> Result<Vec<CardView>, Refusal> {
    let mut views: Vec<CardView> = Cards::default().iter().map(built_in).collect();
    for stored in stored {
        let card = RateCard::parse(&stored.body).map_err(|error| {
            Refusal::Storage(storage::Error::Corrupt {
                what: "rate card",
                why: error.to_string(),
            })
        })?;
        views.push(CardView {
            id: Some(stored.id),
            card,
            loaded_at: Some(stored.loaded_at),
            in_force: false,
        });
    }
    let begun = views.iter_mut().filter(|it| it.card.valid_from() <= cx.now);
    // Of the same day the one that was loaded last.
    if let Some(view) = begun.max_by_key(|it| it.card.valid_from()) {
        view.in_force = true;
    }
    views.reverse();
    views.sort_by_key(|it| std::cmp::Reverse(it.card.valid_from()));
    Ok(views)
}

fn built_in(card: &RateCard) -> CardView {
    CardView {
        id: None,
        card: card.clone(),
        loaded_at: None,
        in_force: false,
    }
}
