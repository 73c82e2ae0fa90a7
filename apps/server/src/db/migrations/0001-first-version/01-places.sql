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

-- ISO 3166-2 codes of territories with a code of their own (`HK`). The same as in packages/jurisdiction.
CREATE FUNCTION stands_for_another(code text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURNS NULL ON NULL INPUT
  AS $$ SELECT code = ANY (string_to_array(
    'CN-HK,CN-91,CN-MO,CN-92,CN-TW,CN-71,FI-01,FR-971,FR-GP,FR-GUA,FR-972,FR-MQ,FR-973,FR-GF,FR-974,FR-RE,' ||
    'FR-LRE,FR-976,FR-YT,FR-MAY,FR-BL,FR-MF,FR-NC,FR-PF,FR-PM,FR-TF,FR-WF,MA-12,MA-AOU,MA-BOD,MA-LAA,MA-OUD,' ||
    'NL-AW,NL-BQ1,NL-BQ2,NL-BQ3,NL-CW,NL-SX,NO-21,NO-22,RS-KM,RS-25,RS-26,RS-27,RS-28,RS-29,US-AS,US-GU,US-MP,' ||
    'US-PR,US-UM,US-VI', ',')) $$;
