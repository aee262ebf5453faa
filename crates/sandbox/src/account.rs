//! What Meta decides about a number: its quality, its limits, its state.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::json;

use crate::core::Core;
use crate::meta::webhooks::payload::notice;

/// What is to be different about a number; webhooks tell of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PhoneChange {
    /// `GREEN`, `YELLOW`, `RED`.
    pub quality_rating: Option<String>,
    /// `TIER_250`, `TIER_2K`, … , `TIER_UNLIMITED`.
    pub messaging_limit: Option<String>,
    /// `STANDARD`, `HIGH`.
    pub throughput: Option<String>,
    pub status: Option<String>,
    pub name_status: Option<String>,
    /// How many of its service messages are free in a calendar month; Meta gives 1,000.
    pub free_service_messages: Option<u32>,
}

const TIERS: [&str; 6] = [
    "TIER_50",
    "TIER_250",
    "TIER_2K",
    "TIER_10K",
    "TIER_100K",
    "TIER_UNLIMITED",
];

/// False where there is no such number.
pub(crate) fn change_phone(core: &Arc<Core>, id: &str, wish: PhoneChange) -> bool {
    core.with(|world| {
        let Some(phone) = world.phones.get_mut(id) else {
            return false;
        };
        if let Some(free) = wish.free_service_messages {
            phone.allowance.free_a_month = free;
        }
        let facts = &mut phone.spec.facts;
        let mut events = Vec::new();
        if let Some(quality) = wish.quality_rating {
            match (facts.quality_rating.as_str(), quality.as_str()) {
                (_, "RED") => events.push("FLAGGED"),
                ("RED", _) => events.push("UNFLAGGED"),
                _ => {}
            }
            facts.quality_rating = quality;
        }
        if let Some(limit) = wish.messaging_limit {
            let place = |tier: &str| TIERS.iter().position(|it| *it == tier);
            let up = place(&limit) >= place(&facts.messaging_limit);
            events.push(if up { "UPGRADE" } else { "DOWNGRADE" });
            facts.messaging_limit = limit;
        }
        if let Some(throughput) = wish.throughput {
            if throughput == "HIGH" {
                events.push("THROUGHPUT_UPGRADE");
            }
            facts.throughput = throughput;
        }
        facts.status = wish.status.unwrap_or_else(|| facts.status.clone());
        facts.name_status = wish
            .name_status
            .unwrap_or_else(|| facts.name_status.clone());
        let limit = facts.messaging_limit.clone();
        let (waba_id, digits) = (phone.spec.waba_id.clone(), phone.digits());
        for event in events {
            let value = json!({
                "display_phone_number": digits,
                "event": event,
                "current_limit": limit,
                "max_daily_conversations_per_business": limit,
            });
            let update = notice(&waba_id, Some(id), "phone_number_quality_update", value);
            core.outlet.push(core, update);
        }
        true
    })
}
