-- What the log says has happened: the converse of is_told. An entry has its ground in an act of its own transaction or,
-- where there is none, in what is written already.

-- An entry's body with its texts.
CREATE FUNCTION said_by(entry bigint, body jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT body || coalesce(jsonb_object_agg(t.name, t.value) FILTER (WHERE t.value IS NOT NULL), '{}')
  FROM ledger_text t WHERE t.entry_id = entry $$;

CREATE FUNCTION day_of(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT ((moment AT TIME ZONE 'UTC')::date)::text $$;

-- Whether this order is in force, or was within the last day: its effects are recorded a little later.
CREATE FUNCTION was_in_force(of_order text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM order_in_force o WHERE o.id::text = of_order AND o.starts_at <= now()
    AND least(o.ends_at, o.lifted_at) > now() - interval '1 day') $$;

-- The same person's appointment before this one.
CREATE FUNCTION appointment_before(a staff_appointment) RETURNS SETOF staff_appointment LANGUAGE sql STABLE AS $$
  SELECT * FROM staff_appointment p WHERE p.person_id = a.person_id AND p.id < a.id ORDER BY p.id DESC LIMIT 1 $$;

-- INVARIANT: roles that a person loses are told as lost, each person's by an entry of their own, also if another appointment of theirs came at the same moment. That the
-- entry says just these is entry_has_ground.
CREATE FUNCTION lost_roles_are_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM staff_appointment a, appointment_before(a) b WHERE is_ours(a.xmin) AND NOT b.roles <@ a.roles)
     > (SELECT count(*) FROM public_entry e WHERE e.kind = 'staff-left' AND e.day = (now() AT TIME ZONE 'UTC')::date
       AND is_ours(e.xmin)) THEN
    RAISE EXCEPTION 'roles are lost without its public entry' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER lost_roles_are_told AFTER INSERT ON staff_appointment DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lost_roles_are_told();

-- What the log holds of a BCP 47 tag. As languageShown in packages/desk/src/redaction.ts.
CREATE FUNCTION language_shown(tag text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN part IS NULL THEN 'und' ELSE concat_ws('-', lower(part[1]), initcap(part[2]), upper(part[3])) END
  FROM regexp_match(tag, '^([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?(?=-|$)', 'i') AS part $$;

-- What became of each demand of a request, in order; one without an answer shares the request's outcome.
CREATE FUNCTION answers_given(to_request uuid, outcome text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('demand', d.said ->> 'kind', 'answer', outcome) || coalesce(e.body -> 'answer', '{}')
    ORDER BY d.no), '[]')
  FROM jsonb_array_elements(request_says(to_request) #> '{content,demands}') WITH ORDINALITY AS d (said, no)
  LEFT JOIN request_event e ON e.request_id = to_request AND e.kind = 'demand-answered' AND e.body -> 'demand' = to_jsonb(d.no - 1) $$;

-- The seal's new end where this correction shortens it, today at the earliest; null: it stays.
CREATE FUNCTION earlier_seal(correction request_event) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT to_char(greatest(coalesce(sealed_until(correction.body), today), today), 'YYYY-MM-DD')
  FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) AS clock, LATERAL (
    SELECT sealed_until(e.body) AS until FROM request_event e WHERE e.request_id = correction.request_id
      AND e.kind IN ('received', 'corrected') AND e.id < correction.id ORDER BY e.id DESC LIMIT 1) AS before
  WHERE greatest(coalesce(sealed_until(correction.body), today), today) < before.until $$;

-- The numbers of the requests in whose windows an act falls, the newest 500: with more the log couldn't say it.
CREATE FUNCTION requests_told_of(act terms_act, moment timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(number), '[]') FROM (SELECT r.number FROM request r
    WHERE r.id IN (SELECT requests_around(act.meeting_commitment, act.host_commitment, moment))
    ORDER BY r.number DESC LIMIT 500) AS near $$;

-- As whose a case is heard. As heardIn in the service.
CREATE FUNCTION heard_as(of_order uuid, of_case integer) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN EXISTS (SELECT FROM appeal a WHERE a.order_id = of_order AND a.case_no = of_case AND a.made_by <> 'public')
    THEN 'concerned' ELSE 'public' END $$;

-- What an entry says of an act under the terms, whenever it says it; the signature of who approved it in this review.
CREATE FUNCTION said_of_act(act terms_act) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('act', act.id, 'what', act.kind, 'host', encode(act.host_commitment, 'hex'),
    'meeting', encode(act.meeting_commitment, 'hex')) $$;
CREATE FUNCTION approved_by(act terms_act, review text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT signature_of('approve-terms', t.id) FROM terms_approval t WHERE t.act_id = act.id AND t.review = approved_by.review $$;

-- What an entry of this kind could truly say now of what it names, null where it says nothing; none: it has no ground. One
-- kind a line.
CREATE FUNCTION grounds_of(entry public_entry, said jsonb) RETURNS SETOF jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE unsigned CONSTANT jsonb := '{"reasons": null, "proposal": null, "approval": null, "third": null}';
BEGIN
  CASE entry.kind
  WHEN 'request-received', 'request-corrected' THEN RETURN QUERY
    SELECT jsonb_build_object('request', r.number, 'branch', e.body #> '{content,branch}',
      'demands', jsonb_path_query_array(e.body, '$.content.demands[*].kind'),
      'meetings', (SELECT coalesce(jsonb_agg(DISTINCT encode(m.meeting_commitment, 'hex')), '[]')
        FROM request_meeting m WHERE m.request_id = r.id AND e.body -> 'meetingNos' @> to_jsonb(m.no)))
      || CASE WHEN entry.kind = 'request-received' THEN jsonb_build_object('came', day_of(r.received_at), 'authority', a.name,
        'sealedUntil', left(e.body #>> '{content,forbidsNotice,until}', 10)) ELSE jsonb_build_object('sealedUntil', earlier_seal(e)) END
    FROM request r LEFT JOIN authority a ON a.id = r.authority_id LEFT JOIN request_event e ON e.request_id = r.id
      AND is_ours(e.xmin) AND e.kind = CASE entry.kind WHEN 'request-received' THEN 'received' ELSE 'corrected' END
    WHERE r.number::text = said ->> 'request'
      AND CASE entry.kind WHEN 'request-received' THEN is_ours(r.xmin) ELSE e.id IS NOT NULL END;
  WHEN 'request-closed' THEN RETURN QUERY
    SELECT jsonb_build_object('request', r.number, 'outcome', e.kind)
    FROM request r JOIN request_event e ON e.request_id = r.id
    WHERE r.number::text = said ->> 'request' AND is_ours(e.xmin) AND e.kind IN ('answered', 'returned', 'rejected')
      AND said -> 'answers' = answers_given(r.id, e.kind);
  WHEN 'repeated-requests' THEN RETURN QUERY
    -- The third of an authority about a host within 30 days, by when they came or were entered, of those that name the
    -- authority: what is sealed neither is said to repeat nor counts, as the others would tell who sent it. Said when the
    -- request names meetings or, where there was a seal, once that is over.
    SELECT jsonb_build_object('request', r.number, 'host', said -> 'host')
    FROM request r JOIN authority a ON a.id = r.authority_id
    WHERE r.number::text = said ->> 'request'
      AND (request_says(r.id) #> '{content,forbidsNotice}' IS NOT NULL
        OR EXISTS (SELECT FROM request_event e WHERE e.request_id = r.id AND e.at = now() AND is_ours(e.xmin)))
      AND EXISTS (SELECT FROM request_meeting m WHERE m.request_id = r.id
        AND encode(m.host_commitment, 'hex') = said ->> 'host')
      AND 3 <= (SELECT count(DISTINCT o.id) FROM request o JOIN authority b ON b.id = o.authority_id AND b.series = a.series
        JOIN request_meeting m ON m.request_id = o.id AND encode(m.host_commitment, 'hex') = said ->> 'host'
        WHERE names_its_authority(o.id)
          AND (o.received_at BETWEEN r.received_at - interval '30 days' AND r.received_at + interval '30 days'
            OR o.entered_at BETWEEN r.entered_at - interval '30 days' AND r.entered_at + interval '30 days'))
      AND names_its_authority(r.id);
  WHEN 'demand-shown' THEN RETURN QUERY
    -- words_are_those compares the words.
    SELECT jsonb_build_object('request', r.number, 'language', language_shown(request_says(r.id) #>> '{content,language}'))
    FROM public_words_outcome o JOIN request r ON r.id = o.request_id
    WHERE r.number::text = said ->> 'request' AND is_ours(o.xmin) AND o.outcome = 'published' AND said ?& '{demand,redacted}';
  WHEN 'look' THEN RETURN QUERY
    SELECT jsonb_build_object('request', r.number, 'ordinal', l.ordinal, 'meeting', encode(m.meeting_commitment, 'hex'))
    FROM desk_look l JOIN request r ON r.id = l.request_id
    JOIN request_meeting m ON m.request_id = l.request_id AND m.no = l.meeting_no
    WHERE r.number::text = said ->> 'request' AND is_ours(l.xmin);
  WHEN 'order-approved' THEN RETURN QUERY
    SELECT jsonb_build_object('request', r.number, 'order', p.id, 'meeting', encode(m.meeting_commitment, 'hex'),
      'from', day_of(p.starts_at), 'until', day_of(p.ends_at), 'reason', p.reason, 'law', p.law,
      'sealedUntil', day_of(p.sealed_until), 'look', CASE WHEN last_look(p.request_id, p.meeting_no) IS NULL THEN 'none' ELSE 'made' END,
      'beyond', nullif(p.beyond, '{}'), 'beyondWhy', p.beyond_why,
      'places', (SELECT jsonb_agg(o.place) FROM order_place o WHERE o.order_id = p.id),
      'terms', order_terms(p),
      'proposal', signature_of('propose-order', p.id), 'approval', signature_of('approve-order', p.id))
    FROM order_approval a JOIN order_proposal p ON p.id = a.order_id JOIN request r ON r.id = p.request_id
    JOIN request_meeting m ON m.request_id = p.request_id AND m.no = p.meeting_no
    WHERE p.id::text = said ->> 'order' AND is_ours(a.xmin) AND said ?& '{terms,proposal,approval}'
      -- What was signed are commitments with just these salts.
      AND NOT EXISTS (SELECT FROM ledger_text t WHERE t.entry_id = entry.id AND t.salt IS DISTINCT FROM
        CASE t.name WHEN 'reason' THEN p.reason_salt WHEN 'law' THEN p.law_salt WHEN 'beyondWhy' THEN p.beyond_salt END);
  WHEN 'order-confirmed' THEN RETURN QUERY
    SELECT jsonb_build_object('order', c.order_id, 'restored', r.leaf, 'proposal', signature_of('propose-order-again', one.id),
      'approval', signature_of('approve-order-again', c.id))
    FROM order_confirmation c JOIN restoration r ON r.entry_id = c.restoration,
      LATERAL proposed_again(c.order_id, c.restoration) one
    WHERE c.order_id::text = said ->> 'order' AND c.part = 'approved' AND is_ours(c.xmin)
      AND said ?& '{restored,proposal,approval}';
  WHEN 'restored' THEN RETURN QUERY
    -- restoration_is_told writes it.
    SELECT '{}'::jsonb FROM restoration r WHERE r.entry_id = entry.id AND is_ours(r.xmin);
  WHEN 'order-effect', 'contest-upheld', 'contest-denied' THEN RETURN QUERY
    SELECT jsonb_build_object('order', said -> 'order') WHERE was_in_force(said ->> 'order');
  WHEN 'order-ended' THEN RETURN QUERY
    SELECT jsonb_build_object('order', e.order_id, 'how', e.kind) FROM order_end e
    WHERE e.order_id::text = said ->> 'order' AND is_ours(e.xmin);
  WHEN 'appeal-made' THEN RETURN QUERY
    SELECT jsonb_build_object('order', c.order_id, 'case', c.no, 'by', heard_as(c.order_id, c.no), 'due', day_of(c.due_at))
    FROM appeal_case c WHERE c.order_id::text = said ->> 'order' AND is_ours(c.xmin);
  WHEN 'appeal-decided' THEN RETURN QUERY
    SELECT jsonb_build_object('order', d.order_id, 'case', d.case_no, 'by', heard_as(d.order_id, d.case_no),
      'outcome', d.outcome, 'reasons', CASE WHEN s.signed IS NOT NULL THEN d.reasons_commitment END, 'decision', s.signed)
    FROM appeal_decision d, LATERAL (SELECT signature_of('decide-appeal', d.id) AS signed) s
    WHERE d.order_id::text = said ->> 'order' AND is_ours(d.xmin);
  WHEN 'change-proposed' THEN RETURN QUERY
    SELECT jsonb_build_object('change', c.id, 'what', c.kind) FROM desk_change c
    WHERE c.id::text = said ->> 'change' AND is_ours(c.xmin) AND said ? 'says';
  WHEN 'change-decided' THEN RETURN QUERY
    -- The key: theirs now, or the one that ended with their last role.
    SELECT jsonb_build_object('change', o.change_id, 'outcome', o.outcome, 'key', k.key,
      'roles', CASE WHEN c.kind = 'staff' AND o.outcome IN ('confirmed', 'waited', 'alone') THEN c.body -> 'roles' END,
      'replaces', CASE WHEN a.key_id <> b.key_id THEN encode(b.key_id, 'hex') END,
      'proposal', CASE WHEN o.outcome = 'confirmed' THEN signature_of('propose-change', o.change_id) END,
      'confirmation', CASE WHEN o.outcome = 'confirmed' THEN signature_of('confirm-change', o.change_id) END)
    FROM desk_change_outcome o JOIN desk_change c ON c.id = o.change_id
    LEFT JOIN staff_appointment a ON a.change_id = c.id
    LEFT JOIN LATERAL appointment_before(a) b ON true
    LEFT JOIN LATERAL (SELECT base64url(k.public_key) AS key FROM desk_key k
      WHERE k.id = coalesce(a.key_id, b.key_id)) k ON true
    WHERE o.change_id::text = said ->> 'change' AND is_ours(o.xmin)
      AND (o.outcome <> 'confirmed' OR said ?& '{proposal,confirmation}');
  WHEN 'platform-rule-lifted' THEN RETURN QUERY
    SELECT jsonb_build_object('rule', l.rule_id) FROM platform_rule_lifting l
    WHERE l.rule_id::text = said ->> 'rule' AND is_ours(l.xmin);
  WHEN 'platform-rule-linked' THEN RETURN QUERY
    SELECT jsonb_build_object('requests', jsonb_build_array(r.number), 'review', 'waits')
    FROM platform_rule p, requests_near_rule(p) r WHERE p.change_id::text = said ->> 'change' AND names_its_authority(r.id)
    UNION ALL SELECT jsonb_build_object('requests', named_requests(p), 'review', v.outcome)
    FROM platform_rule_review v JOIN platform_rule p ON p.id = v.rule_id
    WHERE p.change_id::text = said ->> 'change' AND is_ours(v.xmin)
    -- Or it was said while a law hid the requests that are linked now.
    UNION ALL SELECT jsonb_build_object('requests', named_requests(p), 'review', last_review(p)) FROM platform_rule p
    WHERE p.change_id::text = said ->> 'change' AND last_review(p) IS NOT NULL AND NOT rule_is_seen_waiting(p)
      AND EXISTS (SELECT FROM public_entry e WHERE e.kind = 'platform-rule-linked' AND is_ours(e.xmin)
        AND e.body ->> 'change' = said ->> 'change' AND e.body ->> 'review' = 'waits');
  WHEN 'staff-left' THEN RETURN QUERY
    -- The roles that a person had before, and has no longer; with the last of them the key ended.
    SELECT jsonb_build_object('roles', (SELECT jsonb_agg(role) FROM unnest(b.roles) AS role WHERE role <> ALL (a.roles)),
      'ended', CASE WHEN a.roles = '{}' THEN encode(b.key_id, 'hex') END)
    FROM staff_appointment a JOIN LATERAL appointment_before(a) b ON true
    WHERE is_ours(a.xmin) AND a.effective_at = now();
  WHEN 'authority-withdrawn' THEN RETURN QUERY
    SELECT jsonb_build_object('authority', a.name) FROM authority_withdrawal w JOIN authority a ON a.id = w.authority_id
    WHERE is_ours(w.xmin) AND w.at = now();
  WHEN 'terms-act' THEN RETURN QUERY
    -- When it takes effect: with what those signed whom it takes, or with how many agreed.
    SELECT said_of_act(a) || jsonb_build_object('on', NULL,
      -- What opens an account again is linked to no request.
      'requests', CASE WHEN a.kind = 'reinstate-account' THEN '[]' ELSE requests_told_of(a, f.at) END)
      || CASE WHEN takes_keys(a) THEN jsonb_build_object('reasons', a.reason_commitment, 'agreed', NULL,
        'proposal', signature_of('propose-terms', a.id), 'approval', approved_by(a, 'second'), 'third', approved_by(a, 'third'))
        ELSE jsonb_build_object('agreed', 1 + (SELECT count(*) FROM terms_approval t WHERE t.act_id = a.id)) || unsigned END
    FROM terms_act a JOIN terms_effect f ON f.act_id = a.id
    WHERE a.id::text = said ->> 'act' AND is_ours(f.xmin) AND (NOT takes_keys(a) OR said ?& '{reasons,proposal,approval}')
    -- Or, with the day of that, when a request names its meeting or host.
    UNION ALL SELECT said_of_act(a) || jsonb_build_object('on', day_of(f.at), 'requests', jsonb_build_array(r.number), 'agreed', NULL)
      || unsigned
    FROM terms_act a JOIN terms_effect f ON f.act_id = a.id, request r
    WHERE a.id::text = said ->> 'act' AND r.number::text = said #>> '{requests,0}'
      AND r.id IN (SELECT requests_around(a.meeting_commitment, a.host_commitment, f.at))
      AND EXISTS (SELECT FROM request_event e WHERE e.request_id = r.id AND e.kind IN ('received', 'corrected')
        AND e.at = now() AND is_ours(e.xmin));
  WHEN 'terms-review' THEN RETURN QUERY
    SELECT jsonb_build_object('act', v.act_id, 'request', r.number, 'outcome', v.outcome)
    FROM terms_review v JOIN request r ON r.id = v.request_id WHERE v.act_id::text = said ->> 'act' AND is_ours(v.xmin);
  WHEN 'outside-act' THEN RETURN QUERY
    SELECT jsonb_build_object('what', o.what, 'forcedBy', o.forced_by, 'on', o.happened_on) FROM outside_act o
    WHERE is_ours(o.xmin) AND o.entered_at = now();
  WHEN 'operator-act' THEN RETURN QUERY
    SELECT jsonb_build_object('act', a.id, 'what', a.kind, 'step', s.step) FROM operator_act a,
      LATERAL (VALUES ('announced', a.since), ('stopped', a.stopped_at), ('done', a.done_at)) AS s (step, at)
    WHERE a.id::text = said ->> 'act' AND is_ours(a.xmin) AND s.at = now()
    -- Or it went with its person.
    UNION ALL SELECT e.body || '{"step": "stopped"}' FROM public_entry e
    WHERE e.kind = 'operator-act' AND e.body ->> 'act' = said ->> 'act' AND e.body ->> 'step' = 'announced'
      AND NOT EXISTS (SELECT FROM operator_act a WHERE a.id::text = said ->> 'act')
      AND NOT EXISTS (SELECT FROM public_entry d WHERE d.kind = 'operator-act' AND d.body ->> 'act' = said ->> 'act'
        AND d.body ->> 'step' = 'done');
  WHEN 'sources-changed' THEN RETURN QUERY
    SELECT jsonb_build_object('digest', encode(g.digest, 'hex'), 'serves', g.serves, 'makers', g.makers)
    FROM geofeed_accepted g WHERE encode(g.digest, 'hex') = said ->> 'digest' AND is_ours(g.xmin);
  WHEN 'place-named' THEN RETURN QUERY
    SELECT jsonb_build_object('name', s.place_names -> (said ->> 'place')) FROM settings s
    WHERE is_ours(s.xmin) AND EXISTS (SELECT FROM entry_by_rule r WHERE r.entry_id = entry.id);
  WHEN 'meeting-named' THEN RETURN QUERY
    -- meeting_is_named checks title and commitment.
    SELECT '{}'::jsonb FROM meeting_name n WHERE n.entry_id = entry.id;
  WHEN 'text-removed' THEN RETURN QUERY
    SELECT jsonb_build_object('entry', r.leaf, 'text', r.name, 'ground', r.ground)
    FROM text_removal r JOIN text_removal_outcome o ON o.removal_id = r.id
      JOIN ledger_text t ON t.leaf = r.leaf AND t.name = r.name AND t.value IS NULL
    WHERE r.leaf::text = said ->> 'entry' AND is_ours(o.xmin) AND o.outcome = 'confirmed'
    UNION ALL
    -- By its host: see naming_is_the_hosts.
    SELECT jsonb_build_object('entry', t.leaf, 'text', t.name, 'ground', 'host-withdrew')
    FROM ledger_text t JOIN meeting_name_end n ON n.entry_id = t.entry_id
    WHERE t.leaf::text = said ->> 'entry' AND t.name = 'title' AND t.value IS NULL
      AND EXISTS (SELECT FROM entry_by_rule r WHERE r.entry_id = entry.id);
  ELSE
    RETURN;
  END CASE;
END $$;

-- Whether they say the same, as far as both say it. The order of lists does not matter.
CREATE FUNCTION agree(one jsonb, other jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT EXISTS (SELECT FROM jsonb_each(one) AS a (key, value) JOIN jsonb_each(other) AS b (key, value) USING (key)
    WHERE NOT (a.value @> b.value AND b.value @> a.value)) $$;

-- How often this transaction enters what this entry says. What names a key that ended is of another person than what
-- names none. A restoration and a meeting's name have one entry each, which they name.
CREATE FUNCTION times_said(entry public_entry, said jsonb) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN entry.kind IN ('restored', 'meeting-named') THEN 1
    ELSE greatest(1, (SELECT count(*) FROM public_entry e WHERE e.kind = entry.kind AND e.day = entry.day AND is_ours(e.xmin)
      AND (e.body ? 'ended') = (entry.body ? 'ended') AND agree(e.body, entry.body) AND agree(said_by(e.id, e.body), said))) END $$;

-- INVARIANT: an entry says all that its ground says, and nothing else: what happened, as it happened, and as often.
CREATE FUNCTION entry_has_ground() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry public_entry;
  said jsonb;
BEGIN
  IF TG_TABLE_NAME = 'ledger_text' THEN
    SELECT * INTO STRICT entry FROM public_entry WHERE id = NEW.entry_id;
  ELSE
    entry := NEW;
  END IF;
  said := said_by(entry.id, entry.body);
  IF (SELECT count(*) FROM grounds_of(entry, said) AS ground
      WHERE agree(said, ground) AND said ?& ARRAY(SELECT jsonb_object_keys(jsonb_strip_nulls(ground))))
     < times_said(entry, said) THEN
    RAISE EXCEPTION 'an entry of % with nothing behind it', entry.kind USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER public_entry_has_ground AFTER INSERT ON public_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION entry_has_ground();
CREATE CONSTRAINT TRIGGER ledger_text_has_ground AFTER INSERT ON ledger_text DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION entry_has_ground();

-- INVARIANT: a text is written with its entry.
CREATE FUNCTION text_comes_with_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.leaf IS NOT NULL OR NOT EXISTS (SELECT FROM public_entry e
      WHERE e.id = NEW.entry_id AND is_ours(e.xmin) AND NEW.name = ANY (entry_texts(e.kind))) THEN
    RAISE EXCEPTION 'a text is written with its entry' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_text_comes_with_entry BEFORE INSERT ON ledger_text
  FOR EACH ROW EXECUTE FUNCTION text_comes_with_entry();

-- At most one entry each.
CREATE UNIQUE INDEX public_entry_once ON public_entry (kind, coalesce(body ->> 'order', body ->> 'change',
    body ->> 'rule', body ->> 'request'), coalesce(body ->> 'case', body ->> 'host', ''))
  WHERE kind IN ('request-received', 'request-closed', 'order-approved', 'order-ended', 'appeal-made', 'appeal-decided',
    'change-proposed', 'change-decided', 'platform-rule-lifted', 'repeated-requests');
