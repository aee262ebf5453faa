-- Deliveries have a sender, a turn and a door; doors have a pace and a breaker; people and accounts have limits.

ALTER TABLE deliveries ADD COLUMN door TEXT NOT NULL DEFAULT 'cloud';
-- Who wrote it, and so who goes first: people before bots before campaigns.
ALTER TABLE deliveries ADD COLUMN sender TEXT NOT NULL DEFAULT 'member';
ALTER TABLE deliveries ADD COLUMN priority BIGINT NOT NULL DEFAULT 0;
-- Its place among all of the line: a conversation's own messages stand apart, so that others come in between.
ALTER TABLE deliveries ADD COLUMN turn BIGINT NOT NULL DEFAULT 0;
UPDATE deliveries SET turn = due_at;
-- What waits for its time is not queued.
UPDATE deliveries SET state = 'waiting' WHERE state = 'queued' AND attempts > 0;

DROP INDEX deliveries_queued;
DROP INDEX deliveries_ahead;
CREATE INDEX deliveries_queued ON deliveries (line_id, priority, turn, position) WHERE state = 'queued';
CREATE INDEX deliveries_waiting ON deliveries (line_id, due_at) WHERE state = 'waiting';
CREATE INDEX deliveries_ahead ON deliveries (conversation_id, position)
  WHERE state IN ('queued', 'waiting', 'sending', 'uncertain');
CREATE INDEX deliveries_uncertain ON deliveries (line_id, sending_at) WHERE state = 'uncertain';
-- The dead letters, newest first.
CREATE INDEX deliveries_failed ON deliveries (organization_id, failed_at, message_id) WHERE state = 'failed';

-- How fast a door may send now, and whether its provider answers at all.
CREATE TABLE door_paces (
  organization_id UUID NOT NULL,
  door_id UUID NOT NULL,
  -- Thousandths of a message.
  level BIGINT NOT NULL,
  at BIGINT NOT NULL,
  breaker TEXT NOT NULL,
  failures BIGINT NOT NULL,
  opened BIGINT NOT NULL,
  until BIGINT,
  since BIGINT NOT NULL,
  PRIMARY KEY (organization_id, door_id),
  FOREIGN KEY (organization_id, door_id) REFERENCES doors (organization_id, id)
);

-- How fast one person may be written to.
CREATE TABLE pair_paces (
  organization_id UUID NOT NULL,
  conversation_id UUID NOT NULL,
  level BIGINT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, conversation_id),
  FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations (organization_id, id)
);

-- Whom a portfolio wrote to first within a day, over all of its lines.
CREATE TABLE portfolio_users (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  portfolio TEXT NOT NULL,
  contact_id UUID NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, portfolio, contact_id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);
CREATE INDEX portfolio_users_by_time ON portfolio_users (at);

-- The same, counted by the hour.
CREATE TABLE portfolio_hours (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  portfolio TEXT NOT NULL,
  hour BIGINT NOT NULL,
  users BIGINT NOT NULL,
  PRIMARY KEY (organization_id, portfolio, hour)
);

-- Until when the provider takes no offers to a person.
CREATE TABLE offer_holds (
  organization_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  until BIGINT NOT NULL,
  code BIGINT NOT NULL,
  PRIMARY KEY (organization_id, contact_id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);

-- What becomes of a message whose fate is not known: a person is asked, or it is sent once more.
ALTER TABLE lines ADD COLUMN uncertain_policy TEXT NOT NULL DEFAULT 'ask';
ALTER TABLE lines ADD COLUMN uncertain_after_minutes BIGINT NOT NULL DEFAULT 15;

-- Whether the phone's own app uses the number too.
ALTER TABLE doors ADD COLUMN coexists BOOLEAN NOT NULL DEFAULT FALSE;

-- A contact whom nobody may write to.
ALTER TABLE contacts ADD COLUMN blocked_at BIGINT;

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['door_paces', 'pair_paces', 'portfolio_users', 'portfolio_hours', 'offer_holds']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I USING (organization_id = (SELECT current_setting(''app.organization'')::uuid))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aldaba_tenant', name);
  END LOOP;
END
$$;

-- What locking a lease's row against a takeover wants; nobody changes a line's id.
GRANT UPDATE (line_id) ON line_leases TO aldaba_tenant;
