import type { ActingRole } from "@graticule/api/hosting";
import type { RuleInput } from "@graticule/api/rules";

/** A room's own rule, an account's, or the default that the service gives new meetings. */
export type RuleScope =
  | {
      readonly kind: "room";
      readonly room: string;
      /** The role of who changes it, for the history; absent: nobody, or a backend by its key. */
      readonly by?: ActingRole | "service";
    }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "platform" };

/**
 * What a rule became. `mode`: of an account's rule and the platform's default. `unreadable`: set by
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
  readonly by: ActingRole | "service" | undefined;
}

export interface RuleHistoryEntry extends Pick<RuleEvent, "at" | "by"> {
  readonly change: RuleWord | { readonly kind: "previewed"; readonly rule: RuleInput };
}
