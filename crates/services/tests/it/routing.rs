//! Routing and prices on real doors: which one a message takes, what it costs, what the ledger keeps.

use crate::desk::{Desk, HOUR, text};
use crate::meta::{Customer, MARIA, failure, status};
use crate::refusals::{known, offer};
use crate::second_door::{LINKED, open as open_both};
use aldaba_services::lines::{LineChanges, SetBudget, remove_budget, set_budget, update};
use aldaba_services::messages::{Intent, Retry, SendError, SendMessage, quote, retry, send, why};
use aldaba_services::rate_cards;
use aldaba_services::spend::{Scenario, SpendQuery, report, simulate};
use domain::price::{Price, PriceCategory, PriceRule};
use domain::window::CARE;
use domain::{
    BudgetState, ChargeState, ConversationId, Currency, DeliveryState, DoorKind, DoorState,
    DoorVerdict, MessageId, MessageKind, Money, RouteRule, RoutingPolicy, SpendBy,
};
use jiff::SignedDuration;
use sandbox::{Fault, FaultKind, FaultTarget};
use serde_json::json;
use storage::{Charge, SpendChange, SpendKey};

const SECOND: SignedDuration = SignedDuration::from_secs(1);

async fn set(desk: &Desk, policy: RoutingPolicy, unofficial_allowed: bool) {
    let changes = LineChanges {
        routing_policy: Some(policy),
        unofficial_allowed: Some(unofficial_allowed),
        ..LineChanges::default()
    };
    update(&desk.ines(), desk.line, changes).await.unwrap();
}

async fn break_cloud(desk: &Desk, state: DoorState) {
    let mut tx = desk.cx.begin().await.unwrap();
    let mut door = tx.doors().get(desk.line, DoorKind::Cloud).await.unwrap();
    door.state = state;
    tx.doors().update(&door).await.unwrap();
    tx.commit().await.unwrap();
}

/// The line has used up what is free in this month.
async fn use_up_the_allowance(desk: &Desk) {
    let mut tx = desk.cx.begin().await.unwrap();
    let zone = tx.organizations().get().await.unwrap().time_zone;
    let key = SpendKey {
        line_id: desk.line,
        day: zone.day(desk.now()).to_string(),
        door: DoorKind::Cloud,
        sender: domain::SenderKind::Member,
        category: PriceCategory::Service,
        country: "MX".to_owned(),
        currency: "USD".to_owned(),
    };
    let sum = SpendChange {
        messages: 1_000,
        unpriced: 0,
        micros: 0,
    };
    tx.spend().change(&[(key, sum)].into()).await.unwrap();
    tx.commit().await.unwrap();
}

async fn dispatch(desk: &Desk) {
    desk.advance(SECOND);
    let held = desk.held_by("one").await;
    desk.dispatch(held).await;
    desk.dispatch(held).await;
}

async fn charge(desk: &Desk, message: MessageId) -> Charge {
    let why = why(&desk.ines(), message).await.unwrap();
    why.unwrap().charge
}

/// Through which number Meta got each text.
fn numbers(desk: &Desk) -> Vec<(String, bool)> {
    let accepted = desk.still.sandbox.accepted();
    accepted
        .into_iter()
        .map(|it| (it.text.unwrap_or_default(), it.phone_number_id == LINKED))
        .collect()
}

/// The sums of the ledger are those of its charges.
async fn balances(desk: &Desk) {
    balances_beside(desk, 0).await;
}

/// The same, with so many messages in the sums that were never sent.
async fn balances_beside(desk: &Desk, free: i64) {
    let mut tx = desk.cx.read().await.unwrap();
    let days = ("2000-01-01", "2999-12-31");
    let charges = tx.charges().page(None, days, None, 1_000).await.unwrap();
    drop(tx);
    let query = SpendQuery {
        by: SpendBy::Line,
        from: Some("2025-01-01".parse().unwrap()),
        to: None,
        line: None,
    };
    let report = report(&desk.ines(), query).await.unwrap();
    let sum: i64 = report.sums.iter().map(|it| it.micros).sum();
    let messages: i64 = report.sums.iter().map(|it| it.messages).sum();
    assert_eq!(sum, charges.iter().filter_map(|it| it.micros).sum::<i64>());
    assert_eq!(messages - free, i64::try_from(charges.len()).unwrap());
}

fn through(conversation: ConversationId, body: &str, door: DoorKind) -> SendMessage {
    SendMessage {
        door: Some(door),
        ..text(conversation, body)
    }
}

fn dollars(amount: &str) -> Money {
    Money::parse(amount, Currency::USD).unwrap()
}

