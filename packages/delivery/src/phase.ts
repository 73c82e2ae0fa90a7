import type { OpenChange } from "./roster.ts";

/** What a conversation waits for. All but `idle` end at `dueAtMs` at the latest. */
export type Phase =
  | { readonly kind: "idle" }
  /** People from before a restart are awaited, before the first group begins. */
  | { readonly kind: "returning"; readonly dueAtMs: number }
  /** In a large group: additions are gathered. */
  | { readonly kind: "waiting"; readonly dueAtMs: number }
  /** Everyone starts over: the first one to be asked has this long to say hello. */
  | { readonly kind: "gathering"; readonly dueAtMs: number }
  | {
      readonly kind: "beginning";
      readonly by: string;
      readonly dueAtMs: number;
      /** The deadline while nobody else could begin. */
      readonly aloneUntilMs: number;
    }
  | {
      readonly kind: "committing";
      /** Empty: the keys are renewed. */
      readonly changes: readonly OpenChange[];
      /** Removes only participants who have left. */
      readonly isUrgent: boolean;
      /** The latest of those asked. */
      readonly by: readonly string[];
      readonly dueAtMs: number;
      readonly asked: ReadonlySet<string>;
    }
  /** Until members can receive with the new keys. */
  | { readonly kind: "settling"; readonly dueAtMs: number; readonly awaited: Set<string> };
