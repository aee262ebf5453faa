//! What a browser gets that asks for no API; with or without a built web app.

use reqwest::Method;
use reqwest::header::{ACCEPT, IF_NONE_MATCH};
use testkit::TestApp;

#[tokio::test]
async fn places_in_the_app_answer_with_its_page_and_missing_files_with_nothing() {
    let app = TestApp::start().await;
    let browser = app.stranger().with(ACCEPT, "text/html,*/*;q=0.8");
    let page = browser.page("/inbox/conv_1").await;
    let text = page.body.as_str().unwrap().to_owned();
    assert!(
        text.contains("<div id=\"root\">") || text.contains("make web"),
        "{text}"
    );
    let script = app
        .stranger()
        .with(ACCEPT, "*/*")
        .page("/assets/missing-1.js")
        .await;
    assert_eq!(script.status, 404);
    let posted = app
        .stranger()
        .send(Method::POST, "/api/../inbox", None)
        .await;
    assert!(posted.status >= 400);
}

#[tokio::test]
async fn a_page_that_the_browser_knows_is_not_sent_again() {
    let app = TestApp::start().await;
    let browser = app.stranger().with(ACCEPT, "text/html");
    let page = browser.page("/").await;
    let Some(tag) = page.header("etag") else {
        return;
    };
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let again = browser.with(IF_NONE_MATCH, tag).page("/").await;
    assert_eq!(again.status, 304);
}

#[tokio::test]
async fn every_page_guards_the_people_before_it() {
    let plain = TestApp::start().await;
    let page = plain.stranger().page("/").await;
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert_eq!(page.header("referrer-policy"), Some("same-origin"));
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("frame-ancestors 'none'")
    );
    assert_eq!(page.header("strict-transport-security"), None);
    let secure = TestApp::start_at("https://desk.example").await;
    let page = secure.stranger().page("/").await;
    assert_eq!(
        page.header("strict-transport-security"),
        Some("max-age=31536000")
    );
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .contains("wss://desk.example")
    );
}
