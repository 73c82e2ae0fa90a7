-- Silent slots. Where a law forbids to say even that a request exists, it is not entered, and one of the day's sealed
-- slots may hold that it existed. No entry points to it, and no person and no time is stored with it.

-- INVARIANT: what waits for a slot without an entry of its own says only that, opens within a year, and can't be changed
-- or deleted before the log shows it.
CREATE FUNCTION silent_content_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE today date := (now() AT TIME ZONE 'UTC')::date;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.entry_id IS NULL AND NEW.slot IS NULL AND NOT coalesce(NEW.held ->> 'kind' = 'request-existed'
        AND NEW.held - '{kind,branch,country,came}'::text[] = '{}' AND NEW.open_on BETWEEN today AND today + 366
        AND coalesce((NEW.held ->> 'came')::date <= today, true), false) THEN
      RAISE EXCEPTION 'a silent slot says that a request existed, within a year' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NEW.entry_id IS NOT NULL AND NEW.held ->> 'kind' = 'request-existed' THEN
      RAISE EXCEPTION 'no entry points to a silent slot' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.held ->> 'kind' <> 'request-existed' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.slot IS NULL
     AND (NEW.id, NEW.held, NEW.open_on) = (OLD.id, OLD.held, OLD.open_on) AND NEW.entry_id IS NULL THEN
    RETURN NEW;
  END IF;
  -- Opened in this transaction, so not published yet: there are few of those.
  IF TG_OP = 'DELETE' AND EXISTS (SELECT FROM ledger_leaf l
      WHERE l.index >= (SELECT coalesce(published_size, 0) FROM ledger_head) AND l.entry_id IS NULL
        AND convert_from(l.leaf, 'UTF8')::jsonb @> jsonb_build_object('kind', 'sealed-opened', 'entry', OLD.slot)) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a silent slot stays as it is until the log opens it' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_sealed_silent_stays BEFORE INSERT OR UPDATE OR DELETE ON ledger_sealed
  FOR EACH ROW EXECUTE FUNCTION silent_content_stays();
