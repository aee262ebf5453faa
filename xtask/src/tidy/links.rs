//! Links between our pages lead somewhere, and every page of the book is in its summary.

use crate::finding::Finding;
use crate::tree::{File, Tree};

const SUMMARY: &str = "docs/SUMMARY.md";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let pages = tree.files().filter(|file| file.extension() == "md");
    let mut findings: Vec<Finding> = pages.flat_map(|page| check_page(tree, page)).collect();
    findings.extend(check_summary(tree));
    findings
}

fn check_page(tree: &Tree, page: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in page.lines() {
        for target in targets(line) {
            let path = resolve(&page.path, target);
            if !path.is_some_and(|path| tree.has(&path)) {
                let what = format!("the link `{target}` leads nowhere; mend or remove it");
                findings.push(Finding::new(&page.path, number, what));
            }
        }
    }
    findings
}

/// The relative targets of `[text](target)` and `![text](target)`, without their fragments.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](").skip(1).filter_map(|rest| {
        let target = rest.split([')', '#', ' ']).next()?;
        let elsewhere = target.contains("://") || target.starts_with("mailto:");
        (!target.is_empty() && !elsewhere).then_some(target)
    })
}

/// The path from the root that a link in `page` means, unless it leaves the repository.
fn resolve(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()?),
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

fn check_summary(tree: &Tree) -> Vec<Finding> {
    let Some(summary) = tree.find(SUMMARY) else {
        return vec![Finding::new(
            SUMMARY,
            1,
            "the book has no summary; restore it",
        )];
    };
    let listed: Vec<String> = targets(&summary.text)
        .filter_map(|target| resolve(SUMMARY, target))
        .collect();
    tree.files()
        .filter(|file| file.extension() == "md")
        .map(|file| file.path.as_str())
        .filter(|path| path.starts_with("docs/") && *path != SUMMARY)
        .filter(|path| !is_record(path) && !listed.iter().any(|it| it == path))
        .map(|path| Finding::new(path, 1, "not in docs/SUMMARY.md; list it there"))
        .collect()
}

/// Figures of one run of `make prove`: the folder's own page tells of them.
fn is_record(path: &str) -> bool {
    path.starts_with("docs/proofs/") && path != "docs/proofs/README.md"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings_of(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let found = findings_of(&[
            (
                SUMMARY,
                "- [Words](concepts/glossary.md)\n- [Gone](concepts/gone.md)\n",
            ),
            (
                "docs/concepts/glossary.md",
                "see [the start](../SUMMARY.md#top), [us](https://x.y)",
            ),
        ]);
        assert_eq!(
            found,
            ["docs/SUMMARY.md:2: the link `concepts/gone.md` leads nowhere; mend or remove it"]
        );
    }

    #[test]
    fn a_page_outside_the_summary_is_found() {
        let found = findings_of(&[
            (SUMMARY, "# Summary\n"),
            ("docs/lost.md", ""),
            ("docs/proofs/2026-11-22-abcdef0.md", ""),
        ]);
        assert_eq!(
            found,
            ["docs/lost.md:1: not in docs/SUMMARY.md; list it there"]
        );
    }
}
