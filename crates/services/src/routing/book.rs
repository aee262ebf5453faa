//! What prices are read from: the cards in force, the calendar, and what a line spent this month.

use domain::price::{Ask, Cards, Price, PriceCategory, Priced, Quote, RateCard, quote};
use domain::{BudgetState, Day, DoorKind, LineId, Time, Zone};
use storage::{Budget, Tx};

/// The prices of one line, and what it spent in this calendar month.
pub(crate) struct PriceBook {
    pub(crate) cards: Cards,
    pub(crate) zone: Zone,
    pub(crate) budget: Option<Budget>,
    /// Of the budget's currency, in this month.
    pub(crate) spent: i64,
    /// Service messages through official doors, in this month.
    service: i64,
}

impl PriceBook {
    pub(crate) async fn read(tx: &mut Tx, line: LineId, now: Time) -> storage::Result<Self> {
        let zone = tx.organizations().get().await?.time_zone;
        let month = zone.day(now).first_of_month();
        let spent = tx.spend().since(line, &month.to_string()).await?;
        let budget = tx.budgets().find(line).await?;
        let of_budget = |currency: &str| budget.as_ref().is_some_and(|it| it.currency == currency);
        Ok(Self {
            cards: cards(tx).await?,
            zone,
            spent: spent
                .iter()
                .filter(|it| of_budget(&it.currency))
                .map(|it| it.micros)
                .sum(),
            service: spent.iter().map(|it| it.service).sum(),
            budget,
        })
    }

    pub(crate) fn day(&self, at: Time) -> Day {
        self.zone.day(at)
    }

    /// What a message would cost now.
    pub(crate) fn quote(&self, mut ask: Ask) -> Quote {
        ask.service_used_this_month = u32::try_from(self.service).unwrap_or(u32::MAX);
        quote(&self.cards, &ask)
    }

    /// Whether the budget stops it.
    pub(crate) fn is_over(&self, price: Price) -> bool {
        let (Some(budget), Price::Known(money)) = (&self.budget, price) else {
            return false;
        };
        let counts = budget.currency == money.currency.as_str() && money.micros > 0;
        budget.stops && counts && self.spent.saturating_add(money.micros) > budget.micros
    }

    /// How far the budget is spent.
    pub(crate) fn state(&self) -> BudgetState {
        let Some(budget) = &self.budget else {
            return BudgetState::Within;
        };
        budget_state(budget, self.spent)
    }

    /// One more that goes out: the next is priced after it.
    pub(crate) fn take(&mut self, what: Priced, price: Price) {
        if what.category == PriceCategory::Service && what.door == DoorKind::Cloud {
            self.service += 1;
        }
        if let (Some(budget), Price::Known(money)) = (&self.budget, price)
            && budget.currency == money.currency.as_str()
        {
            self.spent += money.micros;
        }
    }
}

/// The cards that come with the house, and the organization's own.
pub(crate) async fn cards(tx: &mut Tx) -> storage::Result<Cards> {
    let mut own = Vec::new();
    for stored in tx.rate_cards().list().await? {
        let card = RateCard::parse(&stored.body).map_err(|error| storage::Error::Corrupt {
            what: "rate card",
            why: error.to_string(),
        })?;
        own.push(card);
    }
    Ok(Cards::new(own))
}

pub(crate) fn budget_state(budget: &Budget, spent: i64) -> BudgetState {
    let warn_from = budget.micros / 100 * budget.warn_at;
    if spent >= budget.micros {
        BudgetState::Reached
    } else if spent >= warn_from {
        BudgetState::Warned
    } else {
        BudgetState::Within
    }
}
