//! The client against a server on loopback that answers what it is told to.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use graph::client::{Platform, Quality, SendBody, SendRequest};
use graph::{AccessToken, ApiError, Graph, GraphError};
use serde_json::{Value, json};

use crate::corpus;

/// What the server got: request line, Authorization header, body.
struct Got {
    line: String,
    authorization: String,
    body: Value,
}

enum Answer {
    Json(u16, String),
    /// Reads the request, then hangs up.
    HangUp,
    /// Hangs up in the middle of the answer.
    Half,
    /// Reads the request, then says nothing for this long.
    Silence(Duration),
}

struct Server {
    graph: Graph,
    thread: JoinHandle<Got>,
}

fn server(answer: Answer) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let thread = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let got = read(&stream);
        match answer {
            Answer::HangUp => {}
            Answer::Silence(time) => thread::sleep(time),
            Answer::Half => {
                stream
                    .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"mess")
                    .unwrap();
            }
            Answer::Json(status, body) => {
                let length = body.len();
                write!(
                    stream,
                    "HTTP/1.1 {status} Any\r\ncontent-length: {length}\r\n\r\n{body}"
                )
                .unwrap();
            }
        }
        got
    });
    Server {
        graph: graph(&base),
        thread,
    }
}

fn read(stream: &TcpStream) -> Got {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).unwrap();
    let (mut authorization, mut length) = (String::new(), 0);
    loop {
        let mut header = String::new();
        reader.read_line(&mut header).unwrap();
        let Some((name, value)) = header.trim().split_once(": ") else {
            break;
        };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => value.clone_into(&mut authorization),
            "content-length" => length = value.parse().unwrap(),
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    Got {
        line: line.trim().to_owned(),
        authorization,
        body: serde_json::from_slice(&body).unwrap_or_default(),
    }
}

fn graph(base: &str) -> Graph {
    // Another test of this process may have installed it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .build()
        .unwrap();
    Graph::new(http, base.parse().unwrap(), "v26.0")
}

fn token() -> AccessToken {
    AccessToken::new("EAAG-example")
}

fn text_to(to: &str) -> SendRequest {
    SendRequest {
        to: Some(to.to_owned()),
        recipient: None,
        reply_to: None,
        body: SendBody::Text {
            body: "Hola".to_owned(),
            preview_url: false,
        },
        biz_opaque_callback_data: None,
    }
}

async fn send(answer: Answer) -> (Result<graph::client::SendAnswer, GraphError>, Got) {
    let server = server(answer);
    let result = server
        .graph
        .send(&token(), "100000000000001", &text_to("525555550142"))
        .await;
    (result, server.thread.join().unwrap())
}

#[tokio::test]
async fn a_text_is_sent_as_meta_expects_it() {
    let answer = json!({
        "messaging_product": "whatsapp",
        "contacts": [{ "input": "525555550142", "wa_id": "5215555550142", "user_id": "MX.1" }],
        "messages": [{ "id": "wamid.1" }],
    });
    let server = server(Answer::Json(200, answer.to_string()));
    let request = SendRequest {
        recipient: Some("MX.1".to_owned()),
        reply_to: Some("wamid.0".to_owned()),
        biz_opaque_callback_data: Some("msg_1".to_owned()),
        ..text_to("525555550142")
    };
    let sent = server
        .graph
        .send(&token(), "100000000000001", &request)
        .await;
    let sent = sent.unwrap();
    assert_eq!(sent.id, "wamid.1");
    assert_eq!(sent.wa_id.as_deref(), Some("5215555550142"));
    assert_eq!(sent.user_id.as_deref(), Some("MX.1"));
    let got = server.thread.join().unwrap();
    assert_eq!(got.line, "POST /v26.0/100000000000001/messages HTTP/1.1");
    assert_eq!(got.authorization, "Bearer EAAG-example");
    assert_eq!(
        got.body,
        json!({
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": "525555550142",
            "recipient": "MX.1",
            "context": { "message_id": "wamid.0" },
            "biz_opaque_callback_data": "msg_1",
            "type": "text",
            "text": { "body": "Hola", "preview_url": false },
        })
    );
}

