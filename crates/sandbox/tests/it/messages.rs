//! Sending: what is accepted, what is refused, and what becomes of it.

use std::time::Duration;

use aldaba_sandbox::{CustomerMessageKind, PhoneChange, SendAsCustomer, Side, Ticks, WindowErrors};
use reqwest::Method;
use serde_json::{Value, json};

use crate::stage::{ANA, ANA_ID, BETO_ID, NOBODY, PHONE, Stage, letter};

const A_DAY: Duration = Duration::from_hours(24);

#[tokio::test]
async fn a_text_goes_all_the_way_to_read() {
    let stage = Stage::new().await;
    stage.write(ANA, "¿Tienen mosaico?");
    let (status, answer) = stage
        .message(json!({
            "recipient_type": "individual",
            "to": "+52 55 5555-0101",
            "type": "text",
            "text": { "body": "Sí 👍", "preview_url": false },
            "biz_opaque_callback_data": "msg_01",
        }))
        .await;
    assert_eq!(status, 200);
    assert_eq!(
        answer["contacts"],
        json!([{ "input": "+52 55 5555-0101", "wa_id": "525555550101" }])
    );
    let wamid = answer["messages"][0]["id"].as_str().unwrap();
    let read = stage.receiver.until_state(wamid, "read").await;
    assert_eq!(stage.receiver.states(wamid), ["sent", "delivered", "read"]);
    assert_eq!(read["recipient_id"], "525555550101");
    assert_eq!(read["recipient_user_id"], ANA_ID);
    assert_eq!(read["biz_opaque_callback_data"], "msg_01");
    assert!(read["timestamp"].as_str().unwrap().parse::<i64>().is_ok());
    let chat = stage.sandbox.chat(PHONE, ANA, None).await.unwrap();
    let last = chat.messages.last().unwrap();
    assert_eq!(
        (last.text.as_deref(), last.state),
        (Some("Sí 👍"), Ticks::Read)
    );
    assert_eq!(last.from, Side::Business);
}

#[tokio::test]
async fn what_was_accepted_is_recorded_once_with_our_own_id() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    for number in 0..3 {
        let data = format!("msg_{number}");
        let body = json!({ "to": ANA, "text": { "body": "x" }, "biz_opaque_callback_data": data });
        assert_eq!(stage.message(body).await.0, 200);
    }
    assert_eq!(stage.message(json!({ "to": ANA, "text": {} })).await.0, 400);
    let accepted = stage.sandbox.accepted();
    let ids: Vec<_> = accepted
        .iter()
        .map(|it| it.biz_opaque_callback_data.as_deref())
        .collect();
    assert_eq!(ids, [Some("msg_0"), Some("msg_1"), Some("msg_2")]);
    let peer = graph::wamid::decode(&accepted[0].wamid).unwrap();
    assert_eq!(peer.peer, "525555550101");
    assert_ne!(accepted[0].wamid, accepted[1].wamid);
}

#[tokio::test]
async fn a_number_without_whatsapp_fails_later_with_131026() {
    let stage = Stage::new().await;
    let wamid = stage.text(NOBODY, "¿hay alguien?").await;
    let failed = stage.receiver.until_state(&wamid, "failed").await;
    assert_eq!(stage.receiver.states(&wamid), ["failed"]);
    assert_eq!(failed["recipient_id"], "525555550199");
    let error = &failed["errors"][0];
    assert_eq!(error["code"], 131_026);
    assert_eq!(error["title"], "Message undeliverable");
    assert!(error["error_data"]["details"].is_string());
    assert!(stage.receiver.values()[0].get("contacts").is_none());
}

#[tokio::test]
async fn outside_of_the_window_a_text_fails_and_a_template_passes() {
    let stage = Stage::new().await;
    let never = stage.text(ANA, "hola").await;
    let failed = stage.receiver.until_state(&never, "failed").await;
    assert_eq!(failed["errors"][0]["code"], 131_047);
    stage.write(ANA, "hola");
    let within = stage.text(ANA, "buenas").await;
    stage.receiver.until_state(&within, "delivered").await;
    stage.sandbox.advance_clock(A_DAY);
    let late = stage.text(ANA, "¿sigue ahí?").await;
    stage.receiver.until_state(&late, "failed").await;
    let (_, answer) = stage
        .message(json!({
            "to": ANA,
            "type": "template",
            "template": { "name": "hello_world", "language": { "code": "en_US" } },
        }))
        .await;
    assert_eq!(answer["messages"][0]["message_status"], "accepted");
    let template = answer["messages"][0]["id"].as_str().unwrap();
    let delivered = stage.receiver.until_state(template, "delivered").await;
    assert_eq!(delivered["pricing"]["category"], "utility");
}

