//! The demo, as programs start it.

use crate::process::Process;
use serde_json::{Value, json};
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

#[tokio::test]
async fn a_sandbox_of_another_process_is_there_before_and_after_the_demo() {
    let folder = tempfile::tempdir().unwrap();
    let alone = ["sandbox", "--json", "--listen", "127.0.0.1:0"];
    let mut sandbox = Process::start(folder.path(), &alone, &[]);
    let told: Value = serde_json::from_str(&sandbox.line()).unwrap();
    let url = told["sandbox_url"].as_str().unwrap();
    let beside = [&SILENT[..], &["--sandbox", url]].concat();
    for _ in 0..2 {
        let mut demo = Process::start(folder.path(), &beside, &[]);
        let ready: Value = serde_json::from_str(&demo.line()).unwrap();
        assert_eq!(ready["sandbox_url"], url);
        let lines = ask(&ready, "/lines").await;
        assert_eq!(lines["data"][0]["doors"][0]["state"], "connected");
        assert!(demo.terminate().success());
    }
    let templates = aldaba::http_client::build()
        .unwrap()
        .get(format!("{url}/_sandbox/templates?waba_id=100000000000002"))
        .send()
        .await
        .unwrap();
    let templates: Value = serde_json::from_slice(&templates.bytes().await.unwrap()).unwrap();
    let templates = templates["data"].as_array().unwrap();
    assert_eq!(templates.len(), 4, "each once, whoever started how often");
    assert!(sandbox.terminate().success());
}

#[tokio::test]
async fn what_is_asked_is_logged_and_measured_without_its_secrets() {
    let folder = tempfile::tempdir().unwrap();
    let (demo, ready) = start(folder.path());
    let text = |name: &str| ready[name].as_str().unwrap().to_owned();
    let (url, organization, token) = (text("url"), text("organization_id"), text("api_token"));
    let http = aldaba::http_client::build().unwrap();
    let asked = http
        .get(format!("{url}/api/v1/organizations/{organization}/lines"))
        .bearer_auth(&token)
        .header("x-request-id", "trace-0123");
    assert_eq!(asked.send().await.unwrap().status(), 200);
    let measures = http.get(format!("{url}/metrics")).send().await.unwrap();
    let measures = measures.text().await.unwrap();
    assert!(
        measures.contains("http_request_duration_seconds"),
        "{measures}"
    );

    let log = demo.log();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let answered = lines
        .iter()
        .find(|line| line["message"] == "answered" && line["span"]["request.id"] == "trace-0123")
        .unwrap();
    assert_eq!(
        (&answered["level"], &answered["span"]["organization.id"]),
        (&json!("INFO"), &json!(organization))
    );
    let link = text("sign_in_link");
    let (_, sign_in) = link.split_once('#').unwrap();
    for secret in [token.as_str(), &text("app_secret"), sign_in] {
        assert!(!log.contains(secret), "a secret is in the log");
    }
}
