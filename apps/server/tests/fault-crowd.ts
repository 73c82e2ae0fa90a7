import { setTimeout as delay } from "node:timers/promises";
import { DisconnectReason } from "@livekit/protocol";
import type { ClusterWorld, Instance } from "./cluster-of-programs.ts";
import type { RawClient } from "./raw-client.ts";

/** What must never happen, and the most telling case of each. */
export interface Violations {
  /** Let in although an acknowledged rule refused them all the while. */
  undecidedLetIn: string[];
  /** Refused, or removed by the engine, although no rule and no order ever names them. */
  bystandersCut: string[];
  /** Still inside, or not yet back, long after the fault was over. */
  notSettled: string[];
}

export type Random = () => number;

/** Someone whom a rule or order may name (`far`), or never does (`near`). */
export interface Member {
  readonly room: string;
  readonly identity: string;
  readonly address: string;
  readonly kind: "near" | "far";
}

/** What is known of a room's rule: it is certain only after an answer, until the next act begins. */
export class RuleTruth {
  readonly #spans: { readonly from: number; until: number; readonly denied: boolean }[] = [];
  /** Undefined: an act had no answer. */
  denied: boolean | undefined = false;

  constructor() {
    this.#spans.push({ from: 0, until: Number.POSITIVE_INFINITY, denied: false });
  }

  begin(): void {
    const last = this.#spans.at(-1);
    if (last !== undefined && last.until === Number.POSITIVE_INFINITY)
      last.until = performance.now();
    this.denied = undefined;
  }

  acknowledged(denied: boolean): void {
    this.#spans.push({ from: performance.now(), until: Number.POSITIVE_INFINITY, denied });
    this.denied = denied;
  }

  /** Whether the rule certainly refused people from there during this whole time. */
  deniedThroughout(from: number, until: number): boolean {
    return this.#spans.some((span) => span.denied && span.from <= from && until <= span.until);
  }
}

export interface CrowdParts {
  readonly world: ClusterWorld;
  /** Those that run. */
  readonly instances: () => readonly Instance[];
  readonly members: readonly Member[];
  readonly truth: ReadonlyMap<string, RuleTruth>;
  readonly random: Random;
}

/** People without media who keep coming, through any instance, whatever happens. */
export class FaultCrowd {
  readonly violations: Violations = { undecidedLetIn: [], bystandersCut: [], notSettled: [] };
  letIn = 0;
  refused = 0;
  readonly #parts: CrowdParts;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>[];

  constructor(parts: CrowdParts) {
    this.#parts = parts;
    this.#running = parts.members.map((member) => this.#live(member));
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running);
  }

  async #live(member: Member): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      await this.#come(member);
      await delay(200 + this.#parts.random() * 400, undefined, { signal }).catch(() => undefined);
    }
  }

  async #come({ room, identity, address, kind }: Member): Promise<void> {
    const { random, world, truth } = this.#parts;
    const through = this.#parts.instances();
    const at = through[Math.floor(random() * through.length)];
    if (at === undefined) return;
    const began = performance.now();
    const client = world.sit(at, room, identity, address);
    const end = (): void => client.close();
    this.#stop.signal.addEventListener("abort", end, { once: true });
    const answer = await this.#answer(client);
    if (answer === 101) {
      this.letIn += 1;
      const now = performance.now();
      if (kind === "far" && truth.get(room)?.deniedThroughout(began, now) === true) {
        this.violations.undecidedLetIn.push(`${identity} in ${room}`);
      }
      await client.closed;
      if (kind === "near" && client.leaveReason === DisconnectReason.PARTICIPANT_REMOVED) {
        this.violations.bystandersCut.push(`${identity} was removed from ${room}`);
      }
    } else if (answer === 403 || answer === 451) {
      this.refused += 1;
      if (kind === "near") this.violations.bystandersCut.push(`${identity} got ${answer}`);
    }
    this.#stop.signal.removeEventListener("abort", end);
  }

  /** 0 without an answer in time: a real client comes again then. */
  async #answer(client: RawClient): Promise<number> {
    const late = setTimeout(() => client.close(), 10_000);
    const { status } = await client.answer;
    clearTimeout(late);
    return status;
  }
}
