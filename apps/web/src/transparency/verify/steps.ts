import type { Checkpoint } from "@graticule/ledger/checkpoint";
import type { Day } from "@graticule/ledger/day";
import type { TextName } from "@graticule/ledger/entry";
import type { Commitment } from "@graticule/ledger/field";

/** The steps of a check, in their order. */
export const stepNames = [
  "leaf",
  "key",
  "signature",
  "place",
  "path",
  "texts",
  "slot",
  "signers",
  "growth",
  "date",
] as const;
export type StepName = (typeof stepNames)[number];

/** What a step found, to be read and compared. */
export type Found =
  | { readonly step: "leaf"; readonly hash: string; readonly bytes: number }
  | { readonly step: "key"; readonly lines: readonly string[]; readonly known: boolean }
  | { readonly step: "signature"; readonly head: Checkpoint; readonly by: readonly string[] }
  | { readonly step: "place"; readonly file: string; readonly at: number }
  /** `proof`: hashes in base64. */
  | { readonly step: "path"; readonly proof: readonly string[]; readonly size: number }
  | {
      readonly step: "texts";
      readonly shown: readonly TextName[];
      readonly gone: readonly TextName[];
    }
  | { readonly step: "slot"; readonly slot: number; readonly held: string }
  | { readonly step: "signers"; readonly by: Signers }
  | { readonly step: "growth"; readonly since: number; readonly size: number }
  | { readonly step: "date"; readonly through: Day; readonly daysAgo: number };

/** Ids of desk keys. `waited`: no one signed it, it was public for 7 days. */
export type Signers =
  | {
      readonly kind: "order" | "change";
      readonly proposer: Commitment;
      readonly approver: Commitment;
    }
  | { readonly kind: "decision"; readonly by: Commitment }
  | { readonly kind: "terms"; readonly by: readonly Commitment[] }
  | { readonly kind: "waited" };

export type CheckFault =
  | { readonly step: "leaf"; readonly why: "no-entry" }
  | { readonly step: "key"; readonly why: "no-key" | "other-key" }
  | {
      readonly step: "signature";
      readonly why: "malformed" | "forged" | "unknown" | "other-log" | "missing";
    }
  | { readonly step: "place"; readonly why: "beyond" | "missing" | "other-hash" }
  | { readonly step: "path"; readonly why: "missing" | "other-root" }
  | { readonly step: "texts"; readonly why: "differs" | "missing"; readonly text: TextName }
  | { readonly step: "slot"; readonly why: "missing" | "no-slot" | "held-otherwise" }
  | {
      readonly step: "signers";
      readonly why:
        | "missing"
        | "not-signed"
        | "not-signed-again"
        | "not-decided"
        | "not-confirmed"
        | "terms-not-signed";
    }
  | { readonly step: "growth"; readonly why: "shrunk" | "other-history" | "missing" }
  | { readonly step: "date"; readonly why: "missing" | "no-day" }
  | { readonly step: "date"; readonly why: "old" | "ahead"; readonly through: Day };

export type CheckStep =
  | { readonly kind: "passed"; readonly found: Found }
  | { readonly kind: "failed"; readonly fault: CheckFault }
  /** This entry has nothing to check there. */
  | { readonly kind: "nothing"; readonly step: StepName }
  /** Nor yet: the entry is from before there were desk keys, or its signatures wait for a seal to open. */
  | { readonly kind: "nothing"; readonly step: "signers"; readonly because: "before" }
  | {
      readonly kind: "nothing";
      readonly step: "signers";
      readonly because: "sealed";
      readonly until: Day;
    }
  /** This browser can't: nothing is known, and the check goes on. */
  | { readonly kind: "cannot"; readonly step: "signature" | "signers" }
  /** The service gave no answer: nothing is known, and the check ends. */
  | { readonly kind: "unreachable"; readonly step: StepName };

export const passed = (found: Found): CheckStep => ({ kind: "passed", found });
export const failed = (fault: CheckFault): CheckStep => ({ kind: "failed", fault });
