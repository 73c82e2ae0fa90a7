import type { AppealCase, AppealInput, AppealStatus, PublicOrder } from "@graticule/api/appeals";
import { mayAct } from "@graticule/desk/staff";
import type { Kysely, Transaction } from "kysely";
import type { Database } from "../../db/schema.ts";
import { hashSecret, newSecret } from "../../http/secret.ts";
import type { StoredRoomDirectory } from "../../rooms/stored-room-directory.ts";
import { askDatabase } from "../database-word.ts";
import { type HostNotices, writeNotice } from "../orders/notices.ts";
import { appendEntry } from "../public-entries.ts";
import type { StaffSession } from "../staff-guard.ts";
import {
  caseOf,
  circumstancesOf,
  isClosed,
  mayDecide,
  publicOrderOf,
  statusOf,
} from "./describe-appeal.ts";
import {
  type AppealedOrder,
  findAppeal,
  findOrder,
  insertAppeal,
  insertDecision,
  listCases,
  lockOrder,
  type NewAppeal,
  type NewDecision,
  statementsOf,
} from "./store.ts";

/** Who appeals, proved by the route: somebody whom this order keeps out, a host, or anybody. */
export type Appellant =
  | { readonly kind: "refused"; readonly room: string }
  | { readonly kind: "host"; readonly room: string }
  | { readonly kind: "public" };

export type AppealOutcome =
  | { readonly kind: "made"; readonly url: string; readonly dueAt: string }
  /** `forbidden`: of another meeting. `conflict`: decided already, or the order is over. */
  | { readonly kind: "not-found" | "forbidden" | "conflict" };

export type DecisionOutcome =
  | { readonly kind: "decided" }
  | { readonly kind: "not-found" | "conflict" }
  | { readonly kind: "forbidden"; readonly reason: string };

export interface Appeals {
  order(id: string): Promise<PublicOrder | undefined>;
  make(input: Pick<AppealInput, "orderId" | "text">, appellant: Appellant): Promise<AppealOutcome>;
  status(secret: string): Promise<AppealStatus | undefined>;
  /**
   * Newest first, without those about requests of an authority to which one is a liaison. What appellants
   * wrote is for those alone who may decide.
   */
  list(session: StaffSession): Promise<readonly AppealCase[]>;
  /** An order that is overturned ends in the same transaction: whoever it kept out can join at once. */
  decide(
    session: StaffSession,
    orderId: string,
    decision: { readonly outcome: "upheld" | "overturned"; readonly reasons: string },
  ): Promise<DecisionOutcome>;
}

export interface AppealsParts {
  readonly db: Kysely<Database>;
  readonly directory: Pick<StoredRoomDirectory, "refresh">;
  readonly notices: Pick<HostNotices, "mail">;
  readonly publicUrl: string;
}

export function createAppeals({ db, directory, notices, publicUrl }: AppealsParts): Appeals {
  // The change is durable; should the database fail only now, the feed brings it later.
  const known = async ({ room }: AppealedOrder): Promise<void> => {
    if (room !== null) await directory.refresh({ kind: "room", room }).catch(() => undefined);
  };

  const make: Appeals["make"] = async ({ orderId, text }, appellant) => {
    const secret = newSecret();
    const appeal = { orderId, text, secretHash: hashSecret(secret) };
    const made = await db.transaction().execute((tx) => appealWithin(tx, appeal, appellant));
    if (!("due" in made)) return made;
    // A case can end the order before its time.
    await known(made.order);
    return { kind: "made", url: `${publicUrl}/appeal#${secret}`, dueAt: made.due.toISOString() };
  };

  const decide: Appeals["decide"] = async ({ member }, orderId, decision) => {
    const found = await findOrder(db, orderId);
    if (found === undefined || found.dueAt === null) return { kind: "not-found" };
    const not = whyNot(mayDecide(member, found));
    if (not !== undefined) return not;
    const made = { ...decision, orderId, byPerson: member.id };
    const word = await askDatabase(() => db.transaction().execute((tx) => decideWithin(tx, made)));
    // The role was taken away meanwhile.
    if (word === "forbidden") return { kind: word, reason: "no-such-role" };
    if (word === "conflict") return { kind: word };
    await known(found);
    await notices.mail(found.room === null ? [] : [found.room]);
    return { kind: "decided" };
  };

  return {
    async order(id) {
      const order = await findOrder(db, id);
      return order === undefined ? undefined : publicOrderOf(order);
    },
    make,
    async status(secret) {
      const appeal = await findAppeal(db, hashSecret(secret));
      const order = appeal && (await findOrder(db, appeal.orderId));
      return order && appeal && { madeOn: appeal.on, text: appeal.text, ...statusOf(order) };
    },
    async list({ member }) {
      const orders = (await listCases(db)).filter(
        ({ authoritySeries }) => !member.liaisonTo.includes(authoritySeries),
      );
      const readable = orders.filter(
        (order) => mayAct(member, "decide-appeal", circumstancesOf(order)) === "yes",
      );
      const statements = await statementsOf(
        db,
        readable.map(({ id }) => id),
      );
      return orders.map((order) => ({
        ...caseOf(order),
        statements: statements
          .filter(({ orderId }) => orderId === order.id)
          .map(({ by, on, text }) => ({ by, on, text })),
        mayDecide: mayDecide(member, order),
      }));
    },
    decide,
  };
}

function whyNot(may: AppealCase["mayDecide"]): DecisionOutcome | undefined {
  if (may === "yes") return undefined;
  return may === "closed" ? { kind: "conflict" } : { kind: "forbidden", reason: may };
}

async function appealWithin(
  tx: Transaction<Database>,
  appeal: Pick<NewAppeal, "orderId" | "text" | "secretHash">,
  appellant: Appellant,
): Promise<
  | { readonly order: AppealedOrder; readonly due: Date }
  | { readonly kind: "not-found" | "forbidden" | "conflict" }
> {
  const { orderId } = appeal;
  const order = await lockOrder(tx, orderId);
  if (order === undefined) return { kind: "not-found" };
  if (appellant.kind !== "public" && appellant.room !== order.room) return { kind: "forbidden" };
  if (isClosed(order)) return { kind: "conflict" };
  const { opened, dueAt } = await insertAppeal(tx, { ...appeal, by: appellant.kind });
  if (opened) await appendEntry(tx, { kind: "appeal-made", order: orderId });
  return { order, due: dueAt };
}

async function decideWithin(
  tx: Transaction<Database>,
  decision: NewDecision,
): Promise<"decided" | "conflict"> {
  const { orderId, outcome } = decision;
  const order = await lockOrder(tx, orderId);
  if (order === undefined || isClosed(order)) return "conflict";
  await insertDecision(tx, decision);
  await appendEntry(tx, { kind: "appeal-decided", order: orderId, outcome });
  if (outcome === "overturned") {
    await appendEntry(tx, { kind: "order-ended", order: orderId, how: outcome });
  }
  const { room, places, excepted } = order;
  if (room !== null) {
    const told = {
      orderId,
      how: outcome,
      demands: [],
      places: [...places],
      excepted: [...excepted],
    };
    await writeNotice(tx, room, { kind: "appeal-decided", ...told });
  }
  return "decided";
}
