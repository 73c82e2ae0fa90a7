import type { OwnProposal } from "@graticule/api/desk-changes";
import type { Kysely } from "kysely";
import { askDatabase } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { insertAcceptance, readRoleProposals } from "./store.ts";

/** What a person sees of the roles for which they were proposed, and how they accept in person. */
export type OwnProposals = ReturnType<typeof createOwnProposals>;

export interface OwnProposalsParts {
  readonly db: Kysely<Database>;
  /** Where mail goes out an address is verified by mail, and nobody accepts in its place. */
  readonly sendsMail: boolean;
}

export function createOwnProposals({ db, sendsMail }: OwnProposalsParts) {
  const list = async (personId: string): Promise<readonly OwnProposal[]> =>
    (await readRoleProposals(db, personId)).map(({ id, roles, at, proved, accepted }) => ({
      id,
      roles,
      proposedAt: at.toISOString(),
      acceptance: accepted ? "given" : proved || sendsMail ? "not-needed" : "needed",
    }));
  return {
    list,
    /**
     * Records that this person accepts; only to be called when a passkey of theirs has just
     * answered. `conflict`: the proposal is gone or accepted, or takes no acceptance.
     */
    async accept(personId: string, changeId: string): Promise<"done" | "conflict"> {
      const own = (await list(personId)).find(({ id }) => id === changeId);
      if (own?.acceptance !== "needed") return "conflict";
      const word = await askDatabase(async () => {
        await insertAcceptance(db, { changeId, personId });
        return "done" as const;
      });
      return word === "done" ? "done" : "conflict";
    },
  };
}
