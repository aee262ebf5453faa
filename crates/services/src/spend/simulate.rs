//! What the messages of a period would have cost under another policy, at another time, in another
//! volume. Each is priced and routed again by the rules that price and route the next one.

use super::report::period;
use crate::routing::cards;
use crate::{Cx, Refusal};
use domain::price::{Ask, Cards, Price, PriceCategory, Priced, quote};
use domain::route::{Wish, route};
use domain::{
    Currency, Day, DoorHealth, DoorKind, DoorOption, LineId, Money, Permission, RoutingPolicy,
    Time, WindowState, Zone,
};
use std::collections::{BTreeMap, HashMap};
use storage::Charge;

/// What is asked: the history of which days, and what would be different.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub line: Option<LineId>,
    /// `None` leaves each message its door.
    pub policy: Option<RoutingPolicy>,
    /// As if all of it happened in the month of this day.
    pub date: Option<Day>,
    /// Percent of the messages that were.
    pub volume: i64,
}

#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    #[error("the period holds more than {LARGEST} messages; choose a shorter one")]
    TooManyMessages,
    #[error(transparent)]
    Refused(#[from] Refusal),
}

impl From<storage::Error> for SimulateError {
    fn from(error: storage::Error) -> Self {
        Self::Refused(error.into())
    }
}

#[derive(Clone, Debug)]
pub struct Simulation {
    pub from: Day,
    pub to: Day,
    /// Messages of the history, before the volume is changed.
    pub messages: i64,
    pub lines: Vec<SimulationLine>,
}

/// What was and what would be, of one category in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SimulationLine {
    pub category: PriceCategory,
    pub currency: Currency,
    pub actual: Sum,
    pub simulated: Sum,
    /// Of the simulated ones: those through the linked phone.
    pub through_lite: i64,
    /// Those that no door would take.
    pub unsent: i64,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    pub messages: i64,
    pub unpriced: i64,
    pub micros: i64,
}

const LARGEST: i64 = 500_000;
const PAGE: i64 = 2_000;
const VOLUMES: std::ops::RangeInclusive<i64> = 1..=10_000;

pub async fn simulate(cx: &Cx, scenario: Scenario) -> Result<Simulation, SimulateError> {
    cx.require(Permission::SpendView)?;
    if !VOLUMES.contains(&scenario.volume) {
        let why = "choose between 1 and 10000 percent";
        return Err(Refusal::invalid("volume", "out_of_range", why).into());
    }
    let mut tx = cx.read().await?;
    let zone = tx.organizations().get().await?.time_zone;
    let (from, to) = period(zone.day(cx.now), scenario.from, scenario.to)?;
    if let Some(line) = scenario.line {
        tx.lines().get(line).await?;
    }
    let mut run = Run {
        cards: cards(&mut tx).await?,
        zone,
        scenario,
        service: HashMap::new(),
        lines: BTreeMap::new(),
        messages: 0,
    };
    let days = (from.to_string(), to.to_string());
    let mut after: Option<(String, domain::MessageId)> = None;
    loop {
        let from = after.as_ref().map(|(day, id)| (day.as_str(), *id));
        let page = tx
            .charges()
            .page(scenario.line, (&days.0, &days.1), from, PAGE)
            .await?;
        let Some(last) = page.last() else { break };
        after = Some((last.day.clone(), last.message_id));
        for charge in &page {
            run.take(charge);
        }
        if run.messages > LARGEST {
            return Err(SimulateError::TooManyMessages);
        }
    }
    Ok(Simulation {
        from,
        to,
        messages: run.messages,
        lines: run.lines.into_values().map(SimulationLine::whole).collect(),
    })
}

impl SimulationLine {
    /// While it runs, what would be is counted in hundredths, as the volume is in percent.
    fn whole(mut self) -> Self {
        let Sum {
            messages, unpriced, ..
        } = &mut self.simulated;
        for count in [messages, unpriced, &mut self.through_lite, &mut self.unsent] {
            *count = (*count + 50) / 100;
        }
        self
    }
}

struct Run {
    cards: Cards,
    zone: Zone,
    scenario: Scenario,
    /// Hundredths of service messages, by line and month.
    service: HashMap<(LineId, String), i64>,
    lines: BTreeMap<(PriceCategory, Currency), SimulationLine>,
    messages: i64,
}