#[tokio::test]
async fn statuses_tell_what_is_free_and_what_is_charged() {
    let stage = Stage::new().await;
    let one_is_free = PhoneChange {
        free_service_messages: Some(1),
        ..PhoneChange::default()
    };
    assert!(stage.sandbox.change_phone(PHONE, one_is_free));
    stage.write(ANA, "¿Tienen mosaico?");
    let mut told = Vec::new();
    for body in ["Sí", "¿Cuántos metros?"] {
        let wamid = stage.text(ANA, body).await;
        let delivered = stage.receiver.until_state(&wamid, "delivered").await;
        let pricing = &delivered["pricing"];
        told.push(format!("{} {}", pricing["billable"], pricing["type"]));
    }
    assert_eq!(
        told,
        [r#"false "free_customer_service""#, r#"true "regular""#]
    );
}

#[tokio::test]
async fn the_window_can_be_refused_at_once() {
    let stage = Stage::with(|config| config.window_errors = WindowErrors::Sync).await;
    let (status, body) = stage
        .message(json!({ "to": ANA, "text": { "body": "hola" } }))
        .await;
    assert_eq!((status, &body["error"]["code"]), (400, &json!(131_047)));
    assert!(stage.sandbox.accepted().is_empty());
}

#[tokio::test]
async fn bad_messages_are_refused_as_graph_does() {
    let stage = Stage::new().await;
    let text = |body: String| json!({ "to": ANA, "type": "text", "text": { "body": body } });
    assert_eq!(stage.message(text("é".repeat(4096))).await.0, 200);
    for (code, body) in [
        (100, text("é".repeat(4097))),
        (100, json!({ "type": "text", "text": { "body": "x" } })),
        (100, json!({ "to": ANA, "type": "telepathy" })),
        (131_008, json!({ "to": ANA, "type": "image", "image": {} })),
        (131_009, json!({ "to": "ana", "text": { "body": "x" } })),
        (
            131_021,
            json!({ "to": "+525555550100", "text": { "body": "x" } }),
        ),
    ] {
        let (status, answer) = stage.message(body.clone()).await;
        assert_eq!(
            (status, &answer["error"]["code"]),
            (400, &json!(code)),
            "{body}"
        );
        let message = answer["error"]["message"].as_str().unwrap();
        assert!(message.starts_with(&format!("(#{code}) ")), "{message}");
        if code > 100_000 && code != 131_021 {
            assert_eq!(
                answer["error"]["error_data"]["messaging_product"],
                "whatsapp"
            );
        }
    }
    let path = format!("/{PHONE}/messages");
    let (status, answer) = stage.call(Method::POST, &path, json!([1])).await;
    assert_eq!((status, &answer["error"]["code"]), (400, &json!(100)));
    assert_eq!(stage.sandbox.accepted().len(), 1);
}

#[tokio::test]
async fn a_reply_quotes_and_a_reaction_sits_on_its_message() {
    let stage = Stage::new().await;
    let question = stage.write(ANA, "¿Abren el domingo?");
    let (_, answer) = stage
        .message(json!({
            "to": ANA,
            "text": { "body": "Sí" },
            "context": { "message_id": question },
        }))
        .await;
    let reply = answer["messages"][0]["id"].as_str().unwrap().to_owned();
    stage.receiver.until_state(&reply, "delivered").await;
    let heart = json!({
        "to": ANA, "type": "reaction", "reaction": { "message_id": question, "emoji": "❤️" },
    });
    let (_, answer) = stage.message(heart).await;
    let reaction = answer["messages"][0]["id"].as_str().unwrap();
    stage.receiver.until_state(reaction, "sent").await;
    let chat = chat_where(&stage, |chat| !chat.messages[0].reactions.is_empty()).await;
    assert_eq!(chat.messages.len(), 2, "a reaction is no bubble");
    assert_eq!(
        chat.messages[1].reply_to.as_deref(),
        Some(question.as_str())
    );
    assert_eq!(chat.messages[0].reactions[0].emoji, "❤️");
    assert_eq!(chat.messages[0].reactions[0].from, Side::Business);
    assert_eq!(stage.receiver.states(reaction), ["sent"]);
}

#[tokio::test]
async fn a_reaction_to_nothing_fails_later_with_131009() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    let lost = json!({
        "to": ANA, "type": "reaction", "reaction": { "message_id": "wamid.AAAA", "emoji": "👍" },
    });
    let (status, answer) = stage.message(lost).await;
    assert_eq!(status, 200);
    let wamid = answer["messages"][0]["id"].as_str().unwrap();
    let failed = stage.receiver.until_state(wamid, "failed").await;
    assert_eq!(failed["errors"][0]["code"], 131_009);
}

