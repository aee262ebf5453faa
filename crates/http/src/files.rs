//! Serves files by their signed addresses: no session, ranges, and nothing that runs in our origin.

use crate::{AppState, request};
use axum::Router;
use axum::body::Body;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::{MediaId, OrganizationId};
use futures_util::StreamExt;
use serde::Deserialize;
use services::blobs::Part;
use services::media::{self, Address, OpenError, Opened};
use std::ops::Range;

/// What a browser shows in a page of ours; everything else is downloaded.
const SHOWN: [&str; 17] = [
    "audio/aac",
    "audio/amr",
    "audio/mp4",
    "audio/mpeg",
    "audio/ogg",
    "audio/wav",
    "audio/webm",
    "audio/x-wav",
    "image/avif",
    "image/gif",
    "image/jpeg",
    "image/png",
    "image/webp",
    "video/3gpp",
    "video/mp4",
    "video/quicktime",
    "video/webm",
];
const PDF: &str = "application/pdf";

/// Nothing runs, nothing is loaded, and the file is of an origin of its own.
const LOCKED: &str = "default-src 'none'; sandbox";
/// A browser's reader of PDF does not open in a sandbox; it runs nothing in our origin.
const LOCKED_PDF: &str =
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'";

pub(crate) fn routes() -> Router<AppState> {
    Router::new()
        .route("/media/{organization}/{media}/{part}", get(serve))
        .layer(from_fn(request::observe))
}

#[derive(Deserialize)]
struct Signed {
    expires: i64,
    signature: String,
}

async fn serve(
    State(state): State<AppState>,
    Path((organization, media, part)): Path<(String, String, String)>,
    signed: Result<Query<Signed>, QueryRejection>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    let Some(address) = address(&organization, &media, &part) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Ok(Query(signed)) = signed else {
        return StatusCode::FORBIDDEN.into_response();
    };
    let found = media::find(&state.env, address, signed.expires, &signed.signature).await;
    let opened = match found {
        Ok(opened) => opened,
        Err(error) => return refuse(&error),
    };
    let response = match address.part {
        Part::File => file(&state, &opened, &method, &headers).await,
        Part::Thumbnail => thumbnail(&state, &opened).await,
    };
    response.unwrap_or_else(|error| refuse(&error))
}

fn address(organization: &str, media: &str, part: &str) -> Option<Address> {
    Some(Address {
        organization: organization.parse::<OrganizationId>().ok()?,
        media: media.parse::<MediaId>().ok()?,
        part: Part::parse(part)?,
    })
}

fn refuse(error: &OpenError) -> Response {
    let status = match error {
        OpenError::NotSigned | OpenError::Expired => StatusCode::FORBIDDEN,
        OpenError::NotFound => StatusCode::NOT_FOUND,
        OpenError::Unavailable(_) => {
            tracing::error!(error = %error, "a file can't be read");
            StatusCode::SERVICE_UNAVAILABLE
        }
    };
    let text = [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_TYPE, "text/plain; charset=utf-8"),
    ];
    (status, text, error.to_string()).into_response()
}

async fn thumbnail(state: &AppState, opened: &Opened) -> Result<Response, OpenError> {
    let bytes = media::open(&state.env, opened, None).await?;
    // Its first bytes say which of the two it is, and `nosniff` lets a browser look at neither.
    let mut bytes = bytes.peekable();
    let first = std::pin::Pin::new(&mut bytes).peek().await;
    let is_webp = matches!(first, Some(Ok(part)) if part.starts_with(b"RIFF"));
    let kind = if is_webp { "image/webp" } else { "image/jpeg" };
    let mut response = Body::from_stream(bytes).into_response();
    lock(response.headers_mut(), kind, LOCKED);
    Ok(response)
}

async fn file(
    state: &AppState,
    opened: &Opened,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, OpenError> {
    let media = &opened.media;
    let size = u64::try_from(media.size_bytes.unwrap_or_default()).unwrap_or_default();
    let tag = format!("\"{}\"", media.id);
    if headers
        .get(header::IF_NONE_MATCH)
        .is_some_and(|known| known == tag.as_str())
    {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        set(response.headers_mut(), header::ETAG, &tag);
        return Ok(response);
    }
    let wanted = match wanted(headers, &tag, size) {
        Wanted::Nothing => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            let all = format!("bytes */{size}");
            set(response.headers_mut(), header::CONTENT_RANGE, &all);
            return Ok(response);
        }
        Wanted::All => None,
        Wanted::Some(range) => Some(range),
    };
    let body = if method == Method::HEAD {
        Body::empty()
    } else {
        Body::from_stream(media::open(&state.env, opened, wanted.clone()).await?)
    };
    let mut response = body.into_response();
    let length = wanted
        .as_ref()
        .map_or(size, |range| range.end - range.start);
    if let Some(range) = &wanted {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let part = format!("bytes {}-{}/{size}", range.start, range.end - 1);
        set(response.headers_mut(), header::CONTENT_RANGE, &part);
    }
    let out = response.headers_mut();
    out.insert(header::CONTENT_LENGTH, length.into());
    set(out, header::ACCEPT_RANGES, "bytes");
    set(out, header::ETAG, &tag);
    describe(out, opened);
    Ok(response)
}

