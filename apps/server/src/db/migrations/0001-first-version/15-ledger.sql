-- The public log. What it will say is in public_entry, in the transaction of what happened; one loop makes leaves, the
-- tree's tiles and the head of it, which never change once they are written.

-- Texts that may have to be taken down lie outside of the leaves, which hold only a commitment to them:
-- SHA-256 of the salt and the text. `leaf`: where that commitment stands; null: in no leaf yet. Salt and text are null
-- once it was taken down.
CREATE TABLE ledger_text (
  entry_id bigint NOT NULL REFERENCES public_entry (id),
  name     text NOT NULL CHECK (name IN ('authority', 'reason', 'law', 'says', 'what', 'forcedBy',
                                          'demand', 'translation', 'title', 'beyondWhy', 'makers', 'name')),
  salt     bytea DEFAULT new_salt(),
  value    text,
  leaf     bigint CHECK (leaf >= 0),
  PRIMARY KEY (entry_id, name),
  UNIQUE (leaf, name),
  CHECK ((salt IS NULL) = (value IS NULL)),
  CHECK (octet_length(salt) = 32)
);
CREATE INDEX ledger_text_gone ON ledger_text (name) WHERE value IS NULL;

-- Writes an entry and its texts. `salts`: of the texts, where they are given. `openings`: salts and values, by name.
CREATE FUNCTION record_entry(kind text, daily boolean, body jsonb, names text[], words text[], salts text[] DEFAULT '{}',
    OUT entry bigint, OUT said_on date, OUT openings jsonb) LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public_entry (kind, daily, body)
    VALUES (record_entry.kind, record_entry.daily, record_entry.body) RETURNING id, day INTO entry, said_on;
  IF cardinality(names) > 0 THEN
    WITH told AS (
      INSERT INTO ledger_text (entry_id, name, value, salt)
        SELECT entry, given.name, given.value, coalesce(decode(given.salt, 'hex'), new_salt())
          FROM unnest(names, words, salts) AS given (name, value, salt)
        RETURNING name, salt, value
    ) SELECT jsonb_object_agg(name, jsonb_build_object('salt', encode(salt, 'hex'), 'value', value))
      INTO openings FROM told;
  END IF;
END $$;

-- Entries that the database wrote by its own rules: a place's name, a title that its host withdrew. INVARIANT: only its
-- triggers write here, so what only they say is said when it happens, and as often.
CREATE TABLE entry_by_rule (entry_id bigint PRIMARY KEY REFERENCES public_entry (id));

-- Entries that are not in the log yet, daily ones until their day is over.
CREATE TABLE ledger_waiting (
  daily    boolean NOT NULL,
  -- Of public_entry; only its trigger inserts here.
  entry_id bigint PRIMARY KEY
);

-- Whether this transaction wrote a row that it sees, also in a savepoint: a visible row that is not committed is its
-- own.
CREATE FUNCTION is_ours(writer xid) RETURNS boolean LANGUAGE sql STABLE AS $$
  -- How far it is ahead of this transaction; numbers wrap around, so one far ahead is old. Not by age(), which counts from where
  -- this transaction first asked for one.
  SELECT CASE WHEN ahead = 0 THEN true WHEN ahead > 1000000 THEN false
    ELSE pg_xact_status((mine + ahead)::text::xid8) = 'in progress' END
  FROM (SELECT pg_current_xact_id()::text::bigint) AS current (mine),
    LATERAL (SELECT (writer::text::bigint - mine) & 4294967295) AS distance (ahead) $$;

CREATE FUNCTION entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Commits that notify wait for each other's write to disk, so only the first of many does. While entries come, the
  -- signer looks by itself.
  IF NOT NEW.daily AND NOT EXISTS (SELECT FROM ledger_waiting WHERE NOT daily) THEN
    PERFORM pg_notify('graticule_changed', 'entry');
  END IF;
  INSERT INTO ledger_waiting (daily, entry_id) VALUES (NEW.daily, NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER public_entry_waits AFTER INSERT ON public_entry FOR EACH ROW EXECUTE FUNCTION entry_waits();
-- INVARIANT: an entry waits once, from its insertion. Nothing that was in the log waits again.
CREATE FUNCTION waits_by_itself() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT FROM public_entry e
      WHERE e.id = NEW.entry_id AND e.daily = NEW.daily AND is_ours(e.xmin)) THEN
    RAISE EXCEPTION 'an entry waits when it is written, and by itself' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_waiting_by_itself BEFORE INSERT OR UPDATE ON ledger_waiting
  FOR EACH ROW EXECUTE FUNCTION waits_by_itself();

