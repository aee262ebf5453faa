//! What cargo knows of our crates, cut down to what the arrows are drawn from.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use cargo_metadata::{DependencyKind, MetadataCommand, Package};

pub(crate) struct Workspace {
    pub(crate) crates: Vec<Crate>,
    /// Names of everything that `domain` compiles with its default features.
    pub(crate) domain_tree: Vec<String>,
}

pub(crate) struct Crate {
    pub(crate) name: String,
    /// The crate's folder, relative to the root.
    pub(crate) folder: String,
    pub(crate) manifest: String,
    pub(crate) dependencies: Vec<Dependency>,
}

pub(crate) struct Dependency {
    pub(crate) package: String,
    /// The name under which the manifest and the code know it.
    pub(crate) key: String,
    pub(crate) for_tests: bool,
    pub(crate) optional: bool,
    pub(crate) features: Vec<String>,
}

impl Crate {
    /// The last part of the folder, by which the house calls the crate.
    pub(crate) fn room(&self) -> &str {
        self.folder.rsplit('/').next().unwrap_or(&self.folder)
    }

    /// The line of the manifest that names the dependency, or the first one.
    pub(crate) fn line_of(&self, key: &str) -> usize {
        self.manifest
            .lines()
            .position(|line| {
                line.strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with(['.', ' ', '=']))
            })
            .map_or(1, |index| index + 1)
    }
}

pub(crate) fn read(root: &Path) -> anyhow::Result<Workspace> {
    let metadata = MetadataCommand::new()
        .manifest_path(root.join("Cargo.toml"))
        .no_deps()
        .exec()
        .context("cargo metadata failed; mend the manifests first")?;
    let crates = metadata
        .workspace_packages()
        .into_iter()
        .map(|package| to_crate(root, package))
        .collect::<anyhow::Result<_>>()?;
    Ok(Workspace {
        crates,
        domain_tree: domain_tree(root)?,
    })
}

fn to_crate(root: &Path, package: &Package) -> anyhow::Result<Crate> {
    let folder = package
        .manifest_path
        .parent()
        .and_then(|folder| folder.as_std_path().strip_prefix(root).ok())
        .with_context(|| format!("{} stands outside the repository", package.name))?;
    let dependencies = package
        .dependencies
        .iter()
        .map(|dependency| Dependency {
            package: dependency.name.clone(),
            key: dependency
                .rename
                .clone()
                .unwrap_or_else(|| dependency.name.clone()),
            for_tests: dependency.kind == DependencyKind::Development,
            optional: dependency.optional,
            features: dependency.features.clone(),
        })
        .collect();
    Ok(Crate {
        name: package.name.to_string(),
        folder: folder.to_string_lossy().replace('\\', "/"),
        manifest: std::fs::read_to_string(&package.manifest_path)?,
        dependencies,
    })
}

// `cargo metadata` joins the features of the whole workspace, so that `storage` would lend its
// sqlx to `domain`; `cargo tree -p` resolves the one package alone.
fn domain_tree(root: &Path) -> anyhow::Result<Vec<String>> {
    let output = Command::new("cargo")
        .args(["tree", "-p", "aldaba-domain", "-e", "normal,build"])
        .args(["--prefix", "none", "--format", "{p}"])
        .current_dir(root)
        .output()
        .context("cargo tree could not be started")?;
    ensure!(
        output.status.success(),
        "cargo tree -p aldaba-domain failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut names: Vec<String> = String::from_utf8(output.stdout)?
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    Ok(names)
}
