//! Calls of Graph, against a listener that answers what it is told to.

use aldaba_door_cloud::CloudDoor;
use domain::MessageId;
use door::{Access, Door, Outbound, OutboundContent, Outcome, Recipient, Secret};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

const WAMID: &str = "wamid.HBgLMTU1NTAxMDAxNDIVAgARGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=";

/// Answers one request after the other with these, then hangs up; the task gives the requests.
async fn graph(answers: Vec<(u16, Value)>) -> (CloudDoor, JoinHandle<Vec<String>>) {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap())
        .parse()
        .unwrap();
    let task = tokio::spawn(async move {
        let mut requests = Vec::new();
        for (status, answer) in answers {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut buffer = vec![0; 16_384];
            let length = stream.read(&mut buffer).await.unwrap();
            requests.push(String::from_utf8_lossy(&buffer[..length]).into_owned());
            let answer = answer.to_string();
            let head = format!(
                "HTTP/1.1 {status} X\r\nconnection: close\r\ncontent-length: {}\r\n\r\n",
                answer.len()
            );
            stream
                .write_all(format!("{head}{answer}").as_bytes())
                .await
                .unwrap();
        }
        requests
    });
    let client = reqwest::Client::builder().build().unwrap();
    (CloudDoor::new(client, base, "v26.0"), task)
}

fn access() -> Access {
    Access {
        phone_number_id: "100000000000001".to_owned(),
        waba_id: "200000000000001".to_owned(),
        token: Secret::new("EAAG"),
    }
}

fn hello() -> Outbound {
    Outbound {
        id: Some(MessageId::new()),
        to: Recipient {
            wa_id: Some("15550100142".to_owned()),
            bsuid: None,
        },
        content: OutboundContent::Text {
            body: "hola".to_owned(),
            preview_url: true,
        },
        reply_to: Some(WAMID.to_owned()),
    }
}

#[tokio::test]
async fn a_message_travels_with_our_own_id() {
    let answer = json!({
        "contacts": [{ "input": "15550100142", "wa_id": "15550100142" }], "messages": [{ "id": WAMID }],
    });
    let (door, task) = graph(vec![(200, answer)]).await;
    let message = hello();
    let outcome = door.send(&access(), &message).await;
    let sent = Outcome::Sent {
        provider_id: WAMID.to_owned(),
        key: "3A4A6599AEE03810144F".to_owned(),
        wa_id: Some("15550100142".to_owned()),
        held: None,
    };
    assert_eq!(outcome, sent);
    let request = task.await.unwrap().remove(0);
    assert!(request.starts_with("POST /v26.0/100000000000001/messages "));
    assert!(request.contains(&message.id.unwrap().to_string()));
    assert!(
        request
            .to_lowercase()
            .contains("authorization: bearer eaag")
    );
}

#[tokio::test]
async fn what_meta_holds_back_says_so() {
    let answer = |word: &str| {
        (
            200,
            json!({ "messages": [{ "id": WAMID, "message_status": word }] }),
        )
    };
    let (door, _task) = graph(vec![
        answer("accepted"),
        answer("held_for_quality_assessment"),
    ])
    .await;
    for expected in [None, Some("held_for_quality_assessment")] {
        let Outcome::Sent { held, .. } = door.send(&access(), &hello()).await else {
            panic!("it was taken");
        };
        assert_eq!(held.as_deref(), expected);
    }
}

#[tokio::test]
async fn a_closed_window_is_final_and_a_broken_answer_is_uncertain() {
    let error = json!({ "error": { "message": "(#131047) Re-engagement message", "code": 131_047, "type": "OAuthException" } });
    let (door, _task) = graph(vec![(400, error), (502, json!("bad gateway"))]).await;
    assert!(matches!(
        door.send(&access(), &hello()).await,
        Outcome::Failed { .. }
    ));
    assert!(matches!(
        door.send(&access(), &hello()).await,
        Outcome::Uncertain { .. }
    ));
}

#[tokio::test]
async fn nobody_at_home_is_tried_again() {
    assert!(matches!(
        crate::knocks::door().send(&access(), &hello()).await,
        Outcome::Retry { .. }
    ));
    let refused = crate::knocks::door().inspect(&access()).await.unwrap_err();
    assert!(refused.unreachable);
}

#[tokio::test]
async fn an_inspection_looks_for_the_number_under_its_account() {
    let number = json!({
        "id": "100000000000001", "display_phone_number": "+1 555-010-0100", "verified_name": "Luz",
        "quality_rating": "GREEN", "throughput": { "level": "STANDARD" },
    });
    let siblings = json!({ "data": [{ "id": "100000000000009" }] });
    let (door, _task) = graph(vec![(200, number.clone()), (200, siblings)]).await;
    let inspection = door.inspect(&access()).await.unwrap();
    assert_eq!(inspection.in_waba, Some(false));
    assert_eq!(inspection.verified_name.as_deref(), Some("Luz"));
    let siblings = json!({ "data": [{ "id": "100000000000001" }] });
    let (door, _task) = graph(vec![(200, number), (200, siblings)]).await;
    assert_eq!(door.inspect(&access()).await.unwrap().in_waba, Some(true));
}

#[tokio::test]
async fn a_refusal_keeps_meta_s_own_words() {
    let error = json!({ "error": {
        "message": "Invalid OAuth access token.", "type": "OAuthException", "code": 190, "error_subcode": 463,
        "fbtrace_id": "A1",
    } });
    let (door, _task) = graph(vec![(401, error)]).await;
    let refused = door.inspect(&access()).await.unwrap_err();
    assert_eq!(
        (refused.code, refused.subcode, refused.status),
        (190, Some(463), Some(401))
    );
    assert_eq!(refused.message, "Invalid OAuth access token.");
    assert_eq!(refused.trace_id.as_deref(), Some("A1"));
    assert!(!refused.unreachable);
    assert!(door.explain(190).is_some());
}
