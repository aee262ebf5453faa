//! The cookie of a session.

use crate::Edge;
use axum_extra::extract::cookie::{Cookie, SameSite};
use std::time::Duration;

/// The prefix `__Host-` binds the cookie to this very host, and needs https.
pub(super) fn name(edge: &Edge) -> &'static str {
    if edge.is_https() {
        "__Host-aldaba"
    } else {
        "aldaba"
    }
}

/// The cookie of a new session.
pub(crate) fn session_cookie(edge: &Edge, token: String, lifetime: Duration) -> Cookie<'static> {
    let mut cookie = bare(edge, token);
    cookie.set_max_age(lifetime.try_into().ok());
    cookie
}

/// Makes the browser forget the session.
pub(crate) fn clear_cookie(edge: &Edge) -> Cookie<'static> {
    let mut cookie = bare(edge, String::new());
    cookie.make_removal();
    cookie
}

fn bare(edge: &Edge, value: String) -> Cookie<'static> {
    Cookie::build((name(edge), value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(edge.is_https())
        .build()
}
