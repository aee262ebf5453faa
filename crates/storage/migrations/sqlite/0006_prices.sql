-- A line chooses among its doors; a message has a price, and an organization knows what it spends.

ALTER TABLE lines ADD COLUMN routing_policy TEXT NOT NULL DEFAULT 'failover';
-- Since when an owner lets unofficial doors send.
ALTER TABLE lines ADD COLUMN unofficial_allowed_at INTEGER;

-- A person chose its door.
ALTER TABLE deliveries ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;

-- Of each message that was handed over: why through this door, and what it costs.
CREATE TABLE charges (
  organization_id BLOB NOT NULL,
  message_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  -- expected, settled by the provider's word, or void: it never arrived.
  state TEXT NOT NULL,
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  category TEXT NOT NULL,
  -- Empty where it is not known.
  country TEXT NOT NULL,
  -- Of the organization's calendar, as 2026-10-01.
  day TEXT NOT NULL,
  at INTEGER NOT NULL,
  window_open INTEGER NOT NULL,
  free_entry INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- Nothing where nobody knows the price.
  micros INTEGER,
  rule TEXT NOT NULL,
  card TEXT,
  card_valid_from INTEGER,
  market TEXT,
  route TEXT NOT NULL,
  PRIMARY KEY (organization_id, message_id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX charges_by_day ON charges (organization_id, day, message_id);

-- The sums of the charges that are not void.
CREATE TABLE spend (
  organization_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  day TEXT NOT NULL,
  door TEXT NOT NULL,
  sender TEXT NOT NULL,
  category TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  messages INTEGER NOT NULL,
  -- Those of unknown price.
  unpriced INTEGER NOT NULL,
  micros INTEGER NOT NULL,
  PRIMARY KEY (organization_id, line_id, day, door, sender, category, country, currency),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;

-- An organization's own rates, beside those that come with the house.
CREATE TABLE rate_cards (
  organization_id BLOB NOT NULL REFERENCES organizations (id),
  id BLOB NOT NULL,
  body TEXT NOT NULL,
  loaded_at INTEGER NOT NULL,
  PRIMARY KEY (organization_id, id)
) STRICT, WITHOUT ROWID;

-- What a line may spend in a calendar month.
CREATE TABLE budgets (
  organization_id BLOB NOT NULL,
  line_id BLOB NOT NULL,
  micros INTEGER NOT NULL,
  currency TEXT NOT NULL,
  -- Percent.
  warn_at INTEGER NOT NULL,
  stops INTEGER NOT NULL,
  PRIMARY KEY (organization_id, line_id),
  FOREIGN KEY (organization_id, line_id) REFERENCES lines (organization_id, id)
) STRICT, WITHOUT ROWID;
