-- What a restoration brought back, made again: orders by two people. Roles at the desk, platform rules and open changes
-- are proposed again, as they were the first time.

-- INVARIANT: a restoration has its entry, however it is recorded, and everyone is judged again. It takes its turn with all that
-- takes effect, also with orders: the log tells after it only what was done in knowledge of it.
CREATE FUNCTION restoration_is_told() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE since date;
BEGIN
  PERFORM take_turn('staff');
  SELECT h.rounds, (least(h.signed_at, now()) AT TIME ZONE 'UTC')::date INTO NEW.rounds, since FROM ledger_head h;
  NEW.at := now();
  NEW.leaf := NULL;
  SELECT r.entry INTO NEW.entry_id
    FROM record_entry('restored', false, jsonb_strip_nulls(jsonb_build_object('since', since)), '{}', '{}') r;
  PERFORM tell_change('all');
  RETURN NEW;
END $$;
CREATE TRIGGER restoration_is_told BEFORE INSERT ON restoration
  FOR EACH ROW EXECUTE FUNCTION restoration_is_told();

CREATE FUNCTION restoration_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.leaf IS NULL AND to_jsonb(NEW) - 'leaf' = to_jsonb(OLD) - 'leaf' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'a restoration stays as it is recorded' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER restoration_stays BEFORE UPDATE OR DELETE ON restoration
  FOR EACH ROW EXECUTE FUNCTION restoration_stays();

CREATE FUNCTION restorations_enter_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE restoration r SET leaf = n.index FROM appended n WHERE n.entry_id = r.entry_id;
  -- The last confirmation counts.
  INSERT INTO act_in_log (kind, act, leaf)
    SELECT e.kind, (e.body ->> 'order')::uuid, max(n.index) FROM appended n JOIN public_entry e ON e.id = n.entry_id
    WHERE e.kind = 'order-confirmed' GROUP BY 1, 2
    ON CONFLICT (kind, act) DO UPDATE SET leaf = excluded.leaf, at = excluded.at;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_leaf_restorations AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION restorations_enter_log();

-- Whether a restoration brought this person's roles back, and they were not appointed since. What was appointed before may
-- have been taken away in what the restoration lost.
CREATE FUNCTION is_member_brought_back(who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM restoration) AND NOT EXISTS (
    SELECT FROM staff_appointment a JOIN desk_change c ON c.id = a.change_id
      JOIN desk_change_outcome o ON o.change_id = a.change_id
    WHERE a.person_id = who AND (o.outcome = 'confirmed' OR o.outcome = 'waited' AND c.by_administrator)
      AND appointed_since(a) IS NOT NULL AND NOT is_brought_back('change-decided', a.change_id)) $$;

-- INVARIANT: no order rests on someone whom a restoration brought back to the desk. Arguments: the column with that person.
CREATE FUNCTION member_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF is_member_brought_back((to_jsonb(NEW) ->> TG_ARGV[0])::uuid) THEN
    RAISE EXCEPTION 'a restoration brought this role back: it has to be given again' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_proposal_is_of_members_now BEFORE INSERT ON order_proposal
  FOR EACH ROW EXECUTE FUNCTION member_is_of_now('proposed_by');
CREATE TRIGGER order_approval_is_of_members_now BEFORE INSERT ON order_approval
  FOR EACH ROW EXECUTE FUNCTION member_is_of_now('by_person');