fn describe(headers: &mut HeaderMap, opened: &Opened) {
    let media = &opened.media;
    let kind = media.mime_type.as_deref().unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim();
    let is_pdf = essence == PDF;
    let is_shown = is_pdf || SHOWN.contains(&essence);
    // What is only downloaded needs no type by which something might run after all.
    let kind = if is_shown {
        kind
    } else {
        "application/octet-stream"
    };
    lock(headers, kind, if is_pdf { LOCKED_PDF } else { LOCKED });
    let how = if is_shown { "inline" } else { "attachment" };
    let name = media.filename.as_deref().unwrap_or_default();
    set(
        headers,
        header::CONTENT_DISPOSITION,
        &disposition(how, name),
    );
}

/// RFC 6266: a plain name for old readers, the whole one for the others.
fn disposition(how: &str, name: &str) -> String {
    if name.is_empty() {
        return how.to_owned();
    }
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '"' | '\\' | '%' => '_',
            letter if letter.is_ascii_graphic() || letter == ' ' => letter,
            _ => '_',
        })
        .collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            use std::fmt::Write;
            // Writing to a String cannot fail.
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

fn lock(headers: &mut HeaderMap, kind: &str, policy: &'static str) {
    set(headers, header::CONTENT_TYPE, kind);
    set(headers, header::CONTENT_SECURITY_POLICY, policy);
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(
        headers,
        header::CACHE_CONTROL,
        "private, max-age=3600, immutable",
    );
    let name = HeaderName::from_static("cross-origin-resource-policy");
    set(headers, name, "same-origin");
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    All,
    Some(Range<u64>),
    /// A range outside of the file.
    Nothing,
}

/// One range, as players ask for it. Several at once, or what is no range, is answered whole.
fn wanted(headers: &HeaderMap, tag: &str, size: u64) -> Wanted {
    let same = headers
        .get(header::IF_RANGE)
        .is_none_or(|known| known == tag);
    let range = headers.get(header::RANGE).and_then(|it| it.to_str().ok());
    let Some(range) = range
        .filter(|_| same)
        .and_then(|it| it.strip_prefix("bytes="))
    else {
        return Wanted::All;
    };
    let Some((from, to)) = range.split_once('-').filter(|_| !range.contains(',')) else {
        return Wanted::All;
    };
    let (from, to) = match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => (from, to.saturating_add(1).min(size)),
        (Ok(from), Err(_)) if to.trim().is_empty() => (from, size),
        (Err(_), Ok(last)) if from.trim().is_empty() => (size.saturating_sub(last), size),
        _ => return Wanted::All,
    };
    if from >= to {
        return Wanted::Nothing;
    }
    Wanted::Some(from..to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_understood() {
        let asked = |range: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_static(range));
            wanted(&headers, "\"tag\"", 100)
        };
        assert_eq!(asked("bytes=0-9"), Wanted::Some(0..10));
        assert_eq!(asked("bytes=90-"), Wanted::Some(90..100));
        assert_eq!(asked("bytes=-10"), Wanted::Some(90..100));
        assert_eq!(asked("bytes=50-900"), Wanted::Some(50..100));
        assert_eq!(asked("bytes=100-"), Wanted::Nothing);
        assert_eq!(asked("bytes=0-1,5-6"), Wanted::All);
        assert_eq!(asked("bytes=9-1"), Wanted::All);
        assert_eq!(asked("lines=1-2"), Wanted::All);
    }

    #[test]
    fn a_name_breaks_no_header() {
        assert_eq!(disposition("inline", ""), "inline");
        assert_eq!(
            disposition("attachment", "año \"1\"\r\n.html"),
            "attachment; filename=\"a_o _1___.html\"; filename*=UTF-8''a%C3%B1o%20%221%22%0D%0A.html"
        );
    }
}
