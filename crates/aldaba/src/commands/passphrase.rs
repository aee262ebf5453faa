//! The passphrase that seals the keys of a backup: never an argument, which every process list shows.

use anyhow::{Context, bail};
use std::path::Path;
use storage::backup::Passphrase;
use zeroize::Zeroizing;

/// From the file, else from the environment; nothing where neither gives one.
pub(super) fn find(file: Option<&Path>) -> anyhow::Result<Option<Passphrase>> {
    let text =
        match file {
            Some(file) => {
                let text = std::fs::read_to_string(file);
                Some(text.with_context(|| {
                    format!("the passphrase file {} can't be read", file.display())
                })?)
            }
            None => config::backup_passphrase(),
        };
    let text = text.map(Zeroizing::new);
    text.map(|text| Passphrase::parse(&text).map_err(anyhow::Error::from))
        .transpose()
}

pub(super) fn get(file: Option<&Path>) -> anyhow::Result<Passphrase> {
    let Some(passphrase) = find(file)? else {
        bail!(
            "the keys are sealed by a passphrase; give it by --passphrase-file or ALDABA_BACKUP_PASSPHRASE"
        );
    };
    Ok(passphrase)
}
