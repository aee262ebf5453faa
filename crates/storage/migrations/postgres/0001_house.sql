-- The house: organizations, people, lines, contacts, conversations, messages, deliveries.

CREATE TABLE organizations (
  id UUID NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  country TEXT NOT NULL,
  time_zone TEXT NOT NULL,
  locale TEXT NOT NULL,
  created_at BIGINT NOT NULL
);

-- One row an organization: what must be counted without gaps. Taken last in a transaction.
CREATE TABLE counters (
  organization_id UUID NOT NULL PRIMARY KEY REFERENCES organizations (id),
  event_seq BIGINT NOT NULL,
  ticket_number BIGINT NOT NULL
);

CREATE TABLE users (
  id UUID NOT NULL PRIMARY KEY,
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL,
  password_hash TEXT,
  operator BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL
);

CREATE TABLE sessions (
  id UUID NOT NULL PRIMARY KEY,
  user_id UUID NOT NULL REFERENCES users (id),
  token_hash BYTEA NOT NULL UNIQUE,
  user_agent TEXT,
  ip TEXT,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX sessions_of_user ON sessions (user_id, last_seen_at);

-- One-time links: sign in, set up the first owner.
CREATE TABLE links (
  id UUID NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  user_id UUID REFERENCES users (id),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT
);

-- Data keys, each wrapped by a key-encryption key that lives outside the data folder.
CREATE TABLE data_keys (
  scope TEXT NOT NULL PRIMARY KEY,
  kek_id TEXT NOT NULL,
  wrapped BYTEA NOT NULL,
  created_at BIGINT NOT NULL,
  wrapped_at BIGINT NOT NULL
);

CREATE TABLE members (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  user_id UUID NOT NULL REFERENCES users (id),
  role TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, user_id)
);
CREATE INDEX members_of_user ON members (user_id);

CREATE TABLE invitations (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  role TEXT NOT NULL,
  email TEXT,
  token_hash BYTEA NOT NULL UNIQUE,
  invited_by UUID,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  accepted_at BIGINT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, invited_by) REFERENCES members (organization_id, id)
);

CREATE TABLE api_tokens (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  scopes TEXT NOT NULL,
  quota_per_minute BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT,
  revoked_at BIGINT,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE queues (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  reopen_policy TEXT NOT NULL,
  reopen_within_hours BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);

-- An app at Meta. One without an organization is the installation's own.
CREATE TABLE meta_apps (
  id UUID NOT NULL PRIMARY KEY,
  organization_id UUID REFERENCES organizations (id),
  name TEXT NOT NULL,
  app_id TEXT NOT NULL,
  verify_token TEXT NOT NULL,
  secret BYTEA NOT NULL,
  previous_secret BYTEA,
  secret_set_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX meta_apps_of_organization ON meta_apps (organization_id, app_id);

CREATE TABLE lines (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  name TEXT NOT NULL,
  phone TEXT,
  queue_id UUID NOT NULL,
  enabled BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queues (organization_id, id)
);

CREATE TABLE doors (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  line_id UUID NOT NULL,
  kind TEXT NOT NULL,
  enabled BOOLEAN NOT NULL,
  state TEXT NOT NULL,
  meta_app_id UUID REFERENCES meta_apps (id),
  phone_number_id TEXT,
  waba_id TEXT,
  token BYTEA,
  token_set_at BIGINT,
  verified_name TEXT,
  quality_rating TEXT,
  throughput TEXT,
  checked_at BIGINT,
  problem TEXT,
  last_inbound_at BIGINT,
  last_outbound_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, line_id, kind),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);
-- A number belongs to one organization of the installation.
CREATE UNIQUE INDEX doors_claimed ON doors (phone_number_id) WHERE phone_number_id IS NOT NULL;

CREATE TABLE contacts (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  name TEXT,
  profile_name TEXT,
  username TEXT,
  search_key TEXT NOT NULL,
  merged_into UUID,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, merged_into) REFERENCES contacts (organization_id, id)
);
CREATE INDEX contacts_by_name ON contacts (organization_id, search_key, id);