-- Whether a restoration leaves it to this person to take texts of this entry down: to someone whom it brought back only the
-- names that an administrator gave since, to places and rules. Otherwise these would stay until the administrator, who
-- alone proposes roles that another confirms, gives the desk its roles again.
CREATE FUNCTION may_remove_since_restoration(of_leaf bigint, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT is_member_brought_back(who) OR EXISTS (
    SELECT FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id
      LEFT JOIN desk_change c ON c.id::text = e.body ->> 'change'
    WHERE t.leaf = of_leaf AND e.id > (SELECT max(entry_id) FROM restoration)
      AND (e.kind = 'place-named' OR e.kind = 'change-proposed' AND c.kind = 'platform-rule' AND c.by_administrator)) $$;

-- INVARIANT: nor does what takes another text of the public log down. Arguments: the column with that person.
CREATE FUNCTION removal_is_of_members_now() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE said CONSTANT jsonb := to_jsonb(NEW);
BEGIN
  IF NOT may_remove_since_restoration(
      coalesce((said ->> 'leaf')::bigint, (SELECT leaf FROM text_removal WHERE id::text = said ->> 'removal_id')),
      (said ->> TG_ARGV[0])::uuid) THEN
    RAISE EXCEPTION 'a restoration brought this role back: it has to be given again' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_removal_is_of_members_now BEFORE INSERT ON text_removal
  FOR EACH ROW EXECUTE FUNCTION removal_is_of_members_now('proposed_by');
CREATE TRIGGER text_removal_outcome_is_of_members_now BEFORE INSERT ON text_removal_outcome
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION removal_is_of_members_now('by_person');

-- INVARIANT: an order that was proposed before a restoration is proposed again: what was lost may have declined it.
CREATE FUNCTION order_proposal_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('staff');
  IF is_proposal_brought_back((SELECT p.proposed_at FROM order_proposal p WHERE p.id = NEW.order_id)) THEN
    RAISE EXCEPTION 'a restoration brought this proposal back: it has to be made again' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_approval_is_of_proposal_now BEFORE INSERT ON order_approval
  FOR EACH ROW EXECUTE FUNCTION order_proposal_is_of_now();

-- INVARIANT: what gives something takes someone who was not brought back on both sides. An administrator stands for one side,
-- and where they give roles, anyone may be the other: otherwise no desk could begin again. What was proposed before a
-- restoration is proposed again.
-- Whether a change may take effect by waiting: what gives roles again to someone whom a restoration brought back doesn't
-- while others could sign it.
CREATE FUNCTION may_wait_since_restoration(change desk_change) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT change.kind <> 'staff' OR change.body -> 'roles' = '[]'
    OR NOT is_member_brought_back((change.body ->> 'person')::uuid)
    OR NOT could_be_signed(change, (change.body ->> 'person')::uuid) $$;

CREATE FUNCTION change_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE change desk_change;
BEGIN
  SELECT * INTO STRICT change FROM desk_change WHERE id = NEW.change_id;
  IF is_brought_back('change-proposed', change.id)
     OR NEW.outcome = 'waited' AND NOT may_wait_since_restoration(change)
     OR NEW.outcome = 'confirmed' AND NOT (change.kind = 'staff' AND change.body -> 'roles' = '[]') AND (
       NOT change.by_administrator AND is_member_brought_back(change.proposed_by)
       OR is_member_brought_back(NEW.by_person) AND NOT (change.kind = 'staff' AND change.by_administrator)) THEN
    RAISE EXCEPTION 'a restoration brought this back' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER change_is_of_now BEFORE INSERT ON desk_change_outcome
  FOR EACH ROW WHEN (NEW.outcome IN ('confirmed', 'waited')) EXECUTE FUNCTION change_is_of_now();
-- The same of the member who signed an administrator's proposal.
CREATE FUNCTION proposal_is_of_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM desk_change c WHERE c.id = NEW.change_id AND c.kind <> 'staff' AND c.by_administrator)
     AND is_member_brought_back(proposal_signed_by(NEW.change_id)) THEN
    RAISE EXCEPTION 'a restoration brought this back' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER proposal_is_of_now AFTER INSERT ON desk_change_outcome DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION proposal_is_of_now();

