-- The entries of the public log as they are recorded, and the notices to hosts.

-- Entries of the public log, written in the transaction of what they record: no person, no address, no time but the
-- day. `daily`: appears with the others of its day, when the day is over.
-- The fields that an entry of a kind can have, as in packages/desk/src/entry.ts; null: no such kind.
CREATE FUNCTION entry_fields(kind text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE kind
    WHEN 'request-received' THEN '{request,came,authority,branch,demands,meetings,sealedUntil}'
    WHEN 'request-corrected' THEN '{request,branch,demands,meetings,sealedUntil}'
    WHEN 'repeated-requests' THEN '{request,host}'
    WHEN 'request-closed' THEN '{request,outcome,answers}'
    WHEN 'demand-shown' THEN '{request,language,redacted}'
    WHEN 'look' THEN '{request,meeting,ordinal}'
    WHEN 'order-approved' THEN '{request,order,meeting,places,from,until,reason,law,sealedUntil,look,beyond,terms,proposal,approval}'
    WHEN 'order-confirmed' THEN '{order,restored,proposal,approval}'
    WHEN 'order-effect' THEN '{order}'
    WHEN 'contest-upheld' THEN '{order,because,people}'
    WHEN 'contest-denied' THEN '{order,times}'
    WHEN 'order-ended' THEN '{order,how}'
    WHEN 'appeal-made' THEN '{order,case,by,due}'
    WHEN 'appeal-decided' THEN '{order,case,by,outcome,reasons,decision}'
    WHEN 'change-proposed' THEN '{change,what,says}'
    WHEN 'change-decided' THEN '{change,outcome,roles,key,replaces,proposal,confirmation}'
    WHEN 'platform-rule-lifted' THEN '{rule}'
    WHEN 'platform-rule-linked' THEN '{change,requests,review}'
    WHEN 'staff-left' THEN '{roles,ended}'
    WHEN 'authority-withdrawn' THEN '{authority}'
    WHEN 'terms-act' THEN '{act,what,meeting,host,on,requests,reasons,proposal,approval,third,agreed}'
    WHEN 'terms-review' THEN '{act,request,outcome}'
    WHEN 'outside-act' THEN '{what,forcedBy,on}'
    WHEN 'operator-act' THEN '{act,what,step}'
    WHEN 'sources-changed' THEN '{digest,serves}'
    WHEN 'place-named' THEN '{place}'
    WHEN 'restored' THEN '{since}'
    WHEN 'meeting-named' THEN '{meeting}'
    WHEN 'text-removed' THEN '{entry,text,ground}' END::text[];
END $$;
-- The texts of an entry by kind, which may have to be taken down: they are in ledger_text, outside of the body.
CREATE FUNCTION entry_texts(kind text) RETURNS text[] LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN CASE kind
    WHEN 'request-received' THEN '{authority}'
    WHEN 'order-approved' THEN '{reason,law,beyondWhy}'
    WHEN 'change-proposed' THEN '{says}'
    WHEN 'authority-withdrawn' THEN '{authority}'
    WHEN 'outside-act' THEN '{what,forcedBy}'
    WHEN 'demand-shown' THEN '{demand,translation}'
    WHEN 'meeting-named' THEN '{title}'
    WHEN 'sources-changed' THEN '{makers}'
    WHEN 'place-named' THEN '{name}'
    ELSE '{}' END::text[];
END $$;
-- Separate CHECKs would be planned for every entry; this is planned once for a connection.
CREATE FUNCTION can_be_told(kind text, body jsonb) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
  RETURN jsonb_typeof(body) = 'object' AND coalesce(body - entry_fields(kind) = '{}', false)
    -- No time finer than a day; commitments, not names.
    AND NOT jsonb_path_exists(body, '$.** ? (@ like_regex "^[0-9-]{10}T[0-9:.]+Z$")')
    AND NOT jsonb_path_exists(jsonb_build_array(body -> 'meeting', body -> 'host', body -> 'meetings'),
      '$[*][*] ? (@ != null && !(@ like_regex "^[0-9a-f]{64}$"))');
END $$;
CREATE TABLE public_entry (
  id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day   date NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')::date,
  kind  text NOT NULL,
  -- Appears with the others of its day, when the day is over.
  daily boolean NOT NULL DEFAULT false,
  body  jsonb NOT NULL,
  CHECK (can_be_told(kind, body)),
  CHECK (NOT body ?| entry_texts(kind)),
  CHECK (daily = (kind IN ('look', 'order-effect', 'contest-upheld', 'contest-denied', 'order-ended', 'appeal-made',
    'appeal-decided', 'sources-changed'))),
  -- No one agrees to anything days before it is proposed: readers of the log would take it for unsigned.
  CHECK ((body #>> '{proposal,day}')::date <= (coalesce(body #>> '{third,day}', body #>> '{approval,day}',
    body #>> '{confirmation,day}'))::date + 1),
  -- No ground says how many are there.
  CHECK (kind <> 'request-closed' OR NOT body @? '$.answers[*] ? (@.ground like_regex "few-there")'),
  -- Lower bounds, never a number of people.
  CHECK (kind <> 'contest-upheld' OR (body ->> 'because' IN ('support', 'answer', 'no-answer')
    AND body ->> 'people' IN ('1-or-more', '10-or-more', '100-or-more', '1000-or-more')) IS TRUE),
  CHECK (kind <> 'contest-denied'
    OR (body ->> 'times' IN ('1-or-more', '10-or-more', '100-or-more', '1000-or-more')) IS TRUE)
);
CREATE INDEX public_entry_day ON public_entry (day, kind);
-- INVARIANT: an entry is of the day on which it is written.
CREATE FUNCTION entry_is_of_today() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.day <> (now() AT TIME ZONE 'UTC')::date THEN
    RAISE EXCEPTION 'an entry is of its day' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_entry_is_of_today BEFORE INSERT ON public_entry FOR EACH ROW EXECUTE FUNCTION entry_is_of_today();
CREATE INDEX public_entry_linked ON public_entry ((body ->> 'change')) WHERE kind = 'platform-rule-linked';
-- Once for a rule and a request.
CREATE UNIQUE INDEX public_entry_linked_once ON public_entry ((body ->> 'change'), (body #>> '{requests,0}'))
  WHERE kind = 'platform-rule-linked' AND body ->> 'review' = 'waits';
-- Once for an order and a day, also when several servers note it.
CREATE UNIQUE INDEX public_entry_effect ON public_entry (day, (body ->> 'order')) WHERE kind = 'order-effect';
CREATE UNIQUE INDEX public_entry_upheld ON public_entry (day, (body ->> 'order'), (body ->> 'because'), (body ->> 'people'))
  WHERE kind = 'contest-upheld';
CREATE UNIQUE INDEX public_entry_denied ON public_entry (day, (body ->> 'order'), (body ->> 'times'))
  WHERE kind = 'contest-denied';

CREATE TABLE host_notice (
  id   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  room text NOT NULL REFERENCES room (name) ON DELETE CASCADE,
  at   timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL CHECK (kind IN ('request-received', 'request-corrected', 'request-answered', 'request-returned', 'request-rejected', 'order-began',
                                     'order-ended', 'appeal-decided', 'terms-act')),
  body jsonb NOT NULL CHECK (jsonb_typeof(body) = 'object')
);
CREATE INDEX host_notice_room ON host_notice (room);