/// An own card without an allowance, by what a utility template costs in Mexico.
fn card(currency: &str, rate: &str) -> String {
    let card = json!({
        "name": "Contrato", "source": "contrato de 2026-09-01", "valid_from": "2026-10-02",
        "currency": currency,
        "service": {
            "charged_from": "2026-10-01", "rate_of": "utility", "free_a_month": 0,
            "source": "contrato",
        },
        "markets": [{ "name": "México", "countries": ["MX"], "rates": { "utility": rate } }],
    });
    card.to_string()
}

async fn three_are_answered(desk: &Desk) {
    for nth in 0..3 {
        let phone = format!("521555555{:04}", 110 + nth);
        let name = format!("Cliente {nth}");
        let customer = Customer {
            wa_id: Some(&phone),
            user_id: None,
            name: &name,
        };
        let thread = desk.greeted(customer, &format!("wamid.{nth}")).await;
        desk.answers(thread.id, &name).await;
    }
    for _ in 0..3 {
        dispatch(desk).await;
    }
}

#[tokio::test]
async fn the_only_door_needs_no_choice_and_its_price_is_kept() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    assert!(why(&desk.ines(), message).await.unwrap().is_none());
    dispatch(&desk).await;
    let why = why(&desk.ines(), message).await.unwrap().unwrap();
    assert_eq!(why.route.unwrap().rule, RouteRule::OnlyDoor);
    let charge = why.charge;
    assert_eq!(charge.state, ChargeState::Expected);
    assert_eq!(charge.category, PriceCategory::Service);
    assert_eq!(charge.country, "MX");
    assert_eq!(charge.micros, Some(0));
    assert_eq!(charge.rule, PriceRule::ServiceAllowance);
    assert_eq!(charge.card.as_deref(), Some("Meta USD 2026-10-01"));
    balances(&desk).await;
}

#[tokio::test]
async fn what_waits_for_a_door_that_broke_takes_the_other_one_with_an_owner_s_word() {
    let desk = open_both().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    break_cloud(&desk, DoorState::NeedsAttention).await;
    dispatch(&desk).await;
    assert_eq!(desk.state(message).await, DeliveryState::Queued);
    assert!(desk.taken().is_empty(), "nobody allowed the other door");
    set(&desk, RoutingPolicy::Failover, true).await;
    dispatch(&desk).await;
    assert_eq!(numbers(&desk), [("¡hola!".to_owned(), true)]);
    let why = why(&desk.ines(), message).await.unwrap().unwrap();
    let route = why.route.unwrap();
    assert_eq!(route.rule, RouteRule::Failover);
    assert_eq!(route.options[0].verdict, DoorVerdict::NeedsAttention);
    assert_eq!(why.charge.rule, PriceRule::LinkedDevice);
    assert_eq!(why.charge.door, DoorKind::Lite);
    let shown = desk.messages(thread.id).await;
    assert_eq!(shown.last().unwrap().door, DoorKind::Lite);
    break_cloud(&desk, DoorState::Connected).await;
    desk.answers(thread.id, "otra vez").await;
    dispatch(&desk).await;
    assert_eq!(numbers(&desk)[1], ("otra vez".to_owned(), false));
    balances(&desk).await;
}

#[tokio::test]
async fn the_cheapest_door_is_the_free_one_once_the_other_is_charged() {
    let desk = open_both().await;
    set(&desk, RoutingPolicy::Cheapest, true).await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.answers(thread.id, "gratis").await;
    dispatch(&desk).await;
    use_up_the_allowance(&desk).await;
    let text = Intent::FreeForm(MessageKind::Text);
    let quoted = quote(&desk.ines(), thread.id, text, None).await.unwrap();
    assert_eq!(quoted.route.door, Some(DoorKind::Lite));
    assert_eq!(quoted.route.rule, RouteRule::Cheapest);
    assert_eq!(quoted.options[0].verdict, DoorVerdict::Dearer);
    let cloud = quoted.options[0].quote.as_ref().unwrap();
    assert_eq!(cloud.price, Price::Known(dollars("0.0085")));
    desk.answers(thread.id, "de pago").await;
    dispatch(&desk).await;
    assert_eq!(
        numbers(&desk),
        [("gratis".to_owned(), false), ("de pago".to_owned(), true)]
    );
}

