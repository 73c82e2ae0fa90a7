-- What the public reads of a demand: the authority's own words, redacted. One person prepares them, another publishes
-- them, once the request is closed and no law forbids it any more.

CREATE FUNCTION spans_overlap(spans jsonb) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT EXISTS (SELECT FROM (SELECT (one ->> 'from')::integer AS start,
      lag((one ->> 'to')::integer, 1, 0) OVER (PARTITION BY one -> 'of' ORDER BY (one ->> 'from')::integer) AS after
    FROM jsonb_array_elements(spans) AS one) AS part WHERE start < after) $$;

CREATE TABLE public_words (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  request_id  uuid NOT NULL REFERENCES request (id),
  -- What is redacted: {of, from, to, what}. `of`: the index of a demand, or "translation"; from and to in characters, `to`
  -- exclusive. Other words can't be added.
  spans       jsonb NOT NULL CHECK (jsonb_typeof(spans) = 'array'),
  prepared_by uuid NOT NULL,
  prepared_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (id, request_id),
  CONSTRAINT public_words_are_read CHECK (jsonb_array_length(spans) = jsonb_array_length(jsonb_path_query_array(spans,
    '$[*] ? (@.what like_regex "^(contact|link|meeting|other|person)$" && @.from >= 0 && @.to > @.from
       && (@.of == "translation" || @.of >= 0 && @.of <= 49 && @.of.floor() == @.of))'))),
  CHECK (NOT spans_overlap(spans))
);
CREATE INDEX public_words_request ON public_words (request_id);
CREATE TABLE public_words_outcome (
  words_id   uuid PRIMARY KEY,
  request_id uuid NOT NULL,
  outcome    text NOT NULL CHECK (outcome IN ('published', 'declined')),
  by_person  uuid NOT NULL,
  why        text CHECK (char_length(why) BETWEEN 1 AND 5000),
  at         timestamptz NOT NULL DEFAULT now(),
  FOREIGN KEY (words_id, request_id) REFERENCES public_words (id, request_id),
  CHECK ((outcome = 'declined') = (why IS NOT NULL))
);
CREATE TRIGGER public_words_outcome_texts_stand_sealed BEFORE INSERT ON public_words_outcome FOR EACH ROW
  EXECUTE FUNCTION texts_stand_sealed('why');
-- INVARIANT: words are published once.
CREATE UNIQUE INDEX public_words_once ON public_words_outcome (request_id) WHERE outcome = 'published';

-- A redacted text, with marks. As packages/desk/src/redaction.ts.
CREATE FUNCTION with_marks(words text, parts jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(substring(words FROM p.after + 1 FOR p.start - p.after) || '⟦' || p.what || '⟧', ''
      ORDER BY p.start), '') || substring(words FROM coalesce(max(p.stop), 0) + 1)
  FROM (SELECT start, stop, what, lag(stop, 1, 0) OVER (ORDER BY start) AS after
    FROM (SELECT (one ->> 'from')::integer, (one ->> 'to')::integer, one ->> 'what'
      FROM jsonb_array_elements(parts) AS one) AS part (start, stop, what)) AS p $$;

-- A text that the program opened, if it is the one that was committed to when it came; null: it is another one.
CREATE FUNCTION text_committed_to(opened jsonb, commitment text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT opened ->> 'text' WHERE octet_length(decode(opened ->> 'salt', 'hex')) = 32
    AND commitment = encode(sha256(decode(opened ->> 'salt', 'hex') || convert_to(opened ->> 'text', 'UTF8')), 'hex') $$;

-- The texts that result, by name, of the words that the program opened for this transaction: the setting graticule.words,
-- {demands: [{text, salt}], translation: {text, salt}}. Null, or without a demand: they are not the request's own.
CREATE FUNCTION texts_of(words public_words) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_strip_nulls(jsonb_build_object(
    'demand', (SELECT CASE WHEN bool_and(text IS NOT NULL) THEN string_agg(
        CASE WHEN jsonb_array_length(committed -> 'demands') > 1 THEN '⟦' || no || '⟧ ' ELSE '' END
          || with_marks(text, jsonb_path_query_array(words.spans, '$[*] ? (@.of == $no)',
               jsonb_build_object('no', no - 1))), E'\n\n' ORDER BY no) END
      FROM jsonb_array_elements_text(committed -> 'demands') WITH ORDINALITY AS demand (commitment, no),
        text_committed_to(opened -> 'demands' -> (no - 1)::integer, commitment) AS text),
    'translation', with_marks(text_committed_to(opened -> 'translation', committed ->> 'translation'),
      jsonb_path_query_array(words.spans, '$[*] ? (@.of == "translation")'))))
  FROM (SELECT request_says(words.request_id) -> 'commitments',
    nullif(current_setting('graticule.words', true), '')::jsonb) AS given (committed, opened)
  WHERE committed ->> 'translation' IS NULL
    OR text_committed_to(opened -> 'translation', committed ->> 'translation') IS NOT NULL $$;

-- The last day on which a law forbids to reveal something of a request; null: none does.
CREATE FUNCTION sealed_through(request uuid) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT max((until AT TIME ZONE 'UTC')::date) FROM (
    SELECT (request_says(request) #>> '{content,forbidsNotice,until}')::timestamptz
    -- A correction can shorten this to its own day at the earliest.
    UNION ALL SELECT e.at FROM request_event e WHERE e.request_id = request AND e.kind = 'corrected'
      AND EXISTS (SELECT FROM request_event b WHERE b.request_id = request AND b.id < e.id
        AND b.body #> '{content,forbidsNotice}' IS NOT NULL)
    UNION ALL SELECT p.sealed_until FROM order_proposal p WHERE p.request_id = request) AS seal (until) $$;

-- The day on which a request's texts are destroyed: a year after it was closed and its orders are over, until when there
-- can be appeals and decisions; and when no law forbids to tell of it any more. Null: it is open.
CREATE FUNCTION request_texts_end(request uuid) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT greatest(((greatest(e.at, (SELECT max(coalesce(n.at, p.ends_at)) FROM order_approval a
      JOIN order_proposal p ON p.id = a.order_id LEFT JOIN order_end n ON n.order_id = p.id
      WHERE a.request_id = request)) + interval '1 year') AT TIME ZONE 'UTC')::date, sealed_through(request) + 1)
  FROM request_event e WHERE e.request_id = request AND e.kind IN ('returned', 'rejected', 'answered') $$;

-- The same of all that has a key, see text_key.
CREATE FUNCTION texts_end(about uuid) RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce(request_texts_end(about), terms_texts_end(about)) $$;
CREATE FUNCTION has_texts(about uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM request WHERE id = about UNION ALL SELECT FROM abuse_report WHERE id = about
    UNION ALL SELECT FROM terms_act WHERE id = about AND report_id IS NULL) $$;

-- INVARIANT: a key is never changed, is deleted only when its texts are due, and then no other comes. One that a restore
-- lost is made again while something can still be written.
CREATE FUNCTION text_key_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND has_texts(NEW.about)
     AND coalesce(texts_end(NEW.about) > (now() AT TIME ZONE 'UTC')::date, true) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' AND texts_end(OLD.about) <= (now() AT TIME ZONE 'UTC')::date THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'texts are kept for a year after what they are about is over, and no longer'
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER text_key_is_kept BEFORE INSERT OR UPDATE OR DELETE ON text_key
  FOR EACH ROW EXECUTE FUNCTION text_key_is_kept();

CREATE FUNCTION words_can_be_shown(request uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM request_event e WHERE e.request_id = request
      AND e.kind IN ('returned', 'rejected', 'answered'))
    -- No one says in public what a sender wrote who is not in the register.
    AND is_of_an_authority(request)
    AND coalesce(sealed_through(request) < (now() AT TIME ZONE 'UTC')::date, true) $$;

CREATE FUNCTION words_are_prepared() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  IF NOT may_review(NEW.request_id, NEW.prepared_by, 'reviewer') THEN
    RAISE EXCEPTION 'another person prepares this' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NOT words_can_be_shown(NEW.request_id) THEN
    RAISE EXCEPTION 'this request is open, or a law forbids to tell' USING ERRCODE = 'restrict_violation';
  END IF;
  IF EXISTS (SELECT FROM public_words w LEFT JOIN public_words_outcome o ON o.words_id = w.id
      WHERE w.request_id = NEW.request_id AND o.outcome IS DISTINCT FROM 'declined') THEN
    RAISE EXCEPTION 'its words are prepared, or public' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_words_are_prepared BEFORE INSERT ON public_words
  FOR EACH ROW EXECUTE FUNCTION words_are_prepared();

-- INVARIANT: two people. Who prepared them can decline them.
CREATE FUNCTION words_take_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE words public_words;
BEGIN
  PERFORM FROM request WHERE id = NEW.request_id FOR UPDATE;
  SELECT * INTO STRICT words FROM public_words WHERE id = NEW.words_id;
  IF NOT may_review(NEW.request_id, NEW.by_person, 'reviewer')
     AND NOT may_review(NEW.request_id, NEW.by_person, 'approver') THEN
    RAISE EXCEPTION 'another person decides this' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'published' AND (NEW.by_person = words.prepared_by
      OR NOT may_review(NEW.request_id, words.prepared_by, 'reviewer')
      OR NOT words_can_be_shown(NEW.request_id)) THEN
    RAISE EXCEPTION 'another person publishes this, when it can be told' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.outcome = 'published' AND is_proposal_brought_back(words.prepared_at) THEN
    RAISE EXCEPTION 'a restoration brought this proposal back: it has to be made again' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_words_take_two BEFORE INSERT ON public_words_outcome
  FOR EACH ROW EXECUTE FUNCTION words_take_two();

-- INVARIANT: neither is someone whom a restoration brought back to the desk, and who was not appointed since.
CREATE TRIGGER public_words_are_of_members_now BEFORE INSERT ON public_words
  FOR EACH ROW EXECUTE FUNCTION member_is_of_now('prepared_by');
CREATE TRIGGER public_words_outcome_is_of_members_now BEFORE INSERT ON public_words_outcome
  FOR EACH ROW WHEN (NEW.outcome = 'published') EXECUTE FUNCTION member_is_of_now('by_person');

-- INVARIANT: the log shows of a demand only what two people published, in this transaction.
CREATE FUNCTION words_are_those() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public_words_outcome o JOIN public_words w ON w.id = o.words_id
      JOIN request r ON r.id = o.request_id
      WHERE o.outcome = 'published' AND o.at = now() AND r.number::text = NEW.body ->> 'request'
        AND texts_of(w) = (SELECT jsonb_object_agg(t.name, t.value) FROM ledger_text t WHERE t.entry_id = NEW.id)
        AND NEW.body -> 'redacted' = (SELECT coalesce(jsonb_agg(DISTINCT one -> 'what'), '[]')
          FROM jsonb_array_elements(w.spans) AS one)) THEN
    RAISE EXCEPTION 'the log shows what two people published' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER demand_is_shown_as_published AFTER INSERT ON public_entry DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW.kind = 'demand-shown') EXECUTE FUNCTION words_are_those();
