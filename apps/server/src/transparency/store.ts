import type { LoggedEntry } from "@graticule/api/transparency";
import type { Day } from "@graticule/ledger/day";
import { type Kysely, sql } from "kysely";
import type { Database } from "../db/schema.ts";

/** What everyone may see by now. */
export interface ShownHead {
  readonly size: number;
  /** The signed checkpoint of that size. */
  readonly note: Uint8Array;
  /** How many texts were taken down. They are hidden at once, before the log says so. */
  readonly removals: number;
  /** By the database's clock, UTC. */
  readonly today: Day;
}

/** A leaf, and the name of the authority that lies beside it. */
export interface NamedLeaf {
  readonly leaf: Uint8Array;
  readonly name: string | null;
}

/** A port: the public log as readers see it. Nobody writes here. */
export interface TransparencyStore {
  /** Undefined: nothing is signed yet. */
  head(): Promise<ShownHead | undefined>;
  /** In order, fewer where some are missing. */
  leaves(from: number, until: number): Promise<readonly NamedLeaf[]>;
  /** Entries whose authority's name was taken down. */
  namesTakenDown(): Promise<readonly number[]>;
  /** With the texts that are shown now; ascending. */
  entries(indices: readonly number[]): Promise<readonly LoggedEntry[]>;
}

export function createTransparencyStore(db: Kysely<Database>): TransparencyStore {
  return {
    async head() {
      const { rows } = await sql<ShownHead>`
        SELECT published_size AS "size", checkpoint AS "note",
          (SELECT count(*) FROM text_removal_outcome WHERE outcome = 'confirmed')
            + (SELECT count(*) FROM meeting_name_end) AS "removals",
          (now() AT TIME ZONE 'UTC')::date AS "today"
        FROM ledger_head WHERE checkpoint IS NOT NULL`.execute(db);
      return rows[0];
    },
    async leaves(from, until) {
      const { rows } = await sql<NamedLeaf>`
        SELECT l.leaf, t.value AS "name" FROM ledger_leaf l
        LEFT JOIN ledger_text t ON t.leaf = l.index AND t.name = 'authority'
        WHERE l.index >= ${from} AND l.index < ${until} ORDER BY l.index`.execute(db);
      return rows;
    },
    async namesTakenDown() {
      const { rows } = await sql<{ leaf: number }>`
        SELECT leaf FROM text_removal r JOIN text_removal_outcome o ON o.removal_id = r.id
        WHERE o.outcome = 'confirmed' AND r.name = 'authority'`.execute(db);
      return rows.map(({ leaf }) => leaf);
    },
    async entries(indices) {
      const { rows } = await sql<LoggedEntry>`
        SELECT l.index, convert_from(l.leaf, 'UTF8') AS "leaf",
          coalesce((SELECT jsonb_object_agg(t.name, CASE WHEN t.value IS NULL THEN '"taken-down"'::jsonb
              ELSE jsonb_build_object('salt', encode(t.salt, 'hex'), 'value', t.value) END)
            FROM ledger_text t WHERE t.leaf = l.index), '{}') AS "texts"
        FROM ledger_leaf l WHERE l.index = ANY (${[...indices]}::bigint[]) ORDER BY l.index`.execute(
        db,
      );
      return rows;
    },
  };
}
