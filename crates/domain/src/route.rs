//! The router: through which door a message goes, and why not through the others.

use crate::DoorKind;
use serde::{Deserialize, Serialize};

mod words;

pub use words::{DoorHealth, DoorVerdict, RouteRule, RoutingPolicy, SenderKind};

/// One door of the line, seen with one message in mind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each says yes or no to one thing"
)]
pub struct DoorOption {
    pub door: DoorKind,
    pub official: bool,
    pub enabled: bool,
    pub health: DoorHealth,
    /// Whether it can say what the message says, a template's included.
    pub can_send_kind: bool,
    /// Free-form messages need an open window here.
    pub needs_window: bool,
    pub window_open: bool,
    /// Templates need no window anywhere.
    pub is_template: bool,
    /// In micros of the line's currency; none where it is not known.
    pub price: Option<i64>,
    /// It costs more than what is left of the line's budget, which stops it.
    pub over_budget: bool,
}

/// What is asked of the router for one message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    pub policy: RoutingPolicy,
    pub sender: SenderKind,
    /// A person's own choice for this message.
    pub chosen: Option<DoorKind>,
    /// An owner has turned unofficial doors on.
    pub unofficial_allowed: bool,
}

/// A door, and what the router found of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    pub door: DoorKind,
    pub price: Option<i64>,
    pub verdict: DoorVerdict,
}

/// Through which door, by which rule, and what was found of each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Route {
    /// None exactly where the rule is `none_usable`. A door whose verdict is `held` or
    /// `breaker_open` is right all the same: the message waits for it.
    pub door: Option<DoorKind>,
    pub rule: RouteRule,
    pub options: Vec<Considered>,
}

type Judged<'a> = (&'a DoorOption, DoorVerdict);

/// Chooses a door, and says what was found of each.
pub fn route(wish: &Wish, options: &[DoorOption]) -> Route {
    let wish = *wish;
    let judged: Vec<Judged> = options.iter().map(|it| (it, judge(wish, it))).collect();
    let Some(winner) = select(wish, &judged) else {
        let mut options: Vec<Considered> = judged.iter().map(considered).collect();
        options.extend(missing(wish, &options));
        return Route {
            door: None,
            rule: RouteRule::NoneUsable,
            options,
        };
    };
    Route {
        door: Some(winner.0.door),
        rule: rule(wish, &judged, winner.0),
        options: judged.iter().map(|it| compared(wish, it, winner)).collect(),
    }
}

/// What a door is worth for this message, for itself.
fn judge(wish: Wish, option: &DoorOption) -> DoorVerdict {
    if !option.enabled {
        return DoorVerdict::Disabled;
    }
    if !option.official && wish.sender == SenderKind::Campaign {
        return DoorVerdict::NotForCampaigns;
    }
    if !option.official && !wish.unofficial_allowed {
        return DoorVerdict::UnofficialNotAllowed;
    }
    if wish.chosen.is_none() && !wish.policy.admits(option.door) {
        return DoorVerdict::PolicyExcludes;
    }
    if !option.can_send_kind {
        return DoorVerdict::KindNotOffered;
    }
    if option.needs_window && !option.window_open && !option.is_template {
        return DoorVerdict::WindowClosed;
    }
    if option.over_budget {
        return DoorVerdict::OverBudget;
    }
    match option.health {
        DoorHealth::Good => DoorVerdict::Usable,
        DoorHealth::NeedsAttention => DoorVerdict::NeedsAttention,
        DoorHealth::BreakerOpen => DoorVerdict::BreakerOpen,
        DoorHealth::Held => DoorVerdict::Held,
        DoorHealth::NotConnected => DoorVerdict::NotConnected,
    }
}

/// The best of those that can go now, or else of those that can go after a pause.
fn select<'a>(wish: Wish, judged: &[Judged<'a>]) -> Option<Judged<'a>> {
    let best = |fits: fn(DoorVerdict) -> bool| {
        let eligible = judged.iter().filter(|(option, verdict)| {
            fits(*verdict) && wish.chosen.is_none_or(|door| door == option.door)
        });
        eligible.min_by_key(|(option, _)| preference(wish.policy, option))
    };
    best(|verdict| verdict == DoorVerdict::Usable)
        .or_else(|| best(DoorVerdict::waits))
        .copied()
}

/// The least comes first.
fn preference(policy: RoutingPolicy, option: &DoorOption) -> impl Ord + use<> {
    let price = match policy {
        RoutingPolicy::Cheapest => (option.price.is_none(), option.price),
        RoutingPolicy::CloudOnly | RoutingPolicy::LiteOnly | RoutingPolicy::Failover => {
            (false, None)
        }
    };
    // Cloud stands before lite among the doors.
    (price, !option.official, option.door)
}

fn rule(wish: Wish, judged: &[Judged], winner: &DoorOption) -> RouteRule {
    if wish.chosen.is_some() {
        return RouteRule::Chosen;
    }
    let permitted = judged.iter().filter(|(_, verdict)| !verdict.forbids());
    if permitted.clone().count() == 1 {
        return RouteRule::OnlyDoor;
    }
    let preferred = permitted.min_by_key(|(option, _)| preference(wish.policy, option));
    let is_preferred = preferred.is_some_and(|(option, _)| option.door == winner.door);
    match wish.policy {
        RoutingPolicy::CloudOnly | RoutingPolicy::LiteOnly => RouteRule::Policy,
        RoutingPolicy::Failover if is_preferred => RouteRule::Policy,
        RoutingPolicy::Cheapest if is_preferred => RouteRule::Cheapest,
        RoutingPolicy::Failover | RoutingPolicy::Cheapest => RouteRule::Failover,
    }
}

fn considered((option, verdict): &Judged) -> Considered {
    Considered {
        door: option.door,
        price: option.price,
        verdict: *verdict,
    }
}

/// Beside the winner: a usable door that lost did so for its price, where that decides.
fn compared(wish: Wish, judged: &Judged, winner: Judged) -> Considered {
    let (option, verdict) = *judged;
    let by_price = wish.policy == RoutingPolicy::Cheapest && wish.chosen.is_none();
    let lost = verdict == DoorVerdict::Usable && option.door != winner.0.door;
    let verdict = match (option.price, winner.0.price) {
        (None, _) if lost && by_price => DoorVerdict::PriceUnknown,
        (Some(price), Some(least)) if lost && by_price && price > least => DoorVerdict::Dearer,
        _ => verdict,
    };
    considered(&(option, verdict))
}

/// A person chose a door that the line does not have.
fn missing(wish: Wish, options: &[Considered]) -> Option<Considered> {
    let door = wish.chosen?;
    let known = options.iter().any(|it| it.door == door);
    (!known).then_some(Considered {
        door,
        price: None,
        verdict: DoorVerdict::NotConnected,
    })
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
