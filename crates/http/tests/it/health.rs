//! Whether the process is alive and ready, and what it has done.

use testkit::TestApp;

#[tokio::test]
async fn a_fresh_house_is_alive_and_ready() {
    let app = TestApp::start().await;
    assert_eq!(app.stranger().page("/healthz").await.body, "ok");
    let ready = app.stranger().page("/readyz").await;
    assert_eq!((ready.status, ready.body.as_str()), (200, Some("ready")));
    let metrics = app.stranger().page("/metrics").await;
    assert_eq!(
        metrics.header("content-type"),
        Some("text/plain; version=0.0.4; charset=utf-8")
    );
}

#[tokio::test]
async fn without_its_database_a_house_lives_but_is_not_ready() {
    let app = TestApp::start().await;
    app.env.store.close().await;
    assert_eq!(app.stranger().page("/healthz").await.status, 200);
    assert_eq!(
        app.stranger().page("/readyz").await.to_string(),
        "503 not_ready"
    );
    let answer = app
        .stranger()
        .with_token(&format!("aldaba_{}", "x".repeat(43)))
        .get("/organizations/org_01h455vb4pex5vsknk084sn02q/lines")
        .await;
    assert_eq!(answer.to_string(), "503 unavailable");
    assert_eq!(answer.header("retry-after"), Some("2"));
}
