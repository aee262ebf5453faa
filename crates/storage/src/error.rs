//! What can go wrong with storage, in the words that callers decide by.

/// A storage error.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{0} not found")]
    NotFound(&'static str),
    /// A unique key or a foreign key says no.
    #[error("the change conflicts with what is stored: {0}")]
    Conflict(String),
    /// The database can't be reached now; the same call may work later.
    #[error("the database does not answer: {0}")]
    Unavailable(String),
    #[error("the stored {what} can't be read: {why}")]
    Corrupt { what: &'static str, why: String },
    #[error(
        "the database has schema {found}, newer than the {known} that this version knows; start the version that made it, or restore a backup"
    )]
    SchemaTooNew { found: i64, known: i64 },
    #[error("migration {version} was changed after it had been applied; restore the released file")]
    MigrationChanged { version: i64 },
    #[error(
        "a secret is sealed by the key `{id}`, which this process does not have; put it back into the keys file and start again"
    )]
    UnknownKey { id: String },
    /// Its next rows would count as worked, and be lost.
    #[error(
        "the journal is older than the main database (lane {lane}); put back the journal.db that belongs to it, or restore a backup"
    )]
    JournalBehind { lane: i64 },
    #[error("somebody else took over this lane or line; this write is refused")]
    Fenced,
    #[error(transparent)]
    Sql(sqlx::Error),
    #[error("the data folder can't be used: {0}")]
    Io(#[from] std::io::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether the same call may succeed later without any change.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Unavailable(_))
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(cause) = &error {
            if cause.is_unique_violation() || cause.is_foreign_key_violation() {
                return Self::Conflict(cause.message().to_owned());
            }
            if is_passing(cause.code().as_deref()) {
                return Self::Unavailable(cause.message().to_owned());
            }
            return Self::Sql(error);
        }
        let unreachable = matches!(
            error,
            sqlx::Error::Io(_)
                | sqlx::Error::Tls(_)
                | sqlx::Error::PoolTimedOut
                | sqlx::Error::PoolClosed
                | sqlx::Error::WorkerCrashed
                | sqlx::Error::BeginFailed
        );
        if unreachable {
            return Self::Unavailable(error.to_string());
        }
        Self::Sql(error)
    }
}

/// Codes of a database that is starting, stopping, busy, full or out of connections; deadlocks and
/// serialization failures pass too.
fn is_passing(code: Option<&str>) -> bool {
    let Some(code) = code else { return false };
    // PostgreSQL: SQLSTATE classes 08 connection, 53 resources, 57P shutdown, 40 rollback.
    // SQLite: 5 busy, 6 locked, 10 I/O, 13 full, 14 can't open, with their extended forms.
    let postgres = code.len() == 5
        && ["08", "53", "40"]
            .iter()
            .any(|class| code.starts_with(class))
        || code.starts_with("57P");
    let sqlite = code.len() < 5
        && code
            .parse::<u32>()
            .is_ok_and(|number| matches!(number & 0xff, 5 | 6 | 10 | 13 | 14));
    postgres || sqlite
}
