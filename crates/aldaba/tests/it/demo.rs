//! The demo, as programs start it.

use crate::process::Process;
use serde_json::Value;
use std::path::Path;

const SILENT: [&str; 7] = [
    "demo",
    "--json",
    "--no-customers",
    "--listen",
    "127.0.0.1:0",
    "--data",
    "house",
];

fn start(folder: &Path) -> (Process, Value) {
    let mut demo = Process::start(folder, &SILENT, &[]);
    let ready = serde_json::from_str(&demo.line()).unwrap();
    (demo, ready)
}

async fn ask(ready: &Value, path: &str) -> Value {
    let url = format!(
        "{}/api/v1/organizations/{}{path}",
        ready["url"].as_str().unwrap(),
        ready["organization_id"].as_str().unwrap()
    );
    let http = aldaba::http_client::build().unwrap();
    let answer = http
        .get(url)
        .bearer_auth(ready["api_token"].as_str().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

#[tokio::test]
async fn one_line_tells_everything_and_the_house_stays_between_starts() {
    let folder = tempfile::tempdir().unwrap();
    let (demo, first) = start(folder.path());
    for key in [
        "url",
        "sandbox_url",
        "sign_in_link",
        "api_token",
        "organization_id",
        "line_id",
        "webhook_url",
        "app_secret",
        "phone_number_id",
        "database",
    ] {
        assert!(
            first[key].as_str().is_some_and(|value| !value.is_empty()),
            "{key} in {first}"
        );
    }
    let lines = ask(&first, "/lines").await;
    assert_eq!(lines["data"].as_array().unwrap().len(), 2);
    assert_eq!(lines["data"][0]["doors"][0]["state"], "connected");
    assert_eq!(
        ask(&first, "/members").await["data"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
    assert!(
        ask(&first, "/sandbox/customers").await["data"]
            .as_array()
            .unwrap()
            .len()
            > 5
    );
    assert!(demo.terminate().success());

    let (demo, second) = start(folder.path());
    assert_eq!(first["organization_id"], second["organization_id"]);
    assert_eq!(first["line_id"], second["line_id"]);
    assert_eq!(
        ask(&second, "/lines").await["data"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        ask(&second, "/api-tokens").await["data"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert!(demo.terminate().success());
}
