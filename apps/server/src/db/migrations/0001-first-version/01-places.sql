-- The syntax of a place (ISO 3166-1 alpha-2 or ISO 3166-2). The code knows which of them exist.
CREATE FUNCTION is_place(code text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT code ~ '^[A-Z]{2}(-[A-Z0-9]{1,3})?$' $$;

CREATE FUNCTION are_places(codes text[]) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT cardinality(codes) > 0
        AND (SELECT coalesce(bool_and(coalesce(is_place(c), false)), false) FROM unnest(codes) AS c) $$;

-- The places in a rule, or in one of its lists.
CREATE FUNCTION names_only_places(entries jsonb) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT NOT jsonb_path_exists(entries,
    '$[*] ? (@.kind == "place" && !(@.code like_regex "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"))') $$;
