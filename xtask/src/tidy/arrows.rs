//! The arrows between crates, and the few crates that may know a heavy dependency.

use super::workspace::{Crate, Dependency, Workspace};
use crate::finding::Finding;

/// What a crate of ours may use outside its tests.
const ARROWS: &[(&str, &[&str])] = &[
    (
        "aldaba",
        &[
            "config",
            "domain",
            "storage",
            "bus",
            "graph",
            "door",
            "door-cloud",
            "door-lite",
            "services",
            "http",
            "sandbox",
        ],
    ),
    ("config", &[]),
    ("domain", &[]),
    ("storage", &["domain"]),
    ("bus", &["domain"]),
    ("graph", &[]),
    ("door", &["domain"]),
    ("door-cloud", &["domain", "door", "graph"]),
    ("door-lite", &["domain", "door", "storage"]),
    ("services", &["domain", "storage", "bus", "door"]),
    ("http", &["domain", "services"]),
    ("sandbox", &["graph"]),
    (
        "testkit",
        &[
            "aldaba",
            "config",
            "domain",
            "storage",
            "bus",
            "graph",
            "door",
            "door-cloud",
            "door-lite",
            "services",
            "http",
            "sandbox",
        ],
    ),
    ("bench", &[]),
    ("xtask", &[]),
];

/// What tests may use besides: the test app, and Meta's other side.
const FOR_TESTS: &[&str] = &["testkit", "sandbox"];

/// Dependencies that only these crates may name.
const WALLS: &[(&str, &[&str])] = &[
    ("sqlx", &["storage", "bench", "testkit"]),
    ("axum", &["http", "sandbox", "aldaba"]),
    ("figment", &["config"]),
];

/// What `domain` must compile without.
const NOT_IN_DOMAIN: &[&str] = &["tokio", "sqlx", "axum", "reqwest"];

pub(crate) fn check(workspace: &Workspace) -> Vec<Finding> {
    let mut findings = Vec::new();
    for krate in &workspace.crates {
        findings.extend(check_name(krate));
        if allowed_from(krate).is_none() {
            let what = format!(
                "`{}` has no row in the table of arrows; add one",
                krate.room()
            );
            findings.push(finding(krate, "name", what));
        }
        for dependency in &krate.dependencies {
            findings.extend(check_dependency(krate, dependency));
        }
    }
    findings.extend(check_domain_tree(workspace));
    findings
}

fn allowed_from(krate: &Crate) -> Option<&'static [&'static str]> {
    let (_, allowed) = ARROWS.iter().find(|(from, _)| *from == krate.room())?;
    Some(allowed)
}

fn check_name(krate: &Crate) -> Option<Finding> {
    let expected = match krate.room() {
        room @ ("aldaba" | "bench" | "xtask") => room.to_owned(),
        room => format!("aldaba-{room}"),
    };
    (krate.name != expected).then(|| {
        finding(
            krate,
            "name",
            format!("package `{}`; name it `{expected}`", krate.name),
        )
    })
}

fn check_dependency(krate: &Crate, dependency: &Dependency) -> Vec<Finding> {
    match room_of(&dependency.package) {
        Some(target) => check_arrow(krate, dependency, target),
        None => check_wall(krate, dependency).into_iter().collect(),
    }
}

/// The folder of one of our packages, or nothing for somebody else's.
fn room_of(package: &str) -> Option<&str> {
    let room = package.strip_prefix("aldaba-").unwrap_or(package);
    let ours = ARROWS.iter().any(|(from, _)| *from == room);
    let named_right = room != package || matches!(package, "aldaba" | "bench" | "xtask");
    (ours && named_right).then_some(room)
}

fn check_arrow(krate: &Crate, dependency: &Dependency, target: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let allowed = allowed_from(krate).unwrap_or_default();
    let may = allowed.contains(&target) || (dependency.for_tests && FOR_TESTS.contains(&target));
    if !may {
        let way_out = if target == "testkit" {
            "make it a dev-dependency"
        } else {
            "move the code, or ask through a crate that may"
        };
        findings.push(finding(
            krate,
            &dependency.key,
            format!("`{}` must not use `{target}`; {way_out}", krate.room()),
        ));
    }
    let expected = if target == "http" {
        "web-server"
    } else {
        target
    };
    if dependency.key != expected {
        findings.push(finding(
            krate,
            &dependency.key,
            format!(
                "`{}` is known as `{expected}`; use that key",
                dependency.package
            ),
        ));
    }
    let turns_on_sqlx = target == "domain" && dependency.features.iter().any(|it| it == "sqlx");
    if turns_on_sqlx && krate.room() != "storage" {
        findings.push(finding(
            krate,
            &dependency.key,
            "only `storage` turns on domain's `sqlx` feature; remove it here".to_owned(),
        ));
    }
    findings
}

fn check_wall(krate: &Crate, dependency: &Dependency) -> Option<Finding> {
    let (wall, insiders) = WALLS.iter().find(|(wall, _)| *wall == dependency.package)?;
    let inside = insiders.contains(&krate.room());
    // Derives on the newtypes: off by default, turned on by `storage` alone.
    let derives = krate.room() == "domain" && *wall == "sqlx" && dependency.optional;
    (!inside && !derives).then(|| {
        let rooms = insiders.join(", ");
        finding(
            krate,
            &dependency.key,
            format!("only {rooms} may use {wall}; remove it here"),
        )
    })
}

