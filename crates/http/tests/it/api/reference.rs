//! The document, and the page for people.

use testkit::TestApp;

#[tokio::test]
async fn the_document_is_there_for_everybody() {
    let app = TestApp::start().await;
    let document = app.stranger().page("/api/openapi.json").await;
    assert_eq!(document.status, 200);
    assert_eq!(document.body["openapi"], "3.1.0");
    let send = "/paths/~1api~1v1~1organizations~1{organization}~1conversations~1{conversation}~1messages/post";
    assert_eq!(document.text(&format!("{send}/operationId")), "sendMessage");
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let app = TestApp::start().await;
    let page = app.stranger().page("/api").await;
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
    let html = page.body.as_str().unwrap();
    assert!(html.contains("sendMessage") && !html.contains("<script"));
    assert_eq!(
        app.stranger()
            .page("/api/style.css")
            .await
            .header("content-type"),
        Some("text/css; charset=utf-8")
    );
}
