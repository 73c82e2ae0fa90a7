import type { Client } from "pg";

/** What changed in the database. `all`: what it was isn't known. */
export type DataChange =
  | { readonly kind: "room"; readonly room: string }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "keys" }
  | { readonly kind: "settings" }
  | { readonly kind: "all" };

/** What was found in the log since the reading before. */
export interface LogReading {
  readonly changes: readonly DataChange[];
  /** A number; everything committed before it was drawn was found. */
  readonly drawn: bigint;
  /** By the database's clock, before it was read. */
  readonly databaseMs: number;
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
  readonly changes: readonly Row[];
}

interface Position {
  /** All transactions before this one were over. */
  readonly after: bigint;
  readonly since: Date;
  readonly last: Seen;
  /** Of transactions that were not before `after`. */
  readonly seen: readonly Seen[];
}

interface Seen {
  readonly seq: bigint;
  readonly tx: bigint;
}

/**
 * Reads the log of changes from where it read it last. INVARIANT: it misses none, in whichever order
 * transactions become visible: each reading begins at the oldest one that was running at the last.
 */
export class ChangeLog {
  readonly #keepMs: number;
  #position: Position | undefined;
  /** All transactions before this one were over at a time. */
  #horizon: { readonly before: bigint; readonly atMs: number } | undefined;

  /** @param keepMs how long a change stays in the log at least */
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
    // One past what was seen: in a copy of the database that lacks its end, numbers come again.
    const after = least(BigInt(running), last.tx + 1n);
    const seen = found.filter(({ tx }) => tx >= after);
    // Before the position moves: what fails is read again.
    await this.#forget(client, BigInt(running));
    this.#position = { after, since: readAt, last, seen };
    const old = new Set(before?.seen.map(({ seq }) => seq));
    const isNew = ({ seq }: Row): boolean => seq === null || !old.has(BigInt(seq));
    return {
      changes: known ? changes.filter(isNew).map(changeOf) : [{ kind: "all" }],
      drawn: BigInt(drawn),
      databaseMs: readAt.getTime(),
    };
  }

  /** Whoever read since then has read it; whoever didn't reads everything again. */
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

/** A number that is larger than all drawn before: see {@link LogReading.drawn}. */
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
