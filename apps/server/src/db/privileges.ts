import { type Client, escapeIdentifier } from "pg";

type Privilege = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** What the running service may do with a table. */
interface Allowed {
  readonly may: readonly Privilege[];
  /** Of `UPDATE`; absent: all columns that {@link fixed} does not name. */
  readonly columns?: readonly string[];
}

/** Appended to, never changed: rows go with their meeting or account, or not at all. */
const history: Allowed = { may: ["SELECT", "INSERT"] };
const ordinary: Allowed = { may: ["SELECT", "INSERT", "UPDATE", "DELETE"] };
/** Written by functions of the owner. */
const read: Allowed = { may: ["SELECT"] };

/** Each table of the schema once. */
export const serviceMay: Readonly<Record<string, Allowed>> = {
  ...each(ordinary, [
    ...["account", "api_key", "credential", "instance", "invitation", "job", "leased_role"],
    ...["location_blob", "location_chunk", "location_file", "location_list", "location_set"],
    ...[
      "meeting",
      "noted_use",
      "passkey",
      "person",
      "place_set",
      "room",
      "room_owner",
      "rule_tally",
      "seat_standing",
    ],
    ...[
      "second_factor",
      "setup_link",
      "sign_in",
      "travel_pass",
      "verification",
      "webhook",
      "webhook_delivery",
    ],
  ]),
  ...each(history, [
    ...[
      "abuse_report",
      "abuse_report_outcome",
      "act_signature",
      "appeal",
      "appeal_case",
      "appeal_decision",
    ],
    ...["authority", "authority_reach", "authority_withdrawal", "desk_change"],
    ...[
      "desk_change_outcome",
      "desk_key",
      "desk_look",
      "disputed_place_event",
      "geofeed_accepted",
      "host_act",
    ],
    ...["host_notice", "ledger_leaf", "ledger_set_aside", "meeting_name", "meeting_name_end"],
    ...["order_approval", "order_confirmation", "order_end", "order_place", "order_proposal"],
    ...[
      "order_refusal",
      "outside_act",
      "platform_rule",
      "platform_rule_lifting",
      "platform_rule_review",
      "public_entry",
      "public_words",
    ],
    ...["public_words_outcome", "request", "request_event", "request_meeting", "restoration"],
    ...["rule_event"],
    ...["staff_appointment", "terms_act", "terms_approval", "terms_effect"],
    ...["terms_review", "terms_withdrawal", "text_removal", "text_removal_outcome"],
  ]),
  ...each(read, [
    "act_in_log",
    "commitment_salt",
    "database_mark",
    "entry_by_rule",
    "ledger_waiting",
    "schema_migration",
  ]),
  change_log: { may: [] },
  key_fingerprint: { may: [] },
  deleted_meeting: { may: [] },
  transaction_part: { may: [] },
  turn: { may: [] },
  program_key: { may: [] },
  // Their deletion would take back the names of places without an entry.
  settings: { may: ["SELECT", "INSERT", "UPDATE"] },
  reported_participant: { may: ["SELECT", "INSERT", "DELETE"] },
  text_key: { may: ["SELECT", "INSERT", "DELETE"] },
  operator_act: {
    may: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    columns: ["effective_at", "stopped_at", "done_at"],
  },
  ledger_text: { may: ["SELECT", "INSERT", "UPDATE"], columns: ["leaf", "salt", "value"] },
  ledger_tile: { may: ["SELECT", "INSERT", "UPDATE"], columns: ["bytes"] },
  ledger_head: {
    may: ["SELECT", "UPDATE"],
    columns: [
      "size",
      "root",
      "closed_through",
      "tree_proof",
      "published_size",
      "checkpoint",
      "signed_at",
      "rounds",
      "proof",
    ],
  },
  ledger_sealed: {
    may: ["SELECT", "INSERT", "UPDATE", "DELETE"],
    columns: ["salt", "slot", "open_on"],
  },
};

/**
 * Columns of ordinary tables that never change. INVARIANT: what two people signed of a meeting stays that meeting's: no other
 * takes its room, its code or its host.
 */
const fixed: Readonly<Record<string, readonly string[]>> = {
  account: ["id", "operator"],
  api_key: ["id", "account_id"],
  meeting: ["code", "room", "created_at"],
  person: ["id", "account_id"],
  room: ["name", "account_id", "kind", "created_at"],
  webhook: ["id", "account_id"],
};

