//! Each Rust file says what it is for, and no file outgrows one reading.

use crate::finding::Finding;
use crate::tree::{File, Tree};

const RUST_WALL: usize = 600;
const WEB_WALL: usize = 300;

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files() {
        findings.extend(check_header(file));
        findings.extend(check_length(file));
    }
    findings
}

fn check_header(file: &File) -> Option<Finding> {
    let opens_well = file.extension() != "rs" || file.text.starts_with("//! ");
    (!opens_well).then(|| {
        Finding::new(
            &file.path,
            1,
            "no `//!` on the first line; say in a sentence what it is for",
        )
    })
}

fn check_length(file: &File) -> Option<Finding> {
    if file.is_test() || file.is_generated() {
        return None;
    }
    let (length, wall) = match file.extension() {
        "rs" => (lines_before_tests(file), RUST_WALL),
        _ if file.is_web_code() => (file.lines().count(), WEB_WALL),
        _ => return None,
    };
    (length > wall).then(|| {
        let what = format!("{length} lines, the wall is {wall}; split it by what it does");
        Finding::new(&file.path, wall, what)
    })
}

fn lines_before_tests(file: &File) -> usize {
    let mut lines = file.lines().peekable();
    let mut length = 0;
    while let Some((number, line)) = lines.next() {
        let opens_tests = line == "#[cfg(test)]"
            && lines
                .peek()
                .is_some_and(|(_, next)| next.starts_with("mod ") && next.ends_with('{'));
        if opens_tests {
            break;
        }
        length = number;
    }
    length
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

    fn rust(lines: usize) -> String {
        format!("//! Words.\n{}", "fn f() {}\n".repeat(lines - 1))
    }

    #[test]
    fn a_file_without_a_header_is_found() {
        let found = findings_of("crates/bus/src/lib.rs", "use std::fmt;\n");
        assert!(found[0].starts_with("crates/bus/src/lib.rs:1: no `//!`"));
        assert!(findings_of("web/src/main.tsx", "import x from 'y'\n").is_empty());
    }

    #[test]
    fn the_wall_stands_after_its_last_line() {
        assert!(findings_of("a.rs", &rust(RUST_WALL)).is_empty());
        assert!(
            findings_of("a.rs", &rust(RUST_WALL + 1))[0].contains("601 lines, the wall is 600")
        );
        assert_eq!(
            findings_of("web/src/a.tsx", &"x\n".repeat(WEB_WALL + 1)).len(),
            1
        );
    }

    #[test]
    fn tests_and_generated_code_have_no_wall() {
        let long = rust(900);
        assert!(findings_of("crates/http/tests/it/main.rs", &long).is_empty());
        assert!(findings_of("web/src/api/schema.d.ts", &long).is_empty());
        let with_tests = format!("{}#[cfg(test)]\nmod tests {{\n{long}}}\n", rust(100));
        assert!(findings_of("a.rs", &with_tests).is_empty());
    }
}
