//! The words of routing: policies, senders, how doors are, and the reasons for a route.

use crate::DoorKind;

crate::words::words! {
    /// How a line chooses among its doors.
    RoutingPolicy, "routing policy" {
        CloudOnly = "cloud_only",
        LiteOnly = "lite_only",
        Cheapest = "cheapest",
        /// Cloud first, then lite.
        Failover = "failover",
    }
}

crate::words::words! {
    /// On whose behalf a message goes out.
    SenderKind, "sender" {
        Member = "member",
        Api = "api",
        Bot = "bot",
        Campaign = "campaign",
    }
}

crate::words::words! {
    /// How a door is at this moment.
    DoorHealth, "health of a door" {
        Good = "good",
        NeedsAttention = "needs_attention",
        BreakerOpen = "breaker_open",
        /// The provider slows it down for a while.
        Held = "held",
        NotConnected = "not_connected",
    }
}

crate::words::words! {
    /// What the router found of a door. Of several findings it tells the one that lasts longest.
    DoorVerdict, "verdict on a door" {
        Usable = "usable",
        Disabled = "disabled",
        NeedsAttention = "needs_attention",
        BreakerOpen = "breaker_open",
        Held = "held",
        NotConnected = "not_connected",
        KindNotOffered = "kind_not_offered",
        WindowClosed = "window_closed",
        /// It would cost more than the line's budget has left.
        OverBudget = "over_budget",
        UnofficialNotAllowed = "unofficial_not_allowed",
        NotForCampaigns = "not_for_campaigns",
        /// Usable, and another one costs less.
        Dearer = "dearer",
        PolicyExcludes = "policy_excludes",
        /// Usable, but nobody knows what it would cost.
        PriceUnknown = "price_unknown",
    }
}

crate::words::words! {
    /// Why a message goes through its door.
    RouteRule, "rule of routing" {
        /// There is no other that this sender may use.
        OnlyDoor = "only_door",
        /// The line's policy names it.
        Policy = "policy",
        Cheapest = "cheapest",
        /// The policy prefers another one, which is not usable.
        Failover = "failover",
        /// A person chose it for this message.
        Chosen = "chosen",
        NoneUsable = "none_usable",
    }
}

impl SenderKind {
    /// Who goes first where not all can go: the lower number.
    pub const fn priority(self) -> u8 {
        match self {
            Self::Member | Self::Api => 0,
            Self::Bot => 1,
            Self::Campaign => 2,
        }
    }
}

impl RoutingPolicy {
    pub(super) const fn admits(self, door: DoorKind) -> bool {
        match self {
            Self::CloudOnly => matches!(door, DoorKind::Cloud),
            Self::LiteOnly => matches!(door, DoorKind::Lite),
            Self::Cheapest | Self::Failover => true,
        }
    }
}

impl DoorVerdict {
    /// The message would go when the door's pause is over.
    pub const fn waits(self) -> bool {
        matches!(self, Self::Held | Self::BreakerOpen)
    }

    /// This sender may not use it at all, whatever the policy and the message.
    pub(super) const fn forbids(self) -> bool {
        matches!(
            self,
            Self::Disabled | Self::UnofficialNotAllowed | Self::NotForCampaigns
        )
    }
}
