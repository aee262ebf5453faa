-- A line chooses among its doors; a message has a price, and an organization knows what it spends.

ALTER TABLE lines ADD COLUMN routing_policy TEXT NOT NULL DEFAULT 'failover';
-- Since when an owner lets unofficial doors send.
ALTER TABLE lines ADD COLUMN unofficial_allowed_at BIGINT;

-- A person chose its door.
ALTER TABLE deliveries ADD COLUMN chosen BOOLEAN NOT NULL DEFAULT FALSE;

-- Of each message that was handed over: why through this door, and what it costs.
CREATE TABLE charges (
  organization_id UUID NOT NULL,
  message_id UUID NOT NULL,
  line_id UUID NOT NULL,
  -- expected, settled by the provider's word, or void: it never arrived.
  state TEXT NOT NULL,
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  category TEXT NOT NULL,
  -- Empty where it is not known.
  country TEXT NOT NULL,
  -- Of the organization's calendar, as 2026-10-01.
  day TEXT NOT NULL,
  at BIGINT NOT NULL,
  window_open BOOLEAN NOT NULL,
  free_entry BOOLEAN NOT NULL,
  currency TEXT NOT NULL,
  -- Nothing where nobody knows the price.
  micros BIGINT,
  rule TEXT NOT NULL,
  card TEXT,
  card_valid_from BIGINT,
  market TEXT,
  route TEXT NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);
CREATE INDEX charges_by_day ON charges (organization_id, day, message_id);

-- The sums of the charges that are not void.
CREATE TABLE spend (
  organization_id UUID NOT NULL,
  line_id UUID NOT NULL,
  day TEXT NOT NULL,
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  category TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  messages BIGINT NOT NULL,
  -- Those of unknown price.
  unpriced BIGINT NOT NULL,
  micros BIGINT NOT NULL,
  PRIMARY KEY (organization_id, line_id, day, door, sender, category, country, currency),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);

-- An organization's own rates, beside those that come with the house.
CREATE TABLE rate_cards (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
  body TEXT NOT NULL,
  loaded_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id)
);

-- What a line may spend in a calendar month.
CREATE TABLE budgets (
  organization_id UUID NOT NULL,
  line_id UUID NOT NULL,
  micros BIGINT NOT NULL,
  currency TEXT NOT NULL,
  -- Percent.
  warn_at BIGINT NOT NULL,
  stops BOOLEAN NOT NULL,
  PRIMARY KEY (organization_id, line_id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
);

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['charges', 'spend', 'rate_cards', 'budgets']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I USING (organization_id = (SELECT current_setting(''app.organization'')::uuid))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aldaba_tenant', name);
  END LOOP;
END
$$;
