import { setTimeout as delay } from "node:timers/promises";
import { type JoinEvent, joinAdmitted, joinRefusedProblem } from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { forwardFrom } from "@graticule/server/tests/forward";
import { Room, RoomEvent } from "@livekit/rtc-node";
import { followEvents, followKeys } from "../e2e/key-client.ts";
import { NativeKeys, nativeEncryption } from "../e2e/native-keys.ts";
import type { Person } from "./cast.ts";
import type { Conversation } from "./conversation.ts";

const askAgainMs = 2_000;

export type PersonEvent = "joined" | "kept out" | "left";

export interface Visit {
  /** Where the service is on this machine. */
  readonly port: number;
  readonly meeting: { readonly code: string; readonly secret: LinkSecret };
  readonly conversation: Conversation;
  readonly signal: AbortSignal;
  readonly onEvent: (person: Person, event: PersonEvent) => void;
}

type Admitted = ReturnType<typeof joinAdmitted.parse>;
interface Asked {
  readonly joinId: string;
  readonly key: string;
  /** Absent: kept out. */
  readonly admitted?: Admitted;
}

/**
 * Someone drawn comes as our page does: asks to join, takes part in the keys, shows camera and
 * microphone, leaves when told to, and enters by the same join once it may. LiveKit's native client
 * carries sound and picture. Runs until `signal` aborts.
 */
export async function visit(person: Person, about: Visit): Promise<void> {
  const { signal } = about;
  const forward = await forwardFrom(person.address, about.port);
  signal.addEventListener("abort", () => forward.close(), { once: true });
  const url = forward.url.replace("ws", "http");
  let last: PersonEvent | undefined;
  const tell = (event: PersonEvent): void => {
    if (event !== last) about.onEvent(person, event);
    last = event;
  };
  let asked: Asked | undefined;
  while (!signal.aborted) {
    asked = await ask(url, person.name, about, asked);
    if (asked?.admitted !== undefined) {
      await sit(url, person, {
        ...about,
        admitted: asked.admitted,
        onSeated: () => tell("joined"),
      });
      tell("left");
    } else if (asked === undefined) {
      await delay(askAgainMs, undefined, { signal }).catch(() => undefined);
    } else {
      tell("kept out");
      await mayReturn(url, asked, signal);
    }
  }
}

/** By the join that there is, else by a new one. Undefined: there was no answer, or none to use. */
async function ask(
  url: string,
  name: string,
  { meeting, signal }: Visit,
  before: Asked | undefined,
): Promise<Asked | undefined> {
  const [path, body, key] =
    before === undefined
      ? [`/api/meetings/${meeting.code}/joins`, { name }]
      : [`/api/joins/${before.joinId}/enter`, {}, before.key];
  try {
    const response = await fetch(url + path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify(body),
      signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]),
    });
    const answer: unknown = await response.json();
    if (response.status === 200) {
      const admitted = joinAdmitted.parse(answer);
      return { joinId: admitted.joinId, key: admitted.key, admitted };
    }
    const { joinId, key: own } = joinRefusedProblem.parse(answer);
    return { joinId, key: own };
  } catch {
    return undefined;
  }
}

/** The door has opened for this join. */
async function mayReturn(url: string, join: Asked, signal: AbortSignal): Promise<void> {
  const heard = new AbortController();
  const onEvent = (event: JoinEvent): void => {
    if (event.kind === "may-return" || (event.kind === "state" && event.admitted)) heard.abort();
  };
  await followEvents(url, join, onEvent, AbortSignal.any([signal, heard.signal]));
}

/** Sits in the room until told to leave, until the connection ends, or until `signal` aborts. */
async function sit(
  url: string,
  person: Person,
  about: Visit & { readonly admitted: Admitted; readonly onSeated: () => void },
): Promise<void> {
  const { admitted, meeting, conversation, signal } = about;
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  const over = AbortSignal.any([signal, leaving.signal]);
  const room = new Room();
  room.once(RoomEvent.Disconnected, leave);
  const keys = new NativeKeys();
  const join = { ...admitted, code: meeting.code };
  const { stop } = followKeys(url, join, {
    secret: meeting.secret,
    keys,
    onEvent: ({ kind }) => {
      if (kind === "removed" || kind === "sent-back" || kind === "ended") leave();
    },
  });
  let unseat: (() => Promise<void>) | undefined;
  try {
    const connecting = { autoSubscribe: false, dynacast: false, encryption: nativeEncryption };
    await room.connect(url.replace("http", "ws"), admitted.token, connecting);
    keys.attach(room);
    unseat = await conversation.seat(room, person);
    keys.useOwn();
    about.onSeated();
    if (!over.aborted) await new Promise((done) => over.addEventListener("abort", done));
  } catch {
    await delay(askAgainMs, undefined, { signal: over }).catch(() => undefined);
  }
  stop();
  await unseat?.();
  await room.disconnect().catch(() => undefined);
}
