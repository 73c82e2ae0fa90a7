import type { OwnProposal } from "@graticule/api/desk-changes";
import type { Kysely } from "kysely";
import { askDatabase } from "../../db/database-word.ts";
import type { Database } from "../../db/schema.ts";
import { insertAcceptance, readOwnProposals } from "./store.ts";

/** What a person sees of the roles for which they were proposed, and how they accept in person. */
export interface OwnProposals {
  list(personId: string): Promise<readonly OwnProposal[]>;
  /**
   * Records that this person accepts; only to be called when a passkey of theirs has answered just now.
   * `conflict`: there is no such proposal any more, it was accepted, or it takes no acceptance.
   */
  accept(personId: string, changeId: string): Promise<"done" | "conflict">;
}

export interface OwnProposalsParts {
  readonly db: Kysely<Database>;
  /** Where mail goes out an address is verified by mail, and nobody accepts in its place. */
  readonly sendsMail: boolean;
}

export function createOwnProposals({ db, sendsMail }: OwnProposalsParts): OwnProposals {
  const list = async (personId: string): Promise<readonly OwnProposal[]> =>
    (await readOwnProposals(db, personId)).map(({ id, roles, at, proved, accepted }) => ({
      id,
      roles,
      proposedAt: at.toISOString(),
      acceptance: accepted ? "given" : proved || sendsMail ? "not-needed" : "needed",
    }));
  return {
    list,
    async accept(personId, changeId) {
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
