//! The files of the repository as git sees them, read once and shared by every rule.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

pub(crate) struct Tree {
    root: PathBuf,
    files: Vec<File>,
}

/// A text file; its path is relative to the root and uses `/`.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Tree {
    /// Reads tracked files and new ones that are not ignored; what is not text is left out.
    pub(crate) fn of_repository() -> anyhow::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .context("xtask stands one level below the root of the repository")?;
        let listing = Command::new("git")
            .args([
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .current_dir(root)
            .output()
            .context("git could not be started; install git")?;
        ensure!(
            listing.status.success(),
            "git ls-files failed in {}",
            root.display()
        );

        let mut paths: Vec<String> = String::from_utf8(listing.stdout)?
            .split_terminator('\0')
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup();
        let files = paths
            .into_iter()
            .filter_map(|path| {
                let text = std::fs::read_to_string(root.join(&path)).ok()?;
                Some(File { path, text })
            })
            .collect();
        Ok(Self {
            root: root.to_path_buf(),
            files,
        })
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        let files = files
            .iter()
            .map(|(path, text)| File {
                path: (*path).to_owned(),
                text: (*text).to_owned(),
            })
            .collect();
        Self {
            root: PathBuf::from("/nowhere"),
            files,
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    pub(crate) fn find(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether the path exists: as a text file, or on the disk for pictures and folders.
    pub(crate) fn has(&self, path: &str) -> bool {
        self.find(path).is_some() || self.root.join(path).exists()
    }
}

impl File {
    pub(crate) fn extension(&self) -> &str {
        self.name()
            .rsplit_once('.')
            .map_or("", |(_, extension)| extension)
    }

    pub(crate) fn name(&self) -> &str {
        self.path
            .rsplit_once('/')
            .map_or(self.path.as_str(), |(_, name)| name)
    }

    pub(crate) fn is_web_code(&self) -> bool {
        matches!(self.extension(), "ts" | "tsx" | "mts" | "js" | "mjs")
    }

    /// A file that holds tests or serves nothing but tests.
    pub(crate) fn is_test(&self) -> bool {
        let name = self.name();
        self.path.starts_with("e2e/")
            || self.path.starts_with("crates/testkit/")
            || self.path.split('/').any(|part| part == "tests")
            || name == "tests.rs"
            || name.ends_with("_tests.rs")
            || name.contains(".test.")
    }

    /// A file that a tool wrote; nobody reads or trims it.
    pub(crate) fn is_generated(&self) -> bool {
        self.name() == "schema.d.ts"
            || self.name().contains(".gen.")
            || self.path.split('/').any(|part| part == "generated")
            || self
                .text
                .lines()
                .take(5)
                .any(|line| line.contains("@generated"))
    }

    /// Lines with their numbers, from 1.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }
}