-- Evidence of who a contact is.
CREATE TABLE identities (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  kind TEXT NOT NULL,
  scope TEXT NOT NULL,
  value TEXT NOT NULL,
  id UUID NOT NULL,
  contact_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, kind, scope, value),
  UNIQUE (organization_id, id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);
CREATE INDEX identities_of_contact ON identities (organization_id, contact_id);

CREATE TABLE conversations (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  line_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  sort_at BIGINT NOT NULL,
  last_message_id UUID,
  inbound_count BIGINT NOT NULL,
  handled_count BIGINT NOT NULL,
  next_position BIGINT NOT NULL,
  last_inbound_at BIGINT,
  free_entry_at BIGINT,
  ticket_id UUID,
  ticket_state TEXT,
  assignee_id UUID,
  ticket_resolved_at BIGINT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, line_id, contact_id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);
CREATE INDEX conversations_by_time ON conversations (organization_id, sort_at, id);
CREATE INDEX conversations_by_work ON conversations (organization_id, ticket_state, assignee_id, sort_at, id);
CREATE INDEX conversations_by_state ON conversations (organization_id, ticket_state, sort_at, id);
CREATE INDEX conversations_of_contact ON conversations (organization_id, contact_id);

CREATE TABLE conversation_reads (
  organization_id UUID NOT NULL,
  member_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  read_count BIGINT NOT NULL,
  PRIMARY KEY (organization_id, member_id, conversation_id),
  FOREIGN KEY (organization_id, member_id) REFERENCES members (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id)
);

CREATE TABLE tickets (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  number BIGINT NOT NULL,
  conversation_id UUID NOT NULL,
  queue_id UUID NOT NULL,
  state TEXT NOT NULL,
  assignee_id UUID,
  opened_at BIGINT NOT NULL,
  resolved_at BIGINT,
  resolved_by UUID,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, number),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id),
  FOREIGN KEY (organization_id, queue_id) REFERENCES queues (organization_id, id),
  FOREIGN KEY (organization_id, assignee_id) REFERENCES members (organization_id, id),
  FOREIGN KEY (organization_id, resolved_by) REFERENCES members (organization_id, id)
);
-- At most one open ticket a conversation.
CREATE UNIQUE INDEX tickets_open ON tickets (organization_id, conversation_id) WHERE state = 'open';
CREATE INDEX tickets_of_conversation ON tickets (organization_id, conversation_id, opened_at);

CREATE TABLE messages (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  ticket_id UUID,
  direction TEXT NOT NULL,
  kind TEXT NOT NULL,
  text TEXT,
  content TEXT,
  author_kind TEXT NOT NULL,
  author_member_id UUID,
  author_name TEXT,
  reply_to_id UUID,
  door TEXT NOT NULL,
  at BIGINT NOT NULL,
  sort_at BIGINT NOT NULL,
  received_at BIGINT NOT NULL,
  late BOOLEAN NOT NULL,
  origin TEXT NOT NULL,
  has_raw BOOLEAN NOT NULL,
  provider_id TEXT,
  PRIMARY KEY (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id)
);
-- Not by organization first: while the table is young, PostgreSQL's plans for foreign keys to messages
-- would take this index for the primary key, and read all of an organization's messages for each.
CREATE INDEX messages_in_order ON messages (conversation_id, organization_id, sort_at, id);

-- The wall against doubles: one key, one message, whatever was delivered again.
CREATE TABLE message_keys (
  organization_id UUID NOT NULL,
  line_id UUID NOT NULL,
  key TEXT NOT NULL,
  message_id UUID NOT NULL,
  PRIMARY KEY (organization_id, line_id, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id) DEFERRABLE INITIALLY DEFERRED
);
-- A key is claimed before its message is written, and SQLite then looks here for each message.
CREATE INDEX message_keys_of_message ON message_keys (organization_id, message_id);

-- The provider's own form of what we could not read in full.
CREATE TABLE message_raws (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
);

CREATE TABLE reactions (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  author TEXT NOT NULL,
  author_kind TEXT NOT NULL,
  author_name TEXT,
  emoji TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, message_id, author),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
);

