//! The only SQL: SQLite and PostgreSQL, migrations, sealed secrets, journal, events, deliveries.
