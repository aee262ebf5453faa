//! The project's own checks: the shape of the workspace and the state of its features.

mod features;
mod finding;
mod tidy;
mod tree;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::finding::Finding;
use crate::tree::Tree;

#[derive(Parser)]
#[command(name = "xtask", about = "Checks of the Aldaba repository")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, Subcommand)]
enum Command {
    /// Check arrows between crates, file walls, names, migrations, tests and links
    Tidy,
    /// Check that FEATURES.md has every row once, each with a state and its evidence
    Features,
}

fn main() -> anyhow::Result<ExitCode> {
    let tree = Tree::of_repository()?;
    let findings = match Arguments::parse().command {
        Command::Tidy => tidy::check(&tree)?,
        Command::Features => features::check(&tree),
    };
    report(&findings)
}

fn report(findings: &[Finding]) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    for finding in findings {
        writeln!(out, "{finding}")?;
    }
    if findings.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    writeln!(std::io::stderr(), "{} to mend", findings.len())?;
    Ok(ExitCode::FAILURE)
}
