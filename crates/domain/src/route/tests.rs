//! The router by examples, as people would tell them.

use super::DoorVerdict::{
    BreakerOpen, Dearer, Held, KindNotOffered, NeedsAttention, NotConnected, NotForCampaigns,
    OverBudget, PolicyExcludes, PriceUnknown, UnofficialNotAllowed, Usable, WindowClosed,
};
use super::*;

pub(super) const CLOUD: DoorOption = DoorOption {
    door: DoorKind::Cloud,
    official: true,
    enabled: true,
    health: DoorHealth::Good,
    can_send_kind: true,
    needs_window: true,
    window_open: true,
    is_template: false,
    price: Some(8_500),
    over_budget: false,
};
pub(super) const LITE: DoorOption = DoorOption {
    door: DoorKind::Lite,
    official: false,
    needs_window: false,
    price: Some(0),
    ..CLOUD
};

const fn by(policy: RoutingPolicy) -> Wish {
    Wish {
        policy,
        sender: SenderKind::Member,
        chosen: None,
        unofficial_allowed: true,
    }
}

const CHEAPEST: Wish = by(RoutingPolicy::Cheapest);
const FAILOVER: Wish = by(RoutingPolicy::Failover);

/// The door, the rule, and the verdict on each.
fn outcome(wish: Wish, options: &[DoorOption]) -> (Option<DoorKind>, RouteRule, Vec<DoorVerdict>) {
    let route = route(&wish, options);
    let verdicts = route.options.iter().map(|it| it.verdict);
    (route.door, route.rule, verdicts.collect())
}

fn with(health: DoorHealth, option: DoorOption) -> DoorOption {
    DoorOption { health, ..option }
}

#[test]
fn people_go_first_then_bots_then_campaigns() {
    let mut senders = [SenderKind::Campaign, SenderKind::Bot, SenderKind::Api];
    senders.sort_by_key(|it| it.priority());
    assert_eq!(
        senders,
        [SenderKind::Api, SenderKind::Bot, SenderKind::Campaign]
    );
    assert_eq!(SenderKind::Member.priority(), SenderKind::Api.priority());
}

#[test]
fn a_line_with_one_door_uses_it() {
    let found = outcome(CHEAPEST, &[CLOUD]);
    assert_eq!(
        found,
        (Some(DoorKind::Cloud), RouteRule::OnlyDoor, vec![Usable])
    );
    let found = outcome(by(RoutingPolicy::LiteOnly), &[CLOUD]);
    assert_eq!(found, (None, RouteRule::NoneUsable, vec![PolicyExcludes]));
    assert_eq!(
        outcome(CHEAPEST, &[]),
        (None, RouteRule::NoneUsable, vec![])
    );
}

#[test]
fn a_policy_that_names_a_door_has_no_other() {
    let held = with(DoorHealth::Held, CLOUD);
    let found = outcome(by(RoutingPolicy::CloudOnly), &[held, LITE]);
    let expected = vec![Held, PolicyExcludes];
    assert_eq!(found, (Some(DoorKind::Cloud), RouteRule::Policy, expected));
    let broken = with(DoorHealth::NeedsAttention, CLOUD);
    let found = outcome(by(RoutingPolicy::CloudOnly), &[broken, LITE]);
    let expected = vec![NeedsAttention, PolicyExcludes];
    assert_eq!(found, (None, RouteRule::NoneUsable, expected));
}

#[test]
fn the_cheapest_door_wins_and_an_unknown_price_loses() {
    let found = outcome(CHEAPEST, &[CLOUD, LITE]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Lite),
            RouteRule::Cheapest,
            vec![Dearer, Usable]
        )
    );
    let unknown = DoorOption {
        price: None,
        ..LITE
    };
    let found = outcome(CHEAPEST, &[CLOUD, unknown]);
    let expected = vec![Usable, PriceUnknown];
    assert_eq!(
        found,
        (Some(DoorKind::Cloud), RouteRule::Cheapest, expected)
    );
}

#[test]
fn at_the_same_price_the_official_door_wins() {
    let free = DoorOption {
        price: Some(0),
        ..CLOUD
    };
    let found = outcome(CHEAPEST, &[LITE, free]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Cloud),
            RouteRule::Cheapest,
            vec![Usable, Usable]
        )
    );
}

