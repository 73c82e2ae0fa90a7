import { fromBase64Url, toBase64Url } from "@graticule/e2ee/base64url";
import {
  type Comparison,
  type ComparisonInput,
  type ComparisonParts,
  type ComparisonView,
  type ComparisonWord,
  compare,
  noComparison,
  viewOf,
} from "@graticule/e2ee/comparison";
import type { KeyLine } from "@graticule/e2ee/key-line";
import { isSignedByLeaf } from "@graticule/e2ee/leaf-signature";
import { loadSuite } from "@graticule/e2ee/suite";
import { Listeners } from "../../signals/listeners.ts";
import { Budget } from "../talk/budget.ts";

/** Each page sends to all others. With more people no one reads a code aloud. */
const mostPeople = 50;
/** How soon a message is repeated. */
const repeatMs = 3_000;
/** After so many repeats, missing pages count as not answering. */
const mostRepeats = 5;

export interface ComparingParts {
  readonly line: Pick<KeyLine, "subscribe" | "current" | "signAsLeaf">;
  readonly self: string;
  readonly meetingCode: string;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

export type Compared = ComparisonView | { readonly kind: "too-many" };

/** This page's part in the code to compare: takes one step at a time, and repeats what it sent. */
export class Comparing {
  readonly #parts: ComparingParts;
  readonly #listeners = new Listeners();
  readonly #heard = new Budget({ most: 100, perMs: 10_000 });
  readonly #stop: () => void;
  #send: (word: ComparisonWord) => Promise<void> | undefined = () => undefined;
  #last: Promise<void> = Promise.resolve();
  #comparison: Comparison = noComparison;
  #view: Compared = { kind: "none" };
  #people: readonly unknown[] = [];
  #seed: string | undefined;
  #repeats = 0;
  #cancel: (() => void) | undefined;

  constructor(parts: ComparingParts) {
    this.#parts = parts;
    this.#stop = parts.line.subscribe(() => this.#look());
  }

  readonly subscribe = this.#listeners.subscribe;

  readonly current = (): Compared => this.#view;

  sendsBy(send: (word: ComparisonWord) => Promise<void> | undefined): void {
    this.#send = send;
  }

  /** Call when someone looks at the code, and the returned function when they stop. */
  readonly want = (): (() => void) => {
    this.#take({ kind: "wanted" });
    return () => this.#take({ kind: "unwanted" });
  };

  again(): void {
    this.#take({ kind: "again" });
  }

  /** `from`: the sender. Messages passed on from others are ignored. */
  hear(word: ComparisonWord, from: string): void {
    if (word.by === from && this.#heard.spend(from, Date.now()))
      this.#take({ kind: "heard", word });
  }

  close(): void {
    this.#stop();
    this.#cancel?.();
  }

  /** Those inside may have changed. */
  #look(): void {
    const { insiders } = this.#parts.line.current();
    if (insiders === this.#people) return;
    this.#people = insiders;
    this.#take({ kind: "people", people: insiders.length > mostPeople ? [] : insiders });
  }

  #take(input: ComparisonInput): void {
    this.#last = this.#last
      .then(async () => {
        const { comparison, words } = await compare(await this.#ports(), this.#comparison, input);
        this.#comparison = comparison;
        this.#show();
        // A page in no group signs nothing, and so sends nothing.
        for (const word of words) if (word.signature !== "") void this.#send(word)?.catch(nothing);
      })
      .catch(nothing);
  }

  #show(): void {
    const isTooMany = this.#people.length > mostPeople;
    this.#view = isTooMany ? { kind: "too-many" } : viewOf(this.#comparison);
    this.#waitOn();
    this.#listeners.tell();
  }

  #waitOn(): void {
    const { round, isWanted } = this.#comparison;
    if (round?.seed !== this.#seed) this.#repeats = 0;
    this.#seed = round?.seed;
    if (!isWanted || this.#view.kind !== "waiting") {
      this.#cancel?.();
      this.#cancel = undefined;
      return;
    }
    this.#cancel ??= this.#parts.later(() => {
      this.#cancel = undefined;
      this.#repeats += 1;
      this.#take({ kind: this.#repeats > mostRepeats ? "overdue" : "repeat" });
    }, repeatMs);
  }

  async #ports(): Promise<ComparisonParts> {
    const { self, meetingCode, line } = this.#parts;
    const suite = await loadSuite();
    return {
      ...{ self, meetingCode },
      digest: (data) => suite.hash.digest(data),
      random: () => toBase64Url(crypto.getRandomValues(new Uint8Array(32))),
      sign: async (data) => toBase64Url((await line.signAsLeaf(data)) ?? new Uint8Array()),
      isSigned: (key, data, signature) =>
        isSignedByLeaf(suite, key, { data, signature: fromBase64Url(signature) }),
    };
  }
}

function nothing(): void {}
