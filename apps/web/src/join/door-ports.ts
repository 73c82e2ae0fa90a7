import type { ContestState, Door } from "@graticule/api/meetings";
import type { Answer } from "../api/client.ts";
import type { JoinStreamListener } from "../api/join-stream.ts";
import type { JoinAnswer, JoinKey, Knocking } from "../api/joins.ts";

/** What the keeper needs from outside; `later` runs a task after some time and can be cancelled. */
export interface DoorPorts {
  readonly lookAtDoor: () => Promise<Answer<Door>>;
  readonly join: (name: string) => Promise<Answer<JoinAnswer>>;
  readonly enter: (seat: JoinKey, stated?: string) => Promise<Answer<JoinAnswer>>;
  readonly knock: (seat: JoinKey, knocking: Knocking) => Promise<Answer<undefined>>;
  readonly contest: (seat: JoinKey, devicePlace?: string) => Promise<Answer<ContestState>>;
  /** The service forgets the join; nobody waits for it. */
  readonly forgetJoin: (seat: JoinKey) => void;
  readonly openStream: (seat: JoinKey, listener: JoinStreamListener) => () => void;
  /** What a reload comes back with; undefined: nothing, and what was kept is deleted. */
  readonly keepSeat: (seat: NamedSeat | undefined) => void;
  /** Whether the service, its database and its engine answer. Cheap to ask, and never limited. */
  readonly isServiceUp: () => Promise<boolean>;
  readonly later: (task: () => void, delayMs: number) => () => void;
}

/** A join and the name under which it was made. */
export interface NamedSeat extends JoinKey {
  readonly name: string;
}

/** What came of asking the host, or of "I'm not there". `closed`: no host can open this door. */
export type KnockOutcome = "sent" | "closed" | "failed" | "offline" | "too-many";

/** What an answer to asking the host comes to; `done` hears what it says. */
export function outcomeOf<T>(answer: Answer<T>, done: (value: T) => void): KnockOutcome {
  switch (answer.kind) {
    case "ok":
      done(answer.value);
      return "sent";
    case "offline":
      return "offline";
    case "problem":
      if (answer.code === "conflict") return "closed";
      return answer.code === "too-many" ? "too-many" : "failed";
  }
}
