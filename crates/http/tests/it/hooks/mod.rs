//! Meta's webhooks: who is let in, and where it goes.

use crate::api::lines::{NUMBER, WABA, line, meta_app, number};
use serde_json::{Value, json};
use testkit::webhook::{kept, lanes, post_signed};
use testkit::{Answer, Person, TestApp};

const SECRET: &str = "s3cr3t-of-app";

/// One line of the owner's; the app's and the line's ids.
async fn connected(app: &TestApp, owner: &Person) -> (String, String) {
    number(app, &["EAAG-good"]);
    let meta_app = owner.post("/meta-apps", meta_app()).await.text("/id");
    let line = owner.post("/lines", line(&meta_app)).await;
    assert_eq!(line.status, 201, "{}", line.body);
    (meta_app, line.text("/id"))
}

fn text_to(number: &str) -> Value {
    json!({
        "metadata": { "phone_number_id": number },
        "contacts": [{ "wa_id": "525555550142", "profile": { "name": "Ana" } }],
        "messages": [{
            "from": "525555550142", "id": "wamid.one", "timestamp": "1790000000", "type": "text",
            "text": { "body": "hola" },
        }],
    })
}

fn body(changes: &[Value]) -> String {
    json!({ "object": "whatsapp_business_account", "entry": [{ "id": WABA, "changes": changes }] })
        .to_string()
}

fn message_to(number: &str) -> String {
    body(&[json!({ "field": "messages", "value": text_to(number) })])
}

#[tokio::test]
async fn only_the_app_s_own_signature_is_let_in() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let (meta_app, line) = connected(&app, &owner).await;
    let body = message_to(NUMBER);
    let path = format!("/hooks/meta/{meta_app}");
    assert_eq!(
        app.stranger()
            .post_bytes(&path, body.as_bytes())
            .await
            .to_string(),
        "401 bad_signature"
    );
    assert_eq!(
        post_signed(&app, &meta_app, "guessed", &body)
            .await
            .to_string(),
        "401 bad_signature"
    );
    assert!(lanes(&app).await.is_empty());
    assert_eq!(
        post_signed(&app, &meta_app, SECRET, &body).await.status,
        200
    );
    assert_eq!(lanes(&app).await, [format!("live/{line}")]);
    let path = owner.path("/conversations");
    let arrived = |answer: &Answer| {
        answer.body["data"]
            .as_array()
            .is_some_and(|list| list.len() == 1)
    };
    let seen = app.eventually(&owner.client, &path, arrived).await;
    assert_eq!(seen.text("/data/0/last_message/text"), "hola");
}

#[tokio::test]
async fn an_address_that_nobody_has_is_not_found() {
    let app = TestApp::start().await;
    for path in [
        "/hooks/meta/metaapp_01h455vb4pex5vsknk084sn02q",
        "/hooks/meta/x",
    ] {
        assert_eq!(
            app.stranger().post_bytes(path, b"{}").await.to_string(),
            "404 not_found"
        );
    }
}

#[tokio::test]
async fn while_a_secret_changes_both_sign() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let (meta_app, _) = connected(&app, &owner).await;
    let path = format!("/meta-apps/{meta_app}");
    let body = message_to(NUMBER);
    for (secret, signs) in [
        ("second-secret", [SECRET, "second-secret"]),
        ("third-secret", ["second-secret", "third-secret"]),
    ] {
        assert_eq!(
            owner
                .patch(&path, json!({ "app_secret": secret }))
                .await
                .status,
            200
        );
        for secret in signs {
            assert_eq!(
                post_signed(&app, &meta_app, secret, &body).await.status,
                200,
                "{secret}"
            );
        }
    }
    assert_eq!(
        post_signed(&app, &meta_app, SECRET, &body).await.status,
        401
    );
}

#[tokio::test]
async fn a_body_touches_only_the_lines_of_its_app() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    connected(&app, &owner).await;
    let other =
        json!({ "name": "Otra", "app_id": "900000000000002", "app_secret": "other-secret" });
    let other = owner.post("/meta-apps", other).await.text("/id");
    assert_eq!(
        post_signed(&app, &other, "other-secret", &message_to(NUMBER))
            .await
            .status,
        200
    );
    assert_eq!(lanes(&app).await, [format!("unrouted/{other}")]);
}

#[tokio::test]
async fn each_part_finds_its_lane() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let (meta_app, line) = connected(&app, &owner).await;
    let history =
        json!({ "field": "history", "value": { "metadata": { "phone_number_id": NUMBER } } });
    let of_account = json!({ "field": "account_update", "value": { "event": "VERIFIED_ACCOUNT" } });
    let stranger = json!({ "field": "messages", "value": text_to("299999999999999") });
    let message = json!({ "field": "messages", "value": text_to(NUMBER) });
    let body = body(&[history, of_account, stranger, message]);
    assert_eq!(
        post_signed(&app, &meta_app, SECRET, &body).await.status,
        200
    );
    let expected = [
        format!("bulk/{line}"),
        format!("live/{line}"),
        format!("unrouted/{meta_app}"),
        format!("waba/{meta_app}/{WABA}"),
    ];
    assert_eq!(lanes(&app).await, expected);
}

#[tokio::test]
async fn what_can_not_be_split_is_kept_whole() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let (meta_app, _) = connected(&app, &owner).await;
    let bodies = ["", "[]", "{\"entry\":7}", "no json"];
    for body in bodies {
        assert_eq!(
            post_signed(&app, &meta_app, SECRET, body).await.status,
            200,
            "{body}"
        );
    }
    assert_eq!(kept(&app, &format!("app/{meta_app}")).await, bodies);
}

#[tokio::test]
async fn meta_is_answered_its_challenge_for_the_right_token() {
    let app = TestApp::start().await;
    let owner = app.house("Talavera").await.owner;
    let made = owner.post("/meta-apps", meta_app()).await;
    let path = |mode: &str, token: &str| {
        let id = made.text("/id");
        format!(
            "/hooks/meta/{id}?hub.mode={mode}&hub.verify_token={token}&hub.challenge=1158201444"
        )
    };
    let token = made.text("/verify_token");
    let right = app.stranger().get(&path("subscribe", &token)).await;
    assert_eq!((right.status, right.body), (200, json!(1_158_201_444)));
    assert_eq!(
        app.stranger()
            .get(&path("subscribe", "wrong"))
            .await
            .to_string(),
        "403 wrong_verify_token"
    );
    assert_eq!(
        app.stranger()
            .get(&path("unsubscribe", &token))
            .await
            .status,
        403
    );
    assert_eq!(
        app.stranger()
            .get("/hooks/meta/metaapp_01h455vb4pex5vsknk084sn02q?hub.mode=subscribe")
            .await
            .status,
        404
    );
}
