//! Random damage to recorded inputs, the same few thousand in every run. What a longer search finds is for
//! the fuzzer in `fuzz/`.

mod dice;
mod hurt;

use dice::Dice;
use hurt::hurt;
use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

const INPUTS: u64 = 3_000;
const SEED: u64 = 1;
/// Inputs of which something new came; they are damaged further.
const KEPT: usize = 4_096;
/// Whoever takes longer over a small input hangs, as far as its sender's victim can tell.
const LONGEST: Duration = Duration::from_secs(30);

/// Damages `inputs` again and again, also by putting `words` into them, and hands each to `look`,
/// which must neither panic nor hang. What `look` answers tells one outcome from another: an input
/// with a new outcome is worth damaging further.
pub fn survive(name: &str, inputs: Vec<Vec<u8>>, words: &[&[u8]], look: impl Fn(&[u8]) -> u64) {
    let mut dice = Dice::new(SEED);
    let mut pool = inputs;
    let mut outcomes: HashSet<u64> = pool.iter().map(|input| look(input)).collect();
    for tried in 1..=INPUTS {
        let input = hurt(&mut dice, &pool, words);
        let began = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| look(&input))).unwrap_or_else(|panic| {
            let place = keep(name, &input);
            eprintln!("{name}: input {tried} is in {}", place.display());
            resume_unwind(panic)
        });
        let took = began.elapsed();
        assert!(
            took < LONGEST,
            "{name}: input {tried} took {took:?}; it is in {}",
            keep(name, &input).display()
        );
        if outcomes.insert(outcome) && pool.len() < KEPT {
            pool.push(input);
        }
    }
}

/// An input that must be looked at, beside other temporary files.
fn keep(name: &str, input: &[u8]) -> PathBuf {
    let place = std::env::temp_dir().join(format!("aldaba-damage-{name}"));
    std::fs::write(&place, input).expect("temporary files can be written");
    place
}