CREATE TABLE ledger_leaf (
  index    bigint PRIMARY KEY WITH (fillfactor = 100) CHECK (index >= 0),
  -- An entry that waited. Null: a sealed slot, an opened one, or a notice that something is missing or no
  -- one signed.
  entry_id bigint,
  leaf     bytea NOT NULL
);

-- INVARIANT: an entry enters the log once, and then waits no longer. An index of all that ever entered would ensure
-- this too, but would take a tenth of the log's space. Of two that append one entry, the second finds that it no
-- longer waits.
CREATE FUNCTION leaf_waited() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waited bigint;
BEGIN
  DELETE FROM ledger_waiting WHERE entry_id IN (SELECT entry_id FROM appended);
  GET DIAGNOSTICS waited = ROW_COUNT;
  IF waited <> (SELECT count(entry_id) FROM appended) THEN
    RAISE EXCEPTION 'this entry does not wait for the log' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_leaf_waited AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION leaf_waited();

-- INVARIANT: leaves are the last of the tree, without a break: one beyond it would be in no log, and wait for it no longer. With
-- the leaf that tells a gap, the head notes that it is told, which no statement of the service does.
CREATE FUNCTION leaf_is_in_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM appended HAVING max(index) + 1 <> (SELECT size FROM ledger_head)
      OR max(index) - min(index) + 1 <> count(*)) THEN
    RAISE EXCEPTION 'a leaf is the last of the tree' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM appended
      WHERE entry_id IS NULL AND convert_from(leaf, 'UTF8')::jsonb ->> 'kind' = 'log-gap') THEN
    UPDATE ledger_head SET gap_told = coalesce(untold_gap(ledger_head, now()), gap_told);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_leaf_is_in_tree AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION leaf_is_in_tree();

-- INVARIANT: the log says what its entry says, commitments for its texts, and of itself only what is sealed or missing.
-- What it keeps sorted is compared as a set; of many requests it names the newest.
CREATE FUNCTION is_said(leaf jsonb, entry public_entry) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN entry.id IS NULL
    THEN leaf ->> 'kind' IN ('sealed-slot', 'sealed-opened', 'entry-set-aside', 'log-gap')
    ELSE leaf - apart = (entry.body || jsonb_build_object('kind', entry.kind, 'day', entry.day)) - apart
      AND NOT EXISTS (SELECT FROM unnest('{places,beyond,roles}'::text[]) AS name
        WHERE NOT coalesce(leaf -> name <@ (entry.body -> name) AND entry.body -> name <@ (leaf -> name),
          leaf -> name IS NULL AND entry.body -> name IS NULL))
      AND coalesce(leaf -> 'requests' <@ (entry.body -> 'requests'),
        leaf -> 'requests' IS NULL AND entry.body -> 'requests' IS NULL) END
  FROM (SELECT entry_texts(entry.kind) || '{places,beyond,roles,requests,sealedUntil}'::text[]) AS kept (apart) $$;
CREATE FUNCTION leaf_is_its_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Most leaves are exactly their entry and commitments; what is more than that takes several times as long to compare.
  IF EXISTS (SELECT FROM (SELECT convert_from(leaf, 'UTF8')::jsonb, entry_id FROM appended) AS n (leaf, entry_id)
      LEFT JOIN public_entry e ON e.id = n.entry_id
      WHERE (n.leaf - entry_texts(e.kind) = e.body || jsonb_build_object('kind', e.kind, 'day', e.day)) IS NOT TRUE
        AND is_said(n.leaf, e) IS NOT TRUE) THEN
    RAISE EXCEPTION 'the log says what the entry says' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_leaf_is_its_entry AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION leaf_is_its_entry();

