//! `bench prove`: the whole series on both databases, written down with the facts of the machine.

use super::load::Goals;
use super::{inbox, kill, kill_sends, load, outage, screen, send, syncs};
use crate::facts;
use crate::machine::{Kind, Setup};
use crate::report::{Count, Report, Size};
use anyhow::{Context, Result, bail};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// The binary under test
    #[arg(long, default_value = "target/release/aldaba")]
    binary: PathBuf,
    /// Only this database; both without it
    #[arg(long, value_enum)]
    database: Option<Kind>,
    /// The folder that the page is written to
    #[arg(long, default_value = "docs/proofs")]
    out: PathBuf,
    /// How long each load lasts
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..))]
    seconds: u32,
    /// How often the server is killed
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..))]
    rounds: u32,
    /// Messages that are sent while the server is killed
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..))]
    messages: u32,
    /// How long PostgreSQL is away
    #[arg(long, default_value_t = 30)]
    outage: u32,
    /// Conversations of the inbox that is opened
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=150_000))]
    conversations: u32,
    /// Where the server's log goes; it is thrown away otherwise
    #[arg(long)]
    log: Option<PathBuf>,
}

/// Webhooks a second that must be in their conversations all the while.
const STEADY: u32 = 5_000;
/// Webhooks a second that must be acknowledged, whenever they are worked.
const PEAK: u32 = 10_000;
/// A load that falls short by less than this has kept its pace: its last webhooks end behind it.
const NEARLY: f64 = 0.995;

pub(crate) async fn run(options: &Options) -> Result<()> {
    let mut page = Page::open(options)?;
    let kinds = options
        .database
        .map_or(vec![Kind::Sqlite, Kind::Postgres], |kind| vec![kind]);
    for kind in kinds {
        let setup = Setup {
            binary: options.binary.clone(),
            database: kind,
            log: options.log.clone(),
        };
        prove_speed(options, &setup, &mut page).await?;
        prove_safety(options, &setup, &mut page).await?;
    }
    page.close()
}

async fn prove_speed(options: &Options, setup: &Setup, page: &mut Page) -> Result<()> {
    let loads = [
        (steady(options, setup), steady_goals(), "the steady load"),
        (peak(options, setup), peak_goals(), "the peak load"),
        (
            flat_out(options, setup),
            Goals::default(),
            "the closed loop",
        ),
    ];
    for (load, goals, what) in loads {
        let missed = page.missed;
        page.note(load::run(&load, goals).await, what)?;
        if page.missed > missed {
            // Once more, to see what stands in the way.
            let again = load::Options {
                profile: true,
                seconds: load.seconds.min(15),
                ..load
            };
            page.note(load::run(&again, Goals::default()).await, "the profile")?;
        }
    }
    let screens = screen::Options {
        setup: setup.clone(),
        screens: 20,
        rate: 50,
        seconds: 10,
    };
    page.note(screen::run(&screens).await, "the way to the screen")?;
    for (sending, what) in sendings(options, setup) {
        page.note(send::run(&sending).await, what)?;
    }
    let busy = inbox::Options {
        setup: setup.clone(),
        conversations: options.conversations,
        thread: 50_000,
        times: 200,
    };
    page.note(inbox::run(&busy).await, "the busy inbox")
}

async fn prove_safety(options: &Options, setup: &Setup, page: &mut Page) -> Result<()> {
    let durable = syncs::Options {
        setup: setup.clone(),
        rate: 1_000,
        connections: 64,
        seconds: 10,
    };
    page.note(syncs::run(&durable).await, "the syncs")?;
    let kills = kill::Options {
        setup: setup.clone(),
        rounds: options.rounds,
        connections: 64,
        redeliveries: 30,
        contacts: 5_000,
        moments: None,
    };
    page.note(kill::run(&kills).await, "the kills")?;
    let sends = kill_sends::Options {
        setup: setup.clone(),
        rounds: options.rounds,
        messages: options.messages,
        conversations: 250,
        rate: 100,
        connections: 16,
        moments: None,
    };
    page.note(kill_sends::run(&sends).await, "the kills while sending")?;
    if setup.database == Kind::Postgres {
        let away = outage::Options {
            setup: setup.clone(),
            seconds: options.outage,
            rate: 2_000,
            connections: 64,
        };
        page.note(outage::run(&away).await, "the outage")?;
    }
    Ok(())
}

