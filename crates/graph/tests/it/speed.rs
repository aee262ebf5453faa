//! Splitting comes before the acknowledgement, so it must be quick.

use std::hint::black_box;
use std::time::{Duration, Instant};

use graph::webhook::{change, envelope};

use crate::corpus;

const ROUNDS: u32 = 2000;

#[test]
fn splitting_a_body_takes_microseconds() {
    let documents = corpus::ours();
    let document = documents
        .iter()
        .find(|it| it.name == "corpus/text-referral-ad.json")
        .unwrap();
    let bytes = document.bytes.as_slice();
    let row = envelope::split(bytes).unwrap().remove(0).bytes;
    let splitting = best_of(|| drop(envelope::split(black_box(bytes)).unwrap()));
    let parsing = best_of(|| drop(change::parse(black_box(&row)).unwrap()));
    let size = bytes.len();
    eprintln!("{size} bytes: split {splitting:?}, parse {parsing:?}");
    // Ten times the goal of a release build; a debug build gets by with a looser one.
    let limit = if cfg!(debug_assertions) { 2000 } else { 100 };
    assert!(splitting < Duration::from_micros(limit), "{splitting:?}");
}

/// The mean of the best of ten runs, so that a busy machine does not fail the test.
fn best_of(mut work: impl FnMut()) -> Duration {
    let mut run = || {
        let start = Instant::now();
        (0..ROUNDS / 10).for_each(|_| work());
        start.elapsed() / (ROUNDS / 10)
    };
    (0..10).map(|_| run()).min().unwrap()
}
