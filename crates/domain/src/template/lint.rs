//! What Meta rejects in a template, told before it is submitted (2388xxx of Meta's error codes).

use super::shape::{Piece, component, fit, is, list, pieces, variables};
use super::texts::message;
use super::{ParameterFormat, TemplateCategory};
use crate::Text3;
use serde_json::Value;

mod buttons;
mod special;

crate::words::words! {
    /// Whether Meta would refuse it, or only might.
    Severity, "severity" {
        Error = "error",
        Warning = "warning",
    }
}

/// A template as somebody wrote it.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    pub name: String,
    pub language: String,
    pub category: TemplateCategory,
    pub parameter_format: ParameterFormat,
    /// Meta's components; a header's stored file stands as `media_id` in its example.
    pub components: Value,
}

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub code: &'static str,
    pub severity: Severity,
    pub field: String,
    pub limit: Option<u64>,
    pub message: Text3,
}

const MAX_NAME: usize = 512;
const MAX_HEADER: usize = 60;
const MAX_BODY: usize = 1024;
const MAX_FOOTER: usize = 60;
const HEADERS: [&str; 6] = ["TEXT", "IMAGE", "VIDEO", "DOCUMENT", "LOCATION", "PRODUCT"];

/// Collects what is wrong.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn add(&mut self, code: &'static str, field: impl Into<String>) {
        self.push(code, Severity::Error, field.into(), None);
    }

    fn warn(&mut self, code: &'static str, field: impl Into<String>) {
        self.push(code, Severity::Warning, field.into(), None);
    }

    fn over(&mut self, code: &'static str, field: impl Into<String>, limit: usize) {
        self.push(code, Severity::Error, field.into(), Some(limit));
    }

    fn push(
        &mut self,
        code: &'static str,
        severity: Severity,
        field: String,
        limit: Option<usize>,
    ) {
        let limit = limit.and_then(|limit| u64::try_from(limit).ok());
        self.0.push(Finding {
            code,
            severity,
            field,
            limit,
            message: message(code, limit),
        });
    }

    fn within(&mut self, code: &'static str, field: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.over(code, field, limit);
        }
    }
}

/// Everything that Meta would refuse, and what it might not like.
pub fn lint(draft: &Draft) -> Vec<Finding> {
    let mut findings = Findings::default();
    name(&mut findings, &draft.name);
    if !is_language(&draft.language) {
        findings.add("language_invalid", "language");
    }
    if draft.category == TemplateCategory::Other {
        findings.add("category_required", "category");
    }
    if draft.category == TemplateCategory::Authentication {
        special::authentication(&mut findings, &draft.components);
        return findings.0;
    }
    header(
        &mut findings,
        draft,
        component(&draft.components, "HEADER"),
        "header",
    );
    match component(&draft.components, "BODY") {
        Some(part) => body(
            &mut findings,
            draft.parameter_format,
            part,
            "body",
            MAX_BODY,
        ),
        None => findings.add("body_required", "body"),
    }
    if let Some(part) = component(&draft.components, "FOOTER") {
        footer(&mut findings, part);
    }
    if let Some(part) = component(&draft.components, "BUTTONS") {
        buttons::check(&mut findings, &part["buttons"], "buttons");
    }
    special::offer(&mut findings, draft);
    special::carousel(&mut findings, draft);
    findings.0
}

fn name(findings: &mut Findings, name: &str) {
    let fits = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_';
    if name.is_empty() {
        findings.add("name_required", "name");
    } else if !name.chars().all(fits) {
        findings.add("name_invalid", "name");
    }
    findings.within("name_too_long", "name", name, MAX_NAME);
}

/// `es`, `es_MX`, `zh_Hant`: the form that Meta writes languages in.
fn is_language(language: &str) -> bool {
    let (tongue, region) = language
        .split_once('_')
        .map_or((language, None), |(tongue, region)| (tongue, Some(region)));
    let tongue_fits =
        (2..=3).contains(&tongue.len()) && tongue.chars().all(|it| it.is_ascii_lowercase());
    let fits = |region: &str| {
        (2..=4).contains(&region.len()) && region.chars().all(|it| it.is_ascii_alphabetic())
    };
    tongue_fits && region.is_none_or(fits)
}

