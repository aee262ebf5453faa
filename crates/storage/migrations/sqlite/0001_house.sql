-- The house: organizations, people, lines, contacts, conversations, messages, deliveries.

CREATE TABLE organizations (
  id BLOB NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  locale TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- One row an organization: what must be counted without gaps. Taken last in a transaction.
CREATE TABLE counters (
  organization_id BLOB NOT NULL PRIMARY KEY REFERENCES organizations (id),
  event_seq INTEGER NOT NULL,
  ticket_number INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
  id BLOB NOT NULL PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT,
  operator INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id BLOB NOT NULL PRIMARY KEY,
  user_id BLOB NOT NULL REFERENCES users (id),
  token_hash BLOB NOT NULL UNIQUE,
  user_agent TEXT,
  ip TEXT,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_of_user ON sessions (user_id, last_seen_at);

-- One-time links: sign in, set up the first owner.
CREATE TABLE links (
  id BLOB NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  user_id BLOB REFERENCES users (id),
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

-- Data keys, each wrapped by a key-encryption key that lives outside the data folder.
CREATE TABLE data_keys (
  scope TEXT NOT NULL PRIMARY KEY,
  kek_id TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  wrapped_at INTEGER NOT NULL
) STRICT;

CREATE TABLE members (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  user_id BLOB NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX members_of_user ON members (user_id);

CREATE TABLE invitations (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  role TEXT NOT NULL,
  email TEXT,
  token_hash BLOB NOT NULL UNIQUE,
  invited_by BLOB,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  accepted_at INTEGER,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invited_by) REFERENCES members (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE api_tokens (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  quota_per_minute INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE queues (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  reopen_policy TEXT NOT NULL,
  reopen_within_hours INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- An app at Meta. One without an organization is the installation's own.
CREATE TABLE meta_apps (
  id BLOB NOT NULL PRIMARY KEY,
  organization_id BLOB REFERENCES organizations (id),
  name TEXT NOT NULL,
  app_id TEXT NOT NULL,
  verify_token TEXT NOT NULL,
  secret BLOB NOT NULL,
  previous_secret BLOB,
  secret_set_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX meta_apps_of_organization ON meta_apps (organization_id, app_id);

CREATE TABLE lines (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  queue_id BLOB NOT NULL,
  enabled INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queues (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE doors (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  kind TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  state TEXT NOT NULL,
  meta_app_id BLOB REFERENCES meta_apps (id),
  phone_number_id TEXT,
  waba_id TEXT,
  token BLOB,
  token_set_at INTEGER,
  verified_name TEXT,
  quality_rating TEXT,
  throughput TEXT,
  checked_at INTEGER,
  problem TEXT,
  last_inbound_at INTEGER,
  last_outbound_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, line_id, kind),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;
-- A number belongs to one organization of the installation.
CREATE UNIQUE INDEX doors_claimed ON doors (phone_number_id) WHERE phone_number_id IS NOT NULL;

CREATE TABLE contacts (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  name TEXT,
  profile_name TEXT,
  username TEXT,
  search_key TEXT NOT NULL,
  merged_into BLOB,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, merged_into) REFERENCES contacts (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contacts_by_name ON contacts (organization_id, search_key, id);

-- Evidence of who a contact is.
CREATE TABLE identities (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  value TEXT NOT NULL,
  id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, kind, scope, value),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_of_contact ON identities (organization_id, contact_id);

CREATE TABLE conversations (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  contact_id BLOB NOT NULL,
  sort_at INTEGER NOT NULL,
  last_message_id BLOB,
  inbound_count INTEGER NOT NULL,
  handled_count INTEGER NOT NULL,
  next_position INTEGER NOT NULL,
  last_inbound_at INTEGER,
  free_entry_at INTEGER,
  ticket_id BLOB,
  ticket_state TEXT,
  assignee_id BLOB,
  ticket_resolved_at INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, line_id, contact_id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversations_by_time ON conversations (organization_id, sort_at, id);
CREATE INDEX conversations_by_work ON conversations (organization_id, ticket_state, assignee_id, sort_at, id);
CREATE INDEX conversations_by_state ON conversations (organization_id, ticket_state, sort_at, id);
CREATE INDEX conversations_of_contact ON conversations (organization_id, contact_id);

CREATE TABLE conversation_reads (
  organization_id BLOB NOT NULL,
  member_id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  read_count INTEGER NOT NULL,
  PRIMARY KEY (organization_id, member_id, conversation_id),
  FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE tickets (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  number INTEGER NOT NULL,
  conversation_id BLOB NOT NULL,
  queue_id BLOB NOT NULL,
  state TEXT NOT NULL,
  assignee_id BLOB,
  opened_at INTEGER NOT NULL,
  resolved_at INTEGER,
  resolved_by BLOB,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, number),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queues (organization_id, id),
  FOREIGN KEY (organization_id, assignee_id) REFERENCES members (organization_id, id),
  FOREIGN KEY (organization_id, resolved_by) REFERENCES members (organization_id, id)
) STRICT, WITHOUT ROWID;
-- At most one open ticket a conversation.
CREATE UNIQUE INDEX tickets_open ON tickets (organization_id, conversation_id) WHERE state = 'open';
CREATE INDEX tickets_of_conversation ON tickets (organization_id, conversation_id, opened_at);

CREATE TABLE messages (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  ticket_id BLOB,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT,
  content TEXT,
  author_kind TEXT NOT NULL,
  author_member_id BLOB,
  author_name TEXT,
  reply_to_id BLOB,
  door TEXT NOT NULL,
  at INTEGER NOT NULL,
  sort_at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  late INTEGER NOT NULL,
  origin TEXT NOT NULL,
  has_raw INTEGER NOT NULL,
  provider_id TEXT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id)
) STRICT, WITHOUT ROWID;
-- Not by organization first: while the table is young, PostgreSQL's plans for foreign keys to messages
-- would take this index for the primary key, and read all of an organization's messages for each.
CREATE INDEX messages_in_order ON messages (conversation_id, organization_id, sort_at, id);

-- The wall against doubles: one key, one message, whatever was delivered again.
CREATE TABLE message_keys (
  organization_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  key TEXT NOT NULL,
  message_id BLOB NOT NULL,
  PRIMARY KEY (organization_id, line_id, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id) DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
-- A key is claimed before its message is written, and SQLite then looks here for each message.
CREATE INDEX message_keys_of_message ON message_keys (organization_id, message_id);

-- The provider's own form of what we could not read in full.
CREATE TABLE message_raws (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE reactions (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  author TEXT NOT NULL,
  author_kind TEXT NOT NULL,
  author_name TEXT,
  emoji TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, message_id, author),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE deliveries (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  conversation_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  state TEXT NOT NULL,
  position INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  epoch INTEGER,
  failure TEXT,
  queued_at INTEGER NOT NULL,
  sending_at INTEGER,
  sent_at INTEGER,
  delivered_at INTEGER,
  read_at INTEGER,
  played_at INTEGER,
  failed_at INTEGER,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX deliveries_queued ON deliveries (line_id, due_at, position) WHERE state = 'queued';
CREATE INDEX deliveries_ahead ON deliveries (conversation_id, position) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX deliveries_sending ON deliveries (line_id) WHERE state = 'sending';

-- Statuses that came before their message.
CREATE TABLE early_statuses (
  organization_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,
  at INTEGER NOT NULL,
  failure TEXT,
  expires_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, line_id, key, state)
) STRICT, WITHOUT ROWID;
CREATE INDEX early_statuses_expired ON early_statuses (expires_at);

CREATE TABLE idempotency_keys (
  organization_id BLOB NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BLOB NOT NULL,
  message_id BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, actor, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- The tray of what could not be read: kept, shown, and tried again on request.
CREATE TABLE unparsed (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  line_id BLOB,
  field TEXT,
  cause TEXT NOT NULL,
  detail TEXT NOT NULL,
  body BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  payload TEXT NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT,
  origin TEXT NOT NULL,
  PRIMARY KEY (organization_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_age ON events (at);

CREATE TABLE jobs (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_by_time ON jobs (due_at);
-- One waiting job a kind and key: a newer wish replaces the older.
CREATE UNIQUE INDEX jobs_waiting ON jobs (organization_id, kind, key) WHERE state = 'due';

-- How far each lane of the journal was worked. Committed with what it produced.
CREATE TABLE lane_positions (
  lane_id INTEGER NOT NULL PRIMARY KEY,
  seq INTEGER NOT NULL,
  attempts INTEGER NOT NULL
) STRICT;

-- Who works a line: every write of an older epoch is refused.
CREATE TABLE line_leases (
  line_id BLOB NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;