-- Hashes of the tree's level 8 · level, from index · 256 on, at the tree's present width. Tiles of smaller trees are
-- prefixes.
CREATE TABLE ledger_tile (
  level smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
  index bigint NOT NULL CHECK (index >= 0),
  bytes bytea NOT NULL CHECK (octet_length(bytes) BETWEEN 32 AND 8192 AND octet_length(bytes) % 32 = 0),
  PRIMARY KEY (level, index)
);
-- INVARIANT: a tile only grows; its hashes never change.
CREATE FUNCTION tile_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.level, NEW.index) <> (OLD.level, OLD.index)
     OR substring(NEW.bytes FROM 1 FOR octet_length(OLD.bytes)) <> OLD.bytes THEN
    RAISE EXCEPTION 'a tile only grows' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_tile_grows BEFORE UPDATE OR DELETE ON ledger_tile
  FOR EACH ROW EXECUTE FUNCTION tile_grows();

-- The last day that is over. It ends a while after midnight, so that transactions begun before are committed.
CREATE FUNCTION last_day_over(moment timestamptz DEFAULT now()) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT ((moment - interval '5 minutes') AT TIME ZONE 'UTC')::date - 1 $$;

-- INVARIANT: an act is in the log where the leaf of its entry is.
CREATE FUNCTION acts_enter_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO act_in_log (kind, act, leaf)
    SELECT e.kind, (e.body ->> named.field)::uuid, n.index FROM appended n JOIN public_entry e ON e.id = n.entry_id
      JOIN (VALUES ('order-approved', 'order'), ('change-proposed', 'change'), ('change-decided', 'change'),
        ('terms-act', 'act'), ('operator-act', 'act')) AS named (kind, field) ON named.kind = e.kind
    WHERE e.body ->> named.field ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    UNION ALL SELECT e.kind, left(e.body ->> 'ended', 32)::uuid, n.index FROM appended n JOIN public_entry e ON e.id = n.entry_id
    WHERE e.kind = 'staff-left' AND e.body ->> 'ended' ~ '^[0-9a-f]{64}$'
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_leaf_acts AFTER INSERT ON ledger_leaf
  REFERENCING NEW TABLE AS appended FOR EACH STATEMENT EXECUTE FUNCTION acts_enter_log();

-- What was published just now begins to hold.
CREATE FUNCTION tell_published() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM tell_change('room', p.room) FROM act_in_log a JOIN order_proposal p ON p.id = a.act
    WHERE a.kind IN ('order-approved', 'order-confirmed') AND p.room IS NOT NULL
      AND a.leaf >= coalesce(OLD.published_size, 0) AND a.leaf < NEW.published_size;
  PERFORM tell_change(CASE WHEN t.account_id IS NULL THEN 'room' ELSE 'account' END, coalesce(t.account_id::text, t.room))
    FROM act_in_log a JOIN terms_act t ON t.id = a.act
    WHERE a.kind = 'terms-act' AND coalesce(t.account_id::text, t.room) IS NOT NULL
      AND a.leaf >= coalesce(OLD.published_size, 0) AND a.leaf < NEW.published_size;
  IF EXISTS (SELECT FROM act_in_log a JOIN desk_change c ON c.id = a.act AND c.kind <> 'staff'
      WHERE a.leaf >= coalesce(OLD.published_size, 0) AND a.leaf < NEW.published_size) THEN
    PERFORM tell_change('all');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_head_published AFTER UPDATE ON ledger_head FOR EACH ROW
  WHEN (NEW.published_size IS DISTINCT FROM OLD.published_size) EXECUTE FUNCTION tell_published();

