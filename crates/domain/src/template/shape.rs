//! The parts of a template, and the variables that stand in its texts.

use super::ParameterFormat;
use serde_json::Value;

/// Meta's components, found by type whatever the case they are written in.
pub(super) fn component<'a>(components: &'a Value, kind: &str) -> Option<&'a Value> {
    list(components).iter().find(|part| is(&part["type"], kind))
}

pub(super) fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[][..], Vec::as_slice)
}

/// Whether a word of Meta's is `word`, which is written in capitals.
pub(super) fn is(value: &Value, word: &str) -> bool {
    value
        .as_str()
        .is_some_and(|text| text.eq_ignore_ascii_case(word))
}

/// The names between double braces, in their order, each once.
pub(super) fn variables(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Variable(name) = piece
            && !found.contains(&name)
        {
            found.push(name);
        }
    }
    found
}

/// A text in pieces: what stands as it is, and what is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str),
}

pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, after)) = leading_variable(rest) {
            rest = after;
            return Some(Piece::Variable(name));
        }
        // Up to the next braces that hold a name.
        let next = rest
            .match_indices("{{")
            .map(|(at, _)| at)
            .find(|&at| at > 0 && leading_variable(&rest[at..]).is_some());
        let (piece, after) = rest.split_at(next.unwrap_or(rest.len()));
        rest = after;
        Some(Piece::Text(piece))
    })
}

fn leading_variable(text: &str) -> Option<(&str, &str)> {
    let (name, after) = text.strip_prefix("{{")?.split_once("}}")?;
    let name = name.trim();
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '_');
    is_name.then_some((name, after))
}

/// Whether these are names that the format allows: `1, 2, 3` without gaps, or lower-case words.
pub(super) fn fit(names: &[&str], format: ParameterFormat) -> bool {
    match format {
        ParameterFormat::Positional => {
            let mut numbers: Vec<usize> = names.iter().filter_map(|it| it.parse().ok()).collect();
            numbers.sort_unstable();
            numbers.len() == names.len() && numbers.iter().copied().eq(1..=names.len())
        }
        ParameterFormat::Named => names.iter().all(|name| {
            name.starts_with(|it: char| it.is_ascii_lowercase())
                && name
                    .chars()
                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '_')
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_among_braces_of_other_kinds() {
        assert_eq!(variables("Hola {{1}}, {{ 2 }} y {{1}}"), ["1", "2"]);
        assert_eq!(variables("{{first_name}}"), ["first_name"]);
        assert!(variables("{1} {{}} {{a b}} {{ñ}} {{").is_empty());
        let text = "{{x {{1}} fin";
        assert_eq!(
            pieces(text).collect::<Vec<_>>(),
            [
                Piece::Text("{{x "),
                Piece::Variable("1"),
                Piece::Text(" fin")
            ]
        );
    }

    #[test]
    fn names_fit_their_format() {
        assert!(fit(&["2", "1"], ParameterFormat::Positional));
        assert!(!fit(&["1", "3"], ParameterFormat::Positional));
        assert!(!fit(&["name"], ParameterFormat::Positional));
        assert!(fit(&["first_name"], ParameterFormat::Named));
        assert!(!fit(&["First"], ParameterFormat::Named));
        assert!(!fit(&["1"], ParameterFormat::Named));
    }
}
