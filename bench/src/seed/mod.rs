//! `bench seed`: fills a house with conversations, as if it had been worked for months.
//!
//! The rows are those that the server would have written: every counter, ticket and delivery is
//! right, and only the events, which expire anyway, are not there.

mod home;
mod rows;
mod story;
mod teller;

use crate::clock;
use crate::database::{Ids, Pen, type_id};
use anyhow::{Context, Result};
use clap::ArgGroup;
use home::Home;
use std::path::PathBuf;
use story::Story;
use teller::Teller;

/// Conversations that one transaction writes.
const CHUNK: usize = 500;

#[derive(Clone, Debug, clap::Args)]
#[command(group(ArgGroup::new("place").required(true).args(["data", "url"])))]
pub(crate) struct Options {
    /// The data folder of a server that is stopped
    #[arg(long)]
    data: Option<PathBuf>,
    /// The PostgreSQL database of a server
    #[arg(long)]
    url: Option<String>,
    /// The line that the customers wrote to; the first one without it
    #[arg(long)]
    line: Option<String>,
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=150_000))]
    conversations: u32,
    /// Messages of the newest conversation
    #[arg(long, default_value_t = 50_000, value_parser = clap::value_parser!(u32).range(1..))]
    thread: u32,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Size {
    pub(crate) conversations: u32,
    pub(crate) thread: u32,
}

/// What was written.
#[derive(Debug, serde::Serialize)]
pub(crate) struct Seeded {
    pub(crate) organization_id: String,
    pub(crate) line_id: String,
    pub(crate) conversations: u32,
    pub(crate) messages: usize,
    /// The conversation with the long thread.
    pub(crate) thread: String,
    /// Its customer's name.
    pub(crate) thread_name: String,
}

pub(crate) async fn run(options: &Options) -> Result<Seeded> {
    let mut pen = match (&options.data, &options.url) {
        (Some(folder), _) => Pen::sqlite(folder).await?,
        (None, Some(url)) => Pen::postgres(url).await?,
        (None, None) => anyhow::bail!("name the data folder or the database's address"),
    };
    let (organization, line) = match &options.line {
        Some(line) => home::owner(&mut pen, type_id::decode(line)?).await?,
        None => home::first_line(&mut pen).await?,
    };
    let size = Size {
        conversations: options.conversations,
        thread: options.thread,
    };
    fill_line(pen, organization, line, size).await
}

pub(crate) async fn fill(pen: Pen, ids: &Ids, size: Size) -> Result<Seeded> {
    fill_line(pen, ids.organization, ids.line, size).await
}

async fn fill_line(
    mut pen: Pen,
    organization: uuid::Uuid,
    line: uuid::Uuid,
    size: Size,
) -> Result<Seeded> {
    let home = Home::find(&mut pen, organization, line).await?;
    let mut teller = Teller::new(&home, size, clock::now().as_millisecond());
    let (mut messages, mut last) = (0, None);
    loop {
        let stories: Vec<Story> = teller.by_ref().take(CHUNK).collect();
        if stories.is_empty() {
            break;
        }
        messages += stories
            .iter()
            .map(|story| story.messages.len())
            .sum::<usize>();
        rows::write(&mut pen, &home, &stories).await?;
        last = stories.into_iter().last();
    }
    pen.analyze().await?;
    pen.close().await?;
    let thread = last.context("no conversation was written")?;
    Ok(Seeded {
        organization_id: type_id::encode("org", organization),
        line_id: type_id::encode("line", line),
        conversations: size.conversations,
        messages,
        thread: type_id::encode("conv", thread.conversation.id),
        thread_name: thread.contact.profile_name,
    })
}
