//! What the command line says without a server.

use crate::process::{run, text};

#[test]
fn the_document_is_the_committed_one() {
    let folder = tempfile::tempdir().unwrap();
    let printed = run(folder.path(), &["openapi"], &[]);
    let committed = concat!(env!("CARGO_MANIFEST_DIR"), "/../http/openapi.json");
    assert_eq!(
        text(&printed.stdout),
        std::fs::read_to_string(committed).unwrap()
    );
}

#[test]
fn a_wrong_setting_is_named_and_nothing_starts() {
    let folder = tempfile::tempdir().unwrap();
    let failed = run(
        folder.path(),
        &["serve"],
        &[("ALDABA_SERVER__LISTN", "127.0.0.1:0")],
    );
    assert!(!failed.status.success());
    assert!(
        text(&failed.stderr).contains("server.listn"),
        "{}",
        text(&failed.stderr)
    );
    std::fs::write(
        folder.path().join("aldaba.toml"),
        "[logs]\nlevel = \"loud,=\"\n",
    )
    .unwrap();
    let failed = run(folder.path(), &["doctor"], &[]);
    assert!(
        text(&failed.stderr).contains("logs.level"),
        "{}",
        text(&failed.stderr)
    );
    assert!(!folder.path().join("data").exists());
}

#[test]
fn the_doctor_tells_where_each_value_comes_from_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("aldaba.toml"),
        "[meta]\ngraph_url = \"http://127.0.0.1:9\"\n",
    )
    .unwrap();
    let told = run(
        folder.path(),
        &["doctor"],
        &[("ALDABA_SERVER__DRAIN", "3s")],
    );
    let out = text(&told.stdout);
    assert!(out.contains("3s  (ALDABA_SERVER__DRAIN)"), "{out}");
    assert!(
        out.contains("http://127.0.0.1:9  (") && out.contains("aldaba.toml)"),
        "{out}"
    );
    assert!(
        out.contains("ok     database") && out.contains("wrong  graph"),
        "{out}"
    );
    assert!(!told.status.success());
    assert!(!folder.path().join("data").exists());
}