#[tokio::test]
async fn reading_turns_the_customer_s_ticks_blue_and_shows_typing() {
    let stage = Stage::new().await;
    let first = stage.write(ANA, "hola");
    let second = stage.write(ANA, "¿están?");
    stage.receiver.until_message(&second).await;
    let chat = chat_where(&stage, |chat| chat.messages[1].state == Ticks::Delivered).await;
    assert!(!chat.business_typing);
    let read = json!({
        "status": "read", "message_id": second, "typing_indicator": { "type": "text" },
    });
    assert_eq!(stage.message(read).await, (200, json!({ "success": true })));
    let chat = stage
        .sandbox
        .chat(PHONE, ANA, Some(chat.version))
        .await
        .unwrap();
    assert!(chat.business_typing);
    assert!(
        chat.messages
            .iter()
            .all(|message| message.state == Ticks::Read)
    );
    stage.text(ANA, "sí").await;
    let chat = stage.sandbox.chat(PHONE, ANA, None).await.unwrap();
    assert!(!chat.business_typing, "the answer ends the typing");
    for wrong in [json!("wamid.unknown"), Value::Null] {
        let (status, _) = stage
            .message(json!({ "status": "read", "message_id": wrong }))
            .await;
        assert_eq!(status, 400);
    }
    assert!(first.starts_with("wamid."));
}

#[tokio::test]
async fn someone_without_a_phone_is_reached_by_user_id() {
    let stage = Stage::new().await;
    let hello = SendAsCustomer {
        phone_number_id: PHONE.into(),
        ..letter("", "oi")
    };
    let from = aldaba_sandbox::CustomerRef {
        user_id: Some(BETO_ID.into()),
        ..Default::default()
    };
    let inbound = stage
        .sandbox
        .send_as_customer(&SendAsCustomer { from, ..hello })
        .unwrap();
    let message = stage.receiver.until_message(&inbound).await;
    assert_eq!(message["from_user_id"], BETO_ID);
    assert!(message.get("from").is_none());
    let (status, answer) = stage
        .message(json!({ "recipient": BETO_ID, "text": { "body": "olá" } }))
        .await;
    assert_eq!(status, 200);
    assert_eq!(
        answer["contacts"],
        json!([{ "input": BETO_ID, "user_id": BETO_ID }])
    );
    let wamid = answer["messages"][0]["id"].as_str().unwrap();
    let read = stage.receiver.until_state(wamid, "read").await;
    assert!(read.get("recipient_id").is_none());
}

#[tokio::test]
async fn an_unopened_chat_stays_delivered_until_it_is_opened() {
    let stage = Stage::new().await;
    stage.write(ANA, "hola");
    // Ten minutes later nobody looks at the phone any more.
    stage.sandbox.advance_clock(Duration::from_mins(10));
    let wamid = stage.text(ANA, "buenas tardes").await;
    chat_where(&stage, |chat| chat.messages.len() == 2).await;
    stage.receiver.until_state(&wamid, "delivered").await;
    stage.sandbox.mark_read(PHONE, ANA).unwrap();
    stage.receiver.until_state(&wamid, "read").await;
    assert_eq!(stage.receiver.states(&wamid), ["sent", "delivered", "read"]);
}

#[tokio::test]
async fn what_the_api_does_not_carry_comes_as_unsupported() {
    let stage = Stage::new().await;
    let poll = SendAsCustomer {
        kind: CustomerMessageKind::Unsupported,
        ..letter(ANA, "")
    };
    let wamid = stage.sandbox.send_as_customer(&poll).unwrap();
    let message = stage.receiver.until_message(&wamid).await;
    assert_eq!(message["type"], "unsupported");
    assert_eq!(message["errors"][0]["code"], 131_051);
}

/// Watches the customer's screen as the phone page does.
async fn chat_where(
    stage: &Stage,
    holds: impl Fn(&aldaba_sandbox::ChatView) -> bool,
) -> aldaba_sandbox::ChatView {
    let mut version = None;
    loop {
        let chat = stage.sandbox.chat(PHONE, ANA, version).await.unwrap();
        if holds(&chat) {
            return chat;
        }
        version = Some(chat.version);
    }
}
