//! The ledger: a charge for each message that was handed over, and sums that always equal them.

use super::{PriceBook, Routed, Router, Subject};
use crate::Cx;
use domain::price::{Price, Priced, Quote, Settled, UsedCard};
use domain::{ChargeState, Currency, DeliveryState, MessageId, Money, Time, WindowState};
use std::collections::{BTreeMap, HashMap};
use storage::inbox::Delivery;
use storage::{Charge, SpendChange, SpendKey, Tx};

/// What statuses change of charges.
#[derive(Default)]
pub(crate) struct Accounts {
    undone: Vec<MessageId>,
    arrived: Vec<MessageId>,
    priced: Vec<(MessageId, Settled)>,
}

impl Accounts {
    /// How a delivery stood before and stands now, and what the provider says that it costs.
    pub(crate) fn note(&mut self, before: DeliveryState, now: &Delivery, price: Option<Settled>) {
        let id = now.message_id;
        match (has_not_gone(before), has_not_gone(now.state)) {
            (false, true) => self.undone.push(id),
            (true, false) => self.arrived.push(id),
            (true, true) | (false, false) => {}
        }
        // What failed costs nothing, whatever was told of it before.
        if !has_not_gone(now.state) {
            self.priced.extend(price.map(|price| (id, price)));
        }
    }

    pub(crate) async fn write(self, cx: &Cx, tx: &mut Tx) -> storage::Result<()> {
        mark(tx, &self.undone, ChargeState::Void).await?;
        mark(tx, &self.arrived, ChargeState::Expected).await?;
        settle(cx, tx, self.priced).await
    }
}

/// Nothing is charged for what the provider never took.
pub(crate) const fn has_not_gone(state: DeliveryState) -> bool {
    matches!(
        state,
        DeliveryState::Queued | DeliveryState::Waiting | DeliveryState::Failed
    )
}

/// What a message should cost that is being handed over. The router counts it as gone.
pub(crate) fn expect(
    router: &mut Router,
    way: &Routed,
    subject: &Subject,
    delivery: &Delivery,
    now: Time,
) -> Option<Charge> {
    let (what, quote) = way.quote(delivery.door)?;
    router.book.take(*what, quote.price);
    let window = subject.window;
    let mut charge = Charge {
        message_id: delivery.message_id,
        line_id: delivery.line_id,
        state: ChargeState::Expected,
        door: what.door,
        sender: delivery.sender,
        category: what.category,
        country: what.country.map(|it| it.to_string()).unwrap_or_default(),
        day: router.book.day(now).to_string(),
        at: now,
        window_open: window.state(now) == WindowState::Open,
        free_entry: window.free_entry_until().is_some_and(|until| until > now),
        currency: String::new(),
        micros: None,
        rule: quote.rule,
        card: None,
        card_valid_from: None,
        market: None,
        route: serde_json::to_string(&way.route).unwrap_or_default(),
    };
    price(&mut charge, quote.clone(), &router.book);
    Some(charge)
}

/// Writes the charges of what is being handed over, the first time or once more.
pub(crate) async fn write(tx: &mut Tx, charges: Vec<Charge>) -> storage::Result<()> {
    let ids: Vec<MessageId> = charges.iter().map(|it| it.message_id).collect();
    let before = tx.charges().list(&ids).await?;
    put(tx, before, charges).await
}

/// These never arrived, and cost nothing.
pub(crate) async fn void(tx: &mut Tx, messages: &[MessageId]) -> storage::Result<()> {
    mark(tx, messages, ChargeState::Void).await
}

async fn mark(tx: &mut Tx, messages: &[MessageId], state: ChargeState) -> storage::Result<()> {
    if messages.is_empty() {
        return Ok(());
    }
    let before = tx.charges().list(messages).await?;
    let mut after = before.clone();
    for charge in &mut after {
        charge.state = state;
    }
    put(tx, before, after).await
}

/// The provider's word goes before ours.
async fn settle(cx: &Cx, tx: &mut Tx, told: Vec<(MessageId, Settled)>) -> storage::Result<()> {
    if told.is_empty() {
        return Ok(());
    }
    let told: HashMap<MessageId, Settled> = told.into_iter().collect();
    let ids: Vec<MessageId> = told.keys().copied().collect();
    let before = tx.charges().list(&ids).await?;
    let Some(line) = before.first().map(|charge| charge.line_id) else {
        return Ok(());
    };
    let book = PriceBook::read(tx, line, cx.now).await?;
    let mut after = before.clone();
    for charge in &mut after {
        let (Some(settled), Some(quote)) = (told.get(&charge.message_id), quoted(charge)) else {
            continue;
        };
        let right = domain::price::settle(&book.cards, priced(charge), quote, settled);
        price(charge, right, &book);
        charge.category = settled.category.unwrap_or(charge.category);
        charge.state = ChargeState::Settled;
    }
    put(tx, before, after).await
}

/// Changes charges, and their sums by the difference.
async fn put(tx: &mut Tx, before: Vec<Charge>, after: Vec<Charge>) -> storage::Result<()> {
    let old: HashMap<MessageId, &Charge> = before.iter().map(|it| (it.message_id, it)).collect();
    let is_new = |charge: &&Charge| old.get(&charge.message_id) != Some(charge);
    let differing: Vec<Charge> = after.iter().filter(is_new).cloned().collect();
    let mut sums: BTreeMap<SpendKey, SpendChange> = BTreeMap::new();
    for charge in &differing {
        if let Some(old) = old.get(&charge.message_id) {
            count(&mut sums, old, -1);
        }
        count(&mut sums, charge, 1);
    }
    sums.retain(|_, sum| *sum != SpendChange::default());
    tx.charges().put(&differing).await?;
    tx.spend().change(&sums).await
}

fn count(sums: &mut BTreeMap<SpendKey, SpendChange>, charge: &Charge, sign: i64) {
    if charge.state == ChargeState::Void {
        return;
    }
    let key = SpendKey {
        line_id: charge.line_id,
        day: charge.day.clone(),
        door: charge.door,
        sender: charge.sender,
        category: charge.category,
        country: charge.country.clone(),
        currency: charge.currency.clone(),
    };
    let sum = sums.entry(key).or_default();
    sum.messages += sign;
    sum.unpriced += sign * i64::from(charge.micros.is_none());
    sum.micros += sign * charge.micros.unwrap_or_default();
}

fn price(charge: &mut Charge, quote: Quote, book: &PriceBook) {
    let (micros, currency) = match quote.price {
        Price::Known(money) => (Some(money.micros), money.currency),
        Price::Unknown => (None, book.cards.currency_at(charge.at)),
    };
    let (card, valid_from) = quote.card.map(|it| (it.name, it.valid_from)).unzip();
    charge.micros = micros;
    currency.as_str().clone_into(&mut charge.currency);
    charge.rule = quote.rule;
    charge.card = card;
    charge.card_valid_from = valid_from;
    charge.market = quote.market;
}

/// A stored charge as it was quoted.
fn quoted(charge: &Charge) -> Option<Quote> {
    let currency: Currency = charge.currency.parse().ok()?;
    Some(Quote {
        price: charge.micros.map_or(Price::Unknown, |micros| {
            Price::Known(Money { micros, currency })
        }),
        rule: charge.rule,
        card: charge
            .card
            .clone()
            .zip(charge.card_valid_from)
            .map(|(name, valid_from)| UsedCard { name, valid_from }),
        market: charge.market.clone(),
    })
}

fn priced(charge: &Charge) -> Priced {
    Priced {
        door: charge.door,
        category: charge.category,
        country: charge.country.parse().ok(),
        at: charge.at,
    }
}
