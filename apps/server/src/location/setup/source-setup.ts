import type { MakersTokens, Tokens } from "../tokens.ts";
import { type UpdateOutcome, type UpdateParts, updateSource } from "../update-source.ts";
import { type CatalogueEntry, catalogue } from "./catalogue.ts";
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
  /** The token that it needs here: none from a server of the operator's own. */
  readonly token:
    | (NonNullable<CatalogueEntry["token"]> & { readonly state: ReturnType<Tokens["state"]> })
    | undefined;
}

interface TakeOptions {
  /** Makers' tokens that were just entered, by source: each is used for its source alone. */
  readonly entered?: Readonly<Record<string, string>>;
  readonly onTaken?: (one: Taken) => void;
}

export type SourceSetup = ReturnType<typeof createSourceSetup>;

/** Takes sources of the catalogue into use, and out of it. */
export function createSourceSetup(parts: SourceSetupParts) {
  const { chosen, tokens, now } = parts;
  return {
    offered(): readonly OfferedSource[] {
      const accepted = new Map(chosen.list().map(({ id, acceptedAt }) => [id, acceptedAt]));
      return catalogue.map((entry) => {
        const name = chosen.specOf(entry.id)?.download.tokenFrom;
        const token = name === undefined ? undefined : entry.token;
        return {
          entry,
          acceptedAt: accepted.get(entry.id),
          token: token && { ...token, state: tokens.state(token.name) },
        };
      });
    },
    /**
     * Downloads and checks sources whose licences were shown and accepted, one after the other, and
     * chooses those that arrived, with those chosen before. Ids that the catalogue lacks are
     * left out.
     */
    async take(
      ids: readonly string[],
      onStep: (step: SetupStep) => void,
      { entered = {}, onTaken = () => {} }: TakeOptions = {},
    ): Promise<readonly Taken[]> {
      const taken: Taken[] = [];
      for (const id of new Set(ids)) {
        const spec = chosen.specOf(id);
        if (spec === undefined) continue;
        const typed = entered[id]?.trim();
        const outcome = await updateSource(spec, {
          ...parts,
          tokens: typed ? enteredToken(tokens, typed) : tokens,
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
  };
}

/**
 * A token that was just entered: kept once its maker takes it. One that may still be good is not
 * given up for it before.
 */
function enteredToken(tokens: Tokens, token: string): MakersTokens {
  return {
    read: () => token,
    refuse: (name) => tokens.refuse(name, token),
    accept(name) {
      tokens.keep(name, token);
      tokens.accept(name, token);
    },
  };
}