-- What the log could not say: an entry that can't be translated, one that is missing, unreadable sealed content. A leaf
-- says so, and the log goes on.
CREATE TABLE ledger_set_aside (
  leaf      bigint PRIMARY KEY REFERENCES ledger_leaf (index),
  -- Of public_entry, where it may be missing.
  entry_id  bigint UNIQUE,
  -- Of ledger_sealed.
  sealed_id bigint UNIQUE,
  CHECK (num_nonnulls(entry_id, sealed_id) = 1)
);
-- INVARIANT: only what waited is set aside, and the log says so.
CREATE FUNCTION set_aside_is_said() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE waited bigint;
BEGIN
  IF EXISTS (SELECT FROM aside a JOIN ledger_leaf l ON l.index = a.leaf
      WHERE l.entry_id IS NOT NULL OR convert_from(l.leaf, 'UTF8')::jsonb ->> 'kind' <> 'entry-set-aside') THEN
    RAISE EXCEPTION 'the log does not say that this is missing' USING ERRCODE = 'restrict_violation';
  END IF;
  DELETE FROM ledger_waiting WHERE entry_id IN (SELECT entry_id FROM aside);
  GET DIAGNOSTICS waited = ROW_COUNT;
  IF waited <> (SELECT count(entry_id) FROM aside) THEN
    RAISE EXCEPTION 'this entry does not wait for the log' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_set_aside_is_said AFTER INSERT ON ledger_set_aside
  REFERENCING NEW TABLE AS aside FOR EACH STATEMENT EXECUTE FUNCTION set_aside_is_said();

-- INVARIANT: what waits does so until it is in the log, or the log says that it is missing. What enters now is not
-- published yet: there are few of those.
CREATE FUNCTION waits_for_leaf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT entry_id FROM gone
      EXCEPT SELECT entry_id FROM ledger_leaf
        WHERE index >= (SELECT coalesce(published_size, 0) FROM ledger_head)
      EXCEPT SELECT entry_id FROM ledger_set_aside
        WHERE leaf >= (SELECT coalesce(published_size, 0) FROM ledger_head)) THEN
    RAISE EXCEPTION 'this entry is not in the log yet' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_waiting_waits_for_leaf AFTER DELETE ON ledger_waiting
  REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION waits_for_leaf();

-- Sealed content that waits for a slot (without salt and slot), and unopened slots. Deleted once the log says what the
-- slot held.
CREATE TABLE ledger_sealed (
  id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- Null: the slot holds nothing, or is a silent one.
  entry_id bigint UNIQUE REFERENCES public_entry (id),
  held     jsonb NOT NULL CHECK (jsonb_typeof(held) = 'object'),
  -- Opened when this day is over.
  open_on  date NOT NULL,
  salt     bytea CHECK (octet_length(salt) = 32),
  slot     bigint UNIQUE CHECK (slot >= 0),
  CHECK ((salt IS NULL) = (slot IS NULL))
);
CREATE INDEX ledger_sealed_open_on ON ledger_sealed (open_on);

-- One person proposes to take a text down, another confirms.
CREATE TABLE text_removal (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  leaf        bigint NOT NULL,
  name        text NOT NULL,
  ground      text NOT NULL CHECK (ground IN ('court-order', 'unlawful', 'personal-data', 'mistake')),
  proposed_by uuid NOT NULL,
  proposed_at timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (leaf, name) REFERENCES ledger_text (leaf, name)
);
CREATE TABLE text_removal_outcome (
  removal_id uuid PRIMARY KEY REFERENCES text_removal (id),
  outcome    text NOT NULL CHECK (outcome IN ('confirmed', 'declined')),
  by_person  uuid NOT NULL,
  at         timestamptz NOT NULL DEFAULT now()
);

