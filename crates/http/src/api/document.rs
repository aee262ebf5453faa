//! The OpenAPI document: what no single endpoint says.

use super::described;
use crate::problem::{FieldProblem, MEDIA_TYPE, Problem};
use domain::openapi::{id_schemas, path_parameter};
use std::collections::BTreeSet;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, Content, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    Response, ResponseBuilder, Schema,
};
use utoipa::{PartialSchema, ToSchema};

/// The areas, in the order in which people need them.
const TAGS: &[(&str, &str)] = &[
    (
        "Account",
        "Signing in, one's own account, and its sessions.",
    ),
    ("Organization", "The organization itself."),
    (
        "Members",
        "People with a role in the organization, and how they are invited.",
    ),
    ("API tokens", "Access for programs."),
    (
        "Lines",
        "The numbers that customers write to, and their doors.",
    ),
    ("Meta apps", "Apps at Meta, whose secrets sign what knocks."),
    ("Queues", "The teams' lines of tickets."),
    (
        "Conversations",
        "The lasting threads between a line and a contact.",
    ),
    ("Messages", "What was written, and what became of it."),
    (
        "Dead letters",
        "What did not arrive, over all lines, and what is done about many at once.",
    ),
    (
        "Spend",
        "What messages cost, what a line may spend, and the rates that prices are read from.",
    ),
    (
        "Templates",
        "What Meta reviews before it may be sent to anybody at any time.",
    ),
    (
        "Media",
        "The files of messages; a form with a file before it is sent.",
    ),
    ("Tickets", "Pieces of work on conversations."),
    ("Contacts", "The people who write."),
    (
        "Events",
        "What happened, in order, as the live socket tells it too.",
    ),
    ("Tray", "What could not be read, kept as it came."),
    (
        "Sandbox",
        "The simulated customers; answers `sandbox_off` unless the sandbox runs.",
    ),
];

const DESCRIPTION: &str = "One house, many doors: customers write on WhatsApp, a team answers.

Ids are prefixed and sort by time. Times are RFC 3339 in UTC. A nullable field is always there, as `null`. \
Lists answer `data`, `next_cursor` and `as_of`, the event sequence of their snapshot. Refusals are \
`application/problem+json`; match their `code`: the texts may change. Programs send \
`Authorization: Bearer aldaba_…`; the answer's `RateLimit-*` headers tell what is left of the token's quota.";

/// The document of every endpoint.
pub fn document() -> OpenApi {
    let mut document = described().into_openapi();
    for (path, item) in &mut document.paths.paths {
        for operation in operations(item) {
            add_path_parameters(path, operation);
            add_problems(operation);
        }
    }
    answer_whole(&mut document);
    document
}

/// The document without its paths.
pub(super) fn frame() -> OpenApi {
    let session = ApiKeyValue::with_description(
        "aldaba",
        "The cookie of a session; `__Host-aldaba` under https.",
    );
    let mut token = Http::new(HttpAuthScheme::Bearer);
    token.description = Some("An API token, `aldaba_…`.".to_owned());
    let components = ComponentsBuilder::new()
        .schemas_from_iter(id_schemas())
        .schema(Problem::name(), Problem::schema())
        .schema(FieldProblem::name(), FieldProblem::schema())
        .security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)))
        .security_scheme("token", SecurityScheme::Http(token));
    let tags = TAGS.iter().map(|(name, what)| {
        TagBuilder::new()
            .name(*name)
            .description(Some(*what))
            .build()
    });
    let info = InfoBuilder::new()
        .title("Aldaba")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(DESCRIPTION))
        .license(Some(
            LicenseBuilder::new().name("AGPL-3.0-or-later").build(),
        ));
    OpenApiBuilder::new()
        .info(info)
        .tags(Some(tags))
        .security(Some([requirement("session"), requirement("token")]))
        .components(Some(components.build()))
        .build()
}

fn requirement(scheme: &str) -> SecurityRequirement {
    SecurityRequirement::new(scheme, Vec::<String>::new())
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

/// Every `{name}` of a path is an id, and the id's type says which.
fn add_path_parameters(path: &str, operation: &mut Operation) {
    let names = path
        .split('{')
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('}')?.0));
    let found = names.filter_map(path_parameter).map(RefOr::T);
    operation
        .parameters
        .get_or_insert_default()
        .splice(0..0, found);
}

