import { type CompiledLimits, compileLimits } from "@graticule/admission/limits";
import type { Fix } from "@graticule/admission/location/fix";
import type { AccountRule, AccountRuleInput } from "@graticule/api/account";
import type { OwnEffect, RuleInput, RuleOutput, RulePreview } from "@graticule/api/rules";
import type { Transaction } from "kysely";
import type { Database } from "../db/schema.ts";
import { partBands } from "../decision/bands.ts";
import { byLimits } from "../decision/by-limits.ts";
import { type Effect, effectOn } from "../decision/effect.ts";
import type { Occupants } from "../decision/occupants.ts";
import { expandRule, type RuleProblem } from "../rooms/expand-rule.ts";
import type { StoredRoomDirectory } from "../rooms/stored-room-directory.ts";
import type { RuleEvent, RuleHistoryEntry, RuleScope, RuleWish } from "./rule-event.ts";
import { insertRuleEvent, type RuleStore } from "./store.ts";

/** The rule that holds, if one does, and the version that the next change must name. */
export interface RuleState {
  readonly rule: RuleOutput | undefined;
  readonly version: number;
  /** Of an account's rule, and of the platform's default. */
  readonly mode: "default" | "locked" | undefined;
}

export type RuleChange =
  | { readonly kind: "done"; readonly state: RuleState }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  | { readonly kind: "conflict" }
  | { readonly kind: "absent" };

export type PreviewOutcome =
  | { readonly kind: "previewed"; readonly preview: RulePreview }
  | { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] }
  /** Each answer says a little of who is inside: ten in ten minutes for a room, whoever asks. */
  | { readonly kind: "too-many" }
  | { readonly kind: "absent" };

/** A rule that is not one room's: whose it is. */
export type GeneralScope = Exclude<RuleScope, { readonly kind: "room" }>;

export interface Rules {
  current(scope: RuleScope): Promise<RuleState>;
  history(scope: RuleScope): Promise<readonly RuleHistoryEntry[]>;
  /** Names that mean nothing are found before anything is stored. */
  check(input: RuleInput): readonly RuleProblem[];
  /** Durable, and known to every decision of this process, when it answers. */
  set(scope: RuleScope, input: RuleInput, expected: number | undefined): Promise<RuleChange>;
  setGeneral(
    scope: GeneralScope,
    input: AccountRuleInput,
    expected: number | undefined,
  ): Promise<RuleChange>;
  lift(scope: RuleScope, expected: number | undefined): Promise<RuleChange>;
  /**
   * What the rule alone would do to those who were in the room a minute ago at most, in bands.
   * `person`: who asks, if that is known, and is told of themself as of now.
   */
  preview(room: string, input: RuleInput, person: string | undefined): Promise<PreviewOutcome>;
  /** What it would do to this person alone. Says nothing of anyone else, so it may be asked freely. */
  ownEffect(room: string, input: RuleInput, person: string | undefined): OwnEffect;
  /** What it would do to its host, coming from where this is: no doubt lets a host wait. */
  effectOnHost(input: RuleInput, fix: Fix): OwnEffect;
  /** The rule that a new meeting of this account is made with: its account's default, else the service's. */
  defaultFor(accountId: string): Promise<RuleInput | undefined>;
}

/** The rule that a room begins with. In the transaction that makes the room. */
export async function beginWithRule(
  tx: Transaction<Database>,
  room: string,
  rule: RuleInput,
): Promise<void> {
  await insertRuleEvent(tx, { kind: "room", room }, { kind: "set", rule }, 1);
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
    wish: RuleWish,
    expected: number | undefined,
  ): Promise<RuleChange> => {
    const problems = wish.kind === "set" ? check(wish.rule) : [];
    if (problems.length > 0) return { kind: "invalid", problems };
    const outcome = await store.append(scope, wish, expected);
    if (outcome.kind === "conflict" || outcome.kind === "absent") return outcome;
    // The change is durable; should the database fail only now, the feed brings it later. The
    // service's default limits nobody, so no room needs to know of it.
    if (scope.kind !== "platform") await directory.refresh(scope).catch(() => undefined);
    const event = outcome.kind === "appended" ? outcome.event : await store.last(scope);
    return { kind: "done", state: stateOf(event) };
  };

  const ownEffectOf = (
    room: string,
    limits: CompiledLimits,
    person: string | undefined,
  ): OwnEffect => {
    if (person === undefined) return {};
    const now = directory.now();
    const effects = occupants.ofPerson(room, person).map((one) => effectOn(one, limits, now));
    const you = (["leave", "wait", "stay"] as const).find((effect) => effects.includes(effect));
    return you === undefined ? {} : { you };
  };

  return {
    current: async (scope) => stateOf(await store.last(scope)),
    history: (scope) => store.history(scope),
    check,
    set: (scope, rule, expected) => change(scope, { kind: "set", rule }, expected),
    setGeneral: (scope, { mode, rule }, expected) =>
      change(scope, { kind: "set", rule, mode }, expected),
    lift: (scope, expected) => change(scope, { kind: "lifted" }, expected),
    ownEffect(room, input, person) {
      const expanded = expandRule(input, proposed);
      if (expanded.kind === "problems") return {};
      return ownEffectOf(room, compileLimits([expanded.rule]), person);
    },
    effectOnHost(input, fix) {
      const expanded = expandRule(input, proposed);
      if (expanded.kind === "problems") return {};
      const { kind } = byLimits(fix, compileLimits([expanded.rule]), directory.now());
      return { you: kind === "refuse" ? "leave" : "stay" };
    },
    async preview(room, input, person) {
      const expanded = expandRule(input, proposed);
      if (expanded.kind === "problems") return { kind: "invalid", problems: expanded.problems };
      const noted = await store.notePreview(room, input);
      if (noted !== "noted") return { kind: noted };
      const limits = compileLimits([expanded.rule]);
      const { asOf, occupants: inside } = occupants.picture(room);
      const effects = inside.map((one) => effectOn(one, limits, asOf));
      const count = (effect: Effect) => effects.filter((one) => one === effect).length;
      const bands = partBands({ leave: count("leave"), wait: count("wait"), stay: count("stay") });
      const own = ownEffectOf(room, limits, person);
      const preview = { ...bands, ...own, asOf: new Date(asOf).toISOString() };
      return { kind: "previewed", preview };
    },
    async defaultFor(accountId) {
      const own = await store.last({ kind: "account", accountId });
      if (own?.change.kind === "set" && own.change.mode !== "locked") return own.change.rule;
      const general = await store.last({ kind: "platform" });
      return general?.change.kind === "set" ? general.change.rule : undefined;
    },
  };
}

function stateOf(event: RuleEvent | undefined): RuleState {
  if (event === undefined) return { rule: undefined, version: 0, mode: undefined };
  const { version, at, insideFrom, change, by: setBy } = event;
  if (change.kind !== "set") return { rule: undefined, version, mode: undefined };
  const later = insideFrom === undefined ? {} : { insideFrom: insideFrom.toISOString() };
  const told = setBy === undefined || setBy === "host" ? {} : { setBy };
  const rule = { ...change.rule, setAt: at.toISOString(), version, ...told, ...later };
  return { version, rule, mode: change.mode };
}

/** A rule that is not one room's, as the contract tells it. */
export function generalRuleOf({ rule, version, mode }: RuleState): AccountRule {
  if (rule === undefined || mode === undefined) return { version };
  const { setAt, version: _version, setBy: _setBy, insideFrom: _insideFrom, ...words } = rule;
  return { version, held: { mode, rule: words, setAt } };
}
