import { toBase64Url } from "./base64url.ts";
import type { Insider } from "./group.ts";

/**
 * How those inside agree on a code to compare: each page commits to a random number, and reveals it
 * once it has everyone's commitment; the code is a hash of who is inside and of all numbers. A man
 * in the middle, who is in two groups, must commit in both before seeing anything of either code:
 * one guess for each code that people are shown, however much they can compute.
 */

/** A member, as far as it is compared. */
export type ComparedMember = Pick<Insider, "identity" | "name" | "signatureKey">;

/** From one page to all others. Texts are base64url, but for the identity `by`. */
export interface ComparisonWord {
  /** `ask`: a commitment, too, and asks all others to repeat theirs. */
  readonly kind: "commit" | "ask" | "reveal";
  /** Hash of the people that it is about. */
  readonly list: string;
  readonly attempt: number;
  /** Of the attempt, from the page that began it. */
  readonly seed: string;
  readonly by: string;
  /** The commitment, or the number; 32 bytes. */
  readonly value: string;
  readonly signature: string;
}

export interface ComparisonParts {
  readonly self: string;
  readonly meetingCode: string;
  /** SHA-256. */
  readonly digest: (data: Uint8Array) => Promise<Uint8Array>;
  /** 32 random bytes, base64url. */
  readonly random: () => string;
  /** With the own leaf's key. */
  readonly sign: (data: Uint8Array) => Promise<string>;
  readonly isSigned: (key: Uint8Array, data: Uint8Array, signature: string) => Promise<boolean>;
}

interface Round {
  readonly attempt: number;
  readonly seed: string;
  /** The own number. */
  readonly nonce: string;
  /** By identity, as `reveals`. */
  readonly commitments: ReadonlyMap<string, string>;
  readonly reveals: ReadonlyMap<string, string>;
  readonly isOverdue: boolean;
  /** 32 bytes, once all have revealed. */
  readonly code: Uint8Array | undefined;
}

export interface Comparison {
  readonly people: readonly ComparedMember[];
  /** Hash of the people. Empty: nobody to compare with. */
  readonly list: string;
  readonly isWanted: boolean;
  readonly round: Round | undefined;
  /**
   * Of earlier rounds, by their list: others may still have the last one, so new attempts come after it. INVARIANT: a number
   * that a member named counts in no list without them.
   */
  readonly lastAttempts: ReadonlyMap<string, number>;
  /** Attempts of others for this list. */
  readonly begunByOthers: number;
}

/**
 * How many attempts of others are answered for one list: each is a guess for a man in the middle.
 */
const mostByOthers = 16;

/** No attempt has a higher number: a member could name the last one. The same as in `@graticule/api/talk`. */
export const mostAttempts = 1_000_000;

export const noComparison: Comparison = {
  people: [],
  list: "",
  isWanted: false,
  round: undefined,
  lastAttempts: new Map(),
  begunByOthers: 0,
};

export type ComparisonInput =
  | { readonly kind: "people"; readonly people: readonly ComparedMember[] }
  /** This page's person wants to compare, wants to try again, or no longer wants to. */
  | { readonly kind: "wanted" | "again" | "unwanted" }
  | { readonly kind: "heard"; readonly word: ComparisonWord }
  /** After a moment without an answer: says its words again. */
  | { readonly kind: "repeat" }
  /** After a long time without an answer. */
  | { readonly kind: "overdue" };

export interface ComparisonStep {
  readonly comparison: Comparison;
  readonly words: readonly ComparisonWord[];
}

export type ComparisonView =
  | { readonly kind: "none" | "alone" }
  /** `missing`: who has not committed or, once all have, not revealed; identities. */
  | { readonly kind: "waiting" | "overdue"; readonly missing: readonly string[] }
  | { readonly kind: "done"; readonly code: Uint8Array };

export function viewOf({ people, list, round }: Comparison): ComparisonView {
  if (people.length === 1) return { kind: "alone" };
  if (list === "" || round === undefined) return { kind: "none" };
  if (round.code !== undefined) return { kind: "done", code: round.code };
  const given = hasAll(people, round.commitments) ? round.reveals : round.commitments;
  const missing = people.flatMap(({ identity }) => (given.has(identity) ? [] : [identity]));
  return { kind: round.isOverdue ? "overdue" : "waiting", missing };
}

