//! A server from its first start, by TLS certificate files too.

use crate::process::{Process, run, text};
use reqwest::Version;
use serde_json::json;
use std::path::Path;

fn settings(folder: &Path, more: &str) {
    let settings =
        format!("[server]\nlisten = [\"127.0.0.1:0\"]\n{more}\n[logs]\nlevel = \"warn\"\n");
    std::fs::write(folder.join("aldaba.toml"), settings).unwrap();
}

/// The link that the first start prints, cut into the address and the secret.
fn setup_link(server: &mut Process) -> (String, String) {
    let line = server.line();
    let (address, secret) = line.split_once("/link#").unwrap();
    let address = address.strip_prefix("Set up Aldaba: ").unwrap();
    (address.to_owned(), secret.to_owned())
}

#[tokio::test]
async fn the_first_start_makes_an_owner_by_a_link_and_later_ones_make_none() {
    let folder = tempfile::tempdir().unwrap();
    settings(folder.path(), "");
    let mut server = Process::start(folder.path(), &["serve"], &[]);
    let (address, secret) = setup_link(&mut server);
    let http = aldaba::http_client::build().unwrap();
    let body = json!({
        "token": secret,
        "name": "Inés Robles",
        "email": "ines@talavera.example",
        "password": "un azulejo azul",
        "organization": { "name": "Talavera", "country": "MX", "time_zone": "America/Mexico_City", "locale": "es" },
    });
    let answer = http
        .post(format!("{address}/api/v1/setup"))
        .json(&body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(
        http.get(format!("{address}/readyz"))
            .send()
            .await
            .unwrap()
            .status(),
        200
    );
    assert!(server.terminate().success());

    let listed = run(folder.path(), &["user", "list"], &[]);
    assert_eq!(
        text(&listed.stdout),
        "ines@talavera.example\tInés Robles\tTalavera (owner)\n"
    );
    let linked = run(
        folder.path(),
        &["user", "link", "ines@talavera.example"],
        &[],
    );
    assert!(text(&linked.stdout).contains("/link#"));
    let refused = run(
        folder.path(),
        &["user", "link", "nobody@talavera.example"],
        &[],
    );
    assert_eq!(text(&refused.stderr), "error: user not found\n");
}

/// On two threads: a client of HTTP/2 must answer when the server says goodbye.
#[tokio::test(flavor = "multi_thread")]
async fn certificate_files_are_enough_for_tls() {
    let folder = tempfile::tempdir().unwrap();
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned(), "127.0.0.1".to_owned()])
        .unwrap();
    std::fs::write(folder.path().join("localhost.pem"), made.cert.pem()).unwrap();
    std::fs::write(
        folder.path().join("localhost.key"),
        made.signing_key.serialize_pem(),
    )
    .unwrap();
    settings(
        folder.path(),
        "tls_certificate = \"localhost.pem\"\ntls_key = \"localhost.key\"",
    );
    let mut server = Process::start(folder.path(), &["serve"], &[]);
    let (address, _) = setup_link(&mut server);
    assert!(address.starts_with("https://"), "{address}");
    // The first client makes sure that there is a provider of cryptography.
    aldaba::http_client::build().unwrap();
    let http = reqwest::Client::builder()
        .tls_danger_accept_invalid_certs(true)
        .build()
        .unwrap();
    let answer = http.get(format!("{address}/healthz")).send().await.unwrap();
    assert_eq!(
        (answer.status().as_u16(), answer.version()),
        (200, Version::HTTP_2)
    );
    assert!(answer.headers().contains_key("strict-transport-security"));
    assert!(server.terminate().success());
}
