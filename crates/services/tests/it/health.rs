//! How a line fares, as Meta tells it of its own accord.

use crate::desk::{Desk, HOUR};
use aldaba_services::lines::{self, DoorView};
use domain::DoorState;
use serde_json::json;

async fn door(desk: &Desk) -> DoorView {
    lines::get(&desk.ines(), desk.line)
        .await
        .unwrap()
        .doors
        .remove(0)
}

#[tokio::test]
async fn a_line_that_was_disconnected_needs_attention_until_it_is_back() {
    let desk = Desk::open().await;
    let removed = json!({ "phone_number": "525555550100", "event": "PARTNER_REMOVED",
        "disconnection_info": { "reason": "PRIMARY_INACTIVITY", "initiated_by": "SYSTEM" } });
    desk.hears_of_account("account_update", &removed).await;
    let broken = door(&desk).await;
    assert_eq!(broken.state, DoorState::NeedsAttention);
    let problem = broken.problem.unwrap();
    assert_eq!(problem.details.as_deref(), Some("PRIMARY_INACTIVITY"));
    assert!(problem.cause.is_some() && problem.action.is_some());
    let other = lines::get(&desk.ines(), desk.other_line).await.unwrap();
    assert_eq!(
        other.doors[0].state,
        DoorState::Connected,
        "another account is not touched"
    );
    desk.hears_of_account("account_update", &json!({ "event": "ACCOUNT_RECONNECTED" }))
        .await;
    let back = door(&desk).await;
    assert_eq!((back.state, back.problem), (DoorState::Connected, None));
    assert!(desk.tray().await.is_empty());
}

#[tokio::test]
async fn what_is_told_late_ends_no_later_trouble() {
    let desk = Desk::open().await;
    let before = desk.now();
    desk.advance(HOUR);
    let removed = json!({ "event": "PARTNER_REMOVED" });
    desk.hears_of_account("account_update", &removed).await;
    let back = json!({ "event": "ACCOUNT_RECONNECTED" });
    desk.hears_of_account_at(before, "account_update", &back)
        .await;
    assert_eq!(door(&desk).await.state, DoorState::NeedsAttention);
    desk.hears_of_account("account_update", &back).await;
    assert_eq!(door(&desk).await.state, DoorState::Connected);
}

#[tokio::test]
async fn quality_limits_and_names_are_noted() {
    let desk = Desk::open().await;
    let flagged = json!({ "display_phone_number": "525555550100", "event": "FLAGGED", "current_limit": "TIER_10K" });
    desk.hears_of_account("phone_number_quality_update", &flagged)
        .await;
    let now = door(&desk).await;
    assert_eq!(now.quality_rating.as_deref(), Some("RED"));
    assert_eq!(now.messaging_limit.as_deref(), Some("TIER_10K"));
    assert_eq!(now.state, DoorState::Connected, "messages still go out");
    assert!(now.problem.is_some(), "but somebody should know");
    let upgraded = json!({ "display_phone_number": "525555550100", "event": "THROUGHPUT_UPGRADE", "current_limit": "TIER_UNLIMITED" });
    desk.hears_of_account("phone_number_quality_update", &upgraded)
        .await;
    let name = json!({ "display_phone_number": "525555550100", "decision": "APPROVED", "requested_verified_name": "Azulejos" });
    desk.hears_of_account("phone_number_name_update", &name)
        .await;
    desk.hears_of_account(
        "business_capability_update",
        &json!({ "max_daily_conversations_per_business": 2000 }),
    )
    .await;
    let now = door(&desk).await;
    assert_eq!(now.throughput.as_deref(), Some("HIGH"));
    assert_eq!(now.verified_name.as_deref(), Some("Azulejos"));
    assert_eq!(now.messaging_limit.as_deref(), Some("TIER_2K"));
}

#[tokio::test]
async fn a_name_that_was_rejected_is_a_warning_until_one_is_approved() {
    let desk = Desk::open().await;
    let rejected = json!({ "display_phone_number": "525555550100", "decision": "REJECTED",
        "requested_verified_name": "Azulejos", "rejection_reason": "NAME_EMPLOYEE_ISSUE" });
    desk.hears_of_account("phone_number_name_update", &rejected)
        .await;
    let warned = door(&desk).await;
    assert_eq!(warned.state, DoorState::Connected);
    let problem = warned.problem.unwrap();
    assert_eq!(problem.details.as_deref(), Some("NAME_EMPLOYEE_ISSUE"));
    let pin = json!({ "display_phone_number": "525555550100", "event": "PIN_CHANGED" });
    let approved = json!({ "display_phone_number": "525555550100", "decision": "APPROVED", "requested_verified_name": "Azulejos" });
    desk.hears_of_account("phone_number_name_update", &approved)
        .await;
    assert_eq!(door(&desk).await.problem, None);
    desk.hears_of_account("security", &pin).await;
    desk.hears_of_account("phone_number_name_update", &approved)
        .await;
    let other = door(&desk).await.problem;
    assert!(other.is_some(), "a warning of another kind stays");
}

#[tokio::test]
async fn what_concerns_no_line_is_kept_as_it_came() {
    let desk = Desk::open().await;
    desk.hears_of_account("account_update", &json!({ "event": "VERIFIED_ACCOUNT" }))
        .await;
    let elsewhere = json!({ "display_phone_number": "525555550999", "event": "FLAGGED" });
    desk.hears_of_account("phone_number_quality_update", &elsewhere)
        .await;
    assert_eq!(desk.tray().await.len(), 2);
    assert_eq!(door(&desk).await.problem, None);
}
