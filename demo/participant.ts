import { setTimeout as delay } from "node:timers/promises";
import {
  type JoinEvent,
  joinAdmitted,
  joinHeld,
  joinRefusedProblem,
} from "@graticule/api/meetings";
import type { LinkSecret } from "@graticule/e2ee/link-secret";
import { forwardFrom } from "@graticule/server/tests/forward";
import { Room, RoomEvent } from "@livekit/rtc-node";
import { followEvents, followKeys } from "../e2e/key-client.ts";
import { NativeKeys, nativeEncryption } from "../e2e/native-keys.ts";
import type { Person } from "./cast.ts";
import type { Conversation } from "./conversation.ts";

const askAgainMs = 2_000;
/** A room that doesn't answer doesn't hold up the end. */
const closingMs = 2_000;

export type PersonEvent = "joined" | "is in the lobby" | "kept out" | "left";

export interface Visit {
  /** Where the service is on this machine. */
  readonly port: number;
  readonly meeting: { readonly code: string; readonly secret: LinkSecret };
  readonly conversation: Conversation;
  readonly signal: AbortSignal;
  readonly onEvent: (person: Person, event: PersonEvent) => void;
}

type Admitted = ReturnType<typeof joinAdmitted.parse>;
interface Join {
  readonly joinId: string;
  readonly key: string;
}
type Answer =
  | { readonly kind: "let in"; readonly join: Admitted }
  | { readonly kind: "has to wait"; readonly join: Join }
  | { readonly kind: "ended" | "gone" | "no answer" };

/**
 * Someone drawn comes as our page does: asks to join, takes part in the keys, shows camera and
 * microphone, leaves when told to, waits, and enters by the same join once it may. LiveKit's native
 * client carries sound and picture. Runs until the meeting ends or `signal` aborts.
 */
export async function visit(person: Person, about: Visit): Promise<void> {
  const ended = new AbortController();
  const signal = AbortSignal.any([about.signal, ended.signal]);
  const forward = await forwardFrom(person.address, about.port);
  signal.addEventListener("abort", () => forward.close(), { once: true });
  const url = forward.url.replace("ws", "http");
  let last: PersonEvent | undefined;
  const tell = (event: PersonEvent): void => {
    if (event !== last) about.onEvent(person, event);
    last = event;
  };
  const hear = (event: JoinEvent): void => {
    if (event.kind === "ended") ended.abort();
    const waits = waitingBy(event);
    if (waits !== undefined) tell(waits);
  };
  let join: Join | undefined;
  while (!signal.aborted) {
    const answer = await ask(url, person.name, { ...about, signal }, join);
    if ("join" in answer) join = answer.join;
    if (answer.kind === "let in") {
      const onSeated = (): void => tell("joined");
      await sit(url, person, { ...about, signal, admitted: answer.join, onSeated, hear });
      tell("left");
    }
    if (answer.kind === "ended") ended.abort();
    if (answer.kind === "gone") join = undefined;
    // As a page does, which doesn't ask by itself: after a removal that would be asking the host.
    if ("join" in answer) await mayEnter(url, answer.join, signal, hear);
    else await delay(askAgainMs, undefined, { signal }).catch(() => undefined);
  }
}

function waitingBy(event: JoinEvent): PersonEvent | undefined {
  if (event.kind !== "state" || event.admitted) return undefined;
  return event.held === undefined ? "kept out" : "is in the lobby";
}

/** By the join that there is, else by a new one. */
async function ask(
  url: string,
  name: string,
  { meeting, signal }: Visit,
  before: Join | undefined,
): Promise<Answer> {
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
    return understand(response.status, await response.json());
  } catch {
    return { kind: "no answer" };
  }
}

function understand(status: number, answer: unknown): Answer {
  switch (status) {
    case 200:
      return { kind: "let in", join: joinAdmitted.parse(answer) };
    case 202:
      return { kind: "has to wait", join: joinHeld.parse(answer) };
    case 403:
    case 451:
      return { kind: "has to wait", join: joinRefusedProblem.parse(answer) };
    case 404:
      return { kind: "gone" };
    case 410:
      return { kind: "ended" };
    default:
      return { kind: "no answer" };
  }
}

/** Until the door is open for this join, or it is no more. */
async function mayEnter(
  url: string,
  join: Join,
  signal: AbortSignal,
  hear: (event: JoinEvent) => void,
): Promise<void> {
  const open = new AbortController();
  const onEvent = (event: JoinEvent): void => {
    hear(event);
    if (event.kind === "may-return" || (event.kind === "state" && event.admitted)) open.abort();
  };
  await followEvents(url, join, onEvent, AbortSignal.any([signal, open.signal]));
}

/** Sits in the room until told to leave, until the connection ends, or until `signal` aborts. */
async function sit(
  url: string,
  person: Person,
  about: Visit & {
    readonly admitted: Admitted;
    readonly onSeated: () => void;
    readonly hear: (event: JoinEvent) => void;
  },
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
    onEvent: (event) => {
      about.hear(event);
      if (event.kind === "removed" || event.kind === "sent-back") leave();
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
    await delay(askAgainMs, undefined, { signal }).catch(() => undefined);
  }
  stop();
  await soon(unseat?.());
  await soon(room.disconnect());
}

/** Waits for it, not for long, and whatever becomes of it. */
async function soon(closing: Promise<void> | undefined): Promise<void> {
  await Promise.race([closing, delay(closingMs, undefined, { ref: false })]).catch(() => undefined);
}
