//! Pages: opaque cursors over keysets, and how many rows a page has.

use crate::Refusal;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Time;
use std::str::FromStr;

pub const DEFAULT_LIMIT: i64 = 50;
pub const MAX_LIMIT: i64 = 100;

/// A page of a list, and the place of the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    pub data: Vec<T>,
    pub next_cursor: Option<String>,
    /// The event sequence of the snapshot that was read.
    pub as_of: i64,
}

/// How many rows the caller wants.
pub fn limit(wanted: Option<i64>) -> Result<i64, Refusal> {
    match wanted {
        None => Ok(DEFAULT_LIMIT),
        Some(limit) if (1..=MAX_LIMIT).contains(&limit) => Ok(limit),
        Some(_) => Err(Refusal::invalid(
            "limit",
            "out_of_range",
            format!("use a limit from 1 to {MAX_LIMIT}"),
        )),
    }
}

/// Cuts a list that was read with one row too many, and makes the cursor of the next page.
pub(crate) fn cut<T>(
    mut rows: Vec<T>,
    limit: i64,
    cursor: impl Fn(&T) -> String,
) -> (Vec<T>, Option<String>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    if rows.len() <= limit {
        return (rows, None);
    }
    rows.truncate(limit);
    let next = rows.last().map(cursor);
    (rows, next)
}

/// A cursor over (text, id).
pub(crate) fn cursor(key: impl std::fmt::Display, id: impl std::fmt::Display) -> String {
    URL_SAFE_NO_PAD.encode(format!("{id}\n{key}"))
}

pub(crate) fn invalid() -> Refusal {
    Refusal::invalid(
        "cursor",
        "invalid_cursor",
        "take the cursor from the answer before; it can't be made by hand",
    )
}

pub(crate) fn read_cursor<I: FromStr>(cursor: &str) -> Result<(String, I), Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| invalid())?;
    let text = String::from_utf8(bytes).map_err(|_| invalid())?;
    let (id, key) = text.split_once('\n').ok_or_else(invalid)?;
    Ok((key.to_owned(), id.parse().map_err(|_| invalid())?))
}

/// The same over (moment, id).
pub(crate) fn read_time_cursor<I: FromStr>(cursor: &str) -> Result<(Time, I), Refusal> {
    let (key, id) = read_cursor(cursor)?;
    let millis = key.parse().map_err(|_| invalid())?;
    Ok((Time::from_millis(millis), id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::MessageId;

    #[test]
    fn a_cursor_comes_back() {
        let id = MessageId::new();
        let (key, read) = read_cursor::<MessageId>(&cursor("maria jose\n", id)).unwrap();
        assert_eq!((key.as_str(), read), ("maria jose\n", id));
        let (at, read) = read_time_cursor::<MessageId>(&cursor(17, id)).unwrap();
        assert_eq!((at, read), (Time::from_millis(17), id));
    }

    #[test]
    fn a_made_up_cursor_is_refused() {
        for text in ["", "!!", "aGVsbG8", &cursor("x", "msg_1")] {
            assert!(read_cursor::<MessageId>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_row_too_many_tells_that_there_is_more() {
        assert_eq!(
            cut(vec![1, 2, 3], 2, ToString::to_string),
            (vec![1, 2], Some("2".to_owned()))
        );
        assert_eq!(cut(vec![1, 2], 2, ToString::to_string), (vec![1, 2], None));
    }
}
