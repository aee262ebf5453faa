//! The line's doors as they are now, and the route of each message among them.

use super::PriceBook;
use crate::Cx;
use domain::price::{Ask, Price, PriceCategory, Priced, Quote};
use domain::route::{Route, Wish, route};
use domain::{
    Admission, Country, DoorHealth, DoorId, DoorKind, DoorOption, DoorState, LineId, MessageKind,
    SenderKind, Time, Window, WindowState,
};
use door::Capabilities;
use std::collections::HashMap;
use storage::{Door as DoorRecord, Line, Tx};

/// A door of the line, and how it is now.
pub(crate) struct Doorway {
    pub(crate) kind: DoorKind,
    enabled: bool,
    health: DoorHealth,
    capabilities: Option<Capabilities>,
    /// Why it needs attention, in the provider's words.
    pub(crate) problem: Option<String>,
}

/// A message, as far as its route and its price want to know it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject {
    pub(crate) sender: SenderKind,
    /// A person's own choice.
    pub(crate) chosen: Option<DoorKind>,
    pub(crate) kind: MessageKind,
    pub(crate) category: PriceCategory,
    pub(crate) country: Option<Country>,
    pub(crate) window: Window,
}

/// A route, and what the message would cost through each door.
pub(crate) struct Routed {
    pub(crate) route: Route,
    pub(crate) quotes: Vec<(Priced, Quote)>,
}

pub(crate) struct Router {
    now: Time,
    pub(crate) line: Line,
    pub(crate) doors: Vec<Doorway>,
    pub(crate) book: PriceBook,
    pub(crate) records: Vec<DoorRecord>,
    /// Doors that the provider slows down, and until when.
    holds: HashMap<DoorId, Time>,
}

impl Router {
    pub(crate) async fn read(cx: &Cx, tx: &mut Tx, line: LineId) -> storage::Result<Self> {
        let line = tx.lines().get(line).await?;
        let records = tx.doors().list_of_line(line.id).await?;
        let paces = tx.door_paces().await?;
        let paces: HashMap<_, _> = paces.into_iter().map(|it| (it.door_id, it)).collect();
        let holds = tx.holds().list(cx.now).await?;
        let holds: HashMap<_, _> = holds.iter().map(|it| (it.door_id, it.until)).collect();
        let mut doors = Vec::with_capacity(records.len());
        for record in &records {
            let provider = cx.env.doors.get(record.kind);
            let is_slowed = holds.contains_key(&record.id);
            let breaker = paces.get(&record.id).map(|pace| pace.breaker);
            let health = if record.token.is_none() || provider.is_none() {
                DoorHealth::NotConnected
            } else if record.state == DoorState::NeedsAttention {
                DoorHealth::NeedsAttention
            } else if breaker.is_some_and(|it| matches!(it.allows(cx.now), Admission::No { .. })) {
                DoorHealth::BreakerOpen
            } else if is_slowed {
                DoorHealth::Held
            } else {
                DoorHealth::Good
            };
            doors.push(Doorway {
                kind: record.kind,
                enabled: line.enabled && record.enabled,
                health,
                capabilities: provider.map(|it| it.capabilities()),
                problem: record.problem.as_ref().map(|it| it.message.clone()),
            });
        }
        let book = PriceBook::read(tx, line.id, cx.now).await?;
        Ok(Self {
            now: cx.now,
            line,
            doors,
            book,
            records,
            holds,
        })
    }

    /// Until when the provider wants nothing from a door.
    pub(crate) fn held_until(&self, door: DoorId) -> Option<Time> {
        self.holds.get(&door).copied()
    }

    pub(crate) fn route(&self, subject: &Subject) -> Routed {
        let mut quotes = Vec::with_capacity(self.doors.len());
        let mut options = Vec::with_capacity(self.doors.len());
        for doorway in &self.doors {
            let ask = self.ask(doorway.kind, subject);
            let quote = self.book.quote(ask);
            options.push(self.option(doorway, subject, quote.price));
            quotes.push((ask.what, quote));
        }
        let wish = Wish {
            policy: self.line.routing_policy,
            sender: subject.sender,
            chosen: subject.chosen,
            unofficial_allowed: self.line.unofficial_allowed_at.is_some(),
        };
        Routed {
            route: route(&wish, &options),
            quotes,
        }
    }

    pub(crate) fn is_official(&self, door: DoorKind) -> bool {
        let doorway = self.doors.iter().find(|it| it.kind == door);
        let can = doorway.and_then(|it| it.capabilities);
        can.is_some_and(|it| it.official)
    }

    /// Doors through which nothing leaves now, while others may.
    pub(crate) fn stuck(&self) -> impl Iterator<Item = DoorKind> {
        let works = |it: &Doorway| it.enabled && it.health == DoorHealth::Good;
        let others = self.doors.iter().any(works);
        let stuck = self.doors.iter().filter(move |it| others && !works(it));
        stuck.map(|it| it.kind)
    }

    fn ask(&self, door: DoorKind, subject: &Subject) -> Ask {
        let window = subject.window;
        Ask {
            what: Priced {
                door,
                category: subject.category,
                country: subject.country,
                at: self.now,
            },
            window: window.state(self.now),
            free_entry: window
                .free_entry_until()
                .is_some_and(|until| until > self.now),
            service_used_this_month: 0,
            from_phone_app: false,
        }
    }

    fn option(&self, doorway: &Doorway, subject: &Subject, price: Price) -> DoorOption {
        let can = doorway.capabilities;
        DoorOption {
            door: doorway.kind,
            official: can.is_some_and(|it| it.official),
            enabled: doorway.enabled,
            health: doorway.health,
            can_send_kind: can.is_some_and(|it| it.kinds.contains(&subject.kind)),
            needs_window: can.is_none_or(|it| it.care_window),
            window_open: subject.window.state(self.now) == WindowState::Open,
            is_template: subject.kind == MessageKind::Template,
            price: match price {
                Price::Known(money) => Some(money.micros),
                Price::Unknown => None,
            },
            over_budget: self.book.is_over(price),
        }
    }
}

impl Routed {
    /// What it would cost through a door of the line.
    pub(crate) fn quote(&self, door: DoorKind) -> Option<&(Priced, Quote)> {
        self.quotes.iter().find(|(what, _)| what.door == door)
    }
}
