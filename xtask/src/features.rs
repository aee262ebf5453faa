//! FEATURES.md holds every feature once, and what it calls done names its test.

use crate::finding::Finding;
use crate::tree::Tree;

const PATH: &str = "FEATURES.md";
const COUNT: usize = 226;

struct Row<'a> {
    line: usize,
    number: usize,
    name: &'a str,
    state: &'a str,
    evidence: &'a str,
}

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    let Some(file) = tree.find(PATH) else {
        return vec![Finding::new(
            PATH,
            1,
            "the list of features is missing; restore it",
        )];
    };
    let rows: Vec<Row<'_>> = file
        .lines()
        .filter_map(|(line, text)| parse(line, text))
        .collect();
    let mut findings = check_order(&rows);
    for row in &rows {
        findings.extend(check_row(tree, row));
    }
    findings
}

/// A row of the table; headings, rules and prose are none.
fn parse(line: usize, text: &str) -> Option<Row<'_>> {
    let inner = text.strip_prefix("| F")?;
    let mut cells = inner.split('|').map(str::trim);
    let number = cells.next()?.parse().ok()?;
    Some(Row {
        line,
        number,
        name: cells.next()?,
        state: cells.next()?,
        evidence: cells.next()?,
    })
}

fn check_order(rows: &[Row<'_>]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut expected = 1;
    for row in rows {
        if row.number != expected {
            let what = format!(
                "F{} stands where F{expected} belongs; keep every row once, in order",
                row.number
            );
            findings.push(Finding::new(PATH, row.line, what));
        }
        expected = row.number + 1;
    }
    if expected != COUNT + 1 {
        let line = rows.last().map_or(1, |row| row.line);
        let what = format!("the rows end before F{COUNT}; add what is missing");
        findings.push(Finding::new(PATH, line, what));
    }
    findings
}

fn check_row(tree: &Tree, row: &Row<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut find = |what: String| findings.push(Finding::new(PATH, row.line, what));
    let number = row.number;
    if row.name.is_empty() {
        find(format!("F{number} has no name; give it one"));
    }
    let lacks = row.state.strip_prefix("partly:").map(str::trim);
    if row.state == "not yet" {
        return findings;
    }
    if row.state != "works" && lacks.is_none_or(str::is_empty) {
        find(format!(
            "F{number} is `{}`; write `works`, `partly: what lacks` or `not yet`",
            row.state
        ));
        return findings;
    }
    let tests: Vec<&str> = row.evidence.split('`').skip(1).step_by(2).collect();
    if tests.is_empty() {
        find(format!(
            "F{number} names no test; add its path in backticks"
        ));
    }
    for test in tests {
        if let Some(what) = missing(tree, test) {
            find(format!("F{number} names `{test}`, {what}"));
        }
    }
    findings
}

/// Why `path` or `path::name` is no evidence.
fn missing(tree: &Tree, test: &str) -> Option<&'static str> {
    let (path, name) = match test.split_once("::") {
        Some((path, name)) => (path, Some(name)),
        None => (test, None),
    };
    let Some(file) = tree.find(path) else {
        return Some("which does not exist; name the test that shows it");
    };
    let Some(name) = name else {
        return (!holds_test(path, &file.text))
            .then_some("where there is no test; name the one that shows it");
    };
    let named = file.text.contains(name);
    (!named).then_some("but the file has no such test; name the one that shows it")
}

/// What is no code, as a guide, is itself what is shown.
fn holds_test(path: &str, text: &str) -> bool {
    let marks: &[&str] = match path.rsplit('.').next() {
        Some("rs") => &["#[test]", "#[tokio::test", "proptest!"],
        Some("ts" | "tsx" | "js") => &["test("],
        _ => return true,
    };
    marks.iter().any(|mark| text.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(change: impl Fn(usize) -> Option<String>) -> String {
        let rows = (1..=COUNT)
            .filter_map(|number| change(number).map(|rest| format!("| F{number} | {rest} |\n")));
        format!(
            "# Features\n\n| # | Feature | State | Test |\n|---|---|---|---|\n{}",
            rows.collect::<String>()
        )
    }

    fn findings_of(text: &str) -> Vec<String> {
        let tree = Tree::of(&[
            (PATH, text),
            ("e2e/inbox.test.ts", "test('answers')"),
            ("crates/a/src/b.rs", "//! A.\n"),
        ]);
        check(&tree).iter().map(ToString::to_string).collect()
    }

    fn with_first(state: &str, evidence: &str) -> Vec<String> {
        findings_of(&table(|number| {
            let (state, evidence) = if number == 1 {
                (state, evidence)
            } else {
                ("not yet", "")
            };
            Some(format!("Doors | {state} | {evidence}"))
        }))
    }

    #[test]
    fn a_whole_list_passes() {
        assert!(with_first("works", "`e2e/inbox.test.ts`").is_empty());
        assert!(with_first("partly: no SMS", "`e2e/inbox.test.ts::answers`").is_empty());
    }

    #[test]
    fn a_row_that_is_missing_or_doubled_is_found() {
        let gap = table(|number| (number != 7).then(|| "Doors | not yet | ".to_owned()));
        assert_eq!(
            findings_of(&gap),
            ["FEATURES.md:11: F8 stands where F7 belongs; keep every row once, in order"]
        );
        let short = table(|number| (number < COUNT).then(|| "Doors | not yet | ".to_owned()));
        assert!(findings_of(&short)[0].contains("the rows end before F226"));
    }

    #[test]
    fn a_state_has_one_of_three_forms() {
        assert!(with_first("done", "`e2e/inbox.test.ts`")[0].contains("F1 is `done`"));
        assert!(with_first("partly:", "`e2e/inbox.test.ts`")[0].contains("F1 is `partly:`"));
    }

    #[test]
    fn what_works_names_a_test_that_exists() {
        assert!(with_first("works", "")[0].contains("F1 names no test"));
        assert!(with_first("works", "`e2e/gone.test.ts`")[0].contains("which does not exist"));
        assert!(with_first("works", "`e2e/inbox.test.ts::sends`")[0].contains("no such test"));
        assert!(with_first("works", "`crates/a/src/b.rs`")[0].contains("where there is no test"));
    }
}
