-- Rules of the whole service and requests: what an order may not do, a rule entered around a request must not do unseen. So with
-- acts under the terms of service.

-- A third person's look at a rule, because of requests from authorities whose territory it touches. `reversed`: it is
-- lifted.
CREATE TABLE platform_rule_review (
  rule_id   uuid NOT NULL REFERENCES platform_rule (id),
  by_person uuid NOT NULL,
  outcome   text NOT NULL CHECK (outcome IN ('stands', 'reversed')),
  at        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (rule_id, at)
);

-- The requests that have this rule's entry in their windows: from 90 days before the receipt until 180 days after the
-- closing. Of authorities whose reach and the rule's places overlap; what keeps people out in doubt does so everywhere.
CREATE FUNCTION requests_near_rule(rule platform_rule) RETURNS SETOF request LANGUAGE sql STABLE AS $$
  SELECT r.* FROM request r
  LEFT JOIN request_event e ON e.request_id = r.id AND e.kind IN ('returned', 'rejected', 'answered')
  WHERE rule.entered_at >= r.received_at - interval '90 days'
    AND (e.id IS NULL OR rule.entered_at <= e.at + interval '180 days')
    AND EXISTS (SELECT FROM authority_reach a WHERE a.authority_id = r.authority_id
      AND (rule.rule ->> 'onDoubt' = 'refuse' OR EXISTS (SELECT FROM unnest(rule.refuses) AS refused (place)
        WHERE a.place = refused.place
          OR starts_with(a.place, refused.place || '-') OR starts_with(refused.place, a.place || '-')))) $$;

