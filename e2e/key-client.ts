import { setTimeout as delay } from "node:timers/promises";
import { keysMessage } from "@graticule/api/keys";
import {
  type JoinAdmitted,
  type JoinEvent,
  joinAdmitted,
  joinEvent,
} from "@graticule/api/meetings";
import { KeyLine } from "@graticule/e2ee/key-line";
import { type LinkSecret, parseLinkSecret } from "@graticule/e2ee/link-secret";
import type { FrameKeyring } from "@graticule/frames/frame-format";

const followAgainMs = 500;

/** A join that was let in. */
export interface LetIn {
  readonly joinId: string;
  readonly key: string;
  readonly identity: string;
  readonly name: string;
  readonly code: string;
}

/**
 * The keys of an encrypted meeting for a client that is not a page: follows the join's event stream
 * and sends its messages, as our page does. `stop` ends both.
 */
export function followKeys(
  url: string,
  join: LetIn,
  how: {
    readonly secret: LinkSecret;
    readonly keys: FrameKeyring;
    /** Hears everything sent to the service and by it. */
    readonly onWire?: (text: string) => void;
    /** Hears what else the stream says. */
    readonly onEvent?: (event: JoinEvent) => void;
  },
): { readonly line: KeyLine; readonly stop: () => void } {
  const ending = new AbortController();
  const path = `${url}/api/joins/${join.joinId}`;
  const line = new KeyLine({
    meeting: { code: join.code, secret: how.secret },
    seat: { identity: join.identity, name: join.name },
    keys: how.keys,
    async say(message) {
      const body = JSON.stringify(keysMessage.parse(message));
      how.onWire?.(body);
      const answer = await fetch(`${path}/keys`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${join.key}` },
        body,
        signal: ending.signal,
      }).catch(() => undefined);
      return whatBecame(answer?.status);
    },
    now: Date.now,
    later(task, delayMs) {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  });
  const hear = (event: JoinEvent): void => {
    how.onEvent?.(event);
    if (event.kind !== "keys") return;
    if (event.keys.kind === "sitting") line.connected();
    line.hear(event.keys);
  };
  void followEvents(url, join, hear, ending.signal, how.onWire);
  return {
    line,
    stop() {
      ending.abort();
      line.close();
    },
  };
}

/** Accepted or rejected by the service; after any other answer the message is sent again. */
function whatBecame(status: number | undefined): "heard" | "refused" | "unheard" {
  if (status === undefined || status >= 500 || status === 429) return "unheard";
  return status === 400 ? "refused" : "heard";
}

/** As a browser does: reconnects when the stream ends or breaks. Ends on 404: the join is no more. */
export async function followEvents(
  url: string,
  join: Pick<LetIn, "joinId" | "key">,
  onEvent: (event: JoinEvent) => void,
  signal: AbortSignal,
  onWire: (text: string) => void = () => undefined,
): Promise<void> {
  const stream = `${url}/api/joins/${join.joinId}/events`;
  const headers = { authorization: `Bearer ${join.key}` };
  const onMessage = (message: string): void => {
    onWire(message);
    const data = message.split("\n").find((one) => one.startsWith("data: "));
    if (data !== undefined) onEvent(joinEvent.parse(JSON.parse(data.slice(6))));
  };
  while (!signal.aborted) {
    const status = await follow(stream, { headers, signal }, onMessage).catch(() => undefined);
    if (status === 404) return;
    await delay(followAgainMs, undefined, { signal }).catch(() => undefined);
  }
}

async function follow(
  url: string,
  how: RequestInit,
  onMessage: (message: string) => void,
): Promise<number> {
  const response = await fetch(url, how);
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    return response.status;
  }
  let text = "";
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    text += piece;
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      onMessage(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
  return response.status;
}

/** Someone who takes part only in a meeting's keys, without audio and video. */
export interface KeyHolder {
  readonly identity: string;
  readonly line: KeyLine;
  /** Stops following; the service thinks that its page is away. */
  readonly stop: () => void;
  /** Closes, and tells the service. */
  readonly leave: () => Promise<void>;
}

/** A join by a meeting's link that is let in. */
export async function joinBy(link: string, name: string): Promise<JoinAdmitted> {
  const { origin, pathname } = new URL(link);
  const made = await fetch(`${origin}/api/meetings/${pathname.split("/").at(-1)}/joins`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  return joinAdmitted.parse(await made.json());
}

/** Joins by a full link and is in the group. */
export async function holdKeys(link: string, name: string): Promise<KeyHolder> {
  const { origin, hash } = new URL(link);
  const secret = parseLinkSecret(hash);
  if (secret === undefined) throw new Error("The link has no secret.");
  const join = await joinBy(link, name);
  const { code } = join.meeting;
  const nothing = async (): Promise<void> => undefined;
  const keys = { receive: nothing, send: nothing, retire: nothing };
  const { line, stop } = followKeys(origin, { ...join, code }, { secret, keys });
  await line.settled();
  return {
    identity: join.identity,
    line,
    stop,
    async leave() {
      stop();
      await fetch(`${origin}/api/joins/${join.joinId}/leave`, {
        method: "POST",
        headers: { authorization: `Bearer ${join.key}` },
      });
    },
  };
}
