-- Templates of the business accounts, what was sent with them, and lines that the provider slows down.

CREATE TABLE templates (
  organization_id UUID NOT NULL REFERENCES organizations (id),
  id UUID NOT NULL,
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
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (organization_id, id),
  UNIQUE (organization_id, waba_id, name, language)
);
CREATE INDEX templates_by_name ON templates (organization_id, name, id);
CREATE INDEX templates_by_provider ON templates (organization_id, waba_id, provider_id);

-- Which template a message was written with, for its counts.
CREATE TABLE template_messages (
  organization_id UUID NOT NULL,
  template_id UUID NOT NULL,
  message_id UUID NOT NULL,
  PRIMARY KEY (organization_id, template_id, message_id),
  FOREIGN KEY (organization_id, template_id) REFERENCES templates (organization_id, id),
  FOREIGN KEY (organization_id, message_id) REFERENCES messages (organization_id, id)
);
CREATE INDEX template_messages_of_message ON template_messages (organization_id, message_id);

-- Until when nothing leaves through a door.
CREATE TABLE door_holds (
  organization_id UUID NOT NULL,
  door_id UUID NOT NULL,
  until BIGINT NOT NULL,
  code BIGINT NOT NULL,
  PRIMARY KEY (organization_id, door_id),
  FOREIGN KEY (organization_id, door_id) REFERENCES doors (organization_id, id)
);

-- People who could not be reached; a message of theirs takes the warning away.
CREATE TABLE contact_warnings (
  organization_id UUID NOT NULL,
  contact_id UUID NOT NULL,
  at BIGINT NOT NULL,
  code BIGINT NOT NULL,
  PRIMARY KEY (organization_id, contact_id),
  FOREIGN KEY (organization_id, contact_id) REFERENCES contacts (organization_id, id)
);

DO $$
DECLARE
  name TEXT;
BEGIN
  FOREACH name IN ARRAY ARRAY['templates', 'template_messages', 'door_holds', 'contact_warnings']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY own_organization ON %I USING (organization_id = (SELECT current_setting(''app.organization'')::uuid))', name);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO aldaba_tenant', name);
  END LOOP;
END
$$;