/** Functions, not triggers themselves, that only triggers call. */
export const ownersFunctions: readonly string[] = [
  ...["keyed_code", "note_deleted", "take_title_down", "take_turn", "tell_change"],
];

function each(allowed: Allowed, tables: readonly string[]): Record<string, Allowed> {
  return Object.fromEntries(tables.map((table) => [table, allowed]));
}

/** A table or view, with the columns that are not computed. */
export interface Relation {
  readonly relation: string;
  readonly columns: readonly string[];
  /** Those of them that the database numbers. */
  readonly numbered: readonly string[];
  readonly isView: boolean;
}

/** Privileges on whole tables, and columns that may be inserted and updated. */
interface AllowedOn {
  readonly may: readonly Exclude<Privilege, "INSERT" | "UPDATE">[];
  readonly inserted: readonly string[];
  readonly updated: readonly string[];
}

/**
 * Gives the service's role exactly its privileges in the current schema, revoking all others. As
 * the owner, after every migration.
 */
export async function grantToService(owner: Client, role: string): Promise<void> {
  const service = escapeIdentifier(role);
  const { rows: relations } = await owner.query<Relation>(relationsOf);
  const { rows: functions } = await owner.query<{
    signature: string;
    name: string;
    trigger: boolean;
  }>(functionsOf);
  const statements = [
    `GRANT USAGE ON SCHEMA ${escapeIdentifier(await schemaOf(owner))} TO ${service}`,
    ...relations.flatMap((one) => grantsOn(one, service)),
    ...functions.flatMap(({ signature, name, trigger }) => [
      `REVOKE ALL ON ROUTINE ${signature} FROM PUBLIC, ${service}`,
      ...(trigger || ownersFunctions.includes(name)
        ? []
        : [`GRANT EXECUTE ON ROUTINE ${signature} TO ${service}`]),
    ]),
  ];
  await owner.query(statements.join(";\n"));
}

/**
 * A table that {@link serviceMay} doesn't name is closed. INVARIANT: the database numbers what happens; the last of a series,
 * which holds, is the one that was written last.
 */
export function allowedOn({ relation, columns, numbered, isView }: Relation): AllowedOn {
  const { may, columns: named } = (isView ? read : serviceMay[relation]) ?? { may: [] };
  const changing = columns.filter((column) => !(fixed[relation] ?? []).includes(column));
  return {
    may: may.filter((one) => one !== "INSERT" && one !== "UPDATE"),
    inserted: may.includes("INSERT") ? columns.filter((one) => !numbered.includes(one)) : [],
    updated: may.includes("UPDATE") ? (named ?? changing) : [],
  };
}

function grantsOn(found: Relation, service: string): readonly string[] {
  const name = escapeIdentifier(found.relation);
  const { may, inserted, updated } = allowedOn(found);
  const onColumns = (privilege: Privilege, columns: readonly string[]) =>
    columns.length === 0
      ? []
      : [
          `GRANT ${privilege} (${columns.map(escapeIdentifier).join(", ")}) ON ${name} TO ${service}`,
        ];
  return [
    // Revokes grants on single columns too.
    `REVOKE ALL ON ${name} FROM PUBLIC, ${service}`,
    ...may.map((one) => `GRANT ${one} ON ${name} TO ${service}`),
    ...onColumns("INSERT", inserted),
    ...onColumns("UPDATE", updated),
  ];
}

const relationsOf = `
  SELECT c.relname AS "relation", c.relkind = 'v' AS "isView",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0
          AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS "columns",
    array(SELECT a.attname::text FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attidentity <> '') AS "numbered"
  FROM pg_class c WHERE c.relnamespace = quote_ident(current_schema())::regnamespace AND c.relkind IN ('r', 'p', 'v')
    AND pg_get_userbyid(c.relowner) = current_user
  ORDER BY c.relname`;

const functionsOf = `
  SELECT p.oid::regprocedure::text AS "signature", p.proname AS "name",
    p.prorettype = 'trigger'::regtype AS "trigger"
  FROM pg_proc p WHERE p.pronamespace = quote_ident(current_schema())::regnamespace
    AND pg_get_userbyid(p.proowner) = current_user ORDER BY 1`;

async function schemaOf(client: Client): Promise<string> {
  const { rows } = await client.query<{ schema: string }>(`SELECT current_schema() AS "schema"`);
  return rows[0]?.schema ?? "public";
}