#[tokio::test]
async fn past_the_window_the_other_door_takes_what_it_can_say() {
    let desk = open_both().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.advance(CARE + HOUR);
    let ines = desk.ines();
    set(&desk, RoutingPolicy::CloudOnly, true).await;
    assert!(matches!(
        send(&desk.ines(), text(thread.id, "hola")).await,
        Err(SendError::WindowClosed { .. })
    ));
    set(&desk, RoutingPolicy::Failover, true).await;
    let sent = send(&desk.ines(), text(thread.id, "hola")).await.unwrap();
    assert_eq!(sent.message.view.door, DoorKind::Lite);
    set(&desk, RoutingPolicy::LiteOnly, true).await;
    known(&desk, "oferta", "UTILITY").await;
    assert!(matches!(
        offer(&desk, thread.id).await,
        Err(SendError::KindNotOffered { .. })
    ));
    let cloud = send(&ines, through(thread.id, "hola", DoorKind::Cloud)).await;
    assert!(matches!(cloud, Err(SendError::WindowClosed { .. })));
}

#[tokio::test]
async fn a_person_s_choice_is_kept_and_what_nobody_may_use_is_refused() {
    let desk = open_both().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let lite = through(thread.id, "por el teléfono", DoorKind::Lite);
    assert!(matches!(
        send(&desk.ines(), lite.clone()).await,
        Err(SendError::UnofficialNotAllowed)
    ));
    set(&desk, RoutingPolicy::CloudOnly, true).await;
    let message = send(&desk.ines(), lite.clone()).await.unwrap().message;
    dispatch(&desk).await;
    assert_eq!(numbers(&desk), [("por el teléfono".to_owned(), true)]);
    let why = why(&desk.ines(), message.view.id).await.unwrap().unwrap();
    assert_eq!(why.route.unwrap().rule, RouteRule::Chosen);
    let single = Desk::open().await;
    let thread = single.greeted(MARIA, "wamid.1").await;
    let elsewhere = through(thread.id, "hola", DoorKind::Lite);
    assert!(matches!(
        send(&single.ines(), elsewhere).await,
        Err(SendError::NoDoor {
            verdict: DoorVerdict::NotConnected
        })
    ));
}

#[tokio::test]
async fn a_failed_message_goes_out_by_another_door() {
    let desk = open_both().await;
    set(&desk, RoutingPolicy::CloudOnly, true).await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let message = desk.answers(thread.id, "¡hola!").await.view.id;
    let refused = Fault {
        code: Some(131_026),
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Error)
    };
    desk.still.sandbox.set_fault(refused).unwrap();
    dispatch(&desk).await;
    assert_eq!(desk.state(message).await, DeliveryState::Failed);
    assert_eq!(charge(&desk, message).await.state, ChargeState::Void);
    balances(&desk).await;
    let by_phone = Retry {
        door: Some(DoorKind::Lite),
        ..Retry::default()
    };
    retry(&desk.ines(), message, by_phone).await.unwrap();
    dispatch(&desk).await;
    assert_eq!(numbers(&desk), [("¡hola!".to_owned(), true)]);
    let charge = charge(&desk, message).await;
    assert_eq!(
        (charge.state, charge.door),
        (ChargeState::Expected, DoorKind::Lite)
    );
    balances(&desk).await;
}

#[tokio::test]
async fn meta_s_own_word_goes_before_ours_and_a_failure_costs_nothing() {
    let desk = Desk::open().await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let first = desk.answers(thread.id, "uno").await.view.id;
    let second = desk.answers(thread.id, "dos").await.view.id;
    dispatch(&desk).await;
    dispatch(&desk).await;
    let accepted = desk.still.sandbox.accepted();
    let mut told = status(&accepted[0].wamid, "delivered", desk.now());
    told["statuses"][0]["pricing"] = json!({
        "billable": true, "pricing_model": "PMP", "type": "regular", "category": "utility",
    });
    desk.hears(&[
        told.clone(),
        failure(&accepted[1].wamid, 131_026, desk.now()),
    ])
    .await;
    desk.hears(&[told]).await;
    let settled = charge(&desk, first).await;
    assert_eq!(settled.state, ChargeState::Settled);
    assert_eq!(settled.category, PriceCategory::Utility);
    assert_eq!(settled.micros, Some(8_500));
    assert_eq!(charge(&desk, second).await.state, ChargeState::Void);
    balances(&desk).await;
    let query = SpendQuery {
        by: SpendBy::Category,
        from: None,
        to: None,
        line: Some(desk.line),
    };
    let report = report(&desk.ines(), query).await.unwrap();
    assert_eq!(report.sums.len(), 1, "{:?}", report.sums);
    assert_eq!(report.sums[0].key.as_deref(), Some("utility"));
    assert_eq!(report.totals[0].money, dollars("0.0085"));
}

