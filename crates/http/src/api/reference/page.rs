//! The readable page: areas, their endpoints, and the shapes that these speak of.

use super::html::{escape, prose};
use serde_json::{Map, Value};
use std::fmt::Write;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];
const SCHEMAS: &str = "#/components/schemas/";

/// Renders a document as one page.
pub(super) fn render(document: &Value) -> String {
    let mut page = String::with_capacity(256 * 1024);
    page.push_str(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>Aldaba API</title><link rel=\"stylesheet\" href=\"/api/style.css\"></head><body>",
    );
    navigation(&mut page, document);
    page.push_str("<main><h1>Aldaba API</h1>");
    for paragraph in text(document, "/info/description").split("\n\n") {
        put(&mut page, format_args!("<p>{}</p>", prose(paragraph)));
    }
    page.push_str("<p><a href=\"/api/openapi.json\">The same as OpenAPI 3.1</a></p>");
    for tag in array(document, "/tags") {
        area(&mut page, document, tag);
    }
    page.push_str("<section><h2 id=\"shapes\">Shapes</h2>");
    for (name, schema) in object(document, "/components/schemas") {
        shape(&mut page, name, schema);
    }
    page.push_str("</section></main></body></html>");
    page
}

fn navigation(page: &mut String, document: &Value) {
    page.push_str("<nav><ul>");
    for tag in array(document, "/tags") {
        let name = escape(text(tag, "/name"));
        put(
            page,
            format_args!("<li><a href=\"#{}\">{name}</a></li>", anchor(&name)),
        );
    }
    page.push_str("<li><a href=\"#shapes\">Shapes</a></li></ul></nav>");
}

fn area(page: &mut String, document: &Value, tag: &Value) {
    let name = text(tag, "/name");
    let found: Vec<_> = operations(document)
        .filter(|one| text(one.operation, "/tags/0") == name)
        .collect();
    if found.is_empty() {
        return;
    }
    put(
        page,
        format_args!("<section><h2 id=\"{}\">{}</h2>", anchor(name), escape(name)),
    );
    put(
        page,
        format_args!("<p>{}</p>", prose(text(tag, "/description"))),
    );
    for one in found {
        endpoint(page, &one);
    }
    page.push_str("</section>");
}

struct Endpoint<'a> {
    method: &'static str,
    path: &'a str,
    operation: &'a Value,
}

fn operations(document: &Value) -> impl Iterator<Item = Endpoint<'_>> {
    object(document, "/paths").flat_map(|(path, item)| {
        METHODS.into_iter().filter_map(move |method| {
            Some(Endpoint {
                method,
                path,
                operation: item.get(method)?,
            })
        })
    })
}

fn endpoint(page: &mut String, one: &Endpoint<'_>) {
    let id = escape(text(one.operation, "/operationId"));
    put(
        page,
        format_args!(
            "<article id=\"{id}\"><h3>{}</h3><p class=\"call\"><b class=\"{method}\">{method}</b> \
             <code>{}</code> <a href=\"#{id}\">{id}</a></p>",
            prose(text(one.operation, "/summary")),
            escape(one.path),
            method = one.method,
        ),
    );
    let description = text(one.operation, "/description");
    if !description.is_empty() {
        put(page, format_args!("<p>{}</p>", prose(description)));
    }
    parameters(page, one.operation);
    if let Some(schema) = one
        .operation
        .pointer("/requestBody/content/application~1json/schema")
    {
        put(page, format_args!("<p>Body: {}</p>", kind(schema)));
    }
    page.push_str("<table><tbody>");
    for (status, response) in object(one.operation, "/responses") {
        let bodies = object(response, "/content").map(|(_, body)| kind(&body["schema"]));
        let bodies: Vec<String> = bodies.collect();
        put(
            page,
            format_args!(
                "<tr><th>{}</th><td>{}</td><td>{}</td></tr>",
                escape(status),
                bodies.join(", "),
                prose(text(response, "/description")),
            ),
        );
    }
    page.push_str("</tbody></table></article>");
}

fn parameters(page: &mut String, operation: &Value) {
    let shown = array(operation, "/parameters").filter(|one| text(one, "/name") != "organization");
    let rows: Vec<&Value> = shown.collect();
    if rows.is_empty() {
        return;
    }
    page.push_str("<table><tbody>");
    for one in rows {
        put(
            page,
            format_args!(
                "<tr><th><code>{}</code></th><td>{}, {}</td><td>{}</td></tr>",
                escape(text(one, "/name")),
                escape(text(one, "/in")),
                kind(&one["schema"]),
                prose(text(one, "/description")),
            ),
        );
    }
    page.push_str("</tbody></table>");
}

fn shape(page: &mut String, name: &str, schema: &Value) {
    let name = escape(name);
    put(
        page,
        format_args!(
            "<article id=\"{name}\"><h3>{name}</h3><p>{}</p>",
            prose(text(schema, "/description"))
        ),
    );
    if schema.get("properties").is_none() {
        put(page, format_args!("<p>{}</p></article>", kind(schema)));
        return;
    }
    page.push_str("<table><tbody>");
    let required: Vec<&Value> = array(schema, "/required").collect();
    for (property, what) in object(schema, "/properties") {
        let optional = if required.iter().any(|one| *one == property) {
            ""
        } else {
            "?"
        };
        put(
            page,
            format_args!(
                "<tr><th><code>{}{optional}</code></th><td>{}</td><td>{}</td></tr>",
                escape(property),
                kind(what),
                prose(text(what, "/description")),
            ),
        );
    }
    page.push_str("</tbody></table></article>");
}

/// A schema in a few words, with links.
fn kind(schema: &Value) -> String {
    if let Some(name) = text(schema, "/$ref").strip_prefix(SCHEMAS) {
        let name = escape(name);
        return format!("<a href=\"#{name}\">{name}</a>");
    }
    for any in ["oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(choices)) = schema.get(any) {
            return choices.iter().map(kind).collect::<Vec<_>>().join(" | ");
        }
    }
    if let Some(Value::Array(words)) = schema.get("enum") {
        let words = words.iter().filter_map(Value::as_str);
        return words
            .map(|word| format!("<code>{}</code>", escape(word)))
            .collect::<Vec<_>>()
            .join(" | ");
    }
    match schema.get("type") {
        Some(Value::String(name)) if name == "array" => {
            format!("list of {}", kind(&schema["items"]))
        }
        Some(Value::String(name)) => escape(name).into_owned(),
        Some(Value::Array(names)) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" | "),
        _ => "anything".to_owned(),
    }
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(' ', "-")
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default()
}

fn array<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    value
        .pointer(pointer)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

fn object<'a>(value: &'a Value, pointer: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
    value
        .pointer(pointer)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
}

fn put(page: &mut String, what: std::fmt::Arguments<'_>) {
    page.write_fmt(what).expect("a String takes every write");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_endpoint_is_on_the_page_and_no_script_is() {
        let document = serde_json::to_value(super::super::document()).unwrap();
        let page = render(&document);
        let mut count = 0;
        for one in operations(&document) {
            let id = text(one.operation, "/operationId");
            assert!(page.contains(&format!("<article id=\"{id}\">")), "{id}");
            count += 1;
        }
        assert!(count > 0);
        assert!(!page.contains("<script") && !page.contains("style="));
    }
}
