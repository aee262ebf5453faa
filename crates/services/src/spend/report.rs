//! The sums of a period, by one of their sides.

use crate::{Cx, Refusal};
use domain::{Currency, Day, LineId, Money, Permission, SpendBy};
use std::collections::BTreeMap;
use storage::{SpendFilter, SpendSum};

/// Three years: whoever wants more asks twice.
const LONGEST: i32 = 3 * 366;

#[derive(Clone, Copy, Debug)]
pub struct SpendQuery {
    pub by: SpendBy,
    /// The first day; that of the month if nothing is said.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub line: Option<LineId>,
}

#[derive(Clone, Debug)]
pub struct SpendReport {
    pub by: SpendBy,
    pub from: Day,
    pub to: Day,
    pub sums: Vec<SpendSum>,
    pub totals: Vec<Total>,
}

/// The sum of everything in one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    pub money: Money,
    pub messages: i64,
    pub unpriced: i64,
}

pub async fn report(cx: &Cx, query: SpendQuery) -> Result<SpendReport, Refusal> {
    cx.require(Permission::SpendView)?;
    let mut tx = cx.read().await?;
    let zone = tx.organizations().get().await?.time_zone;
    let (from, to) = period(zone.day(cx.now), query.from, query.to)?;
    if let Some(line) = query.line {
        tx.lines().get(line).await?;
    }
    let filter = SpendFilter {
        from: from.to_string(),
        to: to.to_string(),
        line: query.line,
    };
    let sums = tx.spend().by(query.by, &filter).await?;
    Ok(SpendReport {
        by: query.by,
        from,
        to,
        totals: totals(&sums),
        sums,
    })
}

pub(super) fn period(
    today: Day,
    from: Option<Day>,
    to: Option<Day>,
) -> Result<(Day, Day), Refusal> {
    let to = to.unwrap_or(today);
    let from = from.unwrap_or_else(|| to.first_of_month());
    if from > to {
        return Err(Refusal::invalid(
            "from",
            "after_to",
            "the first day lies after the last one; exchange them",
        ));
    }
    if from.through(to) > LONGEST {
        return Err(Refusal::invalid(
            "from",
            "too_long",
            "choose three years at most",
        ));
    }
    Ok((from, to))
}

fn totals(sums: &[SpendSum]) -> Vec<Total> {
    let mut totals: BTreeMap<Currency, Total> = BTreeMap::new();
    for sum in sums {
        let Ok(currency) = sum.currency.parse::<Currency>() else {
            continue;
        };
        let total = totals.entry(currency).or_insert(Total {
            money: Money::zero(currency),
            messages: 0,
            unpriced: 0,
        });
        total.money.micros += sum.micros;
        total.messages += sum.messages;
        total.unpriced += sum.unpriced;
    }
    totals.into_values().collect()
}