fn check_domain_tree(workspace: &Workspace) -> Vec<Finding> {
    let Some(domain) = workspace
        .crates
        .iter()
        .find(|krate| krate.room() == "domain")
    else {
        return vec![Finding::new(
            "Cargo.toml",
            1,
            "crates/domain is missing; restore it",
        )];
    };
    let unwanted = workspace
        .domain_tree
        .iter()
        .filter(|name| NOT_IN_DOMAIN.contains(&name.as_str()) || name.starts_with("sqlx-"));
    unwanted
        .map(|name| {
            let what = format!("domain compiles {name} by default; put it behind a feature");
            finding(domain, "dependencies", what)
        })
        .collect()
}

fn finding(krate: &Crate, key: &str, what: String) -> Finding {
    Finding::new(
        &format!("{}/Cargo.toml", krate.folder),
        krate.line_of(key),
        what,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn krate(room: &str, dependencies: Vec<Dependency>) -> Crate {
        let folder = match room {
            "bench" | "xtask" => room.to_owned(),
            _ => format!("crates/{room}"),
        };
        let name = match room {
            "aldaba" | "bench" | "xtask" => room.to_owned(),
            _ => format!("aldaba-{room}"),
        };
        let manifest =
            "[dependencies]\ndomain.workspace = true\nsqlx.workspace = true\n".to_owned();
        Crate {
            name,
            folder,
            manifest,
            dependencies,
        }
    }

    fn uses(package: &str, key: &str) -> Dependency {
        Dependency {
            package: package.to_owned(),
            key: key.to_owned(),
            for_tests: false,
            optional: false,
            features: Vec::new(),
        }
    }

    fn in_tests(package: &str, key: &str) -> Dependency {
        Dependency {
            for_tests: true,
            ..uses(package, key)
        }
    }

    fn findings_of(krate: Crate) -> Vec<String> {
        let crates = vec![krate, self::krate("domain", Vec::new())];
        let workspace = Workspace {
            crates,
            domain_tree: vec!["serde".to_owned()],
        };
        check(&workspace).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_allowed_arrow_passes() {
        let services = krate("services", vec![uses("aldaba-storage", "storage")]);
        assert!(findings_of(services).is_empty());
    }

    #[test]
    fn a_forbidden_arrow_is_found_on_its_line() {
        let graph = krate("graph", vec![uses("aldaba-domain", "domain")]);
        assert_eq!(
            findings_of(graph),
            ["crates/graph/Cargo.toml:2: `graph` must not use `domain`; \
              move the code, or ask through a crate that may"]
        );
    }

    #[test]
    fn testkit_serves_tests_only() {
        let allowed = krate("http", vec![in_tests("aldaba-testkit", "testkit")]);
        assert!(findings_of(allowed).is_empty());
        let refused = krate("http", vec![uses("aldaba-testkit", "testkit")]);
        assert!(findings_of(refused)[0].contains("make it a dev-dependency"));
    }

    #[test]
    fn a_test_does_not_open_every_door() {
        let bus = krate("bus", vec![in_tests("aldaba-storage", "storage")]);
        assert_eq!(findings_of(bus).len(), 1);
    }

    #[test]
    fn a_package_is_named_after_its_folder() {
        let odd = Crate {
            name: "queue".to_owned(),
            ..krate("bus", Vec::new())
        };
        assert!(findings_of(odd)[0].ends_with("package `queue`; name it `aldaba-bus`"));
    }

    #[test]
    fn a_dependency_goes_by_its_short_name() {
        let services = krate("services", vec![uses("aldaba-storage", "aldaba-storage")]);
        assert!(findings_of(services)[0].contains("is known as `storage`"));
        let aldaba = krate("aldaba", vec![uses("aldaba-http", "web-server")]);
        assert!(findings_of(aldaba).is_empty());
    }

    #[test]
    fn sqlx_stays_behind_its_wall() {
        let services = krate("services", vec![uses("sqlx", "sqlx")]);
        assert_eq!(
            findings_of(services),
            [
                "crates/services/Cargo.toml:3: only storage, bench, testkit may use sqlx; remove it here"
            ]
        );
        assert!(findings_of(krate("bench", vec![uses("sqlx", "sqlx")])).is_empty());

        let derives = Dependency {
            optional: true,
            ..uses("sqlx", "sqlx")
        };
        assert!(findings_of(krate("domain", vec![derives])).is_empty());
        assert_eq!(
            findings_of(krate("domain", vec![uses("sqlx", "sqlx")])).len(),
            1
        );
    }

    #[test]
    fn only_storage_turns_on_the_sqlx_feature_of_domain() {
        let derives = || Dependency {
            features: vec!["sqlx".to_owned()],
            ..uses("aldaba-domain", "domain")
        };
        assert!(findings_of(krate("storage", vec![derives()])).is_empty());
        assert_eq!(findings_of(krate("bus", vec![derives()])).len(), 1);
    }

    #[test]
    fn domain_compiles_without_a_runtime() {
        let workspace = Workspace {
            crates: vec![krate("domain", Vec::new())],
            domain_tree: vec!["serde".to_owned(), "tokio".to_owned()],
        };
        assert_eq!(
            check(&workspace)[0].to_string(),
            "crates/domain/Cargo.toml:1: domain compiles tokio by default; put it behind a feature"
        );
    }

    #[test]
    fn somebody_elses_crate_with_our_short_name_is_not_ours() {
        assert_eq!(room_of("http"), None);
        assert_eq!(room_of("aldaba-http"), Some("http"));
        assert_eq!(room_of("config"), None);
    }
}