#[tokio::test]
async fn a_refusal_keeps_what_meta_says() {
    let error = json!({ "error": {
        "message": "(#131047) Re-engagement message",
        "type": "OAuthException",
        "code": 131_047,
        "error_data": { "messaging_product": "whatsapp", "details": "More than 24 hours." },
        "error_subcode": 2_494_010,
        "fbtrace_id": "AXsgn",
    } });
    let (result, _) = send(Answer::Json(400, error.to_string())).await;
    let expected = ApiError {
        http_status: 400,
        code: 131_047,
        subcode: Some(2_494_010),
        kind: Some("OAuthException".to_owned()),
        message: "(#131047) Re-engagement message".to_owned(),
        details: Some("More than 24 hours.".to_owned()),
        fbtrace_id: Some("AXsgn".to_owned()),
        user_title: None,
        user_message: None,
    };
    assert_eq!(result, Err(GraphError::Refused(Box::new(expected))));
}

#[tokio::test]
async fn an_error_of_graph_is_a_refusal_whatever_the_status() {
    for status in [200, 400, 429, 500, 503] {
        let error = json!({ "error": { "code": 2, "message": "try later" } });
        let (result, _) = send(Answer::Json(status, error.to_string())).await;
        assert!(matches!(result, Err(GraphError::Refused(_))), "{result:?}");
    }
}

#[tokio::test]
async fn answers_without_an_error_of_graph_are_unclear() {
    for (status, body) in [
        (502, "<html>bad gateway</html>"),
        (500, ""),
        (404, "{}"),
        (200, "{}"),
        (200, "{\"messages\":[]}"),
        (200, "{\"messages\":[{\"id\":null}]}"),
        (200, "not json"),
        (500, "{\"error\":{\"message\":\"no code\"}}"),
    ] {
        let (result, _) = send(Answer::Json(status, body.to_owned())).await;
        assert!(matches!(result, Err(GraphError::Unclear(_))), "{result:?}");
    }
}

#[tokio::test]
async fn a_cut_connection_after_the_request_is_unclear() {
    for answer in [Answer::HangUp, Answer::Half] {
        let (result, got) = send(answer).await;
        assert!(matches!(result, Err(GraphError::Unclear(_))), "{result:?}");
        assert_eq!(got.body["to"], "525555550142");
    }
}

#[tokio::test]
async fn silence_after_the_request_is_unclear() {
    let server = server(Answer::Silence(Duration::from_millis(400)));
    let short = Duration::from_millis(100);
    let graph = server.graph.with_timeouts(short, short);
    let result = graph.send(&token(), "1", &text_to("1")).await;
    assert!(matches!(result, Err(GraphError::Unclear(_))), "{result:?}");
    server.thread.join().unwrap();
}

#[tokio::test]
async fn no_connection_means_not_sent() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let base = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let request = text_to("525555550142");
    let result = graph(&base).send(&token(), "1", &request).await;
    assert!(matches!(result, Err(GraphError::NotSent(_))), "{result:?}");
    let result = graph("http://no-such-host.invalid")
        .send(&token(), "1", &request)
        .await;
    assert!(matches!(result, Err(GraphError::NotSent(_))), "{result:?}");
}

#[tokio::test]
async fn a_token_that_no_header_can_hold_is_not_sent() {
    let token = AccessToken::new("two\nlines");
    let graph = graph("http://127.0.0.1:9");
    let result = graph.send(&token, "1", &text_to("1")).await;
    let Err(GraphError::NotSent(reason)) = result else {
        panic!("{result:?}");
    };
    assert!(!reason.contains("two"), "{reason}");
}

#[tokio::test]
async fn reading_ticks_and_typing_go_out_in_one_request() {
    for typing in [false, true] {
        let server = server(Answer::Json(200, "{\"success\":true}".to_owned()));
        let (graph, token) = (&server.graph, &token());
        let done = graph.mark_read(token, "1", "wamid.7", typing).await;
        assert_eq!(done, Ok(()));
        let got = server.thread.join().unwrap();
        let mut expected = json!({
            "messaging_product": "whatsapp", "status": "read", "message_id": "wamid.7",
        });
        if typing {
            expected["typing_indicator"] = json!({ "type": "text" });
        }
        assert_eq!(got.body, expected);
    }
}

#[tokio::test]
async fn a_phone_number_is_read_with_words_that_are_new() {
    let number = json!({
        "id": 100_000_000_000_001_i64, "display_phone_number": "+52 55 5555 0100",
        "verified_name": "Flores", "quality_rating": "PURPLE", "platform_type": "CLOUD_API",
        "throughput": { "level": "STANDARD" }, "is_on_biz_app": true,
        "webhook_configuration": { "application": "https://aldaba.example/hooks" },
    });
    let server = server(Answer::Json(200, number.to_string()));
    let fields = ["id", "verified_name"];
    let (graph, token) = (&server.graph, &token());
    let number = graph.phone_number(token, "100/../1", &fields).await;
    let number = number.unwrap();
    assert_eq!(number.id, "100000000000001");
    assert_eq!(
        number.quality_rating,
        Some(Quality::Other("PURPLE".to_owned()))
    );
    assert_eq!(number.platform_type, Some(Platform::CloudApi));
    assert_eq!(number.is_on_biz_app, Some(true));
    let hooks = number.webhook.application.as_deref();
    assert_eq!(hooks, Some("https://aldaba.example/hooks"));
    let got = server.thread.join().unwrap();
    let line = "GET /v26.0/100%2F..%2F1?fields=id%2Cverified_name HTTP/1.1";
    assert_eq!(got.line, line);
}

