-- The journal: what knocked, durable before anything is acknowledged. On SQLite a file of its own.

CREATE TABLE journal_lanes (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  organization_id BLOB,
  last_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE journal (
  lane_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  origin TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (lane_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_by_age ON journal (received_at);
