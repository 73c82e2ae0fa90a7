import type { ActingRole } from "@graticule/api/hosting";
import type { RuleInput } from "@graticule/api/rules";

/** Whose rule: a room's own, an account's, or the default that the service gives new meetings. */
export type RuleScope =
  | {
      readonly kind: "room";
      readonly room: string;
      /** As what someone changes it, for the history; absent: nobody does, or a backend by its key. */
      readonly by?: ActingRole;
    }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "platform" };

/**
 * What a rule became. `mode`: of an account's rule and the platform's default; a room's has none.
 * `unreadable`: set by another version of the service, in words that this one does not know.
 */
export type RuleWord =
  | { readonly kind: "set"; readonly rule: RuleInput; readonly mode?: "default" | "locked" }
  | { readonly kind: "lifted" }
  | { readonly kind: "unreadable" };

/** What someone may make of a rule. */
export type RuleWish = Exclude<RuleWord, { readonly kind: "unreadable" }>;

export interface RuleEvent {
  readonly version: number;
  readonly at: Date;
  /** From when it applies to those who were inside before it; undefined: at once. */
  readonly insideFrom: Date | undefined;
  readonly change: RuleWord;
  /** As what someone did it; undefined: nobody did, or a backend. */
  readonly by: ActingRole | undefined;
}

/** A line of the history as hosts see it: a change, or a question what a change would do. */
export interface RuleHistoryEntry {
  readonly at: Date;
  readonly change: RuleWord | { readonly kind: "previewed"; readonly rule: RuleInput };
  /** As what someone did it; undefined: it is not known, or was only asked. */
  readonly by: ActingRole | undefined;
}
