//! What holds for every combination, each law told without the others: all policies, senders and
//! choices, with and without consent, over all that two doors may be.

use super::tests::{CLOUD, LITE};
use super::*;

type Law = fn(&Case, &Route) -> bool;

macro_rules! laws {
    ($($law:ident),+ $(,)?) => { &[$((stringify!($law), $law)),+] };
}

const LAWS: &[(&str, Law)] = laws![
    no_door_means_none_usable,
    each_door_is_told_of_at_its_price,
    a_campaign_goes_through_official_doors,
    an_unofficial_door_needs_consent,
    a_used_door_works_or_soon_will,
    a_used_door_can_say_it,
    a_used_door_has_the_money,
    a_closed_window_lets_templates_out_only,
    a_template_goes_as_if_the_window_were_open,
    a_used_door_is_told_as_it_is,
    a_door_that_cannot_carry_it_is_told_so,
    a_choice_is_never_replaced,
    a_choice_that_can_be_kept_is_kept,
    cloud_only_and_lite_only_mean_it,
    it_goes_where_any_door_carries_it_alone,
    it_waits_only_where_no_other_door_is_ready,
    cheapest_has_no_cheaper_rival,
    failover_leaves_cloud_only_for_a_better_door,
    a_price_is_a_reason_only_where_it_decides,
    the_rule_fits_the_wish,
    the_order_of_the_doors_does_not_matter,
];

fn no_door_means_none_usable(_: &Case, route: &Route) -> bool {
    route.door.is_none() == (route.rule == RouteRule::NoneUsable)
}

fn each_door_is_told_of_at_its_price(case: &Case, route: &Route) -> bool {
    let told = route.options.iter().map(|it| (it.door, it.price));
    let mut doors: Vec<_> = case.doors().map(|it| (it.door, it.price)).collect();
    let absent = case.wish.chosen.filter(|door| case.find(*door).is_none());
    doors.extend(absent.map(|door| (door, None)));
    told.eq(doors)
}

fn a_campaign_goes_through_official_doors(case: &Case, route: &Route) -> bool {
    let campaign = case.wish.sender == SenderKind::Campaign;
    !campaign || case.used(route).is_none_or(|it| it.official)
}

fn an_unofficial_door_needs_consent(case: &Case, route: &Route) -> bool {
    case.wish.unofficial_allowed || case.used(route).is_none_or(|it| it.official)
}

fn a_used_door_works_or_soon_will(case: &Case, route: &Route) -> bool {
    let bad = [DoorHealth::NeedsAttention, DoorHealth::NotConnected];
    let works = |it: &DoorOption| it.enabled && !bad.contains(&it.health);
    case.used(route).is_none_or(works)
}

fn a_used_door_can_say_it(case: &Case, route: &Route) -> bool {
    case.used(route).is_none_or(|it| it.can_send_kind)
}

fn a_used_door_has_the_money(case: &Case, route: &Route) -> bool {
    case.used(route).is_none_or(|it| !it.over_budget)
}

fn a_closed_window_lets_templates_out_only(case: &Case, route: &Route) -> bool {
    let lets = |it: &DoorOption| it.window_open || it.is_template || !it.needs_window;
    case.used(route).is_none_or(lets)
}

fn a_template_goes_as_if_the_window_were_open(case: &Case, route: &Route) -> bool {
    let window_open = true;
    let open = case.doors().map(|it| DoorOption { window_open, ..*it });
    let doors: Vec<DoorOption> = open.collect();
    !case.doors().all(|it| it.is_template) || super::route(&case.wish, &doors) == *route
}

fn a_used_door_is_told_as_it_is(case: &Case, route: &Route) -> bool {
    let told = |used: &DoorOption| {
        let verdict = route.options.iter().find(|it| it.door == used.door);
        let word = verdict.map(|it| it.verdict.as_str());
        let good = used.health == DoorHealth::Good && word == Some("usable");
        good || word == Some(used.health.as_str())
    };
    case.used(route).is_none_or(told)
}

fn a_door_that_cannot_carry_it_is_told_so(case: &Case, route: &Route) -> bool {
    use DoorVerdict::{BreakerOpen, Dearer, Held, PolicyExcludes, PriceUnknown, Usable};
    const CARRY: [DoorVerdict; 5] = [Usable, Dearer, PriceUnknown, Held, BreakerOpen];
    route.options.iter().all(|it| {
        it.verdict == PolicyExcludes || CARRY.contains(&it.verdict) == case.carries_alone(it.door)
    })
}

