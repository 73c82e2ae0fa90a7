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
import type { RuleEvent, RuleScope, RuleWish } from "./rule-event.ts";
import { insertRuleEvent, type RuleStore } from "./store.ts";

/** The rule that holds, if one does, and the version that the next change must name. */
export interface RuleState {
  readonly rule: RuleOutput | undefined;
  readonly version: number;
  /** Of an account's rule. */
  readonly mode: "default" | "locked" | undefined;
}

type Invalid = { readonly kind: "invalid"; readonly problems: readonly RuleProblem[] };

export type RuleChange =
  | { readonly kind: "done"; readonly state: RuleState }
  | Invalid
  | { readonly kind: "conflict" | "absent" };

export type PreviewOutcome =
  | { readonly kind: "previewed"; readonly preview: RulePreview }
  | Invalid
  /** `too-many`: ten in ten minutes for a room, as each answer says a little of who is inside. */
  | { readonly kind: "too-many" | "absent" };

export type AccountScope = Exclude<RuleScope, { readonly kind: "room" }>;

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

export type Rules = ReturnType<typeof createRules>;

/** A change is durable, and known to every decision of this process, when it answers. */
export function createRules({ store, directory, occupants }: RulesParts) {
  const check = (input: RuleInput): readonly RuleProblem[] => {
    const expanded = expandRule(input, proposed);
    return expanded.kind === "problems" ? expanded.problems : [];
  };

  /** Undefined: the rule has unknown names. */
  const compiled = (input: RuleInput): CompiledLimits | undefined => {
    const expanded = expandRule(input, proposed);
    return expanded.kind === "rule" ? compileLimits([expanded.rule]) : undefined;
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
    // The change is durable: if the database fails now, the feed brings it later.
    await directory.refresh(scope).catch(() => undefined);
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
    current: async (scope: RuleScope): Promise<RuleState> => stateOf(await store.last(scope)),
    history: store.history,
    check,
    set: (scope: RuleScope, rule: RuleInput, expected: number | undefined) =>
      change(scope, { kind: "set", rule }, expected),
    setOfAccount: (
      scope: AccountScope,
      { mode, rule }: AccountRuleInput,
      expected: number | undefined,
    ) => change(scope, { kind: "set", rule, mode }, expected),
    lift: (scope: RuleScope, expected: number | undefined) =>
      change(scope, { kind: "lifted" }, expected),
    /** What the rule would do to this person alone, as of now; nothing is noted. */
    ownEffect(room: string, input: RuleInput, person: string | undefined): OwnEffect {
      const limits = compiled(input);
      return limits === undefined ? {} : ownEffectOf(room, limits, person);
    },
    /** What the rule would do to its host, coming from here. Hosts never wait in doubt. */
    effectOnHost(input: RuleInput, fix: Fix): OwnEffect {
      const limits = compiled(input);
      if (limits === undefined) return {};
      const { kind } = byLimits(fix, limits, directory.now());
      return { you: kind === "refuse" ? "leave" : "stay" };
    },
    /**
     * What the rule alone would do to those inside, in bands, by a picture at most a minute old.
     * `person`: who asks, if known, and is told their own effect as of now.
     */
    async preview(
      room: string,
      input: RuleInput,
      person: string | undefined,
    ): Promise<PreviewOutcome> {
      const limits = compiled(input);
      if (limits === undefined) return { kind: "invalid", problems: check(input) };
      const noted = await store.notePreview(room, input);
      if (noted !== "noted") return { kind: noted };
      const { asOf, occupants: inside } = occupants.picture(room);
      const effects = inside.map((one) => effectOn(one, limits, asOf));
      const count = (effect: Effect) => effects.filter((one) => one === effect).length;
      const bands = partBands({ leave: count("leave"), wait: count("wait"), stay: count("stay") });
      const own = ownEffectOf(room, limits, person);
      const preview = { ...bands, ...own, asOf: new Date(asOf).toISOString() };
      return { kind: "previewed", preview };
    },
    /** The rule that a new meeting is made with: its account's default. */
    async defaultFor(accountId: string): Promise<RuleInput | undefined> {
      const own = await store.last({ kind: "account", accountId });
      const isDefault = own?.change.kind === "set" && own.change.mode !== "locked";
      return isDefault ? own.change.rule : undefined;
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

export function accountRuleOf({ rule, version, mode }: RuleState): AccountRule {
  if (rule === undefined || mode === undefined) return { version };
  const { setAt, version: _version, setBy: _setBy, insideFrom: _insideFrom, ...words } = rule;
  return { version, held: { mode, rule: words, setAt } };
}
