-- The running service has a role that owns nothing; db/privileges.ts has its privileges. Here is what the owner does for
-- it.

-- Locks a row of a history until the transaction ends, which takes the privilege to change it. False: there is none. Only
-- for the program: no one else keeps it from refusing or lifting.
CREATE FUNCTION hold_request(id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM FROM request r WHERE r.id = hold_request.id FOR UPDATE;
  RETURN FOUND;
END $$;
CREATE FUNCTION hold_order(id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM FROM order_proposal o WHERE o.id = hold_order.id FOR UPDATE;
  RETURN FOUND;
END $$;
CREATE FUNCTION hold_act(id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM FROM terms_act a WHERE a.id = hold_act.id FOR UPDATE;
  RETURN FOUND;
END $$;
CREATE FUNCTION hold_change(id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM FROM desk_change c WHERE c.id = hold_change.id FOR UPDATE;
  RETURN FOUND;
END $$;
-- False also if another transaction holds it.
CREATE FUNCTION try_hold_change(id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM FROM desk_change c WHERE c.id = try_hold_change.id FOR UPDATE SKIP LOCKED;
  RETURN FOUND;
END $$;
-- Until then no request or public entry names a meeting, and no act under the terms takes effect.
CREATE FUNCTION hold_requests_and_acts() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM take_turn('requests and acts');
END $$;
-- Until then nothing else is recorded of the location data that decide.
CREATE FUNCTION hold_served_data() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  PERFORM take_turn('served data');
END $$;
-- Until then no place is listed or removed from the list.
CREATE FUNCTION hold_disputed_places() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM expect_program();
  LOCK TABLE disputed_place_event IN SHARE MODE;
END $$;

-- The operator's account makes its person the administrator.
CREATE FUNCTION operator_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the operator''s account stays' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER account_operator_stays BEFORE DELETE ON account
  FOR EACH ROW WHEN (OLD.operator) EXECUTE FUNCTION operator_stays();

-- Triggers read all rows, lock rows of histories, and write where the service may not: they and these functions run as
-- the owner, with names resolved in this schema alone.
DO $$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = quote_ident(current_schema())::regnamespace
      AND (p.prorettype = 'trigger'::regtype OR p.proname IN ('hold_request', 'hold_order', 'hold_act', 'hold_change',
        'try_hold_change', 'hold_requests_and_acts', 'hold_served_data', 'hold_disputed_places', 'read_changes', 'draw_change_number', 'forget_changes', 'commitment_to_room', 'commitment_to_account',
        'find_deleted_meetings', 'forget_deleted_meetings')) LOOP
    EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER SET search_path = %I, pg_temp', one, current_schema());
  END LOOP;
END $$;
