//! For each recorded webhook: the kind, text and ids that must be understood.

use std::fmt::Write;

use graph::wamid;
use graph::webhook::change::{self, Content};
use graph::webhook::envelope;
use ring::digest::{SHA256, digest};

use crate::corpus::{self, Document};
use crate::outline::outline;

const FREE: [&str; 2] = ["webhooks/facebook-openapi", "webhooks/meta-postman"];
/// Examples out of Meta's documentation, of which only hashes may be kept here.
const DOCS: [&str; 2] = ["webhooks/meta-docs-2026-03", "webhooks/meta-docs-2026-06"];

#[test]
fn our_own_webhooks_are_understood() {
    insta::assert_snapshot!("ours", table(&corpus::ours()));
}

#[test]
fn metas_free_examples_are_understood() {
    for folder in FREE {
        if let Some(documents) = corpus::of_meta(folder) {
            let name = folder.rsplit('/').next().unwrap();
            insta::assert_snapshot!(name, table(&documents));
        }
    }
}

#[test]
fn metas_documented_examples_are_understood() {
    let folders: Option<Vec<_>> = DOCS.into_iter().map(corpus::of_meta).collect();
    if let Some(folders) = folders {
        let hashes = folders.iter().flatten().map(hashes).collect::<String>();
        insta::assert_snapshot!("meta-docs", hashes);
    }
}

/// Every id in Meta's examples that has the known form is written again as it was.
#[test]
fn wamids_of_metas_examples_survive_a_round_trip() {
    let mut decoded = 0;
    for document in FREE
        .iter()
        .chain(&DOCS)
        .filter_map(|it| corpus::of_meta(it))
    {
        for id in document.iter().flat_map(message_ids) {
            let Some(wamid) = wamid::decode(&id) else {
                continue;
            };
            decoded += 1;
            let again = wamid::encode(&wamid.peer, &wamid.key, wamid.author).unwrap();
            assert_eq!(again, id);
        }
    }
    if corpus::of_meta(DOCS[0]).is_some() {
        assert!(decoded > 40, "only {decoded} decoded");
    }
}

/// The journal keeps Meta's bytes: each value stands in the body as it stands in its row.
#[test]
fn values_are_kept_byte_for_byte() {
    for document in corpus::ours() {
        let body = String::from_utf8(document.bytes.clone()).unwrap();
        for change in envelope::split(&document.bytes).unwrap() {
            let row = std::str::from_utf8(&change.bytes).unwrap();
            let value = row.split_once("\"value\":").unwrap().1;
            let value = value.strip_suffix('}').unwrap();
            assert!(body.contains(value), "{}: {value}", document.name);
        }
    }
}

fn table(documents: &[Document]) -> String {
    let mut table = String::new();
    for document in documents {
        let outline = outline(&document.bytes);
        writeln!(table, "# {}\n{outline}", document.name).unwrap();
    }
    table
}

fn hashes(document: &Document) -> String {
    let of = |bytes: &[u8]| hex::encode(digest(&SHA256, bytes));
    let understood = of(outline(&document.bytes).as_bytes());
    let (name, file) = (&document.name, of(&document.bytes));
    format!("{name}\n  file {file}\n  understood {understood}\n")
}

fn message_ids(document: &Document) -> Vec<String> {
    let mut ids = Vec::new();
    for raw in envelope::split(&document.bytes).unwrap() {
        let change = change::parse(&raw.bytes).unwrap();
        if let Content::Messages(value) = change.content {
            let messages = value.messages.into_iter().flatten();
            ids.extend(messages.map(|it| it.id));
            ids.extend(value.statuses.into_iter().flatten().map(|it| it.id));
        }
    }
    ids
}