impl Run {
    fn take(&mut self, charge: &Charge) {
        self.messages += 1;
        let at = self.moment(charge);
        let (door, price) = self.choose(charge, at);
        let (share, volume) = (charge.micros, self.scenario.volume);
        let actual = charge.currency.parse().unwrap_or(Currency::USD);
        let line = self.line(charge.category, actual);
        line.actual.messages += 1;
        line.actual.unpriced += i64::from(share.is_none());
        line.actual.micros += share.unwrap_or_default();
        let currency = match price {
            Price::Known(money) => money.currency,
            Price::Unknown => self.cards.currency_at(at),
        };
        let line = self.line(charge.category, currency);
        let Some(door) = door else {
            line.unsent += volume;
            return;
        };
        line.simulated.messages += volume;
        match price {
            Price::Known(money) => line.simulated.micros += money.micros * volume / 100,
            Price::Unknown => line.simulated.unpriced += volume,
        }
        if door == DoorKind::Lite {
            line.through_lite += volume;
        } else if charge.category == PriceCategory::Service {
            *self.used(charge, at) += volume;
        }
    }

    /// When it would happen.
    fn moment(&self, charge: &Charge) -> Time {
        self.scenario
            .date
            .map_or(charge.at, |day| self.zone.start_of(day))
    }

    fn choose(&mut self, charge: &Charge, at: Time) -> (Option<DoorKind>, Price) {
        let used = *self.used(charge, at) / 100;
        let price = |door: DoorKind| quote(&self.cards, &ask(charge, door, at, used)).price;
        let Some(policy) = self.scenario.policy else {
            return (Some(charge.door), price(charge.door));
        };
        let options = DoorKind::ALL
            .iter()
            .map(|door| option(charge, *door, price(*door)));
        let options: Vec<DoorOption> = options.collect();
        let wish = Wish {
            policy,
            sender: charge.sender,
            chosen: None,
            unofficial_allowed: true,
        };
        let door = route(&wish, &options).door;
        (
            door,
            door.map_or(Price::Known(Money::zero(Currency::USD)), price),
        )
    }

    /// Of the allowance of its line and month.
    fn used(&mut self, charge: &Charge, at: Time) -> &mut i64 {
        let month = self.zone.day(at).first_of_month().to_string();
        self.service.entry((charge.line_id, month)).or_default()
    }

    fn line(&mut self, category: PriceCategory, currency: Currency) -> &mut SimulationLine {
        let empty = || SimulationLine {
            category,
            currency,
            actual: Sum::default(),
            simulated: Sum::default(),
            through_lite: 0,
            unsent: 0,
        };
        self.lines.entry((category, currency)).or_insert_with(empty)
    }
}

fn ask(charge: &Charge, door: DoorKind, at: Time, used: i64) -> Ask {
    Ask {
        what: Priced {
            door,
            category: charge.category,
            country: charge.country.parse().ok(),
            at,
        },
        window: if charge.window_open {
            WindowState::Open
        } else {
            WindowState::Closed
        },
        free_entry: charge.free_entry,
        service_used_this_month: u32::try_from(used).unwrap_or(u32::MAX),
        from_phone_app: false,
    }
}

/// Both doors, working: a linked phone says what needs no template.
fn option(charge: &Charge, door: DoorKind, price: Price) -> DoorOption {
    let is_template = charge.category != PriceCategory::Service;
    let official = door == DoorKind::Cloud;
    DoorOption {
        door,
        official,
        enabled: true,
        health: DoorHealth::Good,
        can_send_kind: official || !is_template,
        needs_window: official,
        window_open: charge.window_open,
        is_template,
        price: match price {
            Price::Known(money) => Some(money.micros),
            Price::Unknown => None,
        },
        over_budget: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_is_told_in_whole_messages() {
        let sum = |messages, unpriced| Sum {
            messages,
            unpriced,
            micros: 1,
        };
        let line = SimulationLine {
            category: PriceCategory::Service,
            currency: Currency::USD,
            actual: sum(3, 1),
            simulated: sum(450, 150),
            through_lite: 149,
            unsent: 100,
        };
        let whole = line.whole();
        assert_eq!(whole.actual, sum(3, 1));
        assert_eq!(whole.simulated, sum(5, 2));
        assert_eq!((whole.through_lite, whole.unsent), (1, 1));
    }
}
