-- Appeals, the end of orders, and what decisions obey.

-- INVARIANT: an order has one open case at a time; one that is not decided in time ends the order. A decided case is
-- closed for those who were heard in it, and for the public. If those whom the order keeps out, or the host, were not
-- heard yet, they open the next case, which another person decides: nobody else's appeal uses up theirs.
CREATE TABLE appeal_case (
  order_id  uuid NOT NULL REFERENCES order_approval (order_id),
  no        integer NOT NULL DEFAULT 1 CHECK (no BETWEEN 1 AND 3),
  opened_by text NOT NULL DEFAULT 'public' CHECK (opened_by IN ('refused', 'host', 'public')),
  opened_at timestamptz NOT NULL DEFAULT now(),
  -- See appeal_case_opens.
  due_at    timestamptz NOT NULL,
  PRIMARY KEY (order_id, no),
  CHECK (due_at <= opened_at + interval '72 hours')
);
CREATE TABLE appeal (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id    uuid NOT NULL,
  case_no     integer NOT NULL DEFAULT 1,
  arrival     bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
  made_by     text NOT NULL CHECK (made_by IN ('refused', 'host', 'public')),
  text        text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 17000),
  secret_hash bytea NOT NULL UNIQUE CHECK (octet_length(secret_hash) = 32),
  made_on     date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  -- Checked and removed on insertion: see appeal_is_proved.
  proof       bytea CHECK (proof IS NULL),
  FOREIGN KEY (order_id, case_no) REFERENCES appeal_case (order_id, no)
);
CREATE INDEX appeal_order ON appeal (order_id, case_no, arrival);
CREATE TRIGGER appeal_texts_stand_sealed BEFORE INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION texts_stand_sealed('text');
CREATE TABLE appeal_decision (
  id        uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  order_id  uuid NOT NULL,
  case_no   integer NOT NULL DEFAULT 1,
  outcome   text NOT NULL CHECK (outcome IN ('upheld', 'overturned')),
  reasons   text NOT NULL CHECK (char_length(reasons) BETWEEN 1 AND 17000),
  -- To the reasons as they were written, which is signed, with its salt, sealed like them: once the key is destroyed, no guess
  -- at the reasons can be tested. Null: no one signed this.
  reasons_commitment text CHECK (reasons_commitment ~ '^[0-9a-f]{64}$'),
  salt      text CHECK (char_length(salt) BETWEEN 1 AND 200),
  by_person uuid NOT NULL,
  -- The arrival of the last appeal that was read.
  read_to   bigint,
  at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (order_id, case_no),
  FOREIGN KEY (order_id, case_no) REFERENCES appeal_case (order_id, no),
  CHECK ((reasons_commitment IS NULL) = (salt IS NULL))
);
CREATE TRIGGER appeal_decision_texts_stand_sealed BEFORE INSERT ON appeal_decision FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('reasons', 'salt');

-- Whether any of these appealed in an earlier case.
CREATE FUNCTION was_heard(of_order uuid, before_case integer, who text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM appeal WHERE order_id = of_order AND case_no < before_case AND made_by = who) $$;

