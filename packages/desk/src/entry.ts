import type { Beyond } from "./asked.ts";
import type { RedactedKind } from "./redaction.ts";

/**
 * What the public log records, by kind. No person, no address, no minute; a meeting and its host
 * are named by commitments (SHA-256 with a salt that only they know), in lower-case hexadecimal.
 */
export type PublicEntry =
  | {
      readonly kind: "request-received";
      readonly request: number;
      /** When it came, as it was entered. */
      readonly came: string;
      /** Undefined: the sender is not in the register. */
      readonly authority?: string | undefined;
      readonly branch: string;
      readonly demands: readonly string[];
      readonly meetings: readonly string[];
      /** Until then a law forbids to reveal the authority. */
      readonly sealedUntil?: string | undefined;
    }
  /** A request after a correction, before its review. */
  | {
      readonly kind: "request-corrected";
      readonly request: number;
      readonly branch: string;
      readonly demands: readonly string[];
      readonly meetings: readonly string[];
      /** An earlier end of the seal than stated before. */
      readonly sealedUntil?: string | undefined;
    }
  /** The third request, or a further one, of an authority on one host within 30 days. */
  | { readonly kind: "repeated-requests"; readonly request: number; readonly host: string }
  | {
      readonly kind: "request-closed";
      readonly request: number;
      readonly outcome: "answered" | "returned" | "rejected";
      /** For each demand, in order. */
      readonly answers: readonly {
        readonly demand: string;
        readonly answer: string;
        readonly ground?: string | undefined;
      }[];
    }
  /** The demand in the authority's own words, see redaction.ts. Not daily: it reveals nothing of who came. */
  | {
      readonly kind: "demand-shown";
      readonly request: number;
      readonly demand: string;
      readonly translation?: string | undefined;
      readonly language: string;
      readonly redacted: readonly RedactedKind[];
    }
  /**
   * That there was a look, but not its result: the authority reads this, too. An order after it tells by
   * `beyond` whether it was fewer than ten.
   */
  | {
      readonly kind: "look";
      readonly request: number;
      readonly meeting: string;
      readonly ordinal: 1 | 2;
    }
  | {
      readonly kind: "order-approved";
      readonly request: number;
      readonly order: string;
      readonly meeting: string;
      readonly places: readonly string[];
      readonly from: string;
      readonly until: string;
      readonly reason: string;
      readonly law: string;
      /** Law and reason are revealed then. */
      readonly sealedUntil?: string | undefined;
      /** Whether a look was made before. */
      readonly look: "made" | "none";
      /** What it goes beyond, and why, in the desk's own words. */
      readonly beyond?: readonly Beyond[] | undefined;
      readonly beyondWhy?: string | undefined;
      /** Commits to minutes, findings and places left out. */
      readonly terms: string;
      /** Of the two people. */
      readonly proposal: SignatureInLog;
      readonly approval: SignatureInLog;
    }
  /** Two people confirmed an order again after the database was restored. */
  | {
      readonly kind: "order-confirmed";
      readonly order: string;
      /** Where the restoration's entry stands in the log. */
      readonly restored: number;
      readonly proposal: SignatureInLog;
      readonly approval: SignatureInLog;
    }
  /** Whether anyone was kept out by an order on a day: yes or no, never a number. Daily. */
  | { readonly kind: "order-effect"; readonly order: string }
  /**
   * People whom an order kept out, or would have, were let in after a contest. One entry for each
   * lower bound that is reached on a day, never a number. Daily.
   */
  | {
      readonly kind: "contest-upheld";
      readonly order: string;
      readonly because: UpheldBy;
      readonly people: EffectSize;
    }
  /** The desk answered people whom an order kept out, or would have, that they stay out. Likewise. */
  | { readonly kind: "contest-denied"; readonly order: string; readonly times: EffectSize }
  | { readonly kind: "order-ended"; readonly order: string; readonly how: string }
  /** A case was opened; later appeals in it have no entry. Daily. */
  | ({
      readonly kind: "appeal-made";
      /** The order ends on that day if no one has decided. */
      readonly due: string;
    } & AppealCase)
  | ({
      readonly kind: "appeal-decided";
      readonly outcome: string;
      /** Commitment to the reasons, with the signature of who decided; both or neither. */
      readonly reasons?: string | undefined;
      readonly decision?: SignatureInLog | undefined;
    } & AppealCase)
  | {
      readonly kind: "change-proposed";
      readonly change: string;
      readonly what: string;
      readonly says: string;
    }
  | {
      readonly kind: "change-decided";
      readonly change: string;
      readonly outcome: string;
      /** Of the staff, where it took effect: what a member holds now, and the key by which they sign. */
      readonly roles?: readonly string[] | undefined;
      readonly key?: string | undefined;
      /** SHA-256 of the key whose place it takes. */
      readonly replaces?: string | undefined;
      /** Of the two people who made it. */
      readonly proposal?: SignatureInLog | undefined;
      readonly confirmation?: SignatureInLog | undefined;
    }
  | { readonly kind: "platform-rule-lifted"; readonly rule: string }
  /** A rule of the whole service around requests of authorities whose territory it touches. */
  | {
      readonly kind: "platform-rule-linked";
      readonly change: string;
      readonly requests: readonly number[];
      readonly review: "waits" | "stands" | "reversed";
    }
  | {
      readonly kind: "staff-left";
      readonly roles: readonly string[];
      /** Of someone who holds no role any more: SHA-256 of their key. */
      readonly ended?: string | undefined;
    }
  | { readonly kind: "authority-withdrawn"; readonly authority: string }
  | {
      readonly kind: "terms-act";
      readonly act: string;
      readonly what: string;
      readonly meeting?: string | undefined;
      readonly host: string;
      /** When it took effect, told again for a later request. */
      readonly on?: string | undefined;
      /** Numbers of the requests in whose windows it falls. */
      readonly requests: readonly number[];
      /** Commitment to its reasons, with the signatures of those whom it takes, where they sign. */
      readonly reasons?: string | undefined;
      readonly proposal?: SignatureInLog | undefined;
      readonly approval?: SignatureInLog | undefined;
      readonly third?: SignatureInLog | undefined;
      /** Where they don't sign: how many people agreed to it, from 1 to 3. */
      readonly agreed?: number | undefined;
    }
  | {
      readonly kind: "terms-review";
      readonly act: string;
      readonly request: number;
      readonly outcome: string;
    }
  | {
      readonly kind: "outside-act";
      readonly what: string;
      readonly forcedBy: string;
      readonly on: string;
    }
  /** The operator acts on a person's account at the machine: after a day, unless the person stops it. */
  | {
      readonly kind: "operator-act";
      readonly act: string;
      readonly what: string;
      readonly step: string;
    }
  /** Other location data decide who is where. `makers`: their makers' names. Daily. */
  | {
      readonly kind: "sources-changed";
      readonly digest: string;
      readonly serves: "everywhere" | "in-part";
      readonly makers?: string | undefined;
    }
  /** The operator's name of a place from now on; absent: its usual name. */
  | { readonly kind: "place-named"; readonly place: string; readonly name?: string | undefined }
  /** The database was restored, to what was signed last on that day. Written by the database. */
  | { readonly kind: "restored"; readonly since?: string | undefined }
  /** The host of a meeting named in requests lets the log show its title. */
  | { readonly kind: "meeting-named"; readonly meeting: string; readonly title: string }
  /** A text of an earlier entry is no longer shown. `entry`: its place in the log. */
  | {
      readonly kind: "text-removed";
      readonly entry: number;
      readonly text: string;
      readonly ground: string;
    };

