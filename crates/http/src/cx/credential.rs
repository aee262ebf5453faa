//! What a request shows of itself.

use super::cookie;
use crate::Edge;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;

/// A token goes before a cookie: who sends one means it.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Credential {
    Session(String),
    Token(String),
}

impl Credential {
    pub(super) fn of(headers: &HeaderMap, edge: &Edge) -> Option<Self> {
        if let Some(token) = bearer(headers).or_else(|| subprotocol(headers)) {
            return Some(Self::Token(token));
        }
        let jar = CookieJar::from_headers(headers);
        jar.get(cookie::name(edge))
            .map(|cookie| Self::Session(cookie.value().to_owned()))
    }
}

fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then(|| token.trim().to_owned())
}

/// A script can't give a WebSocket any header but this one: `aldaba, <token>`.
fn subprotocol(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    let (protocol, token) = value.split_once(',')?;
    (protocol.trim() == "aldaba").then(|| token.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: header::HeaderName, value: &'static str) -> Option<Credential> {
        let edge = Edge {
            public_url: "http://127.0.0.1:8088".to_owned(),
            trusted_proxies: Vec::new(),
        };
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        Credential::of(&headers, &edge)
    }

    #[test]
    fn each_way_to_show_who_one_is() {
        let token = || Some(Credential::Token("aldaba_x".to_owned()));
        assert!(shown(header::AUTHORIZATION, "Bearer aldaba_x") == token());
        assert!(shown(header::AUTHORIZATION, "bearer  aldaba_x") == token());
        assert!(shown(header::SEC_WEBSOCKET_PROTOCOL, "aldaba, aldaba_x") == token());
        assert!(
            shown(header::COOKIE, "a=b; aldaba=s") == Some(Credential::Session("s".to_owned()))
        );
        assert!(shown(header::COOKIE, "__Host-aldaba=s").is_none());
        assert!(shown(header::AUTHORIZATION, "Basic YTpi").is_none());
    }
}
