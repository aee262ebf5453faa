-- Files, what messages said before, what people want, and how lines fare.

-- A file of a message, or one that waits to be sent. Its bytes lie in the store of files, under the
-- organization's id and its own.
CREATE TABLE media (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Where it comes from: the provider's id, on the line that received it.
  line_id BLOB,
  provider_id TEXT,
  provider_sha256 BLOB,
  mime_type TEXT,
  filename TEXT,
  size_bytes INTEGER,
  sha256 BLOB,
  width INTEGER,
  height INTEGER,
  duration_ms INTEGER,
  waveform BLOB,
  voice INTEGER NOT NULL,
  animated INTEGER NOT NULL,
  has_thumbnail INTEGER NOT NULL,
  -- A stable word for why it is not here.
  failure TEXT,
  attempts INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  ready_at INTEGER,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX media_by_age ON media (created_at);

-- One file may go out with many messages.
CREATE TABLE message_media (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  media_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, media_id) REFERENCES media (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_media_of_media ON message_media (organization_id, media_id);

-- The provider's ids of files that were handed over, while it keeps them.
CREATE TABLE media_uploads (
  organization_id BLOB NOT NULL,
  media_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  provider_id TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, media_id, line_id),
  FOREIGN KEY (organization_id, media_id) REFERENCES media (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;

ALTER TABLE messages ADD COLUMN edited_at INTEGER;
ALTER TABLE messages ADD COLUMN revoked_at INTEGER;

-- What a message said until `at`.
CREATE TABLE message_edits (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  key TEXT NOT NULL,
  text TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, message_id, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
) STRICT, WITHOUT ROWID;

-- The name in the address book of a line's phone.
ALTER TABLE contacts ADD COLUMN book_name TEXT;

-- What people want to hear of, in the provider's categories.
CREATE TABLE contact_preferences (
  organization_id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  category TEXT NOT NULL,
  stopped INTEGER NOT NULL,
  detail TEXT,
  at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, contact_id, category),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
) STRICT, WITHOUT ROWID;

-- How many people a day a line may write to first, and how far its history was imported.
ALTER TABLE doors ADD COLUMN messaging_limit TEXT;
ALTER TABLE doors ADD COLUMN history_state TEXT;
ALTER TABLE doors ADD COLUMN history_progress INTEGER;
