//! Meta's own request examples: some are kept with the test kit, all of them lie in `../shared/meta`, where
//! that is beside the project. Those of the surface are taken, and three mutations of each are refused with
//! their code.

mod fill;
mod mutations;
mod template;

use std::path::{Path, PathBuf};

use reqwest::Method;
use serde_json::Value;

use crate::stage::{ANA, PHONE, Stage, WABA};
pub(crate) use fill::Scene;

/// Examples that are no part of the surface, or are wrong themselves, and why: the same as in the docs.
const LEFT_OUT: [(&str, &str); 17] = [
    ("post-application-id-", "solutions of partners"),
    ("post-solution-id-", "solutions of partners"),
    ("-solution-migration-", "moves of accounts between partners"),
    ("-obo-mobility-", "moves of accounts between partners"),
    (
        "post-business-id-",
        "portfolios, which Meta's own pages manage",
    ),
    ("post-pre-verified-", "numbers that partners hold ready"),
    (
        "-assigned-users-",
        "people of an account, whom Meta's own pages manage",
    ),
    (
        "post-whatsapp-business-profile-id-",
        "a profile is read and written at its number",
    ),
    (
        "-schedules-",
        "opening hours, which Meta's own pages manage",
    ),
    (
        "-marketing-messages-",
        "another API, for marketing messages alone",
    ),
    (
        "-messages-encrypted-",
        "encrypted messages: the key of flows",
    ),
    (
        "-whatsapp-business-encryption-",
        "encrypted messages: the key of flows",
    ),
    ("-calls-", "calls"),
    ("-set-username", "usernames: nobody is found by one here"),
    (
        "-business-compliance-info-",
        "India's register of businesses",
    ),
    (
        "-official-business-account-",
        "applications that people at Meta decide",
    ),
    (
        "-send-reply-to-list-message",
        "wrong itself: it has no `type`, which Graph takes for text",
    ),
];

fn is_left_out(name: &str) -> bool {
    LEFT_OUT.iter().any(|(part, _)| name.contains(part))
}

const KEPT: &str = "../testkit/meta/requests/facebook-openapi";
const ALL: &str = "../../../shared/meta/requests/facebook-openapi";

fn folder(place: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(place)
}

/// All of Meta's examples, by their names; the kept ones (said on stderr) where the others are not at hand.
fn of_meta() -> Vec<(String, Value)> {
    if folder(ALL).is_dir() {
        return read(&folder(ALL));
    }
    eprintln!(
        "NOT RUN: most of Meta's examples, which are not at {}; the kept ones alone are tried",
        folder(ALL).display()
    );
    read(&folder(KEPT))
}

fn read(folder: &Path) -> Vec<(String, Value)> {
    let files = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    paths.sort();
    let samples = paths.into_iter().map(|path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        (name, serde_json::from_str(&text).unwrap())
    });
    samples.collect()
}

/// Meta's examples of calls that the sandbox knows.
pub(crate) fn of_the_surface() -> Vec<(String, Value)> {
    let mut samples = of_meta();
    samples.retain(|(name, _)| !is_left_out(name));
    samples
}

#[test]
fn what_is_left_out_is_there_and_its_reason_is_in_the_docs() {
    let docs = include_str!("../../../../../docs/reference/sandbox.md");
    let samples = of_meta();
    for (part, why) in LEFT_OUT {
        let row = format!("| `{part}` | {why} |");
        assert!(docs.contains(&row), "the docs have no row {row}");
        if folder(ALL).is_dir() {
            assert!(
                samples.iter().any(|(name, _)| name.contains(part)),
                "{part}"
            );
        }
    }
}

/// The kept ones are Meta's, unchanged, and none of them is left out.
#[test]
fn kept_examples_are_as_meta_wrote_them() {
    let (kept, all) = (read(&folder(KEPT)), of_meta());
    assert!(kept.len() > 40, "only {} are kept", kept.len());
    for (name, sample) in kept {
        assert!(!is_left_out(&name), "{name}");
        assert!(all.contains(&(name.clone(), sample)), "{name}");
    }
}

#[tokio::test]
async fn meta_s_own_examples_are_taken_and_their_mutations_refused() {
    let samples = of_the_surface();
    let (mut taken, mut refused, mut wrong) = (0, 0, Vec::new());
    for (name, sample) in samples {
        let so_far = refused;
        let stage = Stage::new().await;
        let scene = Scene::set(&stage, &name, &sample).await;
        for mutation in mutations::of(&name, &scene.body) {
            let (status, answer) = scene.call(&stage, mutation.body).await;
            let is = answer["error"]["code"].as_u64().unwrap_or_default();
            let subcode = answer["error"]["error_subcode"]
                .as_u64()
                .unwrap_or_default();
            if status < 400 || (is, subcode) != mutation.code {
                let what = mutation.what;
                wrong.push(format!("{name}: {what}: {status} {answer}"));
            }
            assert!(status < 400 || answer["error"]["fbtrace_id"].is_string());
            refused += 1;
        }
        if refused < so_far + 3 {
            wrong.push(format!("{name}: has only {} mutations", refused - so_far));
        }
        let (status, answer) = scene.call(&stage, scene.body.clone()).await;
        if status != 200 {
            wrong.push(format!("{name}: {status} {answer}"));
        }
        taken += 1;
        stage.sandbox.shutdown().await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let least = if folder(ALL).is_dir() { 100 } else { 40 };
    assert!(taken > least, "only {taken} are there");
}

/// Our own examples, of what Meta's leave out, in the same way.
#[tokio::test]
async fn our_own_examples_are_taken_and_their_mutations_refused() {
    let corpus: Vec<Value> = serde_json::from_str(include_str!("corpus.json")).unwrap();
    assert!(corpus.len() > 10);
    let mut wrong = Vec::new();
    for sample in corpus {
        let stage = Stage::new().await;
        stage.write(ANA, "hola");
        let name = sample["name"].as_str().unwrap();
        let method: Method = sample["method"].as_str().unwrap_or("POST").parse().unwrap();
        let path = sample["path"].as_str().unwrap();
        let path = path.replace("{phone}", PHONE).replace("{waba}", WABA);
        for refused in sample["refused"].as_array().unwrap() {
            let mut body = sample["body"].clone();
            mutations::put(
                &mut body,
                refused["at"].as_str().unwrap(),
                refused["is"].clone(),
            );
            let (status, answer) = stage.call(method.clone(), &path, body).await;
            let subcode = answer["error"]["error_subcode"].clone();
            if status < 400
                || answer["error"]["code"] != refused["code"]
                || subcode != refused["subcode"]
            {
                wrong.push(format!("{name} {refused}: {status} {answer}"));
            }
        }
        let (status, answer) = stage.call(method, &path, sample["body"].clone()).await;
        if status != 200 {
            wrong.push(format!("{name}: {status} {answer}"));
        }
        stage.sandbox.shutdown().await;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