/// At a busy team's pace, at the highest limit, and out of a long queue.
fn sendings(options: &Options, setup: &Setup) -> [(send::Options, &'static str); 3] {
    let calm = send::Options {
        setup: setup.clone(),
        rate: 50,
        seconds: options.seconds.min(20),
        limit: "80".to_owned(),
        queued: None,
        connections: 32,
        profile: false,
    };
    let fast = send::Options {
        rate: 1_000,
        seconds: options.seconds,
        limit: "1000".to_owned(),
        ..calm.clone()
    };
    let queue = send::Options {
        queued: Some(20_000),
        ..calm.clone()
    };
    [
        (calm, "the answers"),
        (fast, "sending at the highest limit"),
        (queue, "the long queue"),
    ]
}

fn steady(options: &Options, setup: &Setup) -> load::Options {
    load::Options {
        setup: setup.clone(),
        rate: Some(STEADY),
        connections: 64,
        seconds: options.seconds,
        contacts: 20_000,
        redeliveries: 0,
        statuses: 0,
        profile: false,
    }
}

fn peak(options: &Options, setup: &Setup) -> load::Options {
    load::Options {
        rate: Some(PEAK),
        ..steady(options, setup)
    }
}

fn flat_out(options: &Options, setup: &Setup) -> load::Options {
    load::Options {
        rate: None,
        seconds: options.seconds.min(20),
        ..steady(options, setup)
    }
}

fn steady_goals() -> Goals {
    Goals {
        acknowledged: Some(Count(f64::from(STEADY) * NEARLY)),
        lag: Some(Duration::from_secs(2)),
        ..peak_goals()
    }
}

fn peak_goals() -> Goals {
    // Memory is counted in kibibytes: 40 and 150 million bytes.
    Goals {
        acknowledged: Some(Count(f64::from(PEAK) * NEARLY)),
        p99: Some(Duration::from_millis(20)),
        lag: None,
        cpu: Some(Count(0.4)),
        idle: Some(Size(39_062)),
        peak: Some(Size(146_484)),
    }
}

/// The page, written again after each proof, so that a broken series leaves what it found.
struct Page {
    path: PathBuf,
    head: String,
    proofs: Vec<String>,
    missed: usize,
    faults: usize,
}

impl Page {
    fn open(options: &Options) -> Result<Self> {
        let facts = facts::of_this_machine(&options.binary)?;
        std::fs::create_dir_all(&options.out)
            .with_context(|| format!("{} can't be made", options.out.display()))?;
        let name = format!("{}-{}.md", facts.day, facts.commit);
        let page = Self {
            path: Path::new(&options.out).join(name),
            head: facts.to_string(),
            proofs: Vec::new(),
            missed: 0,
            faults: 0,
        };
        page.write()?;
        Ok(page)
    }

    /// A proof that can't be carried out is a fault too, and the others go on.
    fn note(&mut self, proof: Result<Report>, what: &str) -> Result<()> {
        let text = match proof {
            Ok(report) => {
                self.missed += report.missed();
                self.faults += report.faults.len();
                report.to_string()
            }
            Err(error) => {
                self.faults += 1;
                format!("## {what} failed\n\n{error:#}\n")
            }
        };
        writeln!(std::io::stdout(), "{text}")?;
        self.proofs.push(text);
        self.write()
    }

    fn write(&self) -> Result<()> {
        let mut text = self.head.clone();
        // Writing to memory can't fail.
        let _ = write!(
            text,
            "\n{} figures missed their goal, {} faults.\n",
            self.missed, self.faults
        );
        for proof in &self.proofs {
            let _ = write!(text, "\n{proof}");
        }
        std::fs::write(&self.path, text)
            .with_context(|| format!("{} can't be written", self.path.display()))
    }

    fn close(self) -> Result<()> {
        writeln!(std::io::stderr(), "figures are in {}", self.path.display())?;
        if self.faults > 0 {
            bail!("{} faults; see {}", self.faults, self.path.display());
        }
        Ok(())
    }
}
