//! `aldaba restore`: a backup becomes the installation's data.

use super::passphrase;
use crate::{keys_file, wiring};
use anyhow::{Context, bail};
use clap::Args;
use config::Settings;
use std::path::{Path, PathBuf};
use storage::KeyRing;
use storage::backup::{self, Existing};

#[derive(Args)]
pub(super) struct Restore {
    /// Folder that `aldaba backup` made
    folder: PathBuf,
    /// Replace the data and the keys that are there
    #[arg(long)]
    force: bool,
    /// File with the passphrase of the keys; without one, that of `ALDABA_BACKUP_PASSPHRASE`
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Leave the backup's keys alone: the keys file is in its place already
    #[arg(long, conflicts_with = "passphrase_file")]
    without_keys: bool,
}

pub(super) async fn run(command: Restore, settings: Settings) -> anyhow::Result<()> {
    let path = settings.data.keys_file();
    // Everything that may be refused is asked before anything is touched.
    let keys = keys(&command).await?;
    let write = match &keys {
        Some(ring) => must_write(&path, ring, command.force)?,
        None => false,
    };
    let existing = if command.force {
        Existing::Replace
    } else {
        Existing::Refuse
    };
    let manifest = backup::restore(&command.folder, &wiring::database(&settings), existing)
        .await
        .context("the backup can't be restored")?;
    if let (Some(ring), true) = (&keys, write) {
        set_apart(&path)?;
        keys_file::write(&path, ring)?;
    }
    println!(
        "{} rows of {} are restored",
        manifest.rows(),
        manifest.made_at
    );
    if !path.exists() {
        eprintln!(
            "warning: no keys are in place, and without them no token and no app secret can be read\n\
             hint: put your copy of the keys at {} before you start aldaba",
            path.display()
        );
    }
    Ok(())
}

async fn keys(command: &Restore) -> anyhow::Result<Option<KeyRing>> {
    let manifest = backup::verified(&command.folder)
        .await
        .context("the backup can't be restored")?;
    if command.without_keys || !manifest.has_keys() {
        return Ok(None);
    }
    let passphrase = passphrase::get(command.passphrase_file.as_deref())
        .context("this backup holds keys; open them, or say --without-keys")?;
    let ring = backup::read_keys(&command.folder, &passphrase).await?;
    Ok(Some(ring))
}

/// Keys are never written over by mistake: they may be the only ones that open something.
fn must_write(path: &Path, ring: &KeyRing, force: bool) -> anyhow::Result<bool> {
    if !path.exists() {
        return Ok(true);
    }
    let same = keys_file::read(path).is_ok_and(|there| *there.to_text() == *ring.to_text());
    if !same && !force {
        bail!(
            "{} holds other keys than the backup; move it away, or say --force to set it apart",
            path.display()
        );
    }
    Ok(!same)
}

/// The keys that were there stay under another name.
fn set_apart(path: &Path) -> anyhow::Result<()> {
    if !path.exists() {
        return Ok(());
    }
    let mut name = path.as_os_str().to_owned();
    name.push(".replaced");
    std::fs::rename(path, &name)
        .with_context(|| format!("the keys file {} can't be set apart", path.display()))
}