#[test]
fn failover_prefers_cloud_whatever_it_costs() {
    let found = outcome(FAILOVER, &[LITE, CLOUD]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Cloud),
            RouteRule::Policy,
            vec![Usable, Usable]
        )
    );
    let open = with(DoorHealth::BreakerOpen, CLOUD);
    let found = outcome(FAILOVER, &[open, LITE]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Lite),
            RouteRule::Failover,
            vec![BreakerOpen, Usable]
        )
    );
}

#[test]
fn a_held_door_keeps_the_message_where_there_is_no_other() {
    let held = with(DoorHealth::Held, CLOUD);
    let gone = with(DoorHealth::NotConnected, LITE);
    let found = outcome(FAILOVER, &[held, gone]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Cloud),
            RouteRule::Policy,
            vec![Held, NotConnected]
        )
    );
    let found = outcome(CHEAPEST, &[held, with(DoorHealth::BreakerOpen, LITE)]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Lite),
            RouteRule::Cheapest,
            vec![Held, BreakerOpen]
        )
    );
}

#[test]
fn outside_the_window_a_text_goes_where_no_window_is_needed() {
    let closed = DoorOption {
        window_open: false,
        ..CLOUD
    };
    let found = outcome(FAILOVER, &[closed, LITE]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Lite),
            RouteRule::Failover,
            vec![WindowClosed, Usable]
        )
    );
    let template = DoorOption {
        is_template: true,
        ..closed
    };
    let unable = DoorOption {
        can_send_kind: false,
        ..LITE
    };
    let found = outcome(CHEAPEST, &[template, unable]);
    let expected = vec![Usable, KindNotOffered];
    assert_eq!(
        found,
        (Some(DoorKind::Cloud), RouteRule::Failover, expected)
    );
}

#[test]
fn without_consent_the_unofficial_door_does_not_exist() {
    let wish = Wish {
        unofficial_allowed: false,
        ..CHEAPEST
    };
    let found = outcome(wish, &[CLOUD, LITE]);
    let expected = vec![Usable, UnofficialNotAllowed];
    assert_eq!(
        found,
        (Some(DoorKind::Cloud), RouteRule::OnlyDoor, expected)
    );
}

#[test]
fn a_campaign_never_goes_through_an_unofficial_door() {
    let wish = Wish {
        sender: SenderKind::Campaign,
        chosen: Some(DoorKind::Lite),
        ..CHEAPEST
    };
    let found = outcome(wish, &[CLOUD, LITE]);
    assert_eq!(
        found,
        (None, RouteRule::NoneUsable, vec![Usable, NotForCampaigns])
    );
}

#[test]
fn a_person_may_choose_against_the_policy() {
    let wish = Wish {
        chosen: Some(DoorKind::Lite),
        ..by(RoutingPolicy::CloudOnly)
    };
    let found = outcome(wish, &[CLOUD, LITE]);
    assert_eq!(
        found,
        (
            Some(DoorKind::Lite),
            RouteRule::Chosen,
            vec![Usable, Usable]
        )
    );
}

#[test]
fn a_choice_that_cannot_be_kept_is_not_replaced_in_silence() {
    let wish = Wish {
        chosen: Some(DoorKind::Lite),
        ..FAILOVER
    };
    let gone = with(DoorHealth::NotConnected, LITE);
    let found = outcome(wish, &[CLOUD, gone]);
    assert_eq!(
        found,
        (None, RouteRule::NoneUsable, vec![Usable, NotConnected])
    );
    let found = outcome(wish, &[CLOUD]);
    assert_eq!(
        found,
        (None, RouteRule::NoneUsable, vec![Usable, NotConnected])
    );
}

#[test]
fn a_route_reads_as_it_was_written() {
    let route = route(&CHEAPEST, &[CLOUD, LITE]);
    let json = serde_json::to_string(&route).unwrap();
    assert!(json.contains(r#""verdict":"dearer""#), "{json}");
    assert_eq!(serde_json::from_str::<Route>(&json).unwrap(), route);
}

#[test]
fn what_the_budget_has_no_room_for_goes_where_it_is_free() {
    let spent = DoorOption {
        over_budget: true,
        ..CLOUD
    };
    assert_eq!(
        outcome(FAILOVER, &[spent, LITE]),
        (
            Some(DoorKind::Lite),
            RouteRule::Failover,
            vec![OverBudget, Usable]
        )
    );
    assert_eq!(
        outcome(FAILOVER, &[spent]),
        (None, RouteRule::NoneUsable, vec![OverBudget])
    );
}
