-- Only the program writes: the password of the service's role alone reads. A connection proves that it is the program's by an
-- HMAC over its own name, which holds for no other connection (db/program-proof.ts).

-- The owner needs no proof: it could drop this.
CREATE FUNCTION expect_program() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  IF NOT is_of_program(format('connection %s %s', pg_backend_pid(), extract(epoch FROM pg_postmaster_start_time())), decode(current_setting('graticule.program', true), 'hex'))
     AND NOT pg_has_role(session_user, current_user, 'MEMBER') THEN
    RAISE EXCEPTION 'only the program writes here: this connection has not proved that it is the program''s'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE FUNCTION only_the_program_writes() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
  PERFORM expect_program();
  -- What must hold is asked of what was committed until then, also after a wait for another's turn.
  IF current_setting('transaction_isolation') <> 'read committed' THEN
    RAISE EXCEPTION 'the program writes at read committed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;

-- INVARIANT: each table has it; a step that adds a table adds it there.
DO $$
DECLARE one record;
BEGIN
  EXECUTE format('ALTER FUNCTION expect_program() SET search_path = %I, pg_temp', current_schema());
  EXECUTE format('ALTER FUNCTION only_the_program_writes() SET search_path = %I, pg_temp', current_schema());
  FOR one IN SELECT c.oid::regclass AS named, c.relname AS name FROM pg_class c
      WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p') LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE INSERT OR UPDATE OR DELETE ON %s FOR EACH STATEMENT EXECUTE FUNCTION only_the_program_writes()',
      one.name || '_is_the_programs', one.named);
  END LOOP;
END $$;
