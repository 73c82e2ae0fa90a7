-- The register of authorities, their reach, and the places of disputed standing.

-- The members of a union of countries, as of 2026-11-24, with their subdivisions but without territories that have a
-- code of their own. The same as in packages/jurisdiction. Null: not a listed union.
CREATE FUNCTION union_members(named text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE named WHEN 'EU' THEN '{AT,BE,BG,CY,CZ,DE,DK,EE,ES,FI,FR,GR,HR,HU,IE,IT,LT,LU,LV,MT,NL,PL,PT,RO,SE,SI,SK}'::text[]
    END $$;

-- Never changed: a widened authority is a new entry of the same series.
CREATE TABLE authority (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  series     uuid NOT NULL,
  name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
  -- state: a subdivision of a federated country.
  kind       text NOT NULL CHECK (kind IN ('country', 'state', 'union')),
  -- Null for a union.
  home       text CHECK (is_place(home)),
  -- Null for a union that listed its own members, as was possible once: it can demand nothing.
  union_id   text CHECK (union_id IS NULL OR union_members(union_id) IS NOT NULL),
  contact    text NOT NULL CHECK (char_length(contact) BETWEEN 1 AND 500),
  change_id  uuid NOT NULL UNIQUE REFERENCES desk_change_outcome (change_id),
  entered_at timestamptz NOT NULL DEFAULT now(),
  CHECK ((kind = 'union') = (home IS NULL)),
  CHECK (kind = 'union' OR union_id IS NULL),
  CHECK (kind <> 'country' OR home ~ '^[A-Z]{2}$'),
  CHECK (kind <> 'state' OR home ~ '^[A-Z]{2}-')
);
CREATE INDEX authority_series ON authority (series);
CREATE TABLE authority_withdrawal (
  authority_id uuid PRIMARY KEY REFERENCES authority (id),
  by_person    uuid NOT NULL,
  at           timestamptz NOT NULL DEFAULT now()
);

-- The entry of its series that holds now. What was asked under an older one reaches no further.
CREATE FUNCTION authority_now(entry uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
  SELECT b.id FROM authority a JOIN authority b ON b.series = a.series
  WHERE a.id = entry ORDER BY b.entered_at DESC, b.id LIMIT 1 $$;
CREATE FUNCTION is_withdrawn(entry uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM authority_withdrawal w WHERE w.authority_id IN (entry, authority_now(entry)))
    OR EXISTS (SELECT FROM authority a WHERE a.id IN (entry, authority_now(entry))
               AND a.kind = 'union' AND a.union_id IS NULL) $$;

-- INVARIANT: what is withdrawn is the entry that holds: another could be confirmed at the same moment.
CREATE FUNCTION newest_is_withdrawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_turn('staff');
  IF authority_now(NEW.authority_id) <> NEW.authority_id THEN
    RAISE EXCEPTION 'a newer entry of this authority holds' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER newest_is_withdrawn BEFORE INSERT ON authority_withdrawal
  FOR EACH ROW EXECUTE FUNCTION newest_is_withdrawn();

-- Every place over which an authority has power, subdivisions included, so that orders can refer to them.
CREATE TABLE authority_reach (
  authority_id uuid NOT NULL REFERENCES authority (id),
  -- A territory with a code of its own is not part of a country's code.
  place        text NOT NULL CHECK (is_place(place) AND NOT stands_for_another(place)),
  -- The published instrument of the place's own legal order, where the place is not the authority's own.
  instrument   text CHECK (char_length(instrument) BETWEEN 1 AND 500),
  PRIMARY KEY (authority_id, place)
);

-- Places of disputed standing: in no jurisdiction but their own authorities'. The last event of a place holds.
CREATE TABLE disputed_place_event (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  place     text NOT NULL CHECK (is_place(place)),
  listed    boolean NOT NULL,
  source    text NOT NULL CHECK (char_length(source) BETWEEN 1 AND 300),
  at        timestamptz NOT NULL DEFAULT now(),
  -- Null: as shipped.
  change_id uuid REFERENCES desk_change_outcome (change_id),
  -- INVARIANT: what two people confirmed happens once: no later word is taken back with it.
  UNIQUE (change_id, place)
);
CREATE VIEW disputed_place AS
  SELECT place, source, at FROM (SELECT DISTINCT ON (place) * FROM disputed_place_event
    ORDER BY place, id DESC) last WHERE listed;
INSERT INTO disputed_place_event (place, listed, source) SELECT place, true, 'as shipped, 2026-11-24'
  FROM unnest(ARRAY['UA-43', 'UA-40', 'XK', 'EH', 'TW', 'PS']) AS place;

-- Whether a place is disputed, or part of one that is, for an authority with this home.
CREATE FUNCTION is_anothers_dispute(place text, home text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM disputed_place d WHERE d.place IS DISTINCT FROM is_anothers_dispute.home
    AND (d.place = is_anothers_dispute.place OR starts_with(is_anothers_dispute.place, d.place || '-'))) $$;

-- INVARIANT: two people confirmed a reach with its authority, and it is never widened.
CREATE FUNCTION reach_is_own() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who authority;
  said jsonb;
BEGIN
  SELECT * INTO STRICT who FROM authority WHERE id = NEW.authority_id;
  said := confirmed_change(who.change_id, 'authority') -> 'authority';
  IF who.entered_at <> now() THEN
    RAISE EXCEPTION 'an authority is widened by a new entry' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.instrument IS NULL AND NOT coalesce(CASE who.kind
       WHEN 'union' THEN EXISTS (SELECT FROM unnest(union_members(who.union_id)) AS one (member)
         WHERE NEW.place = member OR starts_with(NEW.place, member || '-'))
       ELSE NEW.place = who.home OR (who.kind = 'country' AND starts_with(NEW.place, who.home || '-')) END, false)
     OR NEW.instrument IS NOT NULL AND NOT EXISTS (SELECT FROM jsonb_array_elements(said -> 'instruments') AS one
       WHERE one ->> 'citation' = NEW.instrument
         AND (NEW.place = one ->> 'place' OR starts_with(NEW.place, (one ->> 'place') || '-'))) THEN
    RAISE EXCEPTION 'a place of another needs an instrument of that place' USING ERRCODE = 'restrict_violation';
  END IF;
  IF is_anothers_dispute(NEW.place, who.home) THEN
    RAISE EXCEPTION 'a place of disputed standing is its own authorities'' alone' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER reach_is_own BEFORE INSERT ON authority_reach
  FOR EACH ROW EXECUTE FUNCTION reach_is_own();

-- The body of a change that two people made; null: there is none.
CREATE FUNCTION confirmed_change(change uuid, named text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT c.body FROM desk_change_outcome o JOIN desk_change c ON c.id = o.change_id
  WHERE o.change_id = change AND o.outcome = 'confirmed' AND c.kind = named $$;

-- INVARIANT: two people, and exactly what they confirmed: that authority, those places, those data.
CREATE FUNCTION takes_two() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  made jsonb := to_jsonb(NEW);
  said jsonb := confirmed_change(NEW.change_id, TG_ARGV[0]);
  listing text := CASE WHEN made -> 'listed' = 'true' THEN 'add' ELSE 'remove' END;
BEGIN
  IF NOT coalesce(CASE TG_ARGV[0]
      WHEN 'authority' THEN made ->> 'name' = said #>> '{authority,name}'
        AND made ->> 'kind' = said #>> '{authority,territory,kind}'
        AND made ->> 'home' IS NOT DISTINCT FROM said #>> '{authority,territory,home}'
        AND made ->> 'union_id' IS NOT DISTINCT FROM said #>> '{authority,territory,union}'
        AND (made ->> 'kind' = 'union') = (made ->> 'union_id' IS NOT NULL)
        AND made ->> 'contact' = said #>> '{authority,contact}'
        -- Without a series it begins one.
        AND CASE WHEN said -> 'authority' ? 'series' THEN made ->> 'series' = said #>> '{authority,series}'
          ELSE NOT EXISTS (SELECT FROM authority a WHERE a.series::text = made ->> 'series') END
      WHEN 'disputed-places' THEN said -> listing ? (made ->> 'place') AND made ->> 'source' = said ->> 'source'
      WHEN 'geofeed' THEN said ->> 'digest' = ltrim(made ->> 'digest', '\x') END, false) THEN
    RAISE EXCEPTION 'this takes two people' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER authority_takes_two BEFORE INSERT ON authority
  FOR EACH ROW EXECUTE FUNCTION takes_two('authority');
CREATE TRIGGER disputed_place_takes_two BEFORE INSERT ON disputed_place_event
  FOR EACH ROW EXECUTE FUNCTION takes_two('disputed-places');
CREATE TRIGGER geofeed_takes_two BEFORE INSERT ON geofeed_accepted
  FOR EACH ROW WHEN (NEW.change_id IS NOT NULL) EXECUTE FUNCTION takes_two('geofeed');
