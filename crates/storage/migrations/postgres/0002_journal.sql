-- The journal: what knocked, durable before anything is acknowledged. On SQLite a file of its own.

CREATE TABLE journal_lanes (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  organization_id UUID,
  last_seq BIGINT NOT NULL
);

CREATE TABLE journal (
  lane_id BIGINT NOT NULL,
  seq BIGINT NOT NULL,
  origin TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (lane_id, seq)
);
CREATE INDEX journal_by_age ON journal (received_at);