fn a_choice_is_never_replaced(case: &Case, route: &Route) -> bool {
    case.is_free() || route.door.is_none() || route.door == case.wish.chosen
}

fn a_choice_that_can_be_kept_is_kept(case: &Case, route: &Route) -> bool {
    let chosen = case.wish.chosen;
    chosen.is_none_or(|door| !case.carries_alone(door) || route.door == chosen)
}

fn cloud_only_and_lite_only_mean_it(case: &Case, route: &Route) -> bool {
    let only = match case.wish.policy {
        RoutingPolicy::CloudOnly => DoorKind::Cloud,
        RoutingPolicy::LiteOnly => DoorKind::Lite,
        RoutingPolicy::Cheapest | RoutingPolicy::Failover => return true,
    };
    !case.is_free() || route.door == case.carries_alone(only).then_some(only)
}

fn it_goes_where_any_door_carries_it_alone(case: &Case, route: &Route) -> bool {
    let carried = case.doors().any(|it| case.carries_alone(it.door));
    !case.may_compare() || route.door.is_some() == carried
}

fn it_waits_only_where_no_other_door_is_ready(case: &Case, route: &Route) -> bool {
    let Some(used) = case.used(route).filter(|_| case.may_compare()) else {
        return true;
    };
    let mut ready = case.rivals(used).filter(|it| it.health == DoorHealth::Good);
    used.health == DoorHealth::Good || ready.next().is_none()
}

fn cheapest_has_no_cheaper_rival(case: &Case, route: &Route) -> bool {
    let Some(used) = case.used(route).filter(|_| case.price_decides()) else {
        return true;
    };
    let price = |it: &DoorOption| it.price.unwrap_or(i64::MAX);
    let beats = |it: &DoorOption| {
        price(it) < price(used) || (price(it) == price(used) && it.official && !used.official)
    };
    !case.rivals(used).any(beats)
}

fn failover_leaves_cloud_only_for_a_better_door(case: &Case, route: &Route) -> bool {
    let failover = case.is_free() && case.wish.policy == RoutingPolicy::Failover;
    let is_cloud = |it: &DoorOption| it.door == DoorKind::Cloud;
    let used = case.used(route).filter(|_| failover);
    used.is_none_or(|used| is_cloud(used) || !case.rivals(used).any(is_cloud))
}

fn a_price_is_a_reason_only_where_it_decides(case: &Case, route: &Route) -> bool {
    let paid = case.used(route).and_then(|it| it.price);
    route.options.iter().all(|it| {
        let lost = case.price_decides() && Some(it.door) != route.door;
        let dearer = lost && paid.is_some() && it.price > paid;
        let unknown = lost && it.price.is_none();
        let health = case.find(it.door).map(|it| it.health);
        let usable = it.verdict == DoorVerdict::Usable && health == Some(DoorHealth::Good);
        (it.verdict != DoorVerdict::Dearer || dearer)
            && (it.verdict != DoorVerdict::PriceUnknown || unknown)
            && !(usable && (dearer || unknown))
    })
}

fn the_rule_fits_the_wish(case: &Case, route: &Route) -> bool {
    let policy = case.wish.policy;
    let mut others = case.doors().filter(|it| Some(it.door) != route.door);
    match route.rule {
        RouteRule::NoneUsable => true,
        RouteRule::Chosen => !case.is_free(),
        RouteRule::OnlyDoor => case.is_free() && others.all(|it| case.is_closed_to_sender(it)),
        RouteRule::Policy => case.is_free() && policy != RoutingPolicy::Cheapest,
        RouteRule::Cheapest => case.price_decides(),
        RouteRule::Failover => {
            let ready =
                |it: &DoorOption| it.health == DoorHealth::Good && case.carries_alone(it.door);
            case.may_compare() && others.any(|it| !ready(it))
        }
    }
}

fn the_order_of_the_doors_does_not_matter(case: &Case, route: &Route) -> bool {
    let doors: Vec<DoorOption> = case.lite.into_iter().chain(case.cloud).collect();
    let other = super::route(&case.wish, &doors);
    (other.door, other.rule) == (route.door, route.rule)
}

/// What the router is asked, and the doors that the line has.
#[derive(Debug)]
struct Case {
    wish: Wish,
    cloud: Option<DoorOption>,
    lite: Option<DoorOption>,
}

impl Case {
    fn doors(&self) -> impl Iterator<Item = &DoorOption> {
        self.cloud.iter().chain(&self.lite)
    }

