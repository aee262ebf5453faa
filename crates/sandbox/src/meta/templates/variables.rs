//! `{{1}}` and `{{name}}` in a template's text.

/// The names of the variables, each once, in their order.
pub(crate) fn variables(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("{{") {
        rest = rest.get(start + 2..).unwrap_or_default();
        let Some(end) = rest.find("}}") else { break };
        let name = rest.get(..end).unwrap_or_default();
        let is_name = !name.is_empty()
            && name
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || it == '_');
        if is_name && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
        rest = rest.get(end + 2..).unwrap_or_default();
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_variable_counts_once() {
        assert_eq!(variables("{{1}} and {{2}}, {{1}}"), ["1", "2"]);
        assert_eq!(variables("Hi {{first_name}}!"), ["first_name"]);
        assert!(variables("{1} {{}} {{a b}} {{").is_empty());
    }
}
