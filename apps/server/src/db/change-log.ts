import type { Client } from "pg";

/** What changed in the database. `all`: that isn't known, so anything may have. */
export type DataChange =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "keys" }
  | { readonly kind: "settings" }
  | { readonly kind: "location" }
  | { readonly kind: "all" };

/** What a reading found in the log since the one before. */
export interface LogReading {
  readonly changes: readonly DataChange[];
  /** A number. Every change that was committed before it was drawn has been found. */
  readonly drawn: bigint;
  /** The database's time when the reading began, in Unix ms. */
  readonly databaseMs: number;
  /** When the public log's signer last found that all is well, in Unix ms; undefined: never. */
  readonly logSignedMs: number | undefined;
}

interface Row {
  readonly seq: string | null;
  readonly tx: string | null;
  readonly kind: DataChange["kind"];
  readonly key: string | null;
}

interface Answer {
  readonly drawn: string;
  readonly known: boolean;
  readonly running: string;
  readonly read_at: Date;
  readonly log_signed_at: Date | null;
  readonly changes: readonly Row[];
}

interface Position {
  /** All transactions before this one had ended. */
  readonly after: bigint;
  readonly since: Date;
  readonly last: Seen;
  /** Changes by transactions from `after` on. */
  readonly seen: readonly Seen[];
}

interface Seen {
  readonly seq: bigint;
  readonly tx: bigint;
}

/**
 * Reads the log of changes from where the last reading ended. INVARIANT: it misses no change, in
 * whatever order transactions become visible: each reading begins at the oldest transaction that
 * was still running during the last one.
 */
export class ChangeLog {
  readonly #keepMs: number;
  #position: Position | undefined;
  /** All transactions before this one had ended at this monotonic time. */
  #horizon: { readonly before: bigint; readonly atMs: number } | undefined;

  /** @param keepMs how long a change stays in the log, at least */
  constructor(keepMs = 3_600_000) {
    this.#keepMs = keepMs;
  }

  async read(client: Client): Promise<LogReading> {
    const before = this.#position;
    const answer = await ask(client, before);
    const { drawn, known, running, read_at: readAt, changes } = answer;
    if (before !== undefined && !known) {
      this.#position = undefined;
      return await this.read(client);
    }
    const found = changes.flatMap(seenOf);
    const last = found.reduce(newer, before?.last ?? { seq: 0n, tx: 0n });
    // At most one past what was seen: a copy of the database that lacks the end reuses numbers.
    const after = least(BigInt(running), last.tx + 1n);
    const seen = found.filter(({ tx }) => tx >= after);
    // Before the position moves, so that a failure leads to another reading.
    await this.#forget(client, BigInt(running));
    this.#position = { after, since: readAt, last, seen };
    const old = new Set(before?.seen.map(({ seq }) => seq));
    const isNew = ({ seq }: Row): boolean => seq === null || !old.has(BigInt(seq));
    return {
      changes: known ? changes.filter(isNew).map(changeOf) : [{ kind: "all" }],
      drawn: BigInt(drawn),
      databaseMs: readAt.getTime(),
      logSignedMs: answer.log_signed_at?.getTime(),
    };
  }

  /** Deletes old changes. A process that hasn't read them by then reads everything again. */
  async #forget(client: Client, running: bigint): Promise<void> {
    const horizon = this.#horizon;
    const atMs = performance.now();
    if (horizon !== undefined && atMs - horizon.atMs < this.#keepMs) return;
    this.#horizon = { before: running, atMs };
    if (horizon === undefined) return;
    await client.query("SELECT forget_changes($1::xid8)", [horizon.before.toString()]);
  }
}

async function ask(client: Client, from: Position | undefined): Promise<Answer> {
  const { rows } = await client.query<Answer>(
    "SELECT * FROM read_changes($1::xid8, $2, $3, $4::xid8)",
    [from?.after.toString(), from?.since, from?.last.seq.toString(), from?.last.tx.toString()],
  );
  const [answer] = rows;
  if (answer === undefined) throw new TypeError("the log of changes gave no answer");
  return answer;
}

/** A number larger than all that were drawn before: see {@link LogReading.drawn}. */
export async function drawChangeNumber(client: Client): Promise<bigint> {
  const { rows } = await client.query<{ drawn: string }>("SELECT draw_change_number() AS drawn");
  return BigInt(rows[0]?.drawn ?? 0);
}

const seenOf = ({ seq, tx }: Row): readonly Seen[] =>
  seq === null || tx === null ? [] : [{ seq: BigInt(seq), tx: BigInt(tx) }];
const newer = (one: Seen, other: Seen): Seen => (other.tx >= one.tx ? other : one);
const least = (one: bigint, other: bigint): bigint => (one < other ? one : other);

function changeOf({ kind, key }: Row): DataChange {
  if (kind === "room") return { kind, room: key ?? "" };
  if (kind === "account") return { kind, accountId: key ?? "" };
  return { kind };
}
