-- INVARIANT: every time in the database is one that the program can read and write: no row, which may stay for good, keeps a
-- page or a look at orders from all the others. In each table; a step that adds a time to one adds this to it.
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT c.oid::regclass AS named, c.relname AS of, a.attname AS name FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p')
        AND a.atttypid IN ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype) LOOP
    EXECUTE format('ALTER TABLE %s ADD CONSTRAINT %I CHECK (%I BETWEEN ''2000-01-01 00:00Z'' AND ''2200-01-01 00:00Z'')',
      one.named, one.of || '_' || one.name || '_time', one.name);
  END LOOP;
END $$;
