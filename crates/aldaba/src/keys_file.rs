//! The file with the keys that wrap every other key. It never lies in the data folder.

use anyhow::{Context, bail};
use domain::Time;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use storage::{KeyRing, Store, Vault};
use zeroize::Zeroizing;

/// Reads the keys, or makes them where the database holds no secret yet.
pub(crate) async fn read_or_create(
    path: &Path,
    store: &Store,
    now: Time,
) -> anyhow::Result<KeyRing> {
    if path.exists() {
        return read(path);
    }
    if Vault::is_used(store).await? {
        bail!(
            "the keys file {} is missing, and the database holds secrets that only its keys open; restore it from your copy",
            path.display()
        );
    }
    let ring = KeyRing::generate(now)?;
    write(path, &ring)?;
    tracing::warn!(file = %path.display(), "new keys were made; keep a copy of this file in a safe place, apart from the data");
    Ok(ring)
}

pub(crate) fn read(path: &Path) -> anyhow::Result<KeyRing> {
    let text = std::fs::read_to_string(path).map(Zeroizing::new);
    let text = text.with_context(|| format!("the keys file {} can't be read", path.display()))?;
    warn_if_open(path);
    KeyRing::parse(&text).with_context(|| format!("the keys file {} is broken", path.display()))
}

/// Writes beside the file first, so that no crash leaves half of it.
pub(crate) fn write(path: &Path, ring: &KeyRing) -> anyhow::Result<()> {
    let told = || {
        format!(
            "the keys file {} can't be written; name a place outside of the data folder by data.keys_file",
            path.display()
        )
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(told)?;
    }
    let fresh = fresh_name(path);
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(&fresh)
        .with_context(told)?;
    file.write_all(ring.to_text().as_bytes())
        .with_context(told)?;
    file.sync_all().with_context(told)?;
    std::fs::rename(&fresh, path).with_context(told)?;
    File::open(folder.unwrap_or(Path::new(".")))
        .and_then(|folder| folder.sync_all())
        .with_context(told)
}

fn fresh_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

fn warn_if_open(path: &Path) {
    let mode = path
        .metadata()
        .map(|about| about.permissions().mode())
        .unwrap_or_default();
    if mode & 0o077 != 0 {
        tracing::warn!(file = %path.display(), "others on this machine may read the keys; run chmod 600 on it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_are_for_their_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deeper/data.keys");
        let ring = KeyRing::generate(Time::from_seconds(1)).unwrap();
        write(&path, &ring).unwrap();
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(read(&path).unwrap().current().id(), ring.current().id());
    }
}
