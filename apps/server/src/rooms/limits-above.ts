import { type CompiledLimits, compileLimits, noLimits } from "@graticule/admission/limits";
import { type ReadRule, readPlatformRule, readRule } from "./read-limit.ts";
import { type RuleTimeline, timelineOf } from "./rule-timeline.ts";
import type { StoredPlatformRule, StoredRuleEvent } from "./store.ts";

/**
 * `locked`: the account's rule if it is locked, and the platform's. `default-too`: also an
 * account's default; for drop-in rooms without a rule of their own.
 */
export type AboveKind = "locked" | "default-too";

/** The rules above the rooms of one account, read and compiled once for all of them. */
export class LimitsAbove {
  readonly account: RuleTimeline;
  readonly #accountEvents: readonly StoredRuleEvent[];
  readonly #platform: readonly ReadRule[];
  readonly #read = new Map<number, ReadRule>();
  readonly #compiled = new Map<AboveKind, CompiledLimits>();

  constructor(
    accountEvents: readonly StoredRuleEvent[] = [],
    platformRules: readonly StoredPlatformRule[] = [],
  ) {
    this.account = timelineOf(accountEvents);
    this.#accountEvents = accountEvents;
    this.#platform = platformRules.flatMap((one) => readPlatformRule(one) ?? []);
  }

  get hasPlatformRules(): boolean {
    return this.#platform.length > 0;
  }

  withoutPlatform(): LimitsAbove {
    return new LimitsAbove(this.#accountEvents);
  }

  /** The platform's rules first. `event`: the account's rule. */
  rules(kind: AboveKind, event: StoredRuleEvent | "none" | undefined): readonly ReadRule[] {
    if (event === undefined || event === "none" || event.rule === null) return this.#platform;
    if (event.mode !== "locked" && kind === "locked") return this.#platform;
    const read = this.#read.get(event.id) ?? readRule(event.rule, "account");
    this.#read.set(event.id, read);
    return [...this.#platform, read];
  }

  compiled(kind: AboveKind): CompiledLimits {
    const known = this.#compiled.get(kind);
    if (known !== undefined) return known;
    const rules = this.rules(kind, this.account.newest).map(({ rule }) => rule);
    const compiled = rules.length === 0 ? noLimits : compileLimits(rules);
    this.#compiled.set(kind, compiled);
    return compiled;
  }
}
