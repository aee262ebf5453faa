//! What Graph answers, and how sure we may be that it took what we sent.

use std::error::Error;
use std::fmt::Write;

use reqwest::StatusCode;

use crate::json::Object;

/// The three ways in which a call fails. After `NotSent` a retry is safe; after `Unclear`
/// nobody knows whether Meta took the message, so sending again might send it twice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GraphError {
    /// Graph understood the request and refused it.
    #[error(transparent)]
    Refused(Box<ApiError>),
    /// No connection was made.
    #[error("Graph was not reached: {0}")]
    NotSent(String),
    /// The request may have been handed over.
    #[error("Graph gave no clear answer: {0}")]
    Unclear(String),
}

/// Graph's own error object.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Graph refused with code {code} (HTTP {http_status}): {message}")]
pub struct ApiError {
    pub http_status: u16,
    /// What to decide on; `errors::explain` knows it. The HTTP status says little.
    pub code: i64,
    pub subcode: Option<i64>,
    pub kind: Option<String>,
    pub message: String,
    pub details: Option<String>,
    pub fbtrace_id: Option<String>,
    /// Meta's words for people, on some edges.
    pub user_title: Option<String>,
    pub user_message: Option<String>,
}

/// Answers of the calls made here are small; more than this is not Graph.
const LONGEST: usize = 1024 * 1024;

pub(super) struct Answer {
    status: StatusCode,
    body: String,
}

impl Answer {
    pub(super) async fn take(mut response: reqwest::Response) -> Result<Self, GraphError> {
        let status = response.status();
        let mut body = Vec::new();
        // By here the request was read, so a broken answer leaves its fate open.
        let unclear = |error| GraphError::Unclear(described(error));
        while let Some(chunk) = response.chunk().await.map_err(unclear)? {
            if body.len() + chunk.len() > LONGEST {
                return Err(GraphError::Unclear(format!(
                    "HTTP {status} with more than {LONGEST} bytes"
                )));
            }
            body.extend_from_slice(&chunk);
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        Ok(Self { status, body })
    }

    pub(super) fn read<T>(&self, read: impl FnOnce(&Object) -> Option<T>) -> Result<T, GraphError> {
        let object = Object::parse(&self.body).ok();
        if let Some(error) = object.as_ref().and_then(|o| self.api_error(o)) {
            return Err(GraphError::Refused(Box::new(error)));
        }
        let value = object.filter(|_| self.status.is_success());
        value.and_then(|o| read(&o)).ok_or_else(|| {
            GraphError::Unclear(format!("HTTP {} without an answer of Graph", self.status))
        })
    }

    /// What was refused, where bytes were asked for and none came.
    pub(super) fn as_error(&self) -> GraphError {
        let object = Object::parse(&self.body).ok();
        match object.as_ref().and_then(|o| self.api_error(o)) {
            Some(error) => GraphError::Refused(Box::new(error)),
            None => GraphError::Refused(Box::new(ApiError {
                http_status: self.status.as_u16(),
                code: 0,
                subcode: None,
                kind: None,
                message: format!("HTTP {} instead of the file", self.status),
                details: None,
                fbtrace_id: None,
                user_title: None,
                user_message: None,
            })),
        }
    }

    fn api_error(&self, answer: &Object) -> Option<ApiError> {
        let o = answer.object("error")?;
        let data = o.object("error_data");
        Some(ApiError {
            http_status: self.status.as_u16(),
            code: o.integer("code")?,
            subcode: o.integer("error_subcode"),
            kind: o.text("type"),
            message: o.text("message").unwrap_or_default(),
            details: data
                .and_then(|data| data.text("details"))
                .or_else(|| o.text("error_data")),
            fbtrace_id: o.text("fbtrace_id"),
            user_title: o.text("error_user_title"),
            user_message: o.text("error_user_msg"),
        })
    }
}

impl GraphError {
    pub(super) fn from_transport(error: reqwest::Error) -> Self {
        if error.is_connect() || error.is_builder() {
            return Self::NotSent(described(error));
        }
        Self::Unclear(described(error))
    }
}

/// The address is left out, since on some edges it carries ids of people.
fn described(error: reqwest::Error) -> String {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        // Writing to a String cannot fail.
        let _ = write!(text, ": {inner}");
        cause = inner.source();
    }
    text
}