CREATE TABLE deliveries (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  line_id UUID NOT NULL,
  state TEXT NOT NULL,
  position BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  epoch BIGINT,
  failure TEXT,
  queued_at BIGINT NOT NULL,
  sending_at BIGINT,
  sent_at BIGINT,
  delivered_at BIGINT,
  read_at BIGINT,
  played_at BIGINT,
  failed_at BIGINT,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);
CREATE INDEX deliveries_queued ON deliveries (line_id, due_at, position) WHERE state = 'queued';
CREATE INDEX deliveries_ahead ON deliveries (conversation_id, position) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX deliveries_sending ON deliveries (line_id) WHERE state = 'sending';

-- Statuses that came before their message.
CREATE TABLE early_statuses (
  organization_id UUID NOT NULL,
  line_id UUID NOT NULL,
  key TEXT NOT NULL,
  state TEXT NOT NULL,
  at BIGINT NOT NULL,
  failure TEXT,
  expires_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, line_id, key, state)
);
CREATE INDEX early_statuses_expired ON early_statuses (expires_at);

CREATE TABLE idempotency_keys (
  organization_id UUID NOT NULL,
  actor TEXT NOT NULL,
  key TEXT NOT NULL,
  body_hash BYTEA NOT NULL,
  message_id UUID NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, actor, key),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- The tray of what could not be read: kept, shown, and tried again on request.
CREATE TABLE unparsed (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  line_id UUID,
  field TEXT,
  cause TEXT NOT NULL,
  detail TEXT NOT NULL,
  body BYTEA NOT NULL,
  received_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);

CREATE TABLE events (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  payload TEXT NOT NULL,
  actor TEXT NOT NULL,
  request_id TEXT,
  origin TEXT NOT NULL,
  PRIMARY KEY (organization_id, seq)
);
CREATE INDEX events_by_age ON events (at);

CREATE TABLE jobs (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts BIGINT NOT NULL,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);
CREATE INDEX jobs_by_time ON jobs (due_at);
-- One waiting job a kind and key: a newer wish replaces the older.
CREATE UNIQUE INDEX jobs_waiting ON jobs (organization_id, kind, key) WHERE state = 'due';

-- How far each lane of the journal was worked. Committed with what it produced.
CREATE TABLE lane_positions (
  lane_id BIGINT NOT NULL PRIMARY KEY,
  seq BIGINT NOT NULL,
  attempts BIGINT NOT NULL
);

-- Who works a line: every write of an older epoch is refused.
CREATE TABLE line_leases (
  line_id UUID NOT NULL PRIMARY KEY,
  owner TEXT NOT NULL,
  epoch BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);

-- Row-level security: an organization's transaction takes this role, which owns nothing.
-- An administrator may have made it before, for an account that may not make roles.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'aldaba_tenant') THEN
    CREATE ROLE aldaba_tenant NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'aldaba_tenant', 'MEMBER') THEN
    EXECUTE format('GRANT aldaba_tenant TO %I', current_user);
  END IF;
END
$$;
GRANT USAGE ON SCHEMA public TO aldaba_tenant;
GRANT SELECT, INSERT, UPDATE ON lane_positions TO aldaba_tenant;
GRANT SELECT ON line_leases TO aldaba_tenant;

-- Every table with an organization shows the transaction's organization alone.
DO $$
DECLARE
  name TEXT;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'organization_id'
      AND c.table_name NOT IN ('journal_lanes', 'meta_apps')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I USING (organization_id = (SELECT current_setting(''app.organization'')::uuid))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aldaba_tenant', name);
  END LOOP;
END
$$;
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_organization ON organizations USING (id = (SELECT current_setting('app.organization')::uuid));
GRANT SELECT, UPDATE ON organizations TO aldaba_tenant;
ALTER TABLE meta_apps ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_or_installation ON meta_apps
  USING (organization_id IS NULL OR organization_id = (SELECT current_setting('app.organization')::uuid))
  WITH CHECK (organization_id = (SELECT current_setting('app.organization')::uuid));
GRANT SELECT, INSERT, UPDATE ON meta_apps TO aldaba_tenant;
-- Members are people: an organization sees the users who are its members.
ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_members ON users USING (id IN (SELECT user_id FROM members));
GRANT SELECT (id, email, name, locale) ON users TO aldaba_tenant;
