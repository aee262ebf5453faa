-- Files, what messages said before, what people want, and how lines fare.

-- A file of a message, or one that waits to be sent. Its bytes lie in the store of files, under the
-- organization's id and its own.
CREATE TABLE media (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  -- Where it comes from: the provider's id, on the line that received it.
  line_id UUID,
  provider_id TEXT,
  provider_sha256 BYTEA,
  mime_type TEXT,
  filename TEXT,
  size_bytes BIGINT,
  sha256 BYTEA,
  width BIGINT,
  height BIGINT,
  duration_ms BIGINT,
  waveform BYTEA,
  voice BOOLEAN NOT NULL,
  animated BOOLEAN NOT NULL,
  has_thumbnail BOOLEAN NOT NULL,
  -- A stable word for why it is not here.
  failure TEXT,
  attempts BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  ready_at BIGINT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);
CREATE INDEX media_by_age ON media (created_at);

-- One file may go out with many messages.
CREATE TABLE message_media (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  media_id UUID NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, media_id) REFERENCES media (organization_id, id)
);
CREATE INDEX message_media_of_media ON message_media (organization_id, media_id);

-- The provider's ids of files that were handed over, while it keeps them.
CREATE TABLE media_uploads (
  organization_id UUID NOT NULL,
  media_id UUID NOT NULL,
  line_id UUID NOT NULL,
  provider_id TEXT NOT NULL,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, media_id, line_id),
  FOREIGN KEY (organization_id, media_id) REFERENCES media (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);

ALTER TABLE messages ADD COLUMN edited_at BIGINT;
ALTER TABLE messages ADD COLUMN revoked_at BIGINT;

-- What a message said until `at`.
CREATE TABLE message_edits (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  key TEXT NOT NULL,
  text TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, message_id, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
);

-- The name in the address book of a line's phone.
ALTER TABLE contacts ADD COLUMN book_name TEXT;

-- What people want to hear of, in the provider's categories.
CREATE TABLE contact_preferences (
  organization_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  category TEXT NOT NULL,
  stopped BOOLEAN NOT NULL,
  detail TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, contact_id, category),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);

-- How many people a day a line may write to first, and how far its history was imported.
ALTER TABLE doors ADD COLUMN messaging_limit TEXT;
ALTER TABLE doors ADD COLUMN history_state TEXT;
ALTER TABLE doors ADD COLUMN history_progress BIGINT;

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['media', 'message_media', 'media_uploads', 'message_edits', 'contact_preferences']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I USING (organization_id = (SELECT current_setting(''app.organization'')::uuid))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aldaba_tenant', name);
  END LOOP;
END
$$;
