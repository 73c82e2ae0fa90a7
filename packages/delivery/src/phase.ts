import type { OpenChange } from "./roster.ts";

/** What a conversation waits for. But for `idle`, each has an end: `dueAtMs`. */
export type Phase =
  | { readonly kind: "idle" }
  /** In a large group: who comes waits for others who do. */
  | { readonly kind: "waiting"; readonly dueAtMs: number }
  /** Everyone begins anew: who is to be asked first has this long to say hello, however fast others are. */
  | { readonly kind: "gathering"; readonly dueAtMs: number }
  | {
      readonly kind: "beginning";
      readonly by: string;
      readonly dueAtMs: number;
      /** So long it is waited for where nobody else could begin. */
      readonly aloneUntilMs: number;
    }
  | {
      readonly kind: "committing";
      /** None: the keys are renewed though nobody comes or goes. */
      readonly changes: readonly OpenChange[];
      /** The removal of those who are gone, and nothing else. */
      readonly isUrgent: boolean;
      /** Who was asked last, of all who were asked. */
      readonly by: readonly string[];
      readonly dueAtMs: number;
      readonly asked: ReadonlySet<string>;
    }
  /** Members say that they can receive with the new keys. */
  | { readonly kind: "settling"; readonly dueAtMs: number; readonly awaited: Set<string> };