-- An order that a restoration brought back is confirmed again, by one person as it was proposed, and by another as it was
-- approved.
CREATE TABLE order_confirmation (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  order_id    uuid NOT NULL REFERENCES order_approval (order_id),
  -- The last one. Set on insertion.
  restoration bigint NOT NULL REFERENCES restoration (entry_id),
  part        text NOT NULL CHECK (part IN ('proposed', 'approved')),
  by_person   uuid NOT NULL,
  at          timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX order_confirmation_approved ON order_confirmation (order_id, restoration) WHERE part = 'approved';
CREATE INDEX order_confirmation_order ON order_confirmation (order_id, restoration);

-- How an order was last proposed again since this restoration. Null: it was not.
CREATE FUNCTION proposed_again(of_order uuid, since bigint) RETURNS order_confirmation LANGUAGE sql STABLE AS $$
  SELECT c FROM order_confirmation c WHERE c.order_id = of_order AND c.restoration = since AND c.part = 'proposed'
  ORDER BY c.at DESC LIMIT 1 $$;

-- Whether another person can approve what was proposed again. Its key is still in force: doors and readers obey no other, and
-- the log would say that the order holds.
CREATE FUNCTION stands_again(c order_confirmation) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT EXISTS (SELECT FROM act_signature s JOIN desk_key k ON k.id = s.key_id AND k.person_id = c.by_person
      WHERE s.act = 'propose-order-again' AND s.about = c.id AND k.id IS DISTINCT FROM desk_key_now(c.by_person))
    AND may_review((SELECT p.request_id FROM order_proposal p WHERE p.id = c.order_id), c.by_person, 'reviewer')
    AND NOT is_member_brought_back(c.by_person) $$;

-- INVARIANT: two people, with what it takes to propose and to approve; each once, and in this order. Once no one can approve
-- what was proposed again, it can be proposed once more.
CREATE FUNCTION order_is_confirmed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposal order_proposal;
  one order_confirmation;
BEGIN
  PERFORM take_turn('staff');
  SELECT * INTO STRICT proposal FROM order_proposal WHERE id = NEW.order_id FOR UPDATE;
  SELECT max(entry_id) INTO NEW.restoration FROM restoration;
  IF NOT is_brought_back('order-approved', NEW.order_id) OR holds_since_restoration(NEW.order_id)
     OR proposal.room IS NULL OR least(proposal.ends_at, appeal_due(proposal.id)) <= now() OR is_withdrawn(proposal.authority_id)
     OR EXISTS (SELECT FROM order_end WHERE order_id = NEW.order_id) THEN
    RAISE EXCEPTION 'this order is not confirmed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_member_brought_back(NEW.by_person) THEN
    RAISE EXCEPTION 'a restoration brought this role back: it has to be given again' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Doors obey no order that stands by the word of someone who made it.
  IF EXISTS (SELECT FROM appeal_decision d WHERE d.order_id = NEW.order_id AND d.by_person = NEW.by_person) THEN
    RAISE EXCEPTION 'who decided an appeal against an order does not confirm it' USING ERRCODE = 'restrict_violation';
  END IF;
  one := proposed_again(NEW.order_id, NEW.restoration);
  IF NOT coalesce(CASE NEW.part
      WHEN 'proposed' THEN may_review(proposal.request_id, NEW.by_person, 'reviewer') AND (one.id IS NULL OR NOT stands_again(one))
      ELSE stands_again(one) AND NEW.by_person <> one.by_person AND may_review(proposal.request_id, NEW.by_person, 'approver')
        AND desk_role_since(NEW.by_person, 'approver') <= now() - interval '72 hours' END, false)
     OR EXISTS (SELECT FROM order_confirmation c
       WHERE c.order_id = NEW.order_id AND c.restoration = NEW.restoration AND c.part = 'approved') THEN
    RAISE EXCEPTION 'another person confirms' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_is_confirmed BEFORE INSERT ON order_confirmation
  FOR EACH ROW EXECUTE FUNCTION order_is_confirmed();
-- INVARIANT: each of the two signs.
CREATE CONSTRAINT TRIGGER order_proposal_again_is_signed AFTER INSERT ON order_confirmation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.part = 'proposed') EXECUTE FUNCTION act_is_signed('propose-order-again', 'id', 'by_person');
CREATE CONSTRAINT TRIGGER order_approval_again_is_signed AFTER INSERT ON order_confirmation DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.part = 'approved') EXECUTE FUNCTION act_is_signed('approve-order-again', 'id', 'by_person');

-- What two people signed since the last restoration of an order that it brought back, each signature with the key that is to
-- have made it. Null: none brought it back.
CREATE FUNCTION confirmed_again(of_order uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('restored', r.leaf) || coalesce((
      SELECT jsonb_object_agg(CASE c.part WHEN 'proposed' THEN 'proposal' ELSE 'approval' END,
        signature_of(s.act, c.id) || jsonb_build_object('publicKey', base64url(k.public_key)))
      FROM order_confirmation c JOIN act_signature s ON s.about = c.id
        AND s.act = CASE c.part WHEN 'proposed' THEN 'propose-order-again' ELSE 'approve-order-again' END
      JOIN desk_key k ON k.id = s.key_id
      WHERE c.order_id = of_order AND c.restoration = r.entry_id
        AND (c.part = 'approved' OR c.id = (proposed_again(of_order, r.entry_id)).id)), '{}')
  FROM restoration r WHERE is_brought_back('order-approved', of_order)
  ORDER BY r.entry_id DESC LIMIT 1 $$;