-- Whether no law delays the name of the authority, or no longer. Until then the places of a rule near the request would
-- tell it.
CREATE FUNCTION names_its_authority(of_request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((request_says(of_request) #>> '{content,forbidsNotice,until}')::timestamptz <= now(), true) $$;

-- Those of them for which no third person looked at the rule yet.
CREATE FUNCTION requests_to_review(rule platform_rule) RETURNS SETOF request LANGUAGE sql STABLE AS $$
  SELECT r.* FROM requests_near_rule(rule) r
    WHERE NOT EXISTS (SELECT FROM platform_rule_review v WHERE v.rule_id = rule.id AND v.at >= r.entered_at) $$;

-- Whether the rule waits for a third person to look at it: as the desk sees it, and as everyone does, who hears only of
-- requests that name their authority.
CREATE FUNCTION rule_waits_for_review(rule platform_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM requests_to_review(rule)) $$;
CREATE FUNCTION rule_is_seen_waiting(rule platform_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM requests_to_review(rule) r WHERE names_its_authority(r.id)) $$;

-- As someone at the desk sees it who may be the host concerned.
CREATE FUNCTION rule_waits_as_seen_by(rule platform_rule, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM requests_to_review(rule) r
    WHERE names_its_authority(r.id) OR r.id NOT IN (SELECT requests_about(who))) $$;

-- INVARIANT: it doesn't take effect while a third person is to look at it because of a request whose letter came before the
-- rule, if that was entered before the rule would have taken effect.
CREATE FUNCTION rule_is_held(rule platform_rule) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM requests_to_review(rule) r
    WHERE r.received_at <= rule.entered_at AND names_its_authority(r.id)
      AND r.entered_at <= least(rule.effective_at, (SELECT o.at FROM desk_change_outcome o
        WHERE o.change_id = rule.change_id AND o.outcome = 'confirmed'))) $$;

-- Numbers of the requests to which the log links it, ascending.
CREATE FUNCTION linked_requests(rule platform_rule) RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(number ORDER BY number), '{}') FROM (
    SELECT (e.body #>> '{requests,0}')::integer AS number FROM public_entry e
    WHERE e.kind = 'platform-rule-linked' AND e.body ->> 'change' = rule.change_id::text
      AND e.body ->> 'review' = 'waits') AS linked $$;

-- As an entry names them: the newest 500. With more the log couldn't say it.
CREATE FUNCTION named_requests(rule platform_rule) RETURNS integer[] LANGUAGE sql STABLE AS $$
  SELECT linked[greatest(1, cardinality(linked) - 499):] FROM (SELECT linked_requests(rule)) AS all_of_them (linked) $$;

-- What a third person said of it last; null: no one looked.
CREATE FUNCTION last_review(rule platform_rule) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT v.outcome FROM platform_rule_review v WHERE v.rule_id = rule.id ORDER BY v.at DESC LIMIT 1 $$;

-- INVARIANT: someone who acts under the terms of service or decides appeals, who neither proposed nor confirmed the rule,
-- is no liaison, had no hand in such a request, and hosts nothing that one names. Of one that can't be named yet its host learns
-- nothing, also not here.
CREATE FUNCTION may_review_rule(rule platform_rule, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT (desk_role_since(who, 'safety') IS NOT NULL OR desk_role_since(who, 'appeals') IS NOT NULL)
    AND NOT EXISTS (SELECT FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
      WHERE c.id = rule.change_id AND who IN (c.proposed_by, o.by_person, proposal_signed_by(c.id)))
    AND NOT is_a_liaison(who)
    AND NOT EXISTS (SELECT FROM requests_near_rule(rule) r WHERE had_a_hand_in(r.id, who)
      OR names_its_authority(r.id) AND r.id IN (SELECT requests_about(who))) $$;

CREATE FUNCTION rule_is_reviewed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rule platform_rule;
BEGIN
  -- A review counts for the requests that were there when it began.
  PERFORM take_turn('requests and acts');
  SELECT * INTO STRICT rule FROM platform_rule WHERE id = NEW.rule_id FOR NO KEY UPDATE;
  IF NOT may_review_rule(rule, NEW.by_person) OR NOT rule_waits_for_review(rule)
     OR EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = rule.id) THEN
    RAISE EXCEPTION 'a third person reviews a rule around a request' USING ERRCODE = 'restrict_violation';
  END IF;
  -- Of requests that can't be named yet nothing is said, also not that someone looked.
  IF rule_is_seen_waiting(rule) THEN
    PERFORM record_entry('platform-rule-linked', false, jsonb_build_object('change', rule.change_id,
      'requests', to_jsonb(named_requests(rule)), 'review', NEW.outcome), '{}', '{}');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rule_is_reviewed BEFORE INSERT ON platform_rule_review
  FOR EACH ROW EXECUTE FUNCTION rule_is_reviewed();
CREATE TRIGGER rule_review_changed AFTER INSERT ON platform_rule_review
  FOR EACH STATEMENT EXECUTE FUNCTION tell_platform_changed();

-- Nor does the reviewer sign it afterwards, or at the same moment: in two windows one person would also be the third.
CREATE FUNCTION reviewer_does_not_confirm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM platform_rule WHERE change_id = NEW.change_id FOR UPDATE;
  IF EXISTS (SELECT FROM platform_rule p JOIN platform_rule_review v ON v.rule_id = p.id
             WHERE p.change_id = NEW.change_id AND v.by_person IN (NEW.by_person, proposal_signed_by(NEW.change_id))) THEN
    RAISE EXCEPTION 'other people propose and confirm a rule that this one reviewed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reviewer_does_not_confirm BEFORE INSERT ON desk_change_outcome
  FOR EACH ROW WHEN (NEW.outcome = 'confirmed') EXECUTE FUNCTION reviewer_does_not_confirm();

-- Rules and requests come one after the other, so that each sees what was before it: see acts_wait_for_requests.
CREATE FUNCTION rules_wait_for_requests() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('requests and acts');
  RETURN NEW;
END $$;
CREATE TRIGGER rules_wait_for_requests BEFORE INSERT ON platform_rule
  FOR EACH ROW EXECUTE FUNCTION rules_wait_for_requests();

-- What is near is linked in public, once. While a law delays an authority's name, it isn't: the rule's places would tell
-- it; the review is due all the same. INVARIANT: the link says what someone said who looked meanwhile: it waits for no one.
-- The end of a delay is no step of anyone: the program calls this, too, in its turn of requests and acts.
CREATE FUNCTION link_rules() RETURNS void LANGUAGE plpgsql AS $$
DECLARE rule platform_rule;
BEGIN
  FOR rule IN SELECT p.* FROM platform_rule p WHERE EXISTS (SELECT FROM requests_near_rule(p) r
      WHERE names_its_authority(r.id) AND r.number <> ALL (linked_requests(p))) LOOP
    PERFORM record_entry('platform-rule-linked', false, jsonb_build_object('change', rule.change_id,
        'requests', jsonb_build_array(r.number), 'review', 'waits'), '{}', '{}')
      FROM requests_near_rule(rule) r
      WHERE names_its_authority(r.id) AND r.number <> ALL (linked_requests(rule));
    PERFORM record_entry('platform-rule-linked', false, jsonb_build_object('change', rule.change_id,
        'requests', to_jsonb(named_requests(rule)), 'review', last_review(rule)), '{}', '{}')
      WHERE last_review(rule) IS NOT NULL AND NOT rule_is_seen_waiting(rule);
  END LOOP;
END $$;
-- What is linked may be held from now on.
CREATE TRIGGER rule_link_changed AFTER INSERT ON public_entry
  FOR EACH ROW WHEN (NEW.kind = 'platform-rule-linked') EXECUTE FUNCTION tell_platform_changed();

CREATE FUNCTION rules_are_linked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM link_rules();
  RETURN NULL;
END $$;
CREATE TRIGGER rules_are_linked AFTER INSERT ON platform_rule
  FOR EACH STATEMENT EXECUTE FUNCTION rules_are_linked();
CREATE TRIGGER rules_are_linked AFTER INSERT ON request_event
  FOR EACH ROW WHEN (NEW.kind IN ('received', 'corrected', 'returned', 'rejected', 'answered')) EXECUTE FUNCTION rules_are_linked();

-- INVARIANT: the log links a request to the acts that it comes near by a meeting which it names only now. After the request's own
-- entry. Of an act that came later, its own entry names the request.
CREATE FUNCTION acts_are_linked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM record_entry('terms-act', false, jsonb_strip_nulls(said_of_act(a) || jsonb_build_object('on', day_of(e.at),
      'requests', jsonb_build_array(r.number))), '{}', '{}')
    FROM request r, terms_act a JOIN terms_effect e ON e.act_id = a.id
    WHERE r.id = NEW.request_id AND a.kind <> 'reinstate-account'
      AND (a.meeting_commitment = NEW.meeting_commitment OR a.host_commitment = NEW.host_commitment)
      AND NEW.request_id IN (SELECT requests_around(a.meeting_commitment, a.host_commitment, e.at))
      AND (SELECT m.no FROM request_meeting m WHERE m.request_id = NEW.request_id
           AND (m.meeting_commitment = a.meeting_commitment OR m.host_commitment = a.host_commitment)
           ORDER BY is_ours(m.xmin), m.no LIMIT 1) = NEW.no
    ORDER BY e.at, a.id;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER acts_are_linked AFTER INSERT ON request_meeting DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION acts_are_linked();
