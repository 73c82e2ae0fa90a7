import type { OwnProposal } from "@graticule/api/desk-changes";
import type { NewDeskKey, OwnDeskKey } from "@graticule/api/desk-keys";
import {
  type ActStatement,
  deskKey,
  deskKeyId,
  statementText,
} from "@graticule/ledger/act-signature";
import { dayOf } from "@graticule/ledger/day";
import type { Kysely } from "kysely";
import { askDatabase } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { sha256 } from "../../public-record/translate.ts";
import { readSigned } from "../signing/sign.ts";
import { findDeskKey, insertDeskKey } from "../signing/store.ts";
import { readRoleProposals } from "./store.ts";

/** What a person sees of the roles for which they were proposed, and their desk key. */
export type OwnProposals = ReturnType<typeof createOwnProposals>;

export interface OwnProposalsParts {
  readonly db: Kysely<Database>;
  readonly publicUrl: string;
  /** Where mail goes out an address is verified by mail before a key is made. */
  readonly sendsMail: boolean;
  /** The database's time, in milliseconds since the epoch. */
  readonly now: () => number;
}

export function createOwnProposals({ db, publicUrl, sendsMail, now }: OwnProposalsParts) {
  const { hostname } = new URL(publicUrl);
  const list = async (personId: string): Promise<readonly OwnProposal[]> => {
    const own = await findDeskKey(db, personId);
    return (await readRoleProposals(db, personId)).map((one) => {
      const { id, roles, at, until, emailVerified, key, newKey } = one;
      const replaces = newKey ? own?.id : undefined;
      const proposed = { id, roles, proposedAt: at.toISOString(), replaces };
      if (key !== null) {
        return { ...proposed, next: "has-key", key, waitsUntil: until?.toISOString() };
      }
      if (sendsMail && !emailVerified) return { ...proposed, next: "verify-first" };
      const toSign = statementText(accepting(id, roles), dayOf(now()));
      return { ...proposed, next: "make-key", toSign };
    });
  };
  return {
    list,
    /** The caller's own key, in force; undefined: they have none. */
    async deskKey(personId: string): Promise<OwnDeskKey | undefined> {
      const own = await findDeskKey(db, personId);
      if (own === undefined) return undefined;
      const { publicKey: _, signsFrom, ...told } = own;
      return { ...told, signsFrom: signsFrom ?? undefined, isForHere: own.host === hostname };
    },
    /**
     * Records this person's desk key, by which they accept. `conflict`: the proposal is gone, or needs
     * no key. `not-signed`: the key did not sign just this, or is of another kind.
     */
    async accept(
      personId: string,
      changeId: string,
      made: Omit<NewDeskKey, "password">,
    ): Promise<"done" | "conflict" | "not-signed"> {
      const own = (await list(personId)).find(({ id }) => id === changeId);
      if (own?.next !== "make-key") return "conflict";
      const key = deskKey(made.publicKey);
      if (key === undefined) return "not-signed";
      const statement = accepting(changeId, own.roles);
      const { signature } = made;
      const signed = await readSigned({ publicUrl, now: now() }, { key, statement, signature });
      if (signed === undefined) return "not-signed";
      const word = await askDatabase(async () => {
        await insertDeskKey(db, {
          id: Buffer.from(deskKeyId(sha256, key), "hex"),
          personId,
          host: hostname,
          publicKey: Buffer.from(key, "base64url"),
          credentialId: Buffer.from(made.credentialId, "base64url"),
          changeId,
        });
        return "done" as const;
      });
      return word === "done" ? "done" : "conflict";
    },
  };
}

/** What someone signs who accepts roles. */
function accepting(change: string, roles: readonly string[]): ActStatement {
  return { act: "accept-roles", change, roles: [...roles].sort() };
}
