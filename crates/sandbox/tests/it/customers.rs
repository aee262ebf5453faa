//! Virtual customers: they write, read, answer, and know when to stop.

use std::time::Duration;

use aldaba_sandbox::{Openings, cast};
use serde_json::{Value, json};

use crate::stage::{ANA, OTHER_PHONE, PHONE, Stage};

fn opened(phone_number_ids: &[&str]) -> Openings {
    Openings {
        phone_number_ids: phone_number_ids.iter().map(|id| (*id).to_owned()).collect(),
        over: Duration::from_millis(50),
        again: Duration::from_mins(10)..=Duration::from_mins(20),
    }
}

#[tokio::test]
async fn they_open_conversations_by_themselves_in_three_languages() {
    let stage = Stage::with(|config| config.customers = cast()).await;
    stage
        .sandbox
        .let_customers_write(&opened(&[PHONE, OTHER_PHONE]));
    let everyone = |it: &crate::receiver::Receiver| {
        let mut senders: Vec<_> = it
            .messages()
            .iter()
            .map(|it| it["from"].to_string())
            .collect();
        senders.sort();
        senders.dedup();
        (senders.len() == cast().len()).then_some(())
    };
    stage.receiver.until(everyone).await;
    let messages = stage.receiver.messages();
    assert!(
        messages
            .iter()
            .any(|it| it["referral"]["source_type"] == "ad")
    );
    let usernames = stage.receiver.bodies().concat();
    assert!(usernames.contains("@lupita.decora"));
    let locales: Vec<_> = stage
        .sandbox
        .customers()
        .into_iter()
        .map(|it| it.locale)
        .collect();
    for locale in ["es", "pt", "en"] {
        assert!(locales.iter().any(|it| it == locale));
    }
}

#[tokio::test]
async fn they_read_and_answer_and_then_fall_silent() {
    let stage = Stage::with(|config| {
        config.customers = cast().into_iter().take(1).collect();
    })
    .await;
    stage.sandbox.let_customers_write(&opened(&[PHONE]));
    let phone = stage.sandbox.customers()[0].phone.clone().unwrap();
    let mut heard = 0;
    let mut silent = 0;
    // A bot that answers everything with a question, for ever.
    while silent < 3 {
        let before = texts(&stage);
        let wamid = stage.text_when_open(&phone).await;
        stage.receiver.until_state(&wamid, "read").await;
        tokio::time::sleep(Duration::from_millis(60)).await;
        let answered = texts(&stage) > before;
        heard += usize::from(answered);
        silent = if answered { 0 } else { silent + 1 };
    }
    assert!((1..=6).contains(&heard), "{heard} answers");
}

#[tokio::test]
async fn the_script_waits_while_a_person_holds_the_phone() {
    let stage = Stage::with(|config| {
        let mut someone = crate::stage::ana();
        someone.automatic = true;
        config.customers = vec![someone];
    })
    .await;
    stage.write(ANA, "hola");
    let wamid = stage.text(ANA, "¿Cuántos metros?").await;
    stage.receiver.until_state(&wamid, "read").await;
    tokio::time::sleep(Duration::from_millis(60)).await;
    assert_eq!(texts(&stage), 1);
    stage.sandbox.advance_clock(Duration::from_mins(6));
    stage.text(ANA, "¿Cuántos metros?").await;
    stage.eventually(|_| texts(&stage) == 2).await;
}

#[tokio::test]
async fn whoever_is_written_as_comes_to_be() {
    let stage = Stage::new().await;
    let wamid = stage.write("+13055550177", "new here");
    let message = stage.receiver.until_message(&wamid).await;
    assert_eq!(message["from"], "13055550177");
    assert!(message["from_user_id"].as_str().unwrap().starts_with("US."));
    let answer = stage.text("13055550177", "welcome").await;
    stage.receiver.until_state(&answer, "read").await;
}

#[tokio::test]
async fn shutdown_ends_everything() {
    let stage = Stage::with(|config| config.customers = cast()).await;
    stage.sandbox.let_customers_write(&opened(&[PHONE]));
    let watching = stage.sandbox.clone();
    let watcher = tokio::spawn(async move { watching.chat(PHONE, ANA, Some(0)).await });
    let start = std::time::Instant::now();
    stage.sandbox.shutdown().await;
    watcher.await.unwrap().unwrap();
    assert!(start.elapsed() < Duration::from_secs(3));
    let url = format!("{}/me", stage.sandbox.url());
    assert!(stage.http.get(url).send().await.is_err());
}

fn texts(stage: &Stage) -> usize {
    stage
        .receiver
        .messages()
        .iter()
        .filter(|it| it["type"] == "text")
        .count()
}

impl Stage {
    /// Asks something as soon as the customer has written for the first time.
    async fn text_when_open(&self, phone: &str) -> String {
        let first = |it: &crate::receiver::Receiver| it.messages().first().cloned();
        let opening: Value = self.receiver.until(first).await;
        assert_eq!(
            json!(format!("+{}", opening["from"].as_str().unwrap())),
            json!(phone)
        );
        self.text(phone, "¿Algo más?").await
    }
}