#[tokio::test]
async fn the_numbers_of_an_account_are_listed() {
    let list = json!({ "data": [{ "id": "1" }, { "no": "id" }, { "id": "2" }] });
    let server = server(Answer::Json(200, list.to_string()));
    let numbers = server.graph.phone_numbers_of(&token(), "2", &[]).await;
    let ids: Vec<String> = numbers.unwrap().into_iter().map(|it| it.id).collect();
    assert_eq!(ids, ["1", "2"]);
    let got = server.thread.join().unwrap();
    assert_eq!(got.line, "GET /v26.0/2/phone_numbers?limit=100 HTTP/1.1");
}

#[test]
fn tokens_do_not_show() {
    assert_eq!(format!("{:?}", token()), "AccessToken(***)");
}

/// Meta's own examples of requests: ours have the same form.
#[test]
fn requests_have_the_form_of_metas_examples() {
    let Some(examples) = corpus::of_meta("requests/facebook-openapi") else {
        return;
    };
    let example = |name: &str| -> Value {
        let document = examples.iter().find(|it| it.name.ends_with(name)).unwrap();
        let example: Value = serde_json::from_slice(&document.bytes).unwrap();
        example["body"].clone()
    };
    let request = |body: &Value| SendRequest {
        to: body["to"].as_str().map(str::to_owned),
        recipient: None,
        reply_to: body["context"]["message_id"].as_str().map(str::to_owned),
        body: SendBody::Text {
            body: body["text"]["body"].as_str().unwrap().to_owned(),
            preview_url: body["text"]["preview_url"].as_bool().unwrap(),
        },
        biz_opaque_callback_data: None,
    };
    for name in [
        "post-phone-number-id-messages-send-text-message.json",
        "post-phone-number-id-messages-send-reply-to-text-message.json",
    ] {
        let example = example(name);
        assert_eq!(request(&example).to_value(), example, "{name}");
    }
}

/// Meta's own examples of answers, each through the client.
#[tokio::test]
async fn metas_answers_are_understood() {
    for folder in ["facebook-openapi-responses", "meta-postman-responses"] {
        let Some(examples) = corpus::of_meta(&format!("requests/{folder}")) else {
            return;
        };
        for example in examples {
            let answer: Value = serde_json::from_slice(&example.bytes).unwrap();
            let path = answer["path"].as_str().unwrap_or_default();
            let sends = path.ends_with("/messages") && answer["method"] == "POST";
            let reads = path.ends_with("/{Phone-Number-ID}") && answer["method"] == "GET";
            let status = answer["status"].as_str().and_then(|it| it.parse().ok());
            let (Some(status), true) = (status, sends || reads) else {
                continue;
            };
            understood(&example.name, status, &answer["body"], sends).await;
        }
    }
}

async fn understood(name: &str, status: u16, body: &Value, sends: bool) {
    let server = server(Answer::Json(status, body.to_string()));
    let id = if sends && body.get("success").is_some() {
        let (graph, token) = (&server.graph, &token());
        let read = graph.mark_read(token, "1", "wamid.1", false).await;
        read.map(|()| None)
    } else if sends {
        let sent = server.graph.send(&token(), "1", &text_to("1")).await;
        sent.map(|it| Some(it.id))
    } else {
        let number = server.graph.phone_number(&token(), "1", &[]).await;
        number.map(|it| Some(it.id))
    };
    server.thread.join().unwrap();
    let expected = if sends {
        &body["messages"][0]["id"]
    } else {
        &body["id"]
    };
    match id {
        Ok(id) => assert_eq!(id.as_deref(), expected.as_str(), "{name}"),
        Err(GraphError::Refused(error)) => {
            assert_eq!(json!(error.code), body["error"]["code"], "{name}");
            assert!(graph::errors::explain(error.code).is_some(), "{name}");
        }
        Err(other) => panic!("{name}: {other}"),
    }
}
