//! Text that must not stand in the repository: unfinished work, muted tests, one machine's paths.

use crate::finding::Finding;
use crate::tree::{File, Tree};

struct Refusal {
    text: &'static str,
    applies: fn(&File) -> bool,
    what: &'static str,
}

const REFUSALS: &[Refusal] = &[
    unfinished("todo!("),
    unfinished("unimplemented!("),
    Refusal {
        text: "TODO:",
        applies: is_code,
        what: "plans belong to issues; do it or file it",
    },
    Refusal {
        text: "// TODO",
        applies: is_code,
        what: "plans belong to issues; do it or file it",
    },
    Refusal {
        text: "FIXME",
        applies: is_code,
        what: "plans belong to issues; do it or file it",
    },
    muted_in_rust("#[ignore"),
    muted_in_web(".skip("),
    muted_in_web(".todo("),
    muted_in_web(".only("),
    muted_in_web(".fixme("),
    hidden_type_error("@ts-ignore"),
    hidden_type_error("@ts-nocheck"),
    Refusal {
        text: "env::var",
        applies: must_not_read_environment,
        what: "only `config` reads the environment; take a setting instead",
    },
    one_machine("/work/"),
    one_machine("/root/"),
    Refusal {
        text: "../shared",
        applies: must_not_look_outside,
        what: "looks outside the repository; only a test whose header says so may",
    },
];

const fn unfinished(text: &'static str) -> Refusal {
    Refusal {
        text,
        applies: is_rust,
        what: "unfinished work; finish it",
    }
}

const fn muted_in_rust(text: &'static str) -> Refusal {
    Refusal {
        text,
        applies: is_rust,
        what: "a test that does not run proves nothing; mend it",
    }
}

const fn muted_in_web(text: &'static str) -> Refusal {
    Refusal {
        text,
        applies: is_web_test,
        what: "a test that does not run proves nothing; mend it",
    }
}

const fn hidden_type_error(text: &'static str) -> Refusal {
    Refusal {
        text,
        applies: is_code,
        what: "hides a type error; mend the type",
    }
}

const fn one_machine(text: &'static str) -> Refusal {
    Refusal {
        text,
        applies: everywhere,
        what: "a path of one machine; make it relative or a setting",
    }
}

pub(crate) fn check(tree: &Tree) -> Vec<Finding> {
    // The rules themselves have to spell what they refuse.
    let files = tree
        .files()
        .filter(|file| !file.path.starts_with("xtask/src/tidy/"));
    let mut findings = Vec::new();
    for file in files {
        let refusals: Vec<_> = REFUSALS.iter().filter(|it| (it.applies)(file)).collect();
        for (number, line) in file.lines() {
            let hit = refusals
                .iter()
                .find(|refusal| stands_in(line, refusal.text));
            if let Some(refusal) = hit {
                let what = format!("`{}`: {}", refusal.text, refusal.what);
                findings.push(Finding::new(&file.path, number, what));
            }
        }
    }
    findings
}

// A path of ours (`crates/x/work/`) or an address may end in the same letters.
fn stands_in(line: &str, text: &str) -> bool {
    if !text.starts_with('/') || text.starts_with("//") {
        return line.contains(text);
    }
    line.match_indices(text).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '*'))
    })
}

fn everywhere(_: &File) -> bool {
    true
}

fn is_rust(file: &File) -> bool {
    file.extension() == "rs"
}

fn is_code(file: &File) -> bool {
    is_rust(file) || file.is_web_code() || file.extension() == "sh"
}

fn is_web_test(file: &File) -> bool {
    file.is_web_code() && file.is_test()
}

fn must_not_read_environment(file: &File) -> bool {
    let tools = ["crates/config/", "bench/", "xtask/"];
    is_rust(file) && !file.is_test() && !tools.iter().any(|folder| file.path.starts_with(folder))
}

fn must_not_look_outside(file: &File) -> bool {
    let header_says_so = file
        .lines()
        .map(|(_, line)| line)
        .take_while(|line| line.starts_with("//"))
        .any(|line| line.contains("../shared"));
    !(file.is_test() && header_says_so)
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
    fn unfinished_work_is_found() {
        assert_eq!(
            findings_of("a.rs", "//! A.\nfn f() { todo!() }\n"),
            ["a.rs:2: `todo!(`: unfinished work; finish it"]
        );
    }

    #[test]
    fn a_muted_test_is_found_but_an_iterator_may_skip() {
        assert_eq!(findings_of("web/src/a.test.ts", "it.skip('x')\n").len(), 1);
        assert_eq!(
            findings_of("crates/a/tests/it/b.rs", "#[ignore]\n").len(),
            1
        );
        assert!(findings_of("crates/a/tests/it/b.rs", "words.skip(1)\n").is_empty());
    }

    #[test]
    fn only_config_and_tests_read_the_environment() {
        let text = "let x = std::env::var(\"X\");\n";
        assert_eq!(findings_of("crates/http/src/a.rs", text).len(), 1);
        assert!(findings_of("crates/config/src/a.rs", text).is_empty());
        assert!(findings_of("crates/testkit/src/database.rs", text).is_empty());
    }

    #[test]
    fn a_path_of_one_machine_is_found_and_a_part_of_another_path_is_not() {
        assert_eq!(findings_of("README.md", "cd /root/aldaba\n").len(), 1);
        assert!(findings_of("README.md", "see frame/work/notes and $HOME/root/x\n").is_empty());
    }

    #[test]
    fn a_test_may_look_outside_when_its_header_says_so() {
        let path = "crates/graph/tests/it/payloads.rs";
        assert_eq!(
            findings_of(path, "//! Payloads.\nread(\"../shared/x\");\n").len(),
            1
        );
        let said = "//! Payloads of ../shared, where they are.\nread(\"../shared/x\");\n";
        assert!(findings_of(path, said).is_empty());
    }
}
