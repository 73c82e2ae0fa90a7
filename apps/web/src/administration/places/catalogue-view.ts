import type { SourceCatalogue } from "@graticule/api/location-sources";
import type { SourceStatus } from "./source-advice.ts";

export type OfferedSource = SourceCatalogue["sources"][number];
type Run = Exclude<SourceCatalogue["run"], { kind: "idle" }>;

/**
 * What may still be chosen: not what is in use, save to enter another token where its maker refused
 * the one it has; nor what the operator's own list has under the same name, which would win.
 */
export function choicesIn(
  { sources, hasOwnList }: Pick<SourceCatalogue, "sources" | "hasOwnList">,
  serving: readonly Pick<SourceStatus, "id">[],
): readonly OfferedSource[] {
  const listed = new Set(hasOwnList ? serving.map(({ id }) => id) : []);
  return sources.filter(
    ({ id, acceptedAt, token }) =>
      !listed.has(id) && (acceptedAt === undefined || token?.refused === true),
  );
}

/** Before anything was ever chosen, the recommended ones. */
export function chosenAtFirst(
  { sources, canUndo }: Pick<SourceCatalogue, "sources" | "canUndo">,
  choices: readonly OfferedSource[],
): readonly string[] {
  const isFirst = !canUndo && sources.every(({ acceptedAt }) => acceptedAt === undefined);
  return isFirst ? choices.filter(({ recommended }) => recommended).map(({ id }) => id) : [];
}

/** Whether a chosen source's maker wants a token, and there is neither one to use nor one typed. */
export function missesToken(
  { id, token }: Pick<OfferedSource, "id" | "token">,
  typed: Readonly<Record<string, string>>,
): boolean {
  return token !== undefined && !token.given && (typed[id] ?? "").trim() === "";
}

/** How far one source of a run is. */
export type RunStep =
  | { readonly id: string; readonly kind: "waiting" | "checking" | "updated" | "unchanged" }
  | {
      readonly id: string;
      readonly kind: "downloading";
      readonly bytes: number;
      readonly of: number | undefined;
    }
  | { readonly id: string; readonly kind: "held" | "failed"; readonly why: string };

/** Each source of a run, in its order. */
export function stepsOf(run: Run): readonly RunStep[] {
  const done = run.taken.map(
    ({ id, outcome, why = "" }): RunStep =>
      outcome === "held" || outcome === "failed"
        ? { id, kind: outcome, why }
        : { id, kind: outcome },
  );
  if (run.kind === "finished") return done;
  const left = run.ids.slice(done.length);
  return [
    ...done,
    ...left.map((id): RunStep => {
      if (id !== run.id) return { id, kind: "waiting" };
      if (run.step === "checking") return { id, kind: "checking" };
      return { id, kind: "downloading", bytes: run.bytes, of: run.of };
    }),
  ];
}

/** Where a source in use comes from. */
export type SourceOrigin =
  | { readonly kind: "catalogue"; readonly acceptedAt: string }
  | { readonly kind: "list" | "desk" | "software" };

export function originOf(
  id: string,
  { sources, hasOwnList }: Pick<SourceCatalogue, "sources" | "hasOwnList">,
): SourceOrigin {
  const acceptedAt = sources.find((one) => one.id === id)?.acceptedAt;
  if (acceptedAt !== undefined) return { kind: "catalogue", acceptedAt };
  if (id === "desk-corrections") return { kind: "desk" };
  return { kind: hasOwnList ? "list" : "software" };
}