-- Until when an appeal made now is decided: within 72 hours, or half of what is left of the order or of its session as
-- planned, if that is less. A session that runs over has another hour at least. Null: nothing is left.
CREATE FUNCTION appeal_term(of_order uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() + least(interval '72 hours', (least(p.ends_at, CASE WHEN m.duration_minutes IS NOT NULL THEN greatest(
      p.occurrence_from + interval '15 minutes' + make_interval(mins => m.duration_minutes),
      now() + interval '1 hour') END) - now()) / 2)
  FROM order_proposal p LEFT JOIN meeting m ON m.room = p.room AND m.starts_at IS NOT NULL
  WHERE p.id = of_order AND p.ends_at > now() $$;

-- INVARIANT: an appeal is decided while the order has at least half of its time before it, or the order is over. Of an
-- order that is over, and of a case that is decided, the public hears once the log tells it: until then its appeals are
-- taken as before, or the moment could be found out by appealing.
CREATE FUNCTION appeal_case_opens() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  NEW.due_at := coalesce(appeal_term(NEW.order_id), (SELECT ends_at FROM order_proposal
    WHERE id = NEW.order_id AND NEW.opened_by = 'public' AND ends_at >= told_until()));
  IF NEW.due_at IS NULL OR EXISTS (SELECT FROM order_end WHERE order_id = NEW.order_id
       AND (NEW.opened_by <> 'public' OR at < told_until()))
     OR NEW.no <> (SELECT count(*) + 1 FROM appeal_case WHERE order_id = NEW.order_id)
     OR NEW.no <> (SELECT count(*) + 1 FROM appeal_decision WHERE order_id = NEW.order_id)
     OR (NEW.no > 1 AND (NEW.opened_by = 'public' OR was_heard(NEW.order_id, NEW.no, NEW.opened_by))) THEN
    RAISE EXCEPTION 'no further case' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_case_opens BEFORE INSERT ON appeal_case
  FOR EACH ROW EXECUTE FUNCTION appeal_case_opens();

-- INVARIANT: after its transaction a case has the appeal that opened it.
CREATE FUNCTION appeal_case_has_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM appeal WHERE order_id = NEW.order_id AND case_no = NEW.no AND made_by = NEW.opened_by) THEN
    RAISE EXCEPTION 'a case without its appeal' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appeal_case_has_appeal AFTER INSERT ON appeal_case DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION appeal_case_has_appeal();

CREATE FUNCTION appeal_is_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  IF EXISTS (SELECT FROM appeal_decision WHERE order_id = NEW.order_id AND case_no = NEW.case_no
             AND (NEW.made_by <> 'public' OR at < told_until())) THEN
    RAISE EXCEPTION 'this case is decided' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_made BEFORE INSERT ON appeal FOR EACH ROW EXECUTE FUNCTION appeal_is_made();

-- INVARIANT: the case is decided in time, by someone who had no part in the request, has heard appeals for three days and
-- did not decide the case before, after everything that those kept out and the host wrote was read. If there is no such
-- person, the order ends when the case is due.
CREATE FUNCTION appeal_is_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE proposal order_proposal;
BEGIN
  SELECT * INTO STRICT proposal FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  IF NOT may_review(proposal.request_id, NEW.by_person, 'appeals')
     OR desk_role_since(NEW.by_person, 'appeals') > now() - interval '72 hours'
     OR EXISTS (SELECT FROM handled_by(proposal.request_id) AS id WHERE id = NEW.by_person)
     OR EXISTS (SELECT FROM appeal_decision d WHERE d.order_id = NEW.order_id AND d.case_no = NEW.case_no - 1
                AND d.by_person = NEW.by_person)
     OR (SELECT due_at FROM appeal_case WHERE order_id = NEW.order_id AND no = NEW.case_no) <= now() THEN
    RAISE EXCEPTION 'another person decides appeals, in time' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM appeal WHERE order_id = NEW.order_id AND case_no = NEW.case_no AND made_by <> 'public'
             AND (NEW.read_to IS NULL OR arrival > NEW.read_to)) THEN
    RAISE EXCEPTION 'an appeal was not read' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_is_decided BEFORE INSERT ON appeal_decision
  FOR EACH ROW EXECUTE FUNCTION appeal_is_decided();

-- INVARIANT: a decision by which an order stands is signed by who decided. One that ends an order waits for no key.
CREATE CONSTRAINT TRIGGER appeal_decision_is_signed AFTER INSERT ON appeal_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'upheld') EXECUTE FUNCTION act_is_signed('decide-appeal', 'id', 'by_person');

