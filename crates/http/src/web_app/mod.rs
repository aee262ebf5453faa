//! The web app: files that Vite built, embedded in release builds and read from disk in debug ones.

mod accepts;
mod headers;

use accepts::{codings, wants_page};
use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

pub(crate) use headers::{content_policy, secure};

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Files;

const PAGE: &str = "index.html";
/// Vite puts a hash of the content into every name under this folder.
const HASHED: &str = "assets/";
const FOREVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const NOT_BUILT: &str = "the web app is not part of this build; run `make web` and build again";

/// Whatever no other route answers: a file, or the page that finds its way from the address.
pub(crate) async fn serve(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let path = if path.is_empty() { PAGE } else { path };
    if let Some(file) = Files::get(path) {
        return answer(path, file, &headers);
    }
    if !wants_page(path, &headers) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Files::get(PAGE) {
        Some(file) => answer(PAGE, file, &headers),
        None => (StatusCode::NOT_FOUND, NOT_BUILT).into_response(),
    }
}

fn answer(path: &str, plain: EmbeddedFile, headers: &HeaderMap) -> Response {
    let kind = content_type(plain.metadata.mimetype()).into_owned();
    let squeezed = codings(headers).find_map(|coding| {
        Files::get(&format!("{path}.{}", coding.extension())).map(|file| (coding, file))
    });
    let (coding, file) = match squeezed {
        Some((coding, file)) => (Some(coding), file),
        None => (None, plain),
    };
    let tag = entity_tag(&file);
    let caching = if path.starts_with(HASHED) {
        FOREVER
    } else {
        ASK_AGAIN
    };
    let is_known = headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| knows(known, &tag));
    let mut response = if is_known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Body::from(bytes_of(file.data)).into_response()
    };
    let out = response.headers_mut();
    let mut set = |name: HeaderName, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            out.insert(name, value);
        }
    };
    set(header::ETAG, &tag);
    set(header::CACHE_CONTROL, caching);
    set(header::VARY, "accept-encoding");
    if !is_known {
        set(header::CONTENT_TYPE, &kind);
        if let Some(coding) = coding {
            set(header::CONTENT_ENCODING, coding.name());
        }
    }
    response
}

fn bytes_of(data: Cow<'static, [u8]>) -> Bytes {
    match data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => data.into(),
    }
}

/// Of the very bytes that are sent, so each coding has its own.
fn entity_tag(file: &EmbeddedFile) -> String {
    let hash = file.metadata.sha256_hash();
    let digits = URL_SAFE_NO_PAD.encode(hash.get(..12).unwrap_or_default());
    format!("\"{digits}\"")
}

fn knows(known: &HeaderValue, tag: &str) -> bool {
    let known = known.to_str().unwrap_or_default();
    known
        .split(',')
        .map(|one| one.trim().trim_start_matches("W/"))
        .any(|one| one == tag || one == "*")
}

fn content_type(kind: &str) -> Cow<'_, str> {
    if kind.starts_with("text/") {
        format!("{kind}; charset=utf-8").into()
    } else {
        kind.into()
    }
}
