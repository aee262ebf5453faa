//! Names that say nothing: of files, folders and types.

use crate::finding::Finding;
use crate::tree::{File, Tree};

const REFUSED_WORDS: &[&str] = &["util", "utils", "helper", "helpers", "common", "misc"];
const REFUSED_PREFIXES: &[&str] = &["new_", "old_"];
const REFUSED_SUFFIXES: &[&str] = &[
    "Manager",
    "Helper",
    "Helpers",
    "Util",
    "Utils",
    "Handler",
    "Data",
    "Info",
    "Processor",
    "Impl",
    "Wrapper",
];
const TYPE_KEYWORDS: &[&str] = &["struct", "enum", "trait", "type", "union"];

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files().filter(|file| is_code(file)) {
        findings.extend(check_path(file));
        if file.extension() == "rs" {
            findings.extend(check_types(file));
        }
    }
    findings
}

fn is_code(file: &File) -> bool {
    file.is_web_code() || matches!(file.extension(), "rs" | "sql" | "sh" | "css")
}

fn check_path(file: &File) -> Option<Finding> {
    let refused = file.path.split('/').find(|part| {
        let stem = part.split('.').next().unwrap_or(part);
        let says_nothing = stem
            .split(['_', '-'])
            .any(|word| REFUSED_WORDS.contains(&word));
        says_nothing
            || REFUSED_PREFIXES
                .iter()
                .any(|prefix| stem.starts_with(prefix))
    })?;
    let what = format!("`{refused}` says nothing of what is in it; name the thing that it holds");
    Some(Finding::new(&file.path, 1, what))
}

fn check_types(file: &File) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        let Some(name) = declared_type(line) else {
            continue;
        };
        if let Some(suffix) = REFUSED_SUFFIXES
            .iter()
            .find(|suffix| name.ends_with(*suffix))
        {
            let what = format!("type `{name}` ends in `{suffix}`; name it after what it is");
            findings.push(Finding::new(&file.path, number, what));
        }
    }
    findings
}

fn declared_type(line: &str) -> Option<&str> {
    let mut words = line
        .split_whitespace()
        .skip_while(|word| word.starts_with("pub"));
    let keyword = words.next()?;
    if !TYPE_KEYWORDS.contains(&keyword) {
        return None;
    }
    let name = words.next()?;
    let end = name
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(name.len());
    Some(&name[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings_of(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of(&[(path, text)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_file_or_folder_that_says_nothing_is_found() {
        for path in [
            "crates/http/src/utils.rs",
            "web/src/helpers/a.ts",
            "crates/bus/src/new_bus.rs",
        ] {
            assert_eq!(findings_of(path, "").len(), 1, "{path}");
        }
        for path in [
            "crates/http/src/renew.rs",
            "web/src/utilities-bill.tsx",
            "docs/misc.md",
        ] {
            assert!(findings_of(path, "").is_empty(), "{path}");
        }
    }

    #[test]
    fn a_type_is_named_after_what_it_is() {
        let found = findings_of("a.rs", "//! A.\npub(crate) struct SessionManager<T> {\n");
        assert_eq!(
            found,
            ["a.rs:2: type `SessionManager` ends in `Manager`; name it after what it is"]
        );
        assert!(findings_of("a.rs", "// struct of a Manager\nlet type_handler = 1;\n").is_empty());
    }
}
