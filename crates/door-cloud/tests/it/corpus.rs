//! Every recorded webhook, as the knocks that it is to the house.

use crate::knocks::{knocks, outline};
use std::fmt::Write;
use std::path::Path;

#[test]
fn every_recorded_webhook_is_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../graph/tests/corpus");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|it| it == "json"));
    files.sort();
    let mut told = String::new();
    for file in files {
        writeln!(told, "{}", file.file_stem().unwrap().to_string_lossy()).unwrap();
        for knock in knocks(&std::fs::read(&file).unwrap()) {
            writeln!(told, "  {}", outline(&knock)).unwrap();
        }
    }
    insta::assert_snapshot!(told);
}
