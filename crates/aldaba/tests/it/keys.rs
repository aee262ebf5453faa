//! The keys file: rotated beside the data, missed when it is gone.

use crate::process::{Process, run, text};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt;

const DEMO: [&str; 7] = [
    "demo",
    "--json",
    "--no-customers",
    "--listen",
    "127.0.0.1:0",
    "--data",
    "data",
];

#[test]
fn what_the_old_key_sealed_opens_after_a_rotation_and_nothing_opens_without_keys() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("data.keys");
    let mut demo = Process::start(folder.path(), &DEMO, &[]);
    let first: Value = serde_json::from_str(&demo.line()).unwrap();
    assert!(demo.terminate().success());
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(
        folder
            .path()
            .join("data")
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777,
        0o700
    );

    let before = text(&run(folder.path(), &["keys", "list"], &[]).stdout);
    assert_eq!(before.lines().count(), 1);
    let rotated = run(folder.path(), &["keys", "rotate"], &[]);
    assert!(rotated.status.success(), "{}", text(&rotated.stderr));
    let after = text(&run(folder.path(), &["keys", "list"], &[]).stdout);
    assert_eq!(after.lines().count(), 2);

    let mut demo = Process::start(folder.path(), &DEMO, &[]);
    let second: Value = serde_json::from_str(&demo.line()).unwrap();
    assert_eq!(first["organization_id"], second["organization_id"]);
    assert!(demo.terminate().success());

    std::fs::remove_file(&file).unwrap();
    let refused = run(folder.path(), &DEMO, &[]);
    assert!(
        text(&refused.stderr).contains("data.keys is missing"),
        "{}",
        text(&refused.stderr)
    );
    assert!(!file.exists());
}
