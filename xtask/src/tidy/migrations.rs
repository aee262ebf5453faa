//! Both databases have the same migrations, by name.

use std::collections::BTreeSet;

use crate::finding::Finding;
use crate::tree::Tree;

const FOLDER: &str = "crates/storage/migrations";

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let sqlite = names_in(tree, "sqlite");
    let postgres = names_in(tree, "postgres");
    let missing = |of: &BTreeSet<String>, from: &BTreeSet<String>, here: &str, there: &str| {
        of.difference(from)
            .map(|name| {
                let what = format!("{there} has no `{name}`; write it for both databases");
                Finding::new(&format!("{FOLDER}/{here}/{name}"), 1, what)
            })
            .collect::<Vec<_>>()
    };
    let mut findings = missing(&sqlite, &postgres, "sqlite", "postgres");
    findings.extend(missing(&postgres, &sqlite, "postgres", "sqlite"));
    findings
}

fn names_in(tree: &Tree, database: &str) -> BTreeSet<String> {
    let folder = format!("{FOLDER}/{database}/");
    tree.files()
        .filter_map(|file| file.path.strip_prefix(&folder))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_migration_of_one_database_alone_is_found() {
        let tree = Tree::of(&[
            ("crates/storage/migrations/sqlite/0001_people.sql", ""),
            ("crates/storage/migrations/postgres/0001_people.sql", ""),
            ("crates/storage/migrations/postgres/0002_lines.sql", ""),
        ]);
        let found: Vec<_> = check(&tree).iter().map(ToString::to_string).collect();
        assert_eq!(
            found,
            ["crates/storage/migrations/postgres/0002_lines.sql:1: \
              sqlite has no `0002_lines.sql`; write it for both databases"]
        );
    }
}