export async function compare(
  parts: ComparisonParts,
  now: Comparison,
  input: ComparisonInput,
): Promise<ComparisonStep> {
  switch (input.kind) {
    case "people":
      return await withPeople(parts, now, input.people);
    case "wanted":
      return await wanted(parts, { ...now, isWanted: true });
    case "again":
      return await again(parts, now);
    case "unwanted":
      return quiet({ ...now, isWanted: false });
    case "heard":
      return await hear(parts, now, input.word);
    case "repeat":
      return { comparison: now, words: isOpen(now.round) ? await ownWords(parts, now, "ask") : [] };
    case "overdue":
      return quiet(isOpen(now.round) ? { ...now, round: { ...now.round, isOverdue: true } } : now);
  }
}

function quiet(comparison: Comparison): ComparisonStep {
  return { comparison, words: [] };
}

function isOpen(round: Round | undefined): round is Round {
  return round !== undefined && round.code === undefined;
}

/** Other people, or another key of one: begins again. */
async function withPeople(
  parts: ComparisonParts,
  now: Comparison,
  inside: readonly ComparedMember[],
): Promise<ComparisonStep> {
  const people = inside.toSorted((one, other) => (one.identity < other.identity ? -1 : 1));
  const isOne = people.some(({ identity }) => identity === parts.self) && people.length > 1;
  const list = isOne ? await listOf(parts, people) : "";
  if (list === now.list && people.length === now.people.length) return quiet(now);
  const { isWanted, round } = now;
  const lastAttempts = new Map(now.lastAttempts);
  if (round !== undefined) lastAttempts.set(now.list, round.attempt);
  const next = { people, list, isWanted, round: undefined, lastAttempts, begunByOthers: 0 };
  return await wanted(parts, next);
}

/** At the last number, an attempt with a greater seed would find no one: the present one goes on. */
async function again(parts: ComparisonParts, now: Comparison): Promise<ComparisonStep> {
  const { round } = now;
  const next = nextOf(parts, now);
  if (round === undefined || isAhead({ kind: "commit", ...next }, round)) {
    return await begin(parts, now, next);
  }
  const comparison = { ...now, round: { ...round, isOverdue: false } };
  return { comparison, words: await ownWords(parts, comparison, "ask") };
}

async function wanted(parts: ComparisonParts, now: Comparison): Promise<ComparisonStep> {
  if (!now.isWanted || now.round !== undefined) return quiet(now);
  return await begin(parts, now, nextOf(parts, now));
}

function attemptOf({ list, round, lastAttempts }: Comparison): number {
  return round?.attempt ?? lastAttempts.get(list) ?? 0;
}

function nextOf(parts: ComparisonParts, now: Comparison): Pick<Round, "attempt" | "seed"> {
  return { attempt: Math.min(attemptOf(now) + 1, mostAttempts), seed: parts.random() };
}

async function begin(
  parts: ComparisonParts,
  now: Comparison,
  which: Pick<Round, "attempt" | "seed">,
): Promise<ComparisonStep> {
  if (now.list === "") return quiet(now);
  const nonce = parts.random();
  const own = await commitmentOf(parts, { ...which, list: now.list, by: parts.self, value: nonce });
  const round: Round = {
    ...which,
    nonce,
    isOverdue: false,
    code: undefined,
    commitments: new Map([[parts.self, own]]),
    reveals: new Map(),
  };
  const comparison = { ...now, round };
  return { comparison, words: await ownWords(parts, comparison) };
}

/** INVARIANT: the own number goes out only once everyone's commitment is here. */
async function ownWords(
  parts: ComparisonParts,
  { people, list, round }: Comparison,
  kind: "commit" | "ask" = "commit",
): Promise<readonly ComparisonWord[]> {
  if (round === undefined) return [];
  const { attempt, seed, nonce, commitments } = round;
  const about = { list, attempt, seed, by: parts.self };
  const value = commitments.get(parts.self) ?? "";
  const commit = await signed(parts, { ...about, kind, value });
  if (!hasAll(people, commitments)) return [commit];
  return [commit, await signed(parts, { ...about, kind: "reveal", value: nonce })];
}