-- When an undecided appeal ends an order; null: none is open.
CREATE FUNCTION appeal_due(of_order uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT min(c.due_at) FROM appeal_case c WHERE c.order_id = of_order
    AND NOT EXISTS (SELECT FROM appeal_decision d WHERE d.order_id = c.order_id AND d.case_no = c.no) $$;

-- Orders as approved. `lifted_at`: it ended before its time; an appeal that was not decided ends it.
-- INVARIANT: it reaches only places that were approved, and of those only what its authority reaches now: not a place
-- that was listed as disputed since, or that a newer entry of the register leaves out.
CREATE VIEW approved_order AS
  SELECT p.id, p.room, places.jurisdiction, excepted.places AS excepted, p.starts_at,
    least(p.ends_at, appeal_due(p.id)) AS ends_at,
    greatest(a.at, again.at) AS approved_at,
    greatest(a.at, again.at, p.starts_at) + make_interval(mins => p.notice_minutes) AS inside_from,
    CASE WHEN p.sealed_until > now() THEN NULL ELSE au.name END AS authority,
    CASE WHEN p.sealed_until > now() THEN NULL ELSE p.law END AS law,
    CASE WHEN p.sealed_until > now() THEN p.sealed_until END AS sealed_until,
    e.at AS lifted_at
  FROM order_approval a
  JOIN order_proposal p ON p.id = a.order_id
  JOIN authority au ON au.id = p.authority_id
  JOIN LATERAL (SELECT coalesce(array_agg(o.place ORDER BY o.place), '{}') AS jurisdiction FROM order_place o
      JOIN authority_reach r ON r.authority_id = authority_now(p.authority_id) AND r.place = o.place
      WHERE o.order_id = p.id AND NOT EXISTS (SELECT FROM disputed_place d
        WHERE au.home IS DISTINCT FROM d.place AND au.home IS DISTINCT FROM o.place
          AND (d.place = o.place OR starts_with(o.place, d.place || '-')))) places ON true
  JOIN LATERAL (SELECT coalesce(array_agg(one.place ORDER BY one.place), '{}') AS places FROM (
      SELECT unnest(p.excepted) AS place UNION SELECT d.place FROM disputed_place d
      WHERE d.place IS DISTINCT FROM au.home AND EXISTS (SELECT FROM order_place o
        WHERE o.order_id = p.id AND starts_with(d.place, o.place || '-'))) AS one) excepted ON true
  LEFT JOIN order_end e ON e.order_id = p.id
  LEFT JOIN act_in_log again ON again.kind = 'order-confirmed' AND again.act = p.id
  WHERE is_signed('propose-order', p.id, p.proposed_by) AND is_signed('approve-order', p.id, a.by_person);

-- INVARIANT: only once the log says so.
CREATE VIEW published_order AS SELECT * FROM approved_order o WHERE is_published('order-approved', o.id);

-- What decisions obey. INVARIANT: nothing that a restoration brought back, unless two people made it again.
CREATE VIEW order_in_force AS SELECT * FROM published_order o WHERE holds_since_restoration(o.id);

CREATE FUNCTION tell_order_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('room', coalesce((SELECT room FROM order_proposal WHERE id = NEW.order_id), ''));
  RETURN NULL;
END $$;
CREATE TRIGGER order_approval_changed AFTER INSERT ON order_approval FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER order_end_changed AFTER INSERT ON order_end FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER appeal_case_changed AFTER INSERT ON appeal_case FOR EACH ROW EXECUTE FUNCTION tell_order_changed();
CREATE TRIGGER appeal_decision_changed AFTER INSERT ON appeal_decision FOR EACH ROW EXECUTE FUNCTION tell_order_changed();

-- INVARIANT: an order ends as its end says: lifted by a member of the desk who is not its host, overturned by the person who decided the
-- appeal, by itself where nobody decided in time.
CREATE FUNCTION order_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (CASE NEW.kind
      WHEN 'lifted' THEN EXISTS (SELECT FROM unnest(ARRAY['reviewer', 'approver', 'appeals']) AS role
        WHERE desk_role_since(NEW.by_person, role) IS NOT NULL) AND (SELECT request_id FROM order_proposal
          WHERE id = NEW.order_id) NOT IN (SELECT requests_about(NEW.by_person))
      WHEN 'overturned' THEN EXISTS (SELECT FROM appeal_decision d
        WHERE d.order_id = NEW.order_id AND d.outcome = 'overturned' AND d.by_person = NEW.by_person)
      WHEN 'appeal-not-decided' THEN coalesce(appeal_due(NEW.order_id) <= now(), false)
      ELSE true END) THEN
    RAISE EXCEPTION 'this order does not end like that' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_ends BEFORE INSERT ON order_end FOR EACH ROW EXECUTE FUNCTION order_ends();

-- INVARIANT: after its transaction an overturned order is over.
CREATE FUNCTION overturned_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM order_end WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'an order that was overturned is over' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER overturned_is_over AFTER INSERT ON appeal_decision DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'overturned') EXECUTE FUNCTION overturned_is_over();
