-- What policies of rooms are made of, by the names that rooms/store.ts has for it.

CREATE FUNCTION milliseconds(moment timestamptz) RETURNS float8 LANGUAGE sql STABLE AS $$
  SELECT (extract(epoch FROM moment) * 1000)::float8 $$;

-- Of a room's or an account's rule: the newest event and those before it that still hold for someone, oldest first.
-- However often it was changed within minutes, no more than 13.
CREATE FUNCTION last_rule_events(of_room text, of_account uuid) RETURNS TABLE (list json) LANGUAGE sql STABLE AS $$
  SELECT json_agg(json_build_object(
      'id', last.id, 'version', last.version, 'at', milliseconds(last.at),
      'insideFrom', milliseconds(last.inside_from), 'mode', last.mode, 'actedAs', last.acted_as,
      'rule', last.rule) ORDER BY last.version)
  FROM (SELECT e.* FROM rule_event e
    WHERE (e.room = of_room OR e.account_id = of_account)
      AND e.version >= coalesce((SELECT max(e.version) FROM rule_event e
        WHERE (e.room = of_room OR e.account_id = of_account)
          AND (e.inside_from IS NULL OR e.inside_from <= now())), 0)
    ORDER BY e.version DESC LIMIT 13) last $$;

-- Of an order all that two people sign, as rooms/signed-order.ts has it. Times in whole milliseconds.
CREATE FUNCTION order_to_sign(p order_proposal) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('id', p.id, 'request', r.number, 'meeting', encode(m.meeting_commitment, 'hex'), 'room', p.room,
    'authority', p.authority_id, 'places', (SELECT jsonb_agg(o.place) FROM order_place o WHERE o.order_id = p.id),
    'excepted', p.excepted, 'from', floor(milliseconds(p.starts_at)), 'until', floor(milliseconds(p.ends_at)),
    'noticeMinutes', p.notice_minutes, 'sealedUntil', floor(milliseconds(p.sealed_until)),
    'reason', p.reason, 'law', p.law, 'beyond', p.beyond, 'beyondWhy', p.beyond_why,
    'findings', jsonb_build_object('procedure', p.finding_commitments[1], 'authority', p.finding_commitments[2],
      'legality', p.finding_commitments[3], 'necessity', p.finding_commitments[4], 'rights', p.finding_commitments[5]),
    'salts', jsonb_build_object('reason', encode(p.reason_salt, 'hex'), 'law', encode(p.law_salt, 'hex'),
      'beyondWhy', encode(p.beyond_salt, 'hex'), 'terms', encode(p.terms_salt, 'hex')))
  FROM request r JOIN request_meeting m ON m.request_id = r.id AND m.no = p.meeting_no WHERE r.id = p.request_id $$;

