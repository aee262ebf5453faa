//! The product's own client and parser against the sandbox.

use aldaba_sandbox::{Fault, FaultKind, FaultTarget};
use graph::client::{SendBody, SendRequest};
use graph::webhook::{Content, change, envelope};
use graph::{AccessToken, Graph, GraphError};
use reqwest::Url;

use crate::stage::{ANA, ANA_ID, PHONE, Stage, TOKEN, WABA};

fn client(stage: &Stage) -> (Graph, AccessToken) {
    let base = Url::parse(stage.sandbox.url()).unwrap();
    (
        Graph::new(stage.http.clone(), base, "v26.0"),
        AccessToken::new(TOKEN),
    )
}

fn text(body: &str) -> SendRequest {
    SendRequest {
        to: Some(ANA.into()),
        recipient: None,
        reply_to: None,
        body: SendBody::Text {
            body: body.into(),
            preview_url: true,
        },
        biz_opaque_callback_data: Some("msg_01".into()),
    }
}

#[tokio::test]
async fn a_number_is_read_before_it_is_claimed() {
    let stage = Stage::new().await;
    let (graph, token) = client(&stage);
    let fields = [
        "verified_name",
        "display_phone_number",
        "quality_rating",
        "throughput",
    ];
    let phone = graph.phone_number(&token, PHONE, &fields).await.unwrap();
    assert_eq!(phone.verified_name.as_deref(), Some("Azulejos Ñandú"));
    assert_eq!(
        graph
            .phone_numbers_of(&token, WABA, &[])
            .await
            .unwrap()
            .len(),
        2
    );
    let wrong = graph
        .phone_number(&AccessToken::new("x"), PHONE, &[])
        .await
        .unwrap_err();
    let GraphError::Refused(refused) = wrong else {
        panic!("{wrong}");
    };
    assert_eq!((refused.http_status, refused.code), (401, 190));
}

#[tokio::test]
async fn the_client_sends_reads_and_knows_what_is_unclear() {
    let stage = Stage::new().await;
    let (graph, token) = client(&stage);
    let inbound = stage.write(ANA, "hola");
    graph
        .mark_read(&token, PHONE, &inbound, true)
        .await
        .unwrap();
    let answer = graph.send(&token, PHONE, &text("buenas")).await.unwrap();
    stage.receiver.until_state(&answer.id, "read").await;
    assert_eq!(answer.wa_id.as_deref(), Some("525555550101"));

    let drop = Fault {
        times: Some(1),
        ..Fault::new(FaultTarget::Messages, FaultKind::Drop)
    };
    stage.sandbox.set_fault(drop).unwrap();
    let cut = graph
        .send(&token, PHONE, &text("¿llegó?"))
        .await
        .unwrap_err();
    assert!(matches!(cut, GraphError::Unclear(_)), "{cut}");
    assert_eq!(stage.sandbox.accepted().len(), 2);
}

#[tokio::test]
async fn webhooks_are_read_by_the_product_s_own_parser() {
    let stage = Stage::new().await;
    let inbound = stage.write(ANA, "¿Señor? 👍");
    let sent = stage.text(ANA, "sí").await;
    stage.receiver.until_message(&inbound).await;
    stage.receiver.until_state(&sent, "read").await;
    let (mut messages, mut statuses) = (Vec::new(), Vec::new());
    for body in stage.receiver.bodies() {
        for raw in envelope::split(body.as_bytes()).unwrap() {
            assert_eq!(raw.phone_number_id.as_deref(), Some(PHONE));
            let Content::Messages(value) = change::parse(&raw.bytes).unwrap().content else {
                panic!("{body}");
            };
            assert!(value.leftover.is_empty(), "{:?}", value.leftover);
            assert_eq!(value.contacts[0].user_id.as_deref(), Some(ANA_ID));
            messages.extend(value.messages.into_iter().map(Result::unwrap));
            statuses.extend(value.statuses.into_iter().map(Result::unwrap));
        }
    }
    assert_eq!((messages.len(), statuses.len()), (1, 3));
    assert_eq!(messages[0].id, inbound);
}
