//! Where the recorded documents are: our own here, some of Meta's with the test kit, the others beside the
//! repository in ../shared.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) struct Document {
    /// Folder and file name.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// Webhooks written for this project; they cover every type on their own.
pub(crate) fn ours() -> Vec<Document> {
    documents(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus"))
}

/// A folder of Meta's examples, or None (said on stderr) where they are not at hand.
pub(crate) fn of_meta(folder: &str) -> Option<Vec<Document>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../testkit/meta", "../../../shared/meta"].map(|it| here.join(it).join(folder));
    let found = places.iter().find(|it| it.is_dir());
    if found.is_none() {
        eprintln!(
            "NOT RUN: Meta's examples are not at {}",
            places[1].display()
        );
    }
    found.map(|it| documents(it))
}

fn documents(folder: &Path) -> Vec<Document> {
    let files = fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|it| it == "json"));
    paths.sort();
    assert!(!paths.is_empty(), "{} has no examples", folder.display());
    paths.iter().map(|path| document(path)).collect()
}

fn document(path: &Path) -> Document {
    let mut parts = path.iter().rev().map(|part| part.to_string_lossy());
    let (file, folder) = (parts.next().unwrap(), parts.next().unwrap());
    Document {
        name: format!("{folder}/{file}"),
        bytes: fs::read(path).unwrap(),
    }
}