fn header(findings: &mut Findings, draft: &Draft, part: Option<&Value>, field: &str) {
    let Some(part) = part else { return };
    let shape = part["format"].as_str().unwrap_or_default();
    if !HEADERS.iter().any(|known| is(&part["format"], known)) {
        findings.add("header_format_unknown", field);
        return;
    }
    if !shape.eq_ignore_ascii_case("TEXT") {
        let has_file = part["example"]["header_handle"][0].is_string()
            || part["example"]["media_id"].is_string();
        let wants_file = ["IMAGE", "VIDEO", "DOCUMENT"]
            .iter()
            .any(|known| is(&part["format"], known));
        if wants_file && !has_file {
            findings.add("header_example_required", field);
        }
        return;
    }
    let text = part["text"].as_str().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add("header_required", field);
    }
    findings.within("header_too_long", field, text, MAX_HEADER);
    if text.contains(['\n', '*', '~', '`']) {
        findings.add("header_formatting", field);
    }
    let names = variables(text);
    if names.len() > 1 {
        findings.over("too_many_header_variables", field, 1);
    }
    variables_fit(findings, &names, draft.parameter_format, field);
    let example = &part["example"];
    let examples = match draft.parameter_format {
        ParameterFormat::Positional => list(&example["header_text"]).len(),
        ParameterFormat::Named => list(&example["header_text_named_params"]).len(),
    };
    if examples < names.len() {
        findings.add("examples_required", field);
    }
}

fn variables_fit(findings: &mut Findings, names: &[&str], format: ParameterFormat, field: &str) {
    if !fit(names, format) {
        let code = match format {
            ParameterFormat::Positional => "variables_not_numbered",
            ParameterFormat::Named => "variables_not_named",
        };
        findings.add(code, field);
    }
}

fn body(findings: &mut Findings, format: ParameterFormat, part: &Value, field: &str, limit: usize) {
    let text = part["text"].as_str().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add("body_required", field);
        return;
    }
    findings.within("body_too_long", field, text, limit);
    if text.contains("\n\n\n") {
        findings.add("too_many_line_breaks", field);
    }
    let names = variables(text);
    variables_fit(findings, &names, format, field);
    around(findings, text, field);
    let words = pieces(text)
        .filter_map(|piece| match piece {
            Piece::Text(text) => Some(words(text)),
            Piece::Variable(_) => None,
        })
        .sum::<usize>();
    if !names.is_empty() && words < 2 * names.len() + 1 {
        findings.add("too_many_variables_for_text", field);
    }
    if examples(&part["example"], format) < names.len() {
        findings.add("examples_required", field);
    }
}

/// A template may not begin or end with a variable, and two should not touch.
fn around(findings: &mut Findings, text: &str, field: &str) {
    let all: Vec<Piece<'_>> = pieces(text.trim()).collect();
    let is_variable = |piece: Option<&Piece<'_>>| matches!(piece, Some(Piece::Variable(_)));
    if is_variable(all.first()) {
        findings.add("variable_leading", field);
    }
    if is_variable(all.last()) {
        findings.add("variable_trailing", field);
    }
    let touch = all
        .windows(2)
        .any(|pair| matches!(pair, [Piece::Variable(_), Piece::Variable(_)]));
    if touch {
        findings.warn("variables_touch", field);
    }
}

fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

fn examples(example: &Value, format: ParameterFormat) -> usize {
    let given = match format {
        ParameterFormat::Positional => &example["body_text"][0],
        ParameterFormat::Named => &example["body_text_named_params"],
    };
    list(given).len()
}

fn footer(findings: &mut Findings, part: &Value) {
    let text = part["text"].as_str().unwrap_or_default();
    if text.trim().is_empty() {
        findings.add("footer_required", "footer");
    }
    findings.within("footer_too_long", "footer", text, MAX_FOOTER);
    if !variables(text).is_empty() {
        findings.add("footer_variables", "footer");
    }
}

#[cfg(test)]
mod tests;