    fn find(&self, door: DoorKind) -> Option<&DoorOption> {
        self.doors().find(|it| it.door == door)
    }

    fn used(&self, route: &Route) -> Option<&DoorOption> {
        self.find(route.door?)
    }

    /// Nobody chose a door.
    fn is_free(&self) -> bool {
        self.wish.chosen.is_none()
    }

    /// Neither a person nor the policy names a door.
    fn may_compare(&self) -> bool {
        let comparing = [RoutingPolicy::Cheapest, RoutingPolicy::Failover];
        self.is_free() && comparing.contains(&self.wish.policy)
    }

    fn price_decides(&self) -> bool {
        self.is_free() && self.wish.policy == RoutingPolicy::Cheapest
    }

    fn is_closed_to_sender(&self, option: &DoorOption) -> bool {
        let campaign = self.wish.sender == SenderKind::Campaign;
        !option.enabled || (!option.official && (campaign || !self.wish.unofficial_allowed))
    }

    /// Whether the message would go if the line had this door only, and no opinion.
    fn carries_alone(&self, door: DoorKind) -> bool {
        let wish = Wish {
            policy: RoutingPolicy::Failover,
            chosen: None,
            ..self.wish
        };
        let carries = |option: &DoorOption| route(&wish, &[*option]).door.is_some();
        self.find(door).is_some_and(carries)
    }

    /// The other doors that would carry it no later than this one.
    fn rivals(&self, used: &DoorOption) -> impl Iterator<Item = &DoorOption> {
        let (door, waits) = (used.door, used.health != DoorHealth::Good);
        self.doors().filter(move |it| {
            let in_time = waits || it.health == DoorHealth::Good;
            it.door != door && in_time && self.carries_alone(it.door)
        })
    }
}

/// Takes one number apart into one choice of each list.
struct Choices(usize);

impl Choices {
    fn of<T: Copy>(&mut self, list: &[T]) -> T {
        let choice = list[self.0 % list.len()];
        self.0 /= list.len();
        choice
    }

    /// A door that is not there, or disabled, or in any health; able or not.
    fn door(&mut self, like: DoorOption) -> Option<DoorOption> {
        let healths = DoorHealth::ALL.iter().map(|health| Some((true, *health)));
        let disabled = Some((false, DoorHealth::Good));
        let states: Vec<_> = healths.chain([disabled, None]).collect();
        let state = self.of(&states);
        let can_send_kind = self.of(&[true, false]);
        state.map(|(enabled, health)| DoorOption {
            enabled,
            health,
            can_send_kind,
            ..like
        })
    }
}

/// Of cloud and lite: cheaper, dearer, as dear, and one or both not known.
const PRICES: [(Option<i64>, Option<i64>); 6] = [
    (Some(10), Some(20)),
    (Some(20), Some(10)),
    (Some(10), Some(10)),
    (None, Some(10)),
    (Some(10), None),
    (None, None),
];

/// The nth combination, until there is none.
fn case(nth: usize) -> Option<Case> {
    let mut choices = Choices(nth);
    let wish = Wish {
        policy: choices.of(RoutingPolicy::ALL),
        sender: choices.of(SenderKind::ALL),
        chosen: choices.of(&[None, Some(DoorKind::Cloud), Some(DoorKind::Lite)]),
        unofficial_allowed: choices.of(&[true, false]),
    };
    let (is_template, window_open) = (choices.of(&[true, false]), choices.of(&[true, false]));
    let (of_cloud, of_lite) = choices.of(&PRICES);
    let over_budget = choices.of(&[false, true]);
    let cloud = choices.door(DoorOption {
        is_template,
        window_open,
        price: of_cloud,
        over_budget,
        ..CLOUD
    });
    let lite = choices.door(DoorOption {
        is_template,
        window_open,
        price: of_lite,
        ..LITE
    });
    (choices.0 == 0).then_some(Case { wish, cloud, lite })
}

#[test]
fn every_combination_keeps_every_law() {
    let mut count = 0;
    while let Some(case) = case(count) {
        let doors: Vec<DoorOption> = case.doors().copied().collect();
        let route = route(&case.wish, &doors);
        for (law, holds) in LAWS {
            assert!(holds(&case, &route), "{law}: {case:#?} went {route:#?}");
        }
        count += 1;
    }
    assert_eq!(count, (4 * 4 * 3 * 2) * (2 * 2 * 6) * (2 * 7 * 2) * (7 * 2));
}
