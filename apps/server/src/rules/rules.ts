import { decide } from "@graticule/admission/decide";
import { compileLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import type { RuleInput, RuleOutput, RulePreview } from "@graticule/api/rules";
import type { Occupants } from "../rooms/occupants.ts";
import { bandOf } from "../rooms/occupants.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import { expandRule, type RuleProblem } from "./expand-rule.ts";
import type { RuleEvent, RuleScope, RuleStore } from "./store.ts";

/** The rule that holds, if one does, and the version that the next change must name. */
export interface RuleState {
  readonly rule: RuleOutput | undefined;
  readonly version: number;
}

export type RuleChange =
  | { readonly kind: "done"; readonly state: RuleState }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

export interface Rules {
  current(scope: RuleScope): Promise<RuleState>;
  history(scope: RuleScope): Promise<readonly RuleEvent[]>;
  /** Names that mean nothing are found before anything is stored. */
  check(input: RuleInput): readonly RuleProblem[];
  /** Durable, and known to every decision of this process, when it answers. */
  set(scope: RuleScope, input: RuleInput, expected: number | undefined): Promise<RuleChange>;
  lift(scope: RuleScope, expected: number | undefined): Promise<RuleChange>;
  /** What the rule alone would do to those who are in the room now, in bands. */
  preview(room: string, input: RuleInput): RulePreview | readonly RuleProblem[];
}

export interface RulesParts {
  readonly store: RuleStore;
  readonly directory: StoredRoomDirectory;
  readonly occupants: Occupants;
}

const proposed = { id: "proposed", tier: "meeting" } as const;

export function createRules({ store, directory, occupants }: RulesParts): Rules {
  const check = (input: RuleInput): readonly RuleProblem[] => {
    const expanded = expandRule(input, proposed);
    return expanded.kind === "problems" ? expanded.problems : [];
  };

  const change = async (
    scope: RuleScope,
    wanted: RuleEvent["change"],
    expected: number | undefined,
  ): Promise<RuleChange> => {
    const outcome = await store.append(scope, wanted, expected);
    if (outcome.kind === "conflict" || outcome.kind === "absent") return outcome;
    // The change is durable; should the database fail only now, the feed brings it later.
    await directory.refresh(scope).catch(() => undefined);
    const event = outcome.kind === "appended" ? outcome.event : await store.last(scope);
    return { kind: "done", state: stateOf(event) };
  };

  return {
    current: async (scope) => stateOf(await store.last(scope)),
    history: (scope) => store.history(scope),
    check,
    async set(scope, input, expected) {
      const problems = check(input);
      if (problems.length > 0) return { kind: "invalid", problems };
      return await change(scope, { kind: "set", rule: input }, expected);
    },
    lift: (scope, expected) => change(scope, { kind: "lifted" }, expected),
    preview(room, input) {
      const expanded = expandRule(input, proposed);
      if (expanded.kind === "problems") return expanded.problems;
      const limits = compileLimits([expanded.rule]);
      const stays = (fix: Fix): boolean => decide(fix, limits, directory.now()).kind === "admit";
      const fixes = occupants.fixesIn(room);
      const stay = fixes.filter(stays).length;
      return { stay: bandOf(stay), leave: bandOf(fixes.length - stay) };
    },
  };
}

function stateOf(event: RuleEvent | undefined): RuleState {
  if (event === undefined) return { rule: undefined, version: 0 };
  const { version, at, change } = event;
  if (change.kind === "lifted") return { rule: undefined, version };
  return { version, rule: { ...change.rule, setAt: at.toISOString(), version } };
}
