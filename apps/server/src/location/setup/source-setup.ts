import type { Tokens } from "../tokens.ts";
import { type UpdateOutcome, type UpdateParts, updateSource } from "../update-source.ts";
import { type CatalogueEntry, catalogue, entryOf } from "./catalogue.ts";
import type { ChosenSources } from "./chosen.ts";

/** How far taking sources is. */
export type SetupStep =
  | {
      readonly kind: "downloading";
      readonly id: string;
      readonly bytes: number;
      readonly of: number | undefined;
    }
  | { readonly kind: "checking"; readonly id: string };

export interface Taken {
  readonly id: string;
  readonly outcome: UpdateOutcome;
}

export interface SourceSetupParts extends Pick<UpdateParts, "fetch" | "now" | "maxBytes"> {
  readonly chosen: ChosenSources;
  readonly tokens: Tokens;
}

/** An entry of the catalogue, and what this service has of it. */
export interface OfferedSource {
  readonly entry: CatalogueEntry;
  /** When its licence was accepted, in epoch milliseconds; undefined: it isn't chosen. */
  readonly acceptedAt: number | undefined;
  readonly hasToken: boolean;
}

export type SourceSetup = ReturnType<typeof createSourceSetup>;

/** Takes sources of the catalogue into use, and out of it. */
export function createSourceSetup(parts: SourceSetupParts) {
  const { chosen, tokens, now } = parts;
  return {
    offered(): readonly OfferedSource[] {
      const accepted = new Map(chosen.list().map(({ id, acceptedAt }) => [id, acceptedAt]));
      return catalogue.map((entry) => ({
        entry,
        acceptedAt: accepted.get(entry.id),
        hasToken: entry.token === undefined || tokens.read(entry.token.name) !== undefined,
      }));
    },
    /**
     * Downloads and checks sources whose licences were shown and accepted, one after the other, and
     * chooses those that arrived, with those chosen before. Ids that the catalogue lacks are
     * left out.
     */
    async take(
      ids: readonly string[],
      onStep: (step: SetupStep) => void,
      onTaken: (one: Taken) => void = () => {},
    ): Promise<readonly Taken[]> {
      const taken: Taken[] = [];
      for (const id of new Set(ids)) {
        const spec = chosen.specOf(id);
        if (spec === undefined) continue;
        const outcome = await updateSource(spec, {
          ...parts,
          secret: (name) => tokens.read(name),
          onStep: (step) => onStep({ ...step, id }),
        }).catch((): UpdateOutcome => ({ kind: "failed", why: "it couldn't be written" }));
        taken.push({ id, outcome });
        onTaken({ id, outcome });
      }
      const arrived = taken.filter(({ outcome }) => outcome.kind !== "failed").map(({ id }) => id);
      const kept = chosen.list().filter(({ id }) => !arrived.includes(id));
      const added = arrived.map((id) => ({ id, acceptedAt: now() }));
      if (added.length > 0) chosen.choose([...kept, ...added]);
      return taken;
    },
    /** Stops using sources. Their files stay, so that an undo needs no download. */
    remove(ids: readonly string[]): void {
      chosen.choose(chosen.list().filter(({ id }) => !ids.includes(id)));
    },
    undo: () => chosen.undo(),
    canUndo: () => chosen.canUndo(),
    /** Keeps the secret that an entry's maker wants, for this service alone. */
    giveToken(id: string, value: string): void {
      const name = entryOf(id)?.token?.name;
      if (name !== undefined) tokens.keep(name, value);
    },
  };
}