async function hear(
  parts: ComparisonParts,
  now: Comparison,
  word: ComparisonWord,
): Promise<ComparisonStep> {
  const { by, signature } = word;
  const speaker = now.people.find(({ identity }) => identity === by);
  if (speaker === undefined || by === parts.self || word.list !== now.list) return quiet(now);
  if (!(await parts.isSigned(speaker.signatureKey, signedBytes(parts, word), signature))) {
    return quiet(now);
  }
  if (isAhead(word, now.round)) {
    const begunByOthers = now.begunByOthers + 1;
    if (begunByOthers > mostByOthers) return quiet(now);
    const begun = await begin(parts, { ...now, begunByOthers }, word);
    const after = await takeIn(parts, begun.comparison, word);
    return {
      comparison: after.comparison,
      words: after.words.length > 0 ? after.words : begun.words,
    };
  }
  if (word.attempt !== now.round?.attempt || word.seed !== now.round.seed) return quiet(now);
  return await takeIn(parts, now, word);
}

/** A later attempt replaces an earlier one; of two begun at once the smaller seed wins. */
function isAhead(
  word: Pick<ComparisonWord, "kind" | "attempt" | "seed">,
  round: Round | undefined,
): boolean {
  if (word.kind === "reveal") return false;
  if (round === undefined || word.attempt !== round.attempt) {
    return word.attempt > (round?.attempt ?? 0);
  }
  return word.seed < round.seed;
}

/** INVARIANT: the first commitment counts, and only the number that it is of. */
async function takeIn(
  parts: ComparisonParts,
  now: Comparison,
  { kind, by, value }: ComparisonWord,
): Promise<ComparisonStep> {
  const { round, list, people } = now;
  if (round === undefined) return quiet(now);
  const { attempt, seed, commitments, reveals } = round;
  if (kind !== "reveal") {
    const isFirst = !commitments.has(by);
    const all = isFirst ? new Map(commitments).set(by, value) : commitments;
    const next = { ...now, round: { ...round, commitments: all } };
    const step = await revealed(parts, next, isFirst && hasAll(people, all));
    return kind === "ask" ? { ...step, words: await ownWords(parts, step.comparison) } : step;
  }
  const promised = commitments.get(by);
  const given = await commitmentOf(parts, { list, attempt, seed, by, value });
  if (reveals.has(by) || promised !== given || !hasAll(people, commitments)) return quiet(now);
  const next = { ...now, round: { ...round, reveals: new Map(reveals).set(by, value) } };
  return await revealed(parts, next, false);
}

/** Adds the own number once all have committed, and the code once all have revealed. */
async function revealed(
  parts: ComparisonParts,
  now: Comparison,
  isLastCommitment: boolean,
): Promise<ComparisonStep> {
  const { round, people, list } = now;
  if (round === undefined || !hasAll(people, round.commitments)) return quiet(now);
  const reveals = new Map(round.reveals).set(parts.self, round.nonce);
  const words = isLastCommitment ? await ownWords(parts, now) : [];
  const isWhole = hasAll(people, reveals);
  const numbers = people.map(({ identity }) => [identity, reveals.get(identity) ?? ""]);
  const about = ["code", list, round.attempt, round.seed, numbers];
  const code = isWhole ? await parts.digest(bytesOf(about)) : undefined;
  return { comparison: { ...now, round: { ...round, reveals, code } }, words };
}

function hasAll(people: readonly ComparedMember[], given: ReadonlyMap<string, string>): boolean {
  return people.every(({ identity }) => given.has(identity));
}

async function listOf(
  { digest, meetingCode }: ComparisonParts,
  people: readonly ComparedMember[],
): Promise<string> {
  const rows = people.map(({ identity, name, signatureKey }) => [
    ...[identity, name, toBase64Url(signatureKey)],
  ]);
  return toBase64Url(await digest(bytesOf(["list", meetingCode, rows])));
}

/** Bound to its maker and its round: useless to another member, or in another group. */
async function commitmentOf(
  { digest }: ComparisonParts,
  what: Pick<ComparisonWord, "list" | "attempt" | "seed" | "by" | "value">,
): Promise<string> {
  const { list, attempt, seed, by, value } = what;
  return toBase64Url(await digest(bytesOf(["commitment", list, attempt, seed, by, value])));
}

async function signed(
  parts: ComparisonParts,
  word: Omit<ComparisonWord, "signature">,
): Promise<ComparisonWord> {
  return { ...word, signature: await parts.sign(signedBytes(parts, word)) };
}

/** JSON keeps the parts apart; the first says what they are. */
function bytesOf(parts: readonly unknown[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(["Graticule comparison 1", ...parts]));
}

function signedBytes(
  { meetingCode }: ComparisonParts,
  { kind, list, attempt, seed, by, value }: Omit<ComparisonWord, "signature">,
): Uint8Array {
  return bytesOf(["word", meetingCode, kind, list, attempt, seed, by, value]);
}
