import { createHash } from "node:crypto";
import type { DBAdapter, DBTransactionAdapter, Where } from "@better-auth/core/db/adapter";
import { kyselyAdapter } from "@better-auth/kysely-adapter";
import type { BetterAuthOptions } from "better-auth/types";
import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";

type Row = Record<string, unknown>;
type Steps = DBTransactionAdapter<BetterAuthOptions>;

const marked = /^sha256:[0-9a-f]{64}$/;

/** What is stored of a session's token. A hash stays as it is, so that an entry of a list can be ended. */
export function tokenHash(token: string): string {
  return marked.test(token) ? token : `sha256:${createHash("sha256").update(token).digest("hex")}`;
}

/**
 * better-auth's storage on our database, but it stores only the hash of a session's token, and no
 * address. A session that is read by its token has the token; in lists it has the hash instead.
 */
export function createAuthStorage(db: Kysely<Database>) {
  const inner = kyselyAdapter(db as unknown as Kysely<Record<string, never>>, {
    type: "postgres",
    transaction: true,
  });
  return (options: BetterAuthOptions): DBAdapter<BetterAuthOptions> => {
    const adapter = inner(options);
    return {
      ...adapter,
      ...withHashes(adapter),
      transaction: (work) =>
        adapter.transaction((steps) => work({ ...steps, ...withHashes(steps) })),
    };
  };
}

/** The steps that see a session's token. */
function withHashes(steps: Steps) {
  const stepsOf = {
    async create(order: Parameters<Steps["create"]>[0]) {
      if (order.model !== "session") return await steps.create(order);
      const made = await steps.create({ ...order, data: storable(order.data) });
      return { ...made, token: order.data["token"] };
    },
    async findOne(order: Parameters<Steps["findOne"]>[0]) {
      const found = await steps.findOne({ ...order, where: hashed(order.model, order.where) });
      return given(order.model, order.where, found);
    },
    findMany: (order: Parameters<Steps["findMany"]>[0]) =>
      steps.findMany({ ...order, ...(order.where && { where: hashed(order.model, order.where) }) }),
    async update(order: Parameters<Steps["update"]>[0]) {
      const { model, where } = order;
      const update = model === "session" ? storable(order.update) : order.update;
      const changed = await steps.update({ ...order, update, where: hashed(model, where) });
      return given(model, where, changed);
    },
    delete: (order: Parameters<Steps["delete"]>[0]) =>
      steps.delete({ ...order, where: hashed(order.model, order.where) }),
    deleteMany: (order: Parameters<Steps["deleteMany"]>[0]) =>
      steps.deleteMany({ ...order, where: hashed(order.model, order.where) }),
  };
  return stepsOf as Pick<Steps, keyof typeof stepsOf>;
}

function storable(row: Row): Row {
  const { ipAddress: _never, token, ...kept } = row;
  return typeof token === "string" ? { ...kept, token: tokenHash(token) } : kept;
}

function hashed(model: string, where: Where[]): Where[] {
  if (model !== "session") return where;
  return where.map((one) => {
    if (one.field !== "token") return one;
    const { value } = one;
    if (typeof value === "string") return { ...one, value: tokenHash(value) };
    return Array.isArray(value)
      ? { ...one, value: value.map((each) => tokenHash(`${each}`)) }
      : one;
  });
}

/** A row that was asked for by its token has that token. */
function given(model: string, where: readonly Where[], row: unknown): unknown {
  if (model !== "session" || row === null || typeof row !== "object") return row;
  const token = where.find((one) => one.field === "token")?.value;
  return typeof token === "string" ? { ...row, token } : row;
}