-- A value in RFC 8785's form, as canonicalJson in packages/ledger/src/encode.ts. Names are ASCII, numbers whole.
CREATE FUNCTION canonical_json(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(value)
    WHEN 'object' THEN '{' || coalesce((SELECT string_agg(to_jsonb(one.key)::text || ':' || canonical_json(one.value), ','
      ORDER BY one.key COLLATE "C") FROM jsonb_each(value) AS one), '') || '}'
    WHEN 'array' THEN '[' || coalesce((SELECT string_agg(canonical_json(one.value), ',' ORDER BY one.no)
      FROM jsonb_array_elements(value) WITH ORDINALITY AS one (value, no)), '') || ']'
    ELSE value::text END $$;

-- The commitment to what is signed of an order and isn't in the log, as `terms` of termsOf in rooms/signed-order.ts.
CREATE FUNCTION order_terms(p order_proposal) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT encode(sha256(p.terms_salt || convert_to('terms:' || canonical_json(unsaid), 'UTF8')), 'hex')
  FROM order_to_sign(p) AS signed, LATERAL (SELECT jsonb_object_agg(one.key, CASE one.key WHEN 'excepted'
      THEN coalesce((SELECT jsonb_agg(place ORDER BY place COLLATE "C") FROM unnest(p.excepted) AS place), '[]')
      ELSE one.value END) AS unsaid
    FROM jsonb_each(signed) AS one WHERE one.key IN ('findings', 'room', 'authority', 'from', 'until', 'noticeMinutes',
      'sealedUntil', 'excepted')) AS apart $$;

-- The decisions of appeals by which an order stands, each with its signature and the key that is to have made it.
CREATE FUNCTION order_upheld(of_order uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT coalesce(jsonb_agg(jsonb_build_object('case', d.case_no, 'reasons', d.reasons_commitment,
      'decision', signature_of(s.act, d.id) || jsonb_build_object('publicKey', base64url(k.public_key))) ORDER BY d.case_no), '[]')
  FROM appeal_decision d LEFT JOIN act_signature s ON s.act = 'decide-appeal' AND s.about = d.id
  LEFT JOIN desk_key k ON k.id = s.key_id
  WHERE d.order_id = of_order AND d.outcome = 'upheld' $$;

-- The same with both signatures, each with the key that is to have made it, and those since: after the last restoration, and
-- of appeals.
CREATE FUNCTION signed_order(of_order uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT order_to_sign(p) || jsonb_build_object('again', confirmed_again(p.id), 'upheld', order_upheld(p.id)) || coalesce((
      SELECT jsonb_object_agg(CASE s.act WHEN 'propose-order' THEN 'proposal' ELSE 'approval' END,
        signature_of(s.act, p.id) || jsonb_build_object('publicKey', base64url(k.public_key)))
      FROM act_signature s JOIN desk_key k ON k.id = s.key_id
      WHERE s.about = p.id AND s.act IN ('propose-order', 'approve-order')), '{}')
  FROM order_proposal p WHERE p.id = of_order $$;

-- What an order rests on in the register: by which changes its authority was entered, by its own entry and by the newest of the
-- series, and which places are listed as disputed no more.
CREATE FUNCTION register_of(of_order uuid) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('entered', jsonb_build_array(a.change_id, b.change_id), 'home', a.home,
    'unlisted', coalesce((SELECT jsonb_agg(jsonb_build_object('place', d.place, 'change', d.change_id))
      FROM (SELECT DISTINCT ON (place) * FROM disputed_place_event ORDER BY place, id DESC) d WHERE NOT d.listed), '[]'))
  FROM order_proposal p JOIN authority a ON a.id = p.authority_id JOIN authority b ON b.id = authority_now(a.id)
  WHERE p.id = of_order $$;

CREATE VIEW stored_room AS
  SELECT r.name AS "room", r.account_id AS "accountId", r.kind AS "kind",
    m.code AS "meetingCode", m.title AS "title", milliseconds(m.starts_at) AS "startsAt",
    coalesce(m.ended_at IS NOT NULL AND (m.reopens_at IS NULL OR m.reopens_at > now()), false) AND NOT EXISTS (
        SELECT FROM meeting_ended_under_terms t WHERE t.room = r.name AND NOT is_published('terms-act', t.act_id))
      AS "ended",
    CASE WHEN terms.room IS NOT NULL
      THEN json_build_object('act', terms.act_id, 'about', commitment_held(r.name, NULL)) END AS "endedBy",
    CASE WHEN suspended.account_id IS NOT NULL
      THEN json_build_object('act', suspended.act_id, 'about', commitment_held(NULL, a.id)) END AS "suspendedBy", a.service_seats AS "serviceSeats",
    json_build_object('entry', coalesce(m.entry, 'open'), 'locked', coalesce(m.locked, false),
      'beacon', coalesce(m.beacon, 'wanted')) AS "door", coalesce(m.encryption, 'off') AS "encryption",
    coalesce(m.native_clients, false) AS "nativeClients", m.media_region AS "mediaRegion",
    translate(rtrim(encode(m.link_key, 'base64'), '='), '+/', '-_') AS "linkKey",
    translate(rtrim(encode(m.host_hash, 'base64'), '='), '+/', '-_') AS "hostHash",
    coalesce(own.list, '[]') AS "ownRule", coalesce(orders.list, '[]') AS "orders",
    coalesce(decided.list, '[]') AS "hostDecisions"
  FROM room r
  JOIN account a ON a.id = r.account_id
  LEFT JOIN suspended_account suspended ON suspended.account_id = a.id
  LEFT JOIN meeting m ON m.room = r.name
  LEFT JOIN meeting_ended_under_terms terms ON terms.room = r.name AND is_published('terms-act', terms.act_id)
  LEFT JOIN LATERAL last_rule_events(r.name, NULL) own ON true
  LEFT JOIN LATERAL (SELECT json_agg(json_build_object(
      'id', o.id, 'jurisdiction', o.jurisdiction, 'excepted', o.excepted,
      'from', milliseconds(o.starts_at), 'until', milliseconds(o.ends_at),
      'approvedAt', milliseconds(o.approved_at), 'insideFrom', milliseconds(o.inside_from),
      'authority', o.authority, 'law', o.law, 'sealedUntil', milliseconds(o.sealed_until),
      'signed', signed_order(o.id), 'register', register_of(o.id)) ORDER BY o.id) AS list
    FROM order_in_force o
    WHERE o.room = r.name AND o.lifted_at IS NULL AND o.ends_at > now() AND o.jurisdiction <> '{}') orders ON true
  -- Of several passes the newest is the one that let the person in.
  LEFT JOIN LATERAL (SELECT json_agg(json_build_object(
      'person', s.person, 'name', s.display_name, 'role', s.role,
      'entry', CASE WHEN EXISTS (SELECT FROM unnest(s.taken_out_by) AS act WHERE takes_out(act, s.room)) THEN 'taken-out' ELSE s.entry END,
      'pass', s.pass, 'passFor', CASE WHEN s.pass THEN (SELECT p.name FROM travel_pass p
        WHERE p.room = s.room AND p.person = s.person ORDER BY p.created_at DESC LIMIT 1) END,
      'successorRank', s.successor_rank) ORDER BY s.person) AS list
    FROM seat_standing s WHERE s.room = r.name) decided ON true;

-- These rooms; the rules of the accounts that have them; the platform's. STABLE makes all of it true at one moment, that of
-- the statement that calls it. Planned once per connection: planning takes several times as long as reading one room.
CREATE FUNCTION stored_rooms(names text[]) RETURNS TABLE (part text, content json)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE owners uuid[];
  standing platform_rule[];
BEGIN
  RETURN QUERY SELECT 'room', to_json(r) FROM stored_room r WHERE r.room = ANY (names);
  owners := ARRAY(SELECT DISTINCT account_id FROM room WHERE name = ANY (names));
  -- An account's rule can be long and its rooms many: it is read once for all of them.
  RETURN QUERY SELECT 'account', json_build_object('id', owner, 'list', own.list)
    FROM unnest(owners) AS owner JOIN LATERAL last_rule_events(NULL, owner) own ON own.list IS NOT NULL;
  -- First without those that were lifted: what follows is asked of each, however many were entered and lifted.
  standing := ARRAY(SELECT p FROM platform_rule p WHERE p.review_at > now()
    AND NOT EXISTS (SELECT FROM platform_rule_lifting l WHERE l.rule_id = p.id));
  RETURN QUERY SELECT 'platform', json_build_object('id', p.id, 'ground', p.ground, 'rule', p.rule,
      'refuses', p.refuses, 'effectiveAt', milliseconds(p.effective_at), 'until', milliseconds(p.review_at),
      'confirmed', CASE WHEN o.outcome = 'confirmed'
        THEN json_build_object('at', milliseconds(o.at), 'change', p.change_id) END)
    FROM unnest(standing) AS p LEFT JOIN desk_change_outcome o ON o.change_id = p.change_id
    WHERE is_published('change-proposed', p.change_id)
      AND NOT rule_is_held(p)
      AND NOT EXISTS (SELECT FROM platform_rule_review v WHERE v.rule_id = p.id AND v.outcome = 'reversed')
      AND NOT is_brought_back('change-proposed', p.change_id)
    ORDER BY p.id;
END $$;
