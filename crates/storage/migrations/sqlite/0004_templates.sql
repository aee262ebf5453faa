-- Templates of the business accounts, what was sent with them, and lines that the provider slows down.

CREATE TABLE templates (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  waba_id TEXT NOT NULL,
  provider_id TEXT,
  name TEXT NOT NULL,
  language TEXT NOT NULL,
  category TEXT NOT NULL,
  state TEXT NOT NULL,
  quality TEXT,
  rejection TEXT,
  announced TEXT,
  parameter_format TEXT NOT NULL,
  components TEXT NOT NULL,
  search_key TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, waba_id, name, language)
) STRICT, WITHOUT ROWID;
CREATE INDEX templates_by_name ON templates (organization_id, name, id);
CREATE INDEX templates_by_provider ON templates (organization_id, waba_id, provider_id);

-- Which template a message was written with, for its counts.
CREATE TABLE template_messages (
  organization_id BLOB NOT NULL,
  template_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, template_id, message_id),
  FOREIGN KEY (organization_id, template_id) REFERENCES templates (organization_id, id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX template_messages_of_message ON template_messages (organization_id, message_id);

-- Until when nothing leaves through a door.
CREATE TABLE door_holds (
  organization_id BLOB NOT NULL,
  door_id BLOB NOT NULL,
  until INTEGER NOT NULL,
  code INTEGER NOT NULL,
  PRIMARY KEY (organization_id, door_id),
  FOREIGN KEY (organization_id, door_id) REFERENCES doors (organization_id, id)
) STRICT, WITHOUT ROWID;

-- People who could not be reached; a message of theirs takes the warning away.
CREATE TABLE contact_warnings (
  organization_id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  at INTEGER NOT NULL,
  code INTEGER NOT NULL,
  PRIMARY KEY (organization_id, contact_id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
) STRICT, WITHOUT ROWID;
