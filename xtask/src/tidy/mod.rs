//! The rules of the house that a machine can check, one file a rule.

mod arrows;
mod links;
mod migrations;
mod names;
mod refused;
mod walls;
mod workspace;

use crate::finding::Finding;
use crate::tree::Tree;

pub(crate) fn check(tree: &Tree) -> anyhow::Result<Vec<Finding>> {
    let workspace = workspace::read(tree.root())?;
    let mut findings = arrows::check(&workspace);
    findings.extend(walls::check(tree));
    findings.extend(names::check(tree));
    findings.extend(refused::check(tree));
    findings.extend(migrations::check(tree));
    findings.extend(links::check(tree));
    findings.sort();
    Ok(findings)
}
