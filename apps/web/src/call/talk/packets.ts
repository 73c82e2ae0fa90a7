import { longestMessage, type TalkPacket, type TalkTopic, talkPackets } from "@graticule/api/talk";
import { inert } from "@graticule/api/text";
import { toBase64Url } from "@graticule/e2ee/base64url";

const isTopic = (topic: string | undefined): topic is TalkTopic =>
  topic !== undefined && Object.hasOwn(talkPackets, topic);

/** LiveKit takes at most about 15 kB in one packet; ours are far smaller. */
const largestBytes = 12_000;

/** Reads a data packet; undefined: broken or not one of ours, and to be ignored. */
export function readPacket(topic: string | undefined, bytes: Uint8Array): TalkPacket | undefined {
  if (!isTopic(topic) || bytes.byteLength > largestBytes) return undefined;
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
  const parsed = talkPackets[topic].safeParse(json);
  return parsed.success ? ({ topic, ...parsed.data } as TalkPacket) : undefined;
}

/** A packet ready to be sent. */
export interface WrittenPacket {
  readonly topic: TalkTopic;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Adds a random id, so that the packet is heard once, however often it comes. */
export function writePacket({ topic, ...body }: TalkPacket): WrittenPacket {
  const id = toBase64Url(crypto.getRandomValues(new Uint8Array(12)));
  return { topic, bytes: new TextEncoder().encode(JSON.stringify({ ...body, id })) };
}

/**
 * A message as it may be shown: inert line by line, with at most one empty line in a row.
 * Undefined: empty or too long.
 */
export function readMessage(text: string): string | undefined {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u).map(inert);
  const shown = lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return shown === "" || shown.length > longestMessage ? undefined : shown;
}
