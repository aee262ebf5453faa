//! A backup's files: written aside, synced, measured, and renamed into place when all is there.

use super::{BackupError, FileEntry};
use ring::digest::{Context, SHA256};
use std::fmt::Write as _;
use std::fs::{DirBuilder, File};
use std::io::{ErrorKind, Read};
use std::path::{Component, Path, PathBuf};

/// A folder that is being written beside its final place. Dropped unfinished, it is removed.
pub(super) struct Draft {
    path: PathBuf,
    target: PathBuf,
    finished: bool,
}

impl Draft {
    pub(super) fn new(target: &Path) -> Result<Self, BackupError> {
        if target.exists() {
            return Err(BackupError::Exists(target.to_owned()));
        }
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(".partial");
        let path = target.with_file_name(name);
        create_private(&path)?;
        Ok(Self {
            path,
            target: target.to_owned(),
            finished: false,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Syncs everything, then gives the folder its name.
    pub(super) fn finish(mut self) -> Result<(), BackupError> {
        sync_folder(&self.path)?;
        at(&self.target, std::fs::rename(&self.path, &self.target))?;
        self.finished = true;
        let parent = self.target.parent().unwrap_or(Path::new("."));
        sync(if parent.as_os_str().is_empty() {
            Path::new(".")
        } else {
            parent
        })
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if !self.finished {
            // What is left says ".partial" and can't be taken for a backup.
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}

/// A new folder for what customers wrote, which is nobody else's on the machine.
fn create_private(path: &Path) -> Result<(), BackupError> {
    match private().create(path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(BackupError::Exists(path.to_owned()))
        }
        created => at(path, created),
    }
}

/// The same where there may be one already.
pub(super) fn create_private_all(path: &Path) -> Result<(), BackupError> {
    at(path, private().recursive(true).create(path))
}

fn private() -> DirBuilder {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// Syncs a folder's files and the folder itself.
fn sync_folder(folder: &Path) -> Result<(), BackupError> {
    for entry in at(folder, std::fs::read_dir(folder))? {
        sync(&at(folder, entry)?.path())?;
    }
    sync(folder)
}

pub(super) fn sync(path: &Path) -> Result<(), BackupError> {
    at(path, File::open(path).and_then(|file| file.sync_all()))
}

/// Says which path an error is about.
pub(super) fn at<T>(path: &Path, result: std::io::Result<T>) -> Result<T, BackupError> {
    result.map_err(|cause| BackupError::File {
        path: path.to_owned(),
        cause,
    })
}

/// Runs work on files where it holds nobody up.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BackupError> + Send + 'static,
) -> Result<T, BackupError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| crate::Error::Unavailable(error.to_string()))?
}

pub(super) async fn measure(
    folder: &Path,
    names: Vec<String>,
) -> Result<Vec<FileEntry>, BackupError> {
    let folder = folder.to_owned();
    blocking(move || {
        let entries = names.into_iter().map(|name| entry(&folder, name));
        entries.collect()
    })
    .await
}

pub(super) async fn verify(folder: &Path, entries: &[FileEntry]) -> Result<(), BackupError> {
    let (folder, entries) = (folder.to_owned(), entries.to_vec());
    blocking(move || {
        for wanted in entries {
            let damaged = |why: &str| BackupError::Damaged {
                file: wanted.name.clone(),
                why: why.to_owned(),
            };
            // The manifest comes from outside: it names files of its own folder and no others.
            let mut parts = Path::new(&wanted.name).components();
            if !matches!(
                (parts.next(), parts.next()),
                (Some(Component::Normal(_)), None)
            ) {
                return Err(damaged("it lies outside the backup"));
            }
            if !folder.join(&wanted.name).is_file() {
                return Err(damaged("it is missing"));
            }
            if entry(&folder, wanted.name.clone())? != wanted {
                return Err(damaged("it is not what was written"));
            }
        }
        Ok(())
    })
    .await
}

fn entry(folder: &Path, name: String) -> Result<FileEntry, BackupError> {
    let path = folder.join(&name);
    let (bytes, sha256) = at(&path, digest(&path))?;
    Ok(FileEntry {
        name,
        bytes,
        sha256,
    })
}

fn digest(path: &Path) -> std::io::Result<(u64, String)> {
    let mut file = File::open(path)?;
    let mut context = Context::new(&SHA256);
    let mut buffer = vec![0; 256 * 1024];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        context.update(&buffer[..count]);
        bytes += u64::try_from(count).unwrap_or_default();
    }
    let mut hex = String::with_capacity(64);
    for byte in context.finish().as_ref() {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    Ok((bytes, hex))
}
