//! Refuses what another site's page makes a browser send.

use crate::problem::Problem;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, header};

/// Refuses an unsafe or upgrading request that a browser sent for another site. What carries neither
/// `Sec-Fetch-Site` nor `Origin` comes from no browser of the last years.
pub(crate) fn check(parts: &Parts, public_url: &str) -> Result<(), Problem> {
    let upgrades = parts.headers.contains_key(header::UPGRADE);
    let safe = matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS) && !upgrades;
    if safe || is_same_origin(&parts.headers, public_url) {
        return Ok(());
    }
    Err(Problem::new(
        StatusCode::FORBIDDEN,
        "cross_site",
        "this request came from a page of another site; open Aldaba itself, or use an API token",
    ))
}

fn is_same_origin(headers: &HeaderMap, public_url: &str) -> bool {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(origin) = text(header::ORIGIN)
        && origin == public_url
    {
        return true;
    }
    match (headers.get("sec-fetch-site"), headers.get(header::ORIGIN)) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(_)) => {
            let host = text(header::ORIGIN)
                .and_then(|origin| origin.split_once("://"))
                .map(|(_, host)| host);
            host.is_some() && host == text(header::HOST)
        }
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(headers: &[(&'static str, &'static str)]) -> bool {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, value.parse().unwrap());
        }
        is_same_origin(&map, "https://desk.example")
    }

    #[test]
    fn another_site_s_page_is_refused() {
        assert!(same(&[]));
        assert!(same(&[("sec-fetch-site", "same-origin")]));
        assert!(same(&[
            ("origin", "https://desk.example"),
            ("host", "10.0.0.1")
        ]));
        assert!(same(&[
            ("origin", "http://127.0.0.1:8088"),
            ("host", "127.0.0.1:8088")
        ]));
        assert!(!same(&[("sec-fetch-site", "cross-site")]));
        assert!(!same(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example")
        ]));
        assert!(!same(&[
            ("origin", "https://evil.example"),
            ("host", "desk.example")
        ]));
        assert!(!same(&[("origin", "null"), ("host", "desk.example")]));
    }
}