-- Whether a person takes no texts of this entry down: a liaison none at all; of a request and its orders, neither who
-- typed it in, nor who hosts a meeting that it names, nor who proposed, approved or confirmed an order; of an authority's words, neither who prepared nor who
-- published them; of a change, neither who proposed it nor who signed that or decided it; of the withdrawal of an
-- authority, not who withdrew it; of what was done outside the product, not who entered it. In PL/pgSQL: some of these tables come later.
CREATE FUNCTION is_near_text(of_leaf bigint, who uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE told public_entry;
BEGIN
  SELECT e.* INTO told FROM ledger_text t JOIN public_entry e ON e.id = t.entry_id WHERE t.leaf = of_leaf LIMIT 1;
  RETURN is_a_liaison(who)
    -- A meeting that its host named, of which such a request tells.
    OR EXISTS (SELECT FROM request r WHERE (r.number::text = told.body ->> 'request' OR told.kind = 'meeting-named'
      AND EXISTS (SELECT FROM request_meeting m WHERE m.request_id = r.id
        AND encode(m.meeting_commitment, 'hex') = told.body ->> 'meeting')) AND (typed_in(r.id, who)
      OR r.id IN (SELECT requests_about(who))
      OR EXISTS (SELECT FROM order_proposal p
        LEFT JOIN order_approval a ON a.order_id = p.id LEFT JOIN order_confirmation c ON c.order_id = p.id
        WHERE p.request_id = r.id AND who IN (p.proposed_by, a.by_person, c.by_person))
      OR told.kind = 'demand-shown' AND EXISTS (SELECT FROM public_words w
        JOIN public_words_outcome o ON o.words_id = w.id AND o.outcome = 'published'
        WHERE w.request_id = r.id AND who IN (w.prepared_by, o.by_person))))
    OR EXISTS (SELECT FROM desk_change c LEFT JOIN desk_change_outcome o ON o.change_id = c.id
      WHERE c.id::text = told.body ->> 'change' AND who IN (c.proposed_by, o.by_person, proposal_signed_by(c.id)))
    OR told.kind = 'authority-withdrawn' AND EXISTS (SELECT FROM authority_withdrawal w JOIN authority g ON g.id = w.authority_id
      WHERE w.by_person = who AND (w.at AT TIME ZONE 'UTC')::date = told.day
        AND NOT EXISTS (SELECT FROM ledger_text t WHERE t.entry_id = told.id AND t.value <> g.name))
    -- Its entry names no act: those of this day that say the same, as far as it is still shown.
    OR told.kind = 'outside-act' AND EXISTS (SELECT FROM outside_act a
      WHERE a.entered_by = who AND (a.entered_at AT TIME ZONE 'UTC')::date = told.day
        AND NOT EXISTS (SELECT FROM ledger_text t WHERE t.entry_id = told.id
          AND t.value <> CASE t.name WHEN 'what' THEN a.what ELSE a.forced_by END));
END $$;

-- Whether a person may propose to take texts of this entry down.
CREATE FUNCTION may_propose_removal(of_leaf bigint, who uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT NOT is_near_text(of_leaf, who)
    AND coalesce(desk_role_since(who, 'reviewer'), desk_role_since(who, 'approver')) IS NOT NULL $$;

CREATE FUNCTION removal_is_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- INVARIANT: no court takes for good what a law can only delay for a year: who asks, by which law and why; nor what a
  -- court forced outside the product, or a title that its host made public.
  IF NEW.ground = 'court-order'
     AND NEW.name IN ('authority', 'law', 'reason', 'beyondWhy', 'demand', 'translation', 'what', 'forcedBy', 'title') THEN
    RAISE EXCEPTION 'this is not taken down for a court' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_near_text(NEW.leaf, NEW.proposed_by) THEN
    RAISE EXCEPTION 'another person proposes this' USING ERRCODE = 'restrict_violation';
  END IF;
  IF desk_role_since(NEW.proposed_by, 'reviewer') IS NULL
     AND desk_role_since(NEW.proposed_by, 'approver') IS NULL THEN
    RAISE EXCEPTION 'reviewers and approvers propose this' USING ERRCODE = 'restrict_violation';
  END IF;
  PERFORM FROM ledger_text WHERE leaf = NEW.leaf AND name = NEW.name AND value IS NOT NULL FOR UPDATE;
  IF NOT FOUND OR EXISTS (SELECT FROM text_removal r LEFT JOIN text_removal_outcome o ON o.removal_id = r.id
      WHERE r.leaf = NEW.leaf AND r.name = NEW.name AND o.removal_id IS NULL) THEN
    RAISE EXCEPTION 'there is no such text, or its removal is proposed' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_removal_is_proposed BEFORE INSERT ON text_removal
  FOR EACH ROW EXECUTE FUNCTION removal_is_proposed();

-- INVARIANT: two people, neither of whom had a part in what the entry tells when it goes. Who proposed it can decline it.
CREATE FUNCTION removal_takes_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  proposer uuid;
  proposed timestamptz;
  shown boolean;
BEGIN
  SELECT r.proposed_by, r.proposed_at, t.value IS NOT NULL INTO STRICT proposer, proposed, shown FROM text_removal r
    JOIN ledger_text t ON t.leaf = r.leaf AND t.name = r.name WHERE r.id = NEW.removal_id FOR UPDATE;
  -- Its host withdrew the title first.
  IF NEW.outcome = 'confirmed' AND NOT shown THEN
    RAISE EXCEPTION 'this text is not there any more' USING ERRCODE = 'unique_violation';
  END IF;
  IF NEW.outcome = 'confirmed' AND is_proposal_brought_back(proposed) THEN
    RAISE EXCEPTION 'a restoration brought this proposal back: it has to be made again' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'confirmed'
     AND NOT may_propose_removal((SELECT leaf FROM text_removal WHERE id = NEW.removal_id), proposer) THEN
    RAISE EXCEPTION 'who proposed this no longer may: it has to be proposed by another' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'confirmed' AND (NEW.by_person = proposer
       OR is_near_text((SELECT leaf FROM text_removal WHERE id = NEW.removal_id), NEW.by_person)
       OR desk_role_since(NEW.by_person, 'approver') IS NULL
       OR desk_role_since(NEW.by_person, 'approver') > now() - interval '72 hours')
     OR (desk_role_since(NEW.by_person, 'reviewer') IS NULL
         AND desk_role_since(NEW.by_person, 'approver') IS NULL) THEN
    RAISE EXCEPTION 'another person confirms this' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER text_removal_takes_two BEFORE INSERT ON text_removal_outcome
  FOR EACH ROW EXECUTE FUNCTION removal_takes_two();

-- INVARIANT: a text gets its leaf once, with the leaf that tells it: before, it would be left out of the log. It is erased
-- only when two people decided so; a meeting's title also when its host withdraws it, see 17-meeting-names.sql.
CREATE FUNCTION text_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.entry_id, NEW.name) = (OLD.entry_id, OLD.name) THEN
    -- Its entry's leaf, or the one that opens what was sealed of it.
    IF OLD.leaf IS NULL AND NEW.leaf IS NOT NULL AND (NEW.salt, NEW.value) = (OLD.salt, OLD.value)
       AND EXISTS (SELECT FROM ledger_leaf l WHERE l.index = NEW.leaf AND is_ours(l.xmin)
         AND CASE WHEN l.entry_id IS NULL THEN EXISTS (SELECT FROM ledger_sealed s WHERE s.entry_id = OLD.entry_id
             AND convert_from(l.leaf, 'UTF8')::jsonb @> jsonb_build_object('kind', 'sealed-opened', 'entry', s.slot))
           ELSE l.entry_id = OLD.entry_id END) THEN
      RETURN NEW;
    END IF;
    IF NEW.leaf = OLD.leaf AND NEW.value IS NULL AND EXISTS (
        SELECT FROM text_removal r JOIN text_removal_outcome o ON o.removal_id = r.id
        WHERE r.leaf = OLD.leaf AND r.name = OLD.name AND o.outcome = 'confirmed') THEN
      RETURN NEW;
    END IF;
    IF NEW.leaf = OLD.leaf AND NEW.value IS NULL AND OLD.name = 'title'
       AND EXISTS (SELECT FROM meeting_name_end e WHERE e.entry_id = OLD.entry_id) THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'two people take a text down' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER ledger_text_stays BEFORE UPDATE OR DELETE ON ledger_text
  FOR EACH ROW EXECUTE FUNCTION text_stays();

-- Pages leave out a place's name whose text is gone: see settings-store.ts.
CREATE TRIGGER ledger_name_is_gone AFTER UPDATE ON ledger_text FOR EACH ROW
  WHEN (NEW.name = 'name' AND NEW.value IS NULL) EXECUTE FUNCTION tell_settings_changed();
