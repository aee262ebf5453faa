//! Somebody who speaks HTTP to the app: a browser with its cookie, or a program with its token.

use reqwest::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, SET_COOKIE};
use reqwest::multipart::Form;
use reqwest::{Method, RequestBuilder};
use serde_json::Value;
use std::fmt::{self, Display};

/// Sends requests as one person or program.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    headers: HeaderMap,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    /// `null` without a body.
    pub body: Value,
}

impl Client {
    pub(crate) fn new(http: reqwest::Client, base: String) -> Self {
        Self {
            http,
            base,
            headers: HeaderMap::new(),
        }
    }

    /// The same, with one more header in every request.
    #[must_use]
    pub fn with(&self, name: HeaderName, value: &str) -> Self {
        let mut client = self.clone();
        let value = value.parse().expect("a header's value is plain text");
        client.headers.insert(name, value);
        client
    }

    /// The same, as a program with this token.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        self.with(AUTHORIZATION, &format!("Bearer {token}"))
    }

    /// The same, with the cookie that an answer has set.
    #[must_use]
    pub fn with_cookie_of(&self, answer: &Answer) -> Self {
        let cookie = answer.cookie().expect("the answer sets a cookie");
        let pair = cookie.split(';').next().unwrap_or_default();
        self.with(COOKIE, pair)
    }

    /// What every request of this client carries.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// What lies outside of the API, as a browser asks for it.
    pub async fn page(&self, path: &str) -> Answer {
        let request = self.http.get(format!("{}{path}", self.base));
        answer(request.headers(self.headers.clone())).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// A body as it is, as webhooks come.
    pub async fn post_bytes(&self, path: &str, body: &[u8]) -> Answer {
        let request = self.http.post(self.url(path));
        answer(request.headers(self.headers.clone()).body(body.to_vec())).await
    }

    /// A form with files.
    pub async fn post_form(&self, path: &str, form: Form) -> Answer {
        let request = self.http.post(self.url(path)).multipart(form);
        answer(request.headers(self.headers.clone())).await
    }

    /// What lies outside of the API, with its bytes; the answer's body stays empty.
    pub async fn fetch(&self, path: &str) -> (Answer, Vec<u8>) {
        let request = self.http.get(format!("{}{path}", self.base));
        let response = request.headers(self.headers.clone()).send().await;
        let response = response.expect("the app answers");
        let head = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: Value::Null,
        };
        let bytes = response.bytes().await.expect("the answer comes whole");
        (head, bytes.to_vec())
    }

    /// The same for large files: each piece is looked at and let go. The answer's body stays empty.
    pub async fn read_through(&self, path: &str, mut look: impl FnMut(&[u8])) -> Answer {
        let request = self.http.get(format!("{}{path}", self.base));
        let response = request.headers(self.headers.clone()).send().await;
        let mut response = response.expect("the app answers");
        let head = Answer {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: Value::Null,
        };
        while let Some(piece) = response.chunk().await.expect("the answer comes whole") {
            look(&piece);
        }
        head
    }

    pub async fn send(&self, method: Method, path: &str, body: Option<Value>) -> Answer {
        let request = self.http.request(method, self.url(path));
        let request = request.headers(self.headers.clone());
        let request = match body {
            Some(body) => request.json(&body),
            None => request,
        };
        answer(request).await
    }

    /// Paths of the API are written without `/api/v1`; those with a leading `/api` or `/hooks` are whole.
    fn url(&self, path: &str) -> String {
        let whole = path.starts_with("/api/") || path.starts_with("/hooks/");
        let prefix = if whole { "" } else { "/api/v1" };
        format!("{}{prefix}{path}", self.base)
    }
}

async fn answer(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("the app answers");
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let bytes = response.bytes().await.expect("the answer comes whole");
    let body = serde_json::from_slice(&bytes)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&bytes).into_owned()));
    let body = if bytes.is_empty() { Value::Null } else { body };
    Answer {
        status,
        headers,
        body,
    }
}

impl Answer {
    /// The stable word of a refusal; nothing in what is none.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The session's cookie with its attributes.
    pub fn cookie(&self) -> Option<&str> {
        self.headers.get(SET_COOKIE)?.to_str().ok()
    }

    /// A text of the body by its JSON pointer.
    pub fn text(&self, pointer: &str) -> String {
        let value = self.body.pointer(pointer).and_then(Value::as_str);
        value
            .unwrap_or_else(|| panic!("{pointer} is no text in {}", self.body))
            .to_owned()
    }

    /// The codes of the fields at fault, as `name:required`.
    pub fn field_codes(&self) -> Vec<String> {
        let errors = self.body["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap_or_default().to_owned();
        errors
            .iter()
            .map(|error| format!("{}:{}", text(error, "field"), text(error, "code")))
            .collect()
    }
}

/// The status, and the code where it is a refusal: `404 not_found`.
impl Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.status)?;
        if self.status >= 400 {
            write!(f, " {}", self.code())?;
        }
        Ok(())
    }
}
