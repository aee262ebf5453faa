//! `aldaba backup`: the installation in one folder, while it runs.

use super::passphrase;
use crate::{keys_file, wiring};
use anyhow::Context;
use clap::Args;
use config::{MediaStore, Settings};
use services::Clock;
use std::path::PathBuf;
use storage::backup::{self, Order};

#[derive(Args)]
pub(super) struct Backup {
    /// Folder to make; it must not exist yet
    folder: PathBuf,
    /// Take the keys along, sealed by a passphrase
    #[arg(long)]
    with_keys: bool,
    /// File with the passphrase; without one, that of `ALDABA_BACKUP_PASSPHRASE`
    #[arg(long, value_name = "FILE", requires = "with_keys")]
    passphrase_file: Option<PathBuf>,
}

pub(super) async fn run(command: Backup, settings: Settings) -> anyhow::Result<()> {
    let keys_file = settings.data.keys_file();
    let keys = if command.with_keys {
        let passphrase = passphrase::get(command.passphrase_file.as_deref())?;
        Some((keys_file::read(&keys_file)?, passphrase))
    } else {
        None
    };
    let order = Order {
        folder: &command.folder,
        product: env!("CARGO_PKG_VERSION"),
        now: Clock::System.now(),
        keys: keys.as_ref().map(|(ring, passphrase)| (ring, passphrase)),
    };
    let manifest = backup::back_up(&wiring::database(&settings), order)
        .await
        .context("the backup can't be made")?;
    println!(
        "{} holds {} rows of schema {}",
        command.folder.display(),
        manifest.rows(),
        manifest.schema
    );
    if let MediaStore::Folder(folder) = settings.media.store(&settings.data) {
        eprintln!(
            "hint: the files of messages are not in this backup; copy {} beside it",
            folder.display()
        );
    }
    if command.with_keys {
        eprintln!("hint: keep the passphrase apart from the backup; nothing else opens its keys");
    } else {
        eprintln!(
            "warning: the keys are not in this backup, and without them no token and no app secret can be read\n\
             hint: keep a copy of {} in a safe place, or take the keys along by --with-keys",
            keys_file.display()
        );
    }
    Ok(())
}
