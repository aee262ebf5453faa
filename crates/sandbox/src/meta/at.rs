//! A value and the way to it, for refusals that name the parameter as Graph does.

use serde_json::Value;

use super::Refusal;

/// `interactive['body']['text']` with what stands there.
#[derive(Debug, Clone)]
pub(crate) struct At<'a> {
    pub(crate) value: &'a Value,
    pub(crate) path: String,
}

impl<'a> At<'a> {
    pub(crate) fn new(value: &'a Value, path: &str) -> Self {
        Self {
            value,
            path: path.to_owned(),
        }
    }

    /// The member of that name, unless it is absent or null.
    pub(crate) fn get(&self, name: &str) -> Option<Self> {
        let value = self.value.get(name).filter(|value| !value.is_null())?;
        Some(Self {
            value,
            path: format!("{}['{name}']", self.path),
        })
    }

    pub(crate) fn need(&self, name: &str) -> Result<Self, Refusal> {
        self.get(name).ok_or_else(|| {
            let path = format!("{}['{name}']", self.path);
            Refusal::with_details(131_008, format!("The parameter {path} is required."))
        })
    }

    pub(crate) fn object(self) -> Result<Self, Refusal> {
        if self.value.is_object() {
            return Ok(self);
        }
        Err(Refusal::wrong_type(&self.path, "an object"))
    }

    /// A text that is not empty.
    pub(crate) fn text(&self) -> Result<&'a str, Refusal> {
        match self.value {
            Value::String(text) if !text.is_empty() => Ok(text),
            Value::String(_) => Err(Refusal::with_details(
                131_009,
                format!("{} must not be empty.", self.path),
            )),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::Array(_)
            | Value::Object(_) => Err(Refusal::wrong_type(&self.path, "a string")),
        }
    }

    /// Characters are code points, as Meta counts them.
    pub(crate) fn text_up_to(&self, limit: usize) -> Result<&'a str, Refusal> {
        let text = self.text()?;
        if text.chars().count() > limit {
            return Err(Refusal::too_long(&self.path, limit));
        }
        Ok(text)
    }

    pub(crate) fn need_text(&self, name: &str, limit: usize) -> Result<&'a str, Refusal> {
        self.need(name)?.text_up_to(limit)
    }

    pub(crate) fn may_have_text(
        &self,
        name: &str,
        limit: usize,
    ) -> Result<Option<&'a str>, Refusal> {
        self.get(name).map(|it| it.text_up_to(limit)).transpose()
    }

    pub(crate) fn one_of(&self, known: &[&str]) -> Result<&'a str, Refusal> {
        let text = self.text()?;
        if known.iter().any(|it| it.eq_ignore_ascii_case(text)) {
            return Ok(text);
        }
        let known = known.join(", ").to_ascii_uppercase();
        Err(Refusal::invalid(format!(
            "Param {} must be one of {{{known}}} - got \"{text}\".",
            self.path
        )))
    }

    pub(crate) fn items(&self) -> Result<Vec<Self>, Refusal> {
        let list = self.value.as_array();
        let list = list.ok_or_else(|| Refusal::wrong_type(&self.path, "an array"))?;
        let at = |(index, value)| At {
            value,
            path: format!("{}[{index}]", self.path),
        };
        Ok(list.iter().enumerate().map(at).collect())
    }

    /// A list with at least one and at most so many items.
    pub(crate) fn items_up_to(&self, limit: usize) -> Result<Vec<Self>, Refusal> {
        let items = self.items()?;
        if items.is_empty() || items.len() > limit {
            return Err(self.not_valid(&format!(
                "must have between 1 and {limit} items, has {}",
                items.len()
            )));
        }
        Ok(items)
    }

    /// An address on the web.
    pub(crate) fn link(&self) -> Result<&'a str, Refusal> {
        let text = self.text_up_to(2_000)?;
        let url = url::Url::parse(text).ok();
        if url.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host()) {
            return Ok(text);
        }
        Err(Refusal::invalid(format!(
            "Param {} is not a valid URI.",
            self.path
        )))
    }

    pub(crate) fn number(&self) -> Result<f64, Refusal> {
        let number = match self.value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.parse().ok(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        number.ok_or_else(|| Refusal::wrong_type(&self.path, "a number"))
    }

    pub(crate) fn not_valid(&self, why: &str) -> Refusal {
        Refusal::with_details(131_009, format!("{} {why}.", self.path))
    }
}
