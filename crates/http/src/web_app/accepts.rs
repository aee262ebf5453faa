//! What a browser says that it takes.

use axum::http::{HeaderMap, header};

/// A form in which a file lies beside its plain one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    pub(super) const fn extension(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gz",
        }
    }
}

/// The codings that the browser takes, the smaller files first.
pub(super) fn codings(headers: &HeaderMap) -> impl Iterator<Item = Coding> {
    let accepted = text(headers, header::ACCEPT_ENCODING).to_owned();
    [Coding::Brotli, Coding::Gzip]
        .into_iter()
        .filter(move |coding| takes(&accepted, coding.name()))
}

fn takes(accepted: &str, name: &str) -> bool {
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(name) && !parts.any(|part| matches!(part, "q=0" | "q=0.0"))
    })
}

/// Whether the address is a place in the app, not a file that is missing.
pub(super) fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accepted = text(headers, header::ACCEPT);
    let looks_like_file = path
        .rsplit('/')
        .next()
        .is_some_and(|name| name.contains('.'));
    accepted.contains("text/html")
        || (!looks_like_file && (accepted.is_empty() || accepted.contains("*/*")))
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> &str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn the_smaller_file_comes_first() {
        let names = |accepted| -> Vec<&str> {
            codings(&with(header::ACCEPT_ENCODING, accepted))
                .map(Coding::name)
                .collect()
        };
        assert_eq!(names("gzip, deflate, br"), ["br", "gzip"]);
        assert_eq!(names("br;q=0, gzip;q=0.5"), ["gzip"]);
        assert!(names("identity").is_empty());
    }

    #[test]
    fn a_place_in_the_app_is_no_missing_file() {
        assert!(wants_page(
            "inbox/conv_1",
            &with(header::ACCEPT, "text/html,*/*;q=0.8")
        ));
        assert!(wants_page("inbox", &HeaderMap::new()));
        assert!(!wants_page(
            "assets/index-1.js",
            &with(header::ACCEPT, "*/*")
        ));
        assert!(!wants_page(
            "inbox",
            &with(header::ACCEPT, "application/json")
        ));
    }
}
