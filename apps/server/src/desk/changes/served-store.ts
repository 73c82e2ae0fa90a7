import { type Place, parsePlace } from "@graticule/jurisdiction/place";
import { type Opening, opens } from "@graticule/ledger/commitment";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { ServedData, ServedRecord } from "../../location/served-record.ts";
import { sha256 } from "../../public-record/translate.ts";
import type { ReadSigners, Signers } from "../../rooms/order-signers.ts";
import { makersTold } from "./makers-told.ts";
import { told } from "./store.ts";

interface RecordSeal {
  seal(secret: string, context: string): Buffer;
  open(sealed: Buffer, context: string): string | undefined;
}

interface ServedParts {
  readonly db: Kysely<Database>;
  /** Under `instance.key`. */
  readonly seal: RecordSeal;
  readonly signers: ReadSigners;
}

/** Digests of location data: what decided, and what was confirmed. INVARIANT: neither by the word of a row alone. */
export function createServedRecord({ db, seal, signers }: ServedParts): ServedRecord {
  return {
    async read() {
      const { rows } = await sql<{
        reaches: readonly { readonly place: string; readonly excepted: readonly string[] }[];
        served: readonly ServedRow[];
        confirmed: readonly ConfirmedRow[];
      }>`
        SELECT
          coalesce((SELECT json_agg(r) FROM (
              SELECT DISTINCT place, o.excepted FROM (${ordersThatReach}) o, unnest(o.jurisdiction) AS place) r), '[]') AS "reaches",
          coalesce((SELECT json_agg(s) FROM (${servedRows}) s), '[]') AS "served",
          coalesce((SELECT json_agg(json_build_object('change', c.id, 'digest', c.body ->> 'digest',
              'at', milliseconds(o.at), 'told', ${told}))
            FROM desk_change c JOIN desk_change_outcome o ON o.change_id = c.id
            WHERE c.kind = 'geofeed' AND o.outcome = 'confirmed' AND c.proposed_at > ALL (${approvals})), '[]') AS "confirmed"`.execute(
        db,
      );
      const [row] = rows;
      const written = sealedBy(seal, row?.served ?? []);
      const served = lastOf(written.filter(({ serves }) => serves === "everywhere"));
      const since = (row?.confirmed ?? []).filter(({ at }) => at > (served?.at ?? 0));
      const { confirmed } = since.length > 0 ? await signers.read() : { confirmed: new Map() };
      return {
        reaches: (row?.reaches ?? []).flatMap(({ place, excepted }) => {
          const [known] = placesOf([place]);
          return known === undefined ? [] : [{ place: known, excepted: placesOf(excepted) }];
        }),
        served: served?.digest,
        confirmed: since.filter((one) => isSigned(confirmed, one)).map(({ digest }) => digest),
      };
    },
    async serves(data) {
      await db.transaction().execute((tx) => record(tx, seal, data));
    },
  };
}

/**
 * INVARIANT: an order that a restoration brought back reaches no one until two people confirm it again, and would hold
 * back all data, since their copies are in no backup. That is one more approval, published or not.
 */
const ordersThatReach = sql`SELECT o.jurisdiction, o.excepted, greatest(o.approved_at, again.at) AS approved_at
  FROM approved_order o LEFT JOIN order_confirmation again ON again.order_id = o.id AND again.part = 'approved'
    AND again.restoration = (SELECT max(entry_id) FROM restoration)
  WHERE o.lifted_at IS NULL AND o.ends_at > now() AND (again.id IS NOT NULL OR NOT is_brought_back('order-approved', o.id))`;

/** INVARIANT: what two people signed says nothing of an order that was approved since they were asked. */
const approvals = sql`SELECT approved_at FROM (${ordersThatReach}) AS o`;

const placesOf = (codes: readonly string[]): readonly Place[] =>
  codes.map(parsePlace).filter((place) => place !== undefined);

interface ServedRow extends Pick<ServedData, "digest"> {
  readonly serves: ServedData["where"];
  readonly at: number;
  /** In hexadecimal. */
  readonly seal: string;
}

const servedRows = sql`SELECT encode(digest, 'hex') AS digest, serves, milliseconds(at) AS at,
    encode(seal, 'hex') AS seal FROM geofeed_accepted ORDER BY id`;

/** One after another, so that each has a number of its own. */
async function record(
  tx: Transaction<Database>,
  seal: RecordSeal,
  { digest, where, makers }: ServedData,
): Promise<void> {
  await sql`SELECT hold_served_data()`.execute(tx);
  const { rows } = await sql<ServedRow>`${servedRows}`.execute(tx);
  const last = lastOf(sealedBy(seal, rows));
  if (last?.digest === digest && last.serves === where) return;
  const sealed = seal.seal(String((last?.no ?? 0) + 1), contextOf(digest, where));
  await sql`
    INSERT INTO geofeed_accepted (digest, serves, makers, seal, change_id)
    SELECT ${Buffer.from(digest, "hex")}, ${where}, ${makersTold(makers)}, ${sealed}, (SELECT c.id FROM desk_change c
      JOIN desk_change_outcome o ON o.change_id = c.id
      WHERE c.kind = 'geofeed' AND o.outcome = 'confirmed' AND c.body ->> 'digest' = ${digest}
        AND ${where} = 'everywhere'
        AND NOT EXISTS (SELECT FROM geofeed_accepted g WHERE g.change_id = c.id)
      ORDER BY o.at DESC LIMIT 1)`.execute(tx);
}

interface SealedRow extends ServedRow {
  /** One more with each change of the data. */
  readonly no: number;
}

const contextOf = (digest: string, where: ServedData["where"]): string =>
  `served location data ${digest} ${where}`;

/** Those that an instance wrote. */
function sealedBy(seal: RecordSeal, rows: readonly ServedRow[]): readonly SealedRow[] {
  return rows.flatMap((row) => {
    const no = seal.open(Buffer.from(row.seal, "hex"), contextOf(row.digest, row.serves));
    return no === undefined ? [] : [{ ...row, no: Number(no) }];
  });
}

/** Of the highest number, whatever was copied since; of copies the first. */
function lastOf(rows: readonly SealedRow[]): SealedRow | undefined {
  return rows.reduce<SealedRow | undefined>(
    (last, row) => (last === undefined || row.no > last.no ? row : last),
    undefined,
  );
}

/** A change of the location data that a row says was confirmed. */
interface ConfirmedRow {
  readonly change: string;
  readonly digest: string;
  readonly at: number;
  readonly told: Opening | null;
}

/** Whether two keys signed the sentence that names these very data. */
function isSigned(
  confirmed: Signers["confirmed"],
  { change, digest, told: opening }: ConfirmedRow,
): boolean {
  const signed = confirmed.get(change);
  if (signed?.what !== "geofeed" || opening === null) return false;
  const isTold = opens(sha256, "text", { commitment: signed.says, opening });
  return isTold && opening.value.includes(digest);
}
