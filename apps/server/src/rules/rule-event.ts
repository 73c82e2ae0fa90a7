import type { ActingRole } from "@graticule/api/hosting";
import type { RuleInput } from "@graticule/api/rules";

/** A room's own rule, or an account's. */
export type RuleScope =
  | {
      readonly kind: "room";
      readonly room: string;
      /** The role of who changes it, for the history; absent: nobody, or a backend by its key. */
      readonly by?: ActingRole;
    }
  | { readonly kind: "account"; readonly accountId: string };

/**
 * What a rule became. `mode`: of an account's rule. `unreadable`: set by
 * another version of the service.
 */
export type RuleWord =
  | { readonly kind: "set"; readonly rule: RuleInput; readonly mode?: "default" | "locked" }
  | { readonly kind: "lifted" }
  | { readonly kind: "unreadable" };

export type RuleWish = Exclude<RuleWord, { readonly kind: "unreadable" }>;

export interface RuleEvent {
  readonly version: number;
  readonly at: Date;
  /** From when it applies to those who were inside before it; undefined: at once. */
  readonly insideFrom: Date | undefined;
  readonly change: RuleWord;
  /** The role of who did it; undefined: nobody, or a backend. */
  readonly by: ActingRole | undefined;
}

export interface RuleHistoryEntry extends Pick<RuleEvent, "at" | "by"> {
  readonly change: RuleWord | { readonly kind: "previewed"; readonly rule: RuleInput };
}
