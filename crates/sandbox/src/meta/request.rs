//! A call as Graph reads it: version or none, parameters from query, form or JSON.

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::Refusal;

#[derive(Debug)]
pub(crate) struct GraphRequest {
    pub(crate) method: Method,
    /// Without version, trailing slash and empty parts.
    pub(crate) path: Vec<String>,
    pub(crate) token: Option<String>,
    query: Vec<(String, String)>,
    body: Body,
}

#[derive(Debug)]
enum Body {
    Fields(Map<String, Value>),
    NotJson,
}

impl GraphRequest {
    /// A call whose body is read elsewhere, as it comes.
    pub(crate) fn head(head: &Parts) -> Self {
        Self::read(head, &[])
    }

    pub(crate) fn read(head: &Parts, body: &[u8]) -> Self {
        let (uri, headers) = (&head.uri, &head.headers);
        let mut path: Vec<String> = uri
            .path()
            .split('/')
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        if path.first().is_some_and(|part| is_version(part)) {
            path.remove(0);
        }
        let query = form(uri.query().unwrap_or_default().as_bytes());
        let body = read_body(headers, body);
        let mut request = Self {
            method: head.method.clone(),
            path,
            token: None,
            query,
            body,
        };
        request.token = bearer(headers).or_else(|| request.text("access_token"));
        request
    }

    /// The fields of the body; a body that is not JSON is refused here, where it is needed.
    pub(crate) fn fields(&self) -> Result<&Map<String, Value>, Refusal> {
        match &self.body {
            Body::Fields(fields) => Ok(fields),
            Body::NotJson => Err(Refusal::invalid("Invalid JSON in request body")),
        }
    }

    /// A parameter of that name, wherever it stands.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        if let Some((_, value)) = self.query.iter().find(|(key, _)| key == name) {
            return Some(value.clone());
        }
        let fields = self.fields().ok()?;
        match fields.get(name)? {
            Value::String(text) => Some(text.clone()),
            simple @ (Value::Number(_) | Value::Bool(_)) => Some(simple.to_string()),
            // A list or an object, as Graph takes it in a query.
            nested @ (Value::Array(_) | Value::Object(_)) => Some(nested.to_string()),
            Value::Null => None,
        }
    }

    pub(crate) fn need(&self, name: &str) -> Result<String, Refusal> {
        self.text(name).ok_or_else(|| Refusal::missing(name))
    }

    /// A parameter that is a list or an object, in a query written as JSON.
    pub(crate) fn json(&self, name: &str) -> Result<Option<Value>, Refusal> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        let value = serde_json::from_str(&text);
        let value = value.map_err(|_| Refusal::wrong_type(name, "JSON"))?;
        Ok(Some(value))
    }

    pub(crate) fn is_get(&self) -> bool {
        self.method == Method::GET
    }
}

/// `v23.0` and the like; any number is accepted.
fn is_version(part: &str) -> bool {
    let Some((major, minor)) = part.strip_prefix('v').and_then(|rest| rest.split_once('.')) else {
        return false;
    };
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    number(major) && number(minor)
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let known = scheme.eq_ignore_ascii_case("bearer") || scheme.eq_ignore_ascii_case("oauth");
    known.then(|| token.trim().to_owned())
}

fn read_body(headers: &HeaderMap, body: &[u8]) -> Body {
    if body.is_empty() {
        return Body::Fields(Map::new());
    }
    let content_type = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok());
    if content_type.is_some_and(|it| it.starts_with("application/x-www-form-urlencoded")) {
        let fields = form(body)
            .into_iter()
            .map(|(key, value)| (key, form_value(value)));
        return Body::Fields(fields.collect());
    }
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Body::Fields(fields),
        Ok(_) | Err(_) => Body::NotJson,
    }
}

fn form(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).into_owned().collect()
}

/// Graph takes objects and lists in forms as JSON inside of the value.
fn form_value(value: String) -> Value {
    let nested = value
        .starts_with(['{', '['])
        .then(|| serde_json::from_str(&value).ok());
    nested.flatten().unwrap_or(Value::String(value))
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn read(uri: &str, body: &str) -> GraphRequest {
        let (head, ()) = Request::post(uri).body(()).unwrap().into_parts();
        GraphRequest::read(&head, body.as_bytes())
    }

    #[test]
    fn version_and_trailing_slash_don_t_matter() {
        for uri in ["/v23.0/1/messages", "/1/messages/", "/v9.1//1/messages"] {
            assert_eq!(read(uri, "").path, ["1", "messages"]);
        }
        assert_eq!(read("/v23/1", "").path, ["v23", "1"]);
    }

    #[test]
    fn a_parameter_is_found_in_query_and_body() {
        let request = read("/1?access_token=T&pin=1", r#"{"pin":"2","code":"3"}"#);
        assert_eq!(request.token.as_deref(), Some("T"));
        assert_eq!(request.text("pin").as_deref(), Some("1"));
        assert_eq!(request.text("code").as_deref(), Some("3"));
    }

    #[test]
    fn a_broken_body_is_refused_where_it_is_read() {
        assert!(read("/1", "{").fields().is_err());
        assert!(read("/1", "[]").fields().is_err());
        assert!(read("/1", "").fields().unwrap().is_empty());
    }
}
