import { setTimeout as delay } from "node:timers/promises";
import { DisconnectReason } from "@livekit/protocol";
import type { Instance } from "../cluster-of-programs.ts";
import type { RawClient } from "../raw-client.ts";

/** What must never happen, and the cases of each. */
export interface Violations {
  /** Let in although something acknowledged kept them out all the while. */
  readonly letIn: string[];
  /** Refused, or removed by the engine, although something acknowledged let them in all the while. */
  readonly keptOut: string[];
  /** Lost their connection to a fault that doesn't touch them. */
  readonly cut: string[];
  /** Two instances that decided about a room in turn. */
  readonly twoOwners: string[];
  /** Still inside, or not yet back, long after the fault was over. */
  readonly notSettled: string[];
  /** Not back within 15 s of the end of what happened to their engine. */
  readonly lateBack: string[];
}

export const noViolations = (): Violations => ({
  ...{ letIn: [], keptOut: [], cut: [], twoOwners: [], notSettled: [], lateBack: [] },
});

export type Random = () => number;

export function pick<T>(some: readonly T[], random: Random): T {
  const picked = some[Math.floor(random() * some.length)];
  if (picked === undefined) throw new Error("there is nothing to pick from");
  return picked;
}

/** `in`, `out`: certain by what was acknowledged. `either`: nothing is certain. */
export type Standing = "in" | "out" | "either";

/** Someone who keeps coming. */
export interface Member {
  readonly room: string;
  readonly identity: string;
  /** Takes a seat through this instance. A number: the status with which that was refused before. */
  sit(at: Instance): Promise<RawClient | number>;
  /** What was certain during this whole time, in ms of `performance.now()`. */
  standing(from: number, until: number): Standing;
}

/** The engine itself gives up a client that never sends media. */
const withoutMedia = DisconnectReason.JOIN_FAILURE;

/** Someone inside, and how they came. */
export interface Seated {
  readonly member: Member;
  readonly through: Instance;
}

export interface CrowdParts {
  /** Those that run. */
  readonly instances: () => readonly Instance[];
  readonly random: Random;
  readonly violations: Violations;
  /** Why someone who lost their connection now may have. Undefined: there is no reason. */
  readonly excuse: (seated: Seated) => string | undefined;
}

/** People without media who keep coming, through any instance, whatever happens. */
export class FaultCrowd {
  letIn = 0;
  refused = 0;
  readonly #parts: CrowdParts;
  readonly #seated = new Set<Seated>();

  constructor(parts: CrowdParts) {
    this.#parts = parts;
  }

  seated(): readonly Seated[] {
    return [...this.#seated];
  }

  /** Until the signal. Resolves when they have left. */
  async live(members: readonly Member[], signal: AbortSignal): Promise<void> {
    await Promise.all(members.map((member) => this.#live(member, signal)));
  }

  async #live(member: Member, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#come(member, signal);
      await delay(200 + this.#parts.random() * 400, undefined, { signal }).catch(() => undefined);
    }
  }

  async #come(member: Member, signal: AbortSignal): Promise<void> {
    const { instances, random } = this.#parts;
    const running = instances();
    if (running.length === 0) return;
    const through = pick(running, random);
    const began = performance.now();
    const client = await member.sit(through);
    if (typeof client === "number") return this.#refusal(member, client, began);
    const end = (): void => client.close();
    if (signal.aborted) end();
    signal.addEventListener("abort", end, { once: true });
    const status = await answerOf(client);
    if (status === 101) await this.#stay({ member, through }, client, { began, signal });
    else this.#refusal(member, status, began);
    signal.removeEventListener("abort", end);
  }

  async #stay(
    seated: Seated,
    client: RawClient,
    { began, signal }: { readonly began: number; readonly signal: AbortSignal },
  ): Promise<void> {
    const { violations, excuse } = this.#parts;
    const { member, through } = seated;
    const name = `${member.identity} in ${member.room} through ${through.port}`;
    this.letIn += 1;
    if (member.standing(began, performance.now()) === "out") violations.letIn.push(name);
    this.#seated.add(seated);
    await client.closed;
    this.#seated.delete(seated);
    if (signal.aborted || member.standing(began, performance.now()) !== "in") return;
    if (client.leaveReason === DisconnectReason.PARTICIPANT_REMOVED) {
      violations.keptOut.push(`${name} was removed`);
    } else if (client.leaveReason !== withoutMedia && excuse(seated) === undefined) {
      violations.cut.push(`${name}, reason ${client.leaveReason}`);
    }
  }

  #refusal(member: Member, status: number, began: number): void {
    if (status !== 403 && status !== 451) return;
    this.refused += 1;
    if (member.standing(began, performance.now()) !== "in") return;
    this.#parts.violations.keptOut.push(`${member.identity} got ${status} in ${member.room}`);
  }
}

/** 0 without an answer in time: a real client comes again then. */
async function answerOf(client: RawClient): Promise<number> {
  const late = setTimeout(() => client.close(), 10_000);
  const { status } = await client.answer;
  clearTimeout(late);
  return status;
}
