//! What a line may spend in a calendar month: set, taken away, and how far it is spent.

use super::view::{self, LineView};
use crate::fields::Fields;
use crate::routing::budget_state;
use crate::{Cx, Refusal};
use domain::{BudgetState, EventKind, LineId, Money, Permission};
use std::collections::HashMap;
use storage::{Budget, Tx};

/// Less says nothing, more hides that it is a warning.
const WARN_AT: std::ops::RangeInclusive<i64> = 1..=100;
/// A billion of the currency.
const LARGEST: i64 = 1_000_000_000_000_000;

#[derive(Clone, Copy, Debug)]
pub struct SetBudget {
    pub money: Money,
    /// Percent at which people are warned.
    pub warn_at: i64,
    /// Whether messages that cost something stop once it is spent.
    pub stops: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetView {
    pub money: Money,
    pub warn_at: i64,
    pub stops: bool,
    /// In this calendar month, in the budget's currency.
    pub spent: Money,
    pub state: BudgetState,
}

pub async fn set_budget(cx: &Cx, line: LineId, wanted: SetBudget) -> Result<LineView, Refusal> {
    cx.require(Permission::SpendManage)?;
    let mut fields = Fields::default();
    fields.within("amount", wanted.money.micros, 1..=LARGEST);
    fields.within("warn_at", wanted.warn_at, WARN_AT);
    fields.finish()?;
    let mut tx = cx.begin().await?;
    tx.lines().get(line).await?;
    let budget = Budget {
        line_id: line,
        micros: wanted.money.micros,
        currency: wanted.money.currency.to_string(),
        warn_at: wanted.warn_at,
        stops: wanted.stops,
    };
    tx.budgets().put(&budget).await?;
    changed(cx, tx, line).await
}

pub async fn remove_budget(cx: &Cx, line: LineId) -> Result<LineView, Refusal> {
    cx.require(Permission::SpendManage)?;
    let mut tx = cx.begin().await?;
    tx.lines().get(line).await?;
    tx.budgets().remove(line).await?;
    changed(cx, tx, line).await
}

async fn changed(cx: &Cx, mut tx: Tx, line: LineId) -> Result<LineView, Refusal> {
    tx.emit(cx.event(EventKind::LineUpdated { line_id: line }));
    tx.wake_line(line);
    let view = view::view(cx, &mut tx, line).await?;
    tx.commit().await?;
    Ok(view)
}

/// The budgets of every line that has one.
pub(super) async fn views(cx: &Cx, tx: &mut Tx) -> storage::Result<HashMap<LineId, BudgetView>> {
    let budgets = tx.budgets().list().await?;
    let mut views = HashMap::new();
    if budgets.is_empty() {
        return Ok(views);
    }
    let zone = tx.organizations().get().await?.time_zone;
    let month = zone.day(cx.now).first_of_month().to_string();
    for budget in budgets {
        let spent = tx.spend().since(budget.line_id, &month).await?;
        let spent = spent.iter().find(|it| it.currency == budget.currency);
        let spent = spent.map_or(0, |it| it.micros);
        let Ok(currency) = budget.currency.parse() else {
            continue;
        };
        let money = |micros| Money { micros, currency };
        let view = BudgetView {
            money: money(budget.micros),
            warn_at: budget.warn_at,
            stops: budget.stops,
            spent: money(spent),
            state: budget_state(&budget, spent),
        };
        views.insert(budget.line_id, view);
    }
    Ok(views)
}