/// Every endpoint may refuse, and each refusal has the same shape.
fn add_problems(operation: &mut Operation) {
    let content = || Content::new(Some(Ref::from_schema_name(Problem::name())));
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(Response {
            content: bodies, ..
        }) = response
            && bodies.is_empty()
            && (status.starts_with('4') || status.starts_with('5'))
        {
            bodies.insert(MEDIA_TYPE.to_owned(), RefOr::T(content()));
        }
    }
    let any = ResponseBuilder::new()
        .description("A refusal; match its `code`.")
        .content(MEDIA_TYPE, content());
    operation
        .responses
        .responses
        .insert("default".to_owned(), RefOr::T(any.build()));
}

/// What we answer is whole: a nullable property is `null`, never absent. What we are sent may leave
/// it out, so schemas of requests stay as they are.
fn answer_whole(document: &mut OpenApi) {
    let mut asked = BTreeSet::new();
    for item in document.paths.paths.values_mut() {
        for operation in operations(item) {
            collect(&operation.request_body, &mut asked);
        }
    }
    let Some(components) = &mut document.components else {
        return;
    };
    let mut todo: Vec<String> = asked.iter().cloned().collect();
    while let Some(name) = todo.pop() {
        let mut found = BTreeSet::new();
        collect(&components.schemas.get(&name), &mut found);
        todo.extend(found.into_iter().filter(|name| asked.insert(name.clone())));
    }
    for (name, schema) in &mut components.schemas {
        if !asked.contains(name) {
            require_all(schema);
        }
    }
}

fn require_all(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    if let Schema::Object(object) = schema {
        object.required = object.properties.keys().cloned().collect();
        object.properties.values_mut().for_each(require_all);
        return;
    }
    let choices = match schema {
        Schema::OneOf(one) => &mut one.items,
        Schema::AllOf(all) => &mut all.items,
        Schema::AnyOf(any) => &mut any.items,
        Schema::Array(_) | Schema::Object(_) | _ => return,
    };
    choices.iter_mut().for_each(require_all);
}

/// Names of the schemas that `part` refers to.
fn collect(part: &impl serde::Serialize, names: &mut BTreeSet<String>) {
    fn walk(value: &serde_json::Value, names: &mut BTreeSet<String>) {
        if let Some(map) = value.as_object() {
            let name = map
                .get("$ref")
                .and_then(|name| name.as_str()?.strip_prefix("#/components/schemas/"));
            names.extend(name.map(str::to_owned));
            map.values().for_each(|value| walk(value, names));
        }
        value
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|value| walk(value, names));
    }
    walk(&serde_json::to_value(part).unwrap_or_default(), names);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The committed copy is what the web app's types and the guides are made from.
    #[test]
    fn the_committed_document_is_the_current_one() {
        let mut current = document().to_pretty_json().unwrap();
        current.push('\n');
        let committed = include_str!("../../openapi.json");
        assert!(
            committed == current,
            "openapi.json is not what the code says; run `cargo run -p aldaba openapi > crates/http/openapi.json` and commit it"
        );
    }

    #[test]
    fn every_operation_is_named_and_belongs_to_an_area() {
        let mut document = document();
        let mut names = BTreeSet::new();
        for (path, item) in &mut document.paths.paths {
            let places = path.matches('{').count();
            for operation in operations(item) {
                let name = operation.operation_id.clone().unwrap_or_default();
                assert!(
                    name.chars().all(|letter| letter.is_ascii_alphanumeric()) && !name.is_empty(),
                    "{path}: {name}"
                );
                assert!(names.insert(name.clone()), "{name} is there twice");
                let tag = operation
                    .tags
                    .iter()
                    .flatten()
                    .next()
                    .unwrap_or_else(|| panic!("{name} has no tag"));
                assert!(
                    TAGS.iter().any(|(known, _)| known == tag),
                    "{name} has the unknown tag {tag}"
                );
                assert!(
                    operation.summary.is_some(),
                    "{name} has no summary; write a doc comment"
                );
                let described = operation.parameters.iter().flatten().filter(|parameter| {
                    matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == utoipa::openapi::path::ParameterIn::Path)
                });
                assert_eq!(
                    described.count(),
                    places,
                    "{name} has a parameter that `domain::openapi` does not know"
                );
            }
        }
    }
}
