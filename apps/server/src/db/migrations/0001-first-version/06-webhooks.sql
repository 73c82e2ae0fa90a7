-- Webhooks and their pending deliveries.

CREATE FUNCTION are_webhook_events(events text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT cardinality(events) > 0
        AND events <@ ARRAY['joined', 'refused', 'removed', 'rule-changed'] $$;

CREATE TABLE webhook (
  id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account_id    uuid NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  url           text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 2000 AND url ~ '^https?://'),
  events        text[] NOT NULL CHECK (are_webhook_events(events)),
  -- Sealed with a key from a file outside of the database.
  secret_sealed bytea NOT NULL CHECK (octet_length(secret_sealed) > 28),
  created_at    timestamptz NOT NULL DEFAULT now(),
  last_at       timestamptz,
  last_outcome  text CHECK (last_outcome IN ('delivered', 'retrying', 'given-up')),
  last_status   integer CHECK (last_status BETWEEN 100 AND 599),
  -- Until then no delivery of it begins, in any instance: one is under way, or the last one failed.
  busy_until    timestamptz,
  CHECK ((last_at IS NULL) = (last_outcome IS NULL)),
  CHECK (last_status IS NULL OR last_at IS NOT NULL)
);
CREATE INDEX webhook_account ON webhook (account_id);

-- A row is here only while it waits: it is deleted when it was delivered or given up, after a day at the latest, since
-- it can name a participant. What the program queues is sealed with a key from a file outside of the database.
CREATE TABLE webhook_delivery (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  webhook_id uuid NOT NULL REFERENCES webhook (id) ON DELETE CASCADE,
  -- In the clear only what rule_event says, too.
  body       text CHECK (body::jsonb @> '{"kind": "rule-changed"}'),
  sealed     bytea CHECK (octet_length(sealed) > 28),
  names      boolean NOT NULL DEFAULT false,
  tries      integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
  due_at     timestamptz NOT NULL DEFAULT now(),
  created_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((body IS NULL) <> (sealed IS NULL)),
  -- INVARIANT: no body says both who and where. Of what is sealed, the program sees to that.
  CHECK (body IS NULL OR NOT (names OR body::jsonb ? 'identity'))
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (due_at);
CREATE INDEX webhook_delivery_hook ON webhook_delivery (webhook_id);

-- The channel of keys serves all that accounts have beside their rooms.
CREATE TRIGGER webhook_changed AFTER INSERT OR DELETE OR UPDATE OF url, events ON webhook
  FOR EACH STATEMENT EXECUTE FUNCTION tell_keys_changed();

-- Further deliveries of a webhook are dropped.
CREATE FUNCTION webhook_has_space(hook uuid) RETURNS boolean
  LANGUAGE sql STABLE
  AS $$ SELECT count(*) < 1000 FROM
        (SELECT FROM webhook_delivery d WHERE d.webhook_id = hook LIMIT 1000) waiting $$;

-- A change of a rule queues its event in the same transaction: both are kept, or neither.
CREATE FUNCTION queue_rule_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  owner uuid := coalesce(NEW.account_id, (SELECT account_id FROM room WHERE name = NEW.room));
  hook uuid;
  event uuid;
BEGIN
  -- A restored backup queues no events.
  IF NEW.kind NOT IN ('set', 'lifted') OR NEW.at < now() - interval '1 minute' THEN
    RETURN NULL;
  END IF;
  FOR hook IN
    SELECT id FROM webhook
    WHERE account_id = owner AND 'rule-changed' = ANY (events) AND webhook_has_space(id)
  LOOP
    event := gen_random_uuid();
    INSERT INTO webhook_delivery (id, webhook_id, body) VALUES (event, hook, json_strip_nulls(
      json_build_object(
        'kind', 'rule-changed',
        'id', event,
        'at', to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'room', NEW.room,
        'rule', NEW.rule))::text);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER rule_event_queues_webhook AFTER INSERT ON rule_event
  FOR EACH ROW EXECUTE FUNCTION queue_rule_changed();
