import type { OperatorActKind } from "@graticule/api/session";
import type { Kysely } from "kysely";
import { z } from "zod";
import type { Seal } from "../config/seal.ts";
import { askTransaction } from "../db/database-word.ts";
import type { Database } from "../db/schema.ts";
import { newSecret } from "../http/secret.ts";
import { type Jobs, leaveJob, type Tried } from "../jobs/jobs.ts";
import { type EmailSender, operatorActEmail } from "../mail/emails.ts";
import type { Email } from "../mail/mailer.ts";
import { insertOperatorAct, type OperatorActStore } from "./operator-act-store.ts";
import { findPersonId, resetIdentifier } from "./reset-store.ts";

/** `held`: see {@link OperatorActStore.carryOut}; it is kept sealed. */
export interface NewOperatorAct {
  readonly personId: string;
  readonly kind: OperatorActKind;
  readonly keyId?: string;
  readonly held?: string;
}

const payload = z.object({ act: z.uuid(), held: z.string().optional() });
/** A service that stands still for longer does nothing of it. */
const keptDays = 30;

/**
 * What the operator does to a person's account at the machine: a running service tells the person,
 * waits for a day, and does it unless the person stopped it. `full`: too much of it waits.
 */
export async function announceAct(
  { db, seal }: { readonly db: Kysely<Database>; readonly seal: Seal },
  { held, ...act }: NewOperatorAct,
): Promise<"announced" | "full"> {
  const full = new Error("too many acts wait");
  const announcing = askTransaction(db, async (tx) => {
    const id = await insertOperatorAct(tx, act);
    const value: z.infer<typeof payload> = { act: id, held };
    if (!(await leaveJob({ db: tx, seal }, "operator-act", { value, keptDays }))) throw full;
    return "announced" as const;
  });
  const word = await announcing.catch((error: unknown) => {
    if (error === full) return "full";
    throw error;
  });
  return word === "announced" ? word : "full";
}

/** A link with which a person chooses a new password, once its day is over; then for a day. */
export async function newResetUrl(parts: {
  readonly db: Kysely<Database>;
  readonly seal: Seal;
  readonly email: string;
  readonly publicUrl: string;
}): Promise<string | "absent" | "full"> {
  const personId = await findPersonId(parts.db, parts.email);
  if (personId === undefined) return "absent";
  const token = newSecret();
  const held = resetIdentifier(token);
  const announced = await announceAct(parts, { personId, kind: "reset-link", held });
  return announced === "full" ? "full" : `${parts.publicUrl}/reset#${token}`;
}

const dayMs = 24 * 3_600_000;

/** Does what was announced, in whichever process is there. */
export function followOperatorActs(parts: {
  readonly store: OperatorActStore;
  readonly jobs: Jobs;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => Promise<unknown>;
}): void {
  const { store, sender } = parts;
  parts.jobs.define("operator-act", {
    payload,
    // An hour's worth; what is tried then has its time again from the beginning.
    waits: Array.from({ length: 60 }, () => 60),
    async run({ act, held }): Promise<Tried> {
      const pending = await store.pending(act);
      if (pending === undefined) return "done";
      const { email, effectiveAt } = pending;
      if (effectiveAt === undefined) {
        const told = { ...pending, at: new Date(Date.now() + dayMs) };
        await parts.send(operatorActEmail(sender(), email, told));
        await store.startDay(act);
        return { laterSeconds: dayMs / 1_000 };
      }
      if ((await store.carryOut(act, held)) === "done") return "done";
      // Not yet, or the public can't read of it yet.
      return { laterSeconds: Math.max(60, (effectiveAt.getTime() - Date.now()) / 1_000) };
    },
  });
}