/** A signature by a desk key, in the form of WebAuthn: bytes in base64url. */
export interface SignatureInLog {
  /** SHA-256 of the public key, in lower-case hexadecimal. */
  readonly key: string;
  readonly day: string;
  readonly authenticatorData: string;
  readonly clientData: string;
  readonly signature: string;
}

/** One of the cases of an order. */
interface AppealCase {
  readonly order: string;
  /** From 1. */
  readonly case: number;
  /** `concerned`: a person whom the order keeps out, or the host, is heard in it. */
  readonly by: "public" | "concerned";
}

/** Why a contest was upheld: by other evidence, by the desk's answer, or for lack of one. */
export type UpheldBy = "support" | "answer" | "no-answer";
/** What became of a contest; `denied`: the desk's answer. */
export type ContestEnd = UpheldBy | "denied";

/** Lower bounds of a number. */
export const effectSizes = ["1-or-more", "10-or-more", "100-or-more", "1000-or-more"] as const;
export type EffectSize = (typeof effectSizes)[number];

export type PublicEntryKind = PublicEntry["kind"];

/**
 * Kinds that appear together with the others of their day, when it is over: one alone would reveal
 * too much.
 */
export const dailyEntries: ReadonlySet<PublicEntryKind> = new Set<PublicEntryKind>([
  "look",
  "order-effect",
  "contest-upheld",
  "contest-denied",
  "order-ended",
  "appeal-made",
  "appeal-decided",
  "sources-changed",
]);
