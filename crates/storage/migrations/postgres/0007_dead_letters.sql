-- Dead letters: why each lies there, and which of them somebody has seen and let be.

-- The failure's code, or its word where it has none: what the list is filtered and counted by.
ALTER TABLE deliveries ADD COLUMN cause TEXT;
ALTER TABLE deliveries ADD COLUMN dismissed_at BIGINT;
UPDATE deliveries
  SET cause = COALESCE(failure::jsonb ->> 'code', failure::jsonb ->> 'reason')
  WHERE failure IS NOT NULL;
UPDATE deliveries SET cause = 'unknown' WHERE cause IS NULL AND state IN ('failed', 'uncertain');

-- One list holds what failed and what nobody knows the fate of.
DROP INDEX deliveries_failed;
CREATE INDEX deliveries_dead
  ON deliveries (organization_id, COALESCE(failed_at, sending_at, queued_at), message_id)
  WHERE state IN ('failed', 'uncertain') AND dismissed_at IS NULL;
CREATE INDEX deliveries_dismissed
  ON deliveries (organization_id, COALESCE(failed_at, sending_at, queued_at), message_id)
  WHERE state IN ('failed', 'uncertain') AND dismissed_at IS NOT NULL;
