//! A deterministic simulation of the way in and the way out: the real services on a real SQLite, a
//! model of Meta, crashes at every step of storage, and a clock that only the run moves.
//!
//! Why a scheduler of our own: turmoil simulates a network between hosts, and madsim a runtime whose
//! timers and files it replaces; here there is no network, and SQLite's driver has threads of its own
//! that neither may replace. shuttle permutes threads and locks, which is not what goes wrong between
//! plain step functions. proptest-state-machine would fit, and shrinks what it finds; but what is
//! found here is a seed that plays again to the byte, and counts how often each place to crash was
//! come by. What is left is a loop over an agenda, which needs no crate.
//!
//! `ALDABA_SIM_SEEDS` says how many seeds, `ALDABA_SIM_FIRST` which is the first,
//! `ALDABA_SIM_THREADS` how many at once, each on a core of its own, and `ALDABA_SIM_TRACES` a folder
//! for what they did.

mod check;
mod cores;
mod dice;
mod mutations;
mod node;
mod out;
mod pace;
mod plan;
mod points;
mod post;
mod run;
mod trouble;
mod watch;
mod world;

use mutations::Mutation;
use node::House;
use points::{Ear, Point};
use run::{Outcome, run};
use std::collections::BTreeMap;
use std::time::Instant;
use tokio::runtime::{Builder, Runtime};

/// Seeds of a usual run; CI and `make prove` ask for more.
const SEEDS: u64 = 16;
/// Seeds that are played twice.
const TWICE: u64 = 20;
/// A mutation that nobody noticed within so many seeds is not found.
const MOST: u64 = 1_000;

#[expect(
    clippy::disallowed_methods,
    reason = "whoever runs the tests says how long they may take"
)]
fn asked(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn number(name: &str) -> Option<u64> {
    asked(name).and_then(|number| number.parse().ok())
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

#[expect(clippy::print_stdout, reason = "figures are for whoever asks for them")]
fn say(what: &str) {
    println!("{what}");
}

/// A house to play in; `None` where the tests run on PostgreSQL.
fn house() -> Option<House> {
    let house = runtime().block_on(House::build());
    if house.is_none() {
        say("NOT RUN: the simulation copies SQLite's files");
    }
    house
}

/// Plays seeds in turn on a thread of its own kind, until one finds something.
fn play(
    house: &House,
    seeds: impl Iterator<Item = u64>,
    mutation: Option<Mutation>,
) -> Vec<(u64, Outcome)> {
    runtime().block_on(async {
        let _ear = tracing::subscriber::set_default(Ear);
        let mut played = Vec::new();
        for seed in seeds {
            let outcome = run(house, seed, mutation).await;
            let found = !outcome.problems.is_empty();
            played.push((seed, outcome));
            if found {
                break;
            }
        }
        played
    })
}

/// The same on several threads.
fn play_all(house: &House, first: u64, count: u64) -> Vec<(u64, Outcome)> {
    let threads = number("ALDABA_SIM_THREADS").unwrap_or(1).max(1);
    let mut cores = cores::allowed().into_iter().cycle();
    let mut played = Vec::new();
    std::thread::scope(|scope| {
        let mut running = Vec::new();
        for nth in 0..threads {
            let step = usize::try_from(threads).unwrap();
            let seeds = (first + nth..first + count).step_by(step);
            let core = cores.next().filter(|_| threads > 1);
            running.push(scope.spawn(move || {
                if let Some(core) = core {
                    cores::stay_on(core);
                }
                play(house, seeds, None)
            }));
        }
        for thread in running {
            played.extend(thread.join().unwrap());
        }
    });
    played.sort_by_key(|(seed, _)| *seed);
    played
}

#[test]
fn nothing_is_lost_doubled_or_reordered_whatever_happens() {
    let Some(house) = house() else {
        return;
    };
    let count = number("ALDABA_SIM_SEEDS").unwrap_or(SEEDS);
    let started = Instant::now();
    let played = play_all(&house, number("ALDABA_SIM_FIRST").unwrap_or(0), count);
    let took = started.elapsed();
    let mut hits: BTreeMap<Point, u64> = BTreeMap::new();
    for (seed, outcome) in &played {
        if let Some(folder) = asked("ALDABA_SIM_TRACES") {
            std::fs::write(format!("{folder}/{seed}.txt"), &outcome.trace).unwrap();
        }
        assert_is_well(*seed, outcome);
        for hit in &outcome.hits {
            *hits.entry(*hit).or_default() += 1;
        }
    }
    println!(
        "{count} seeds in {took:.1?}, {:.1?} each",
        took / u32::try_from(count).unwrap()
    );
    assert_every_point_was_hit(count, &hits);
}

fn assert_is_well(seed: u64, outcome: &Outcome) {
    let problems = &outcome.problems;
    assert!(
        problems.is_empty(),
        "seed {seed}: {problems:#?}\n{}",
        outcome.trace
    );
    let Outcome {
        letters,
        faults,
        crashes,
        ..
    } = outcome;
    assert!(
        *letters >= 50 && *faults >= 5 && *crashes >= 1,
        "seed {seed} is not worth it: {letters} messages, {faults} faults, {crashes} crashes"
    );
}

/// Each point has its turn every few seeds, and a hundred times in a thousand; a handful of seeds can't
/// come by all of them.
fn assert_every_point_was_hit(seeds: u64, hits: &BTreeMap<Point, u64>) {
    let least = if seeds < MOST {
        seeds / 100
    } else {
        seeds / 10
    };
    let points = points::all();
    let fewer = |than: u64| -> Vec<String> {
        let counts = points
            .iter()
            .map(|point| (point, hits.get(point).copied().unwrap_or(0)));
        let rare = counts.filter(|(_, count)| *count < than);
        rare.map(|(point, count)| format!("{point}: {count}"))
            .collect()
    };
    let (places, crashes) = (points.len(), hits.values().sum::<u64>());
    let missed = fewer(1);
    say(&format!(
        "{places} points, {crashes} crashes; {} points missed",
        missed.len()
    ));
    if missed.len() < 20 {
        say(&format!("missed: {missed:?}"));
    }
    let rare = fewer(least);
    assert!(rare.is_empty(), "hit fewer than {least} times: {rare:#?}");
}

#[test]
fn a_seed_plays_the_same_run_again() {
    let Some(house) = house() else {
        return;
    };
    let seeds = number("ALDABA_SIM_SEEDS").map_or(3, |count| count.min(TWICE));
    for ((seed, one), (_, two)) in
        play(&house, 0..seeds, None)
            .iter()
            .zip(play(&house, 0..seeds, None))
    {
        assert_eq!(one.trace, two.trace, "seed {seed}");
    }
}

#[test]
fn each_guard_that_is_taken_away_is_missed() {
    let Some(house) = house() else {
        return;
    };
    for mutation in Mutation::ALL {
        // Where it was found before, and if that has changed, from the beginning.
        let seeds = std::iter::once(mutation.found_at()).chain(0..MOST);
        let played = play(&house, seeds, Some(mutation));
        let (seed, outcome) = played.last().unwrap();
        let found = outcome.problems.first();
        println!(
            "{mutation:?}: {} seeds; seed {seed}: {found:?}",
            played.len()
        );
        assert!(
            found.is_some(),
            "nobody noticed {mutation:?} within {MOST} seeds"
        );
    }
}
