//! Why no door takes a message, in one word: what stands in the way of the door that fits it best.

use super::Routed;
use domain::route::Considered;
use domain::{DoorKind, DoorVerdict};

/// What stands in the way, and of which door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Hindrance {
    pub(crate) door: Option<DoorKind>,
    pub(crate) verdict: DoorVerdict,
}

/// The hindrance that is easiest to take away; nothing where a door takes the message.
pub(crate) fn hindrance(routed: &Routed, chosen: Option<DoorKind>) -> Option<Hindrance> {
    if routed.route.door.is_some() {
        return None;
    }
    let asked = |it: &&Considered| chosen.is_none_or(|door| door == it.door);
    let told = routed.route.options.iter().filter(asked);
    let least = told.min_by_key(|it| rank(it.verdict));
    Some(least.map_or(
        Hindrance {
            door: None,
            verdict: DoorVerdict::NotConnected,
        },
        |it| Hindrance {
            door: Some(it.door),
            verdict: it.verdict,
        },
    ))
}

/// A window that closed says more than a door that is not for it.
const fn rank(verdict: DoorVerdict) -> u8 {
    match verdict {
        DoorVerdict::Usable
        | DoorVerdict::Held
        | DoorVerdict::BreakerOpen
        | DoorVerdict::Dearer
        | DoorVerdict::PriceUnknown => 0,
        DoorVerdict::OverBudget => 1,
        DoorVerdict::WindowClosed => 2,
        DoorVerdict::KindNotOffered => 3,
        DoorVerdict::NeedsAttention => 4,
        DoorVerdict::Disabled => 5,
        DoorVerdict::NotConnected => 6,
        DoorVerdict::UnofficialNotAllowed => 7,
        DoorVerdict::NotForCampaigns => 8,
        DoorVerdict::PolicyExcludes => 9,
    }
}

impl Hindrance {
    /// Whether a person may take it away: the message waits for that.
    pub(crate) const fn may_be_mended(self) -> bool {
        matches!(
            self.verdict,
            DoorVerdict::NeedsAttention | DoorVerdict::NotConnected | DoorVerdict::Disabled
        )
    }

    /// In one plain sentence.
    pub(crate) const fn title(self) -> &'static str {
        match self.verdict {
            DoorVerdict::OverBudget => "The line's budget of this month is spent",
            DoorVerdict::WindowClosed => "The customer-care window has closed",
            DoorVerdict::KindNotOffered => "No door of the line can send this kind of message",
            DoorVerdict::UnofficialNotAllowed => "No owner has turned unofficial doors on",
            DoorVerdict::NotForCampaigns => "Campaigns go through official doors only",
            DoorVerdict::PolicyExcludes => "The line's policy leaves no door for it",
            DoorVerdict::NeedsAttention
            | DoorVerdict::Disabled
            | DoorVerdict::NotConnected
            | DoorVerdict::Usable
            | DoorVerdict::Held
            | DoorVerdict::BreakerOpen
            | DoorVerdict::Dearer
            | DoorVerdict::PriceUnknown => "No door of the line can send now",
        }
    }
}
