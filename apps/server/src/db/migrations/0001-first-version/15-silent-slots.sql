-- Sealed content, and silent slots. Where a law forbids to say even that a request exists, it is not entered, and one of the
-- day's sealed slots may hold that it existed. No entry points to it, and no person and no time is stored with it.

-- What the log doesn't tell yet of an entry: commitments to its texts. Null: it tells all.
CREATE FUNCTION sealed_of(entry public_entry) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT CASE entry.kind
    WHEN 'request-received' THEN '{"kind": "request-told"}' || jsonb_build_object('request', entry.body -> 'request') || told.texts
    WHEN 'order-approved' THEN '{"kind": "order-told"}' || jsonb_build_object('order', entry.body -> 'order') || told.texts END
  FROM (SELECT jsonb_object_agg(t.name, encode(sha256(t.salt || convert_to('text:' || t.value, 'UTF8')), 'hex')) AS texts
    FROM ledger_text t WHERE t.entry_id = entry.id AND t.name IN ('authority', 'law', 'reason')) AS told $$;

-- INVARIANT: what is sealed is what its entry doesn't tell yet, until the day that the entry names, and can be told: the log
-- has no day before 2000. A correction can shorten that. What waits for a slot without an entry of its own says only that a request existed, opens within a year, and keeps its
-- day. Neither can be changed or deleted before the log shows it.
CREATE FUNCTION sealed_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.entry_id IS NULL AND NEW.slot IS NULL AND NOT coalesce(NEW.held ->> 'kind' = 'request-existed'
        AND NEW.held - '{kind,branch,country,came}'::text[] = '{}' AND NEW.open_on BETWEEN today AND today + 366
        AND coalesce((NEW.held ->> 'came')::date BETWEEN '2000-01-01' AND today, true), false) THEN
      RAISE EXCEPTION 'a silent slot says that a request existed, within a year' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.entry_id IS NULL AND NEW.slot IS NOT NULL AND NEW.held <> '{"kind": "nothing"}' THEN
      RAISE EXCEPTION 'a slot of its own holds nothing' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.entry_id IS NOT NULL AND NOT EXISTS (SELECT FROM public_entry e WHERE e.id = NEW.entry_id AND NEW.slot IS NULL
        AND NEW.held = sealed_of(e) AND NEW.open_on = (e.body ->> 'sealedUntil')::date) THEN
      RAISE EXCEPTION 'no entry points to this: sealed is what an entry does not tell' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.id, NEW.held) = (OLD.id, OLD.held) AND NEW.entry_id IS NOT DISTINCT FROM OLD.entry_id
     AND (OLD.slot IS NULL OR (NEW.slot, NEW.salt) = (OLD.slot, OLD.salt))
     AND (NEW.open_on = OLD.open_on OR NEW.open_on < OLD.open_on AND EXISTS (SELECT FROM public_entry e
       WHERE e.kind = 'request-corrected' AND e.body -> 'request' = OLD.held -> 'request'
         AND (e.body ->> 'sealedUntil')::date = NEW.open_on)) THEN
    RETURN NEW;
  END IF;
  -- Opened in this transaction, so not published yet: there are few of those.
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM ledger_leaf l
      WHERE l.index >= (SELECT coalesce(published_size, 0) FROM ledger_head) AND l.entry_id IS NULL
        AND convert_from(l.leaf, 'UTF8')::jsonb @> jsonb_build_object('kind', 'sealed-opened', 'entry', OLD.slot)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'what is sealed stays as it is until the log opens it' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_sealed_stays BEFORE INSERT OR UPDATE OR DELETE ON ledger_sealed
  FOR EACH ROW EXECUTE FUNCTION sealed_content_stays();

-- INVARIANT: what is sealed gets a slot when the log does: it would say later that it opens a slot that it doesn't have.
CREATE FUNCTION slot_is_in_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_leaf l WHERE l.index = NEW.slot AND is_ours(l.xmin) AND l.entry_id IS NULL
      AND convert_from(l.leaf, 'UTF8')::jsonb ->> 'kind' = 'sealed-slot') THEN
    RAISE EXCEPTION 'the log has no such slot' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_sealed_slot_is_in_log AFTER INSERT OR UPDATE OF slot ON ledger_sealed
  FOR EACH ROW WHEN (NEW.slot IS NOT NULL) EXECUTE FUNCTION slot_is_in_log();