#[tokio::test]
async fn a_budget_that_stops_lets_only_the_free_ones_out() {
    let desk = Desk::open().await;
    use_up_the_allowance(&desk).await;
    let budget = SetBudget {
        money: dollars("0.01"),
        warn_at: 50,
        stops: true,
    };
    let line = set_budget(&desk.ines(), desk.line, budget).await.unwrap();
    assert_eq!(line.budget.unwrap().state, BudgetState::Within);
    let thread = desk.greeted(MARIA, "wamid.1").await;
    desk.answers(thread.id, "uno").await;
    let second = desk.answers(thread.id, "dos").await.view.id;
    dispatch(&desk).await;
    dispatch(&desk).await;
    assert_eq!(desk.taken(), ["uno"]);
    let failed = desk.delivery(second).await;
    assert_eq!(failed.state, DeliveryState::Failed);
    assert!(failed.failure.unwrap().contains("over_budget"));
    assert!(matches!(
        send(&desk.ines(), text(thread.id, "tres")).await,
        Err(SendError::BudgetReached)
    ));
    let lines = aldaba_services::lines::list(&desk.ines()).await.unwrap();
    let line = lines.iter().find(|it| it.id == desk.line).unwrap();
    let shown = line.budget.clone().unwrap();
    assert_eq!(shown.state, BudgetState::Warned);
    assert_eq!(shown.spent, dollars("0.0085"));
    remove_budget(&desk.ines(), desk.line).await.unwrap();
    desk.answers(thread.id, "tres").await;
    retry(&desk.ines(), second, Retry::default()).await.unwrap();
    dispatch(&desk).await;
    dispatch(&desk).await;
    assert_eq!(desk.taken(), ["uno", "tres", "dos"]);
    balances_beside(&desk, 1_000).await;
}

#[tokio::test]
async fn an_own_card_prices_the_next_message_and_what_was_charged_stays() {
    let desk = Desk::open().await;
    use_up_the_allowance(&desk).await;
    let thread = desk.greeted(MARIA, "wamid.1").await;
    let before = desk.answers(thread.id, "uno").await.view.id;
    dispatch(&desk).await;
    let card = card("MXN", "0.15");
    let loaded = rate_cards::load(&desk.ines(), &card).await.unwrap();
    assert!(loaded.in_force);
    let after = desk.answers(thread.id, "dos").await.view.id;
    dispatch(&desk).await;
    let (before, after) = (charge(&desk, before).await, charge(&desk, after).await);
    assert_eq!(
        (before.currency.as_str(), before.micros),
        ("USD", Some(8_500))
    );
    assert_eq!(
        (after.currency.as_str(), after.micros),
        ("MXN", Some(150_000))
    );
    assert_eq!(after.card.as_deref(), Some("Contrato"));
    let bad = rate_cards::load(&desk.ines(), "{}").await;
    assert!(bad.is_err());
    rate_cards::remove(&desk.ines(), loaded.id.unwrap())
        .await
        .unwrap();
    let cards = rate_cards::list(&desk.ines()).await.unwrap();
    assert!(cards.iter().all(|it| it.id.is_none()));
    assert!(cards[0].in_force);
}

#[tokio::test]
async fn a_simulation_prices_the_history_by_other_rules() {
    let desk = Desk::open().await;
    use_up_the_allowance(&desk).await;
    three_are_answered(&desk).await;
    let asked = Scenario {
        from: None,
        to: None,
        line: Some(desk.line),
        policy: None,
        date: None,
        volume: 100,
    };
    let ines = desk.ines();
    let sums = async |scenario: Scenario| {
        let simulation = simulate(&ines, scenario).await.unwrap();
        assert_eq!(simulation.messages, 3);
        let line = simulation.lines[0].clone();
        assert_eq!(line.actual.micros, 3 * 8_500);
        (line.simulated.micros, line.through_lite)
    };
    // Three alone are within the allowance of a month.
    assert_eq!(sums(asked).await, (0, 0));
    let many = Scenario {
        volume: 10_000,
        ..asked
    };
    assert_eq!(sums(many).await, (0, 0));
    let before = Scenario {
        date: Some("2026-09-15".parse().unwrap()),
        ..asked
    };
    assert_eq!(sums(before).await, (0, 0));
    let by_phone = Scenario {
        policy: Some(RoutingPolicy::LiteOnly),
        ..asked
    };
    assert_eq!(sums(by_phone).await, (0, 3));
    rate_cards::load(&ines, &card("USD", "0.02")).await.unwrap();
    assert_eq!(sums(asked).await, (60_000, 0));
    assert_eq!(sums(many).await, (6_000_000, 0));
    let backwards = Scenario {
        from: Some("2026-10-02".parse().unwrap()),
        to: Some("2026-10-01".parse().unwrap()),
        ..asked
    };
    assert!(simulate(&ines, backwards).await.is_err());
}
