//! Statements over many rows, in chunks of fixed sizes so that each text is prepared once.

/// The sizes a batch is cut into. SQLite binds at most 32 766 values, PostgreSQL 65 535: with 256
/// rows a table may have 127 columns.
/// Each size is a text of its own, which PostgreSQL plans anew on every connection.
const SIZES: [&[usize]; 2] = [&[256, 128, 64, 32, 16, 8, 4, 2, 1], &[256, 64, 16, 4, 1]];

/// Cuts `rows` into pieces of fixed sizes, largest first.
pub(crate) fn pieces<T>(dialect: usize, mut rows: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let size = *SIZES[dialect].iter().find(|&&size| size <= rows.len())?;
        let (piece, rest) = rows.split_at(size);
        rows = rest;
        Some(piece)
    })
}

/// Cuts `values` for an `IN (…)` list. The last piece is padded by its own last value, which
/// changes nothing in a set.
pub(crate) fn sets<T: Clone>(values: &[T]) -> impl Iterator<Item = Vec<T>> {
    let sizes = SIZES[1];
    let largest = sizes[0];
    values.chunks(largest).map(move |chunk| {
        let size = *sizes
            .iter()
            .rev()
            .find(|&&size| size >= chunk.len())
            .unwrap_or(&largest);
        let mut set = chunk.to_vec();
        if let Some(last) = chunk.last() {
            set.resize(size, last.clone());
        }
        set
    })
}

/// Runs an `INSERT … VALUES (…), (…) …` over `rows`, piece by piece, on either database.
macro_rules! insert_rows {
    ($tx:expr, $head:literal, $rows:expr, |$tuple:ident, $row:ident| $bind:expr, $tail:literal) => {{
        for piece in $crate::batch::pieces($tx.conn.dialect(), $rows) {
            $crate::tx::on!($tx, |db| {
                let mut sql = sqlx::QueryBuilder::new(concat!($head, " "));
                sql.push_values(piece, |mut $tuple, $row| {
                    $bind;
                });
                sql.push(concat!(" ", $tail));
                sql.build().execute(db).await.map(|_| ())
            })?;
        }
    }};
}
pub(crate) use insert_rows;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_cover_everything_once() {
        for (dialect, sizes) in SIZES.into_iter().enumerate() {
            for length in [0, 1, 3, 5, 63, 64, 255, 256, 257, 1000] {
                let rows: Vec<usize> = (0..length).collect();
                let joined: Vec<usize> = pieces(dialect, &rows).flatten().copied().collect();
                assert_eq!(joined, rows);
                assert!(pieces(dialect, &rows).all(|piece| sizes.contains(&piece.len())));
            }
        }
    }

    #[test]
    fn sets_are_padded_with_their_own_value() {
        let sets: Vec<Vec<u32>> = sets(&[7, 8]).collect();
        assert_eq!(sets, [vec![7, 8, 8, 8]]);
        assert_eq!(super::sets::<u32>(&[]).count(), 0);
    }
}
