import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { packBundle } from "@graticule/ledger/bundle";
import { signCheckpoint } from "@graticule/ledger/checkpoint";
import { commit, type Opening } from "@graticule/ledger/commitment";
import { type Day, daysAfter } from "@graticule/ledger/day";
import { append, edgeRoot, emptyEdge, partialTiles } from "@graticule/ledger/edge";
import { type Entry, readEntry, type TextName } from "@graticule/ledger/entry";
import { encodeEntry } from "@graticule/ledger/leaf";
import { leafHash, type Sha256 } from "@graticule/ledger/merkle";
import { formatNoteKey, noteKey } from "@graticule/ledger/note";
import { type FilledSlot, fillSlots, slotsADay } from "@graticule/ledger/sealed";
import { type SealedContent, sealedContent } from "@graticule/ledger/sealed-content";
import { resourcePath, tileWidth } from "@graticule/ledger/tile";
import { type FakeEvent, fakeEvents, lastDay } from "./fake-log-story.ts";

/** A whole log, as the server would have written it, with a key that everybody has. */
export interface FakeLog {
  readonly today: Day;
  readonly leaves: readonly FakeLeaf[];
  /** By their paths beneath `/log/`: tiles, bundles, `key` and `checkpoint`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface FakeLeaf {
  readonly entry: Entry;
  readonly bytes: Uint8Array;
  readonly texts: ReadonlyMap<string, Opening | "taken-down">;
}

export const fakeSha256: Sha256 = (bytes) => createHash("sha256").update(bytes).digest();

const origin = "meet.example.org/log";
const seed = Buffer.from("a key for pictures, and no secret");
const privateKey = createPrivateKey({
  // RFC 8410: what stands before the 32 bytes of an Ed25519 key.
  key: Buffer.concat([
    Buffer.from("302e020100300506032b657004220420", "hex"),
    seed.subarray(0, 32),
  ]),
  ...{ format: "der", type: "pkcs8" },
});
const publicKey = Buffer.from(
  createPublicKey(privateKey).export({ format: "jwk" }).x ?? "",
  "base64url",
);
const key = noteKey(fakeSha256, origin, publicKey);

interface Told {
  readonly on: number;
  readonly content: SealedContent;
  readonly texts: ReadonlyMap<string, Opening>;
}

/** @param events of one that forgets something: fewer than there were */
export async function buildFakeLog(events: readonly FakeEvent[] = fakeEvents): Promise<FakeLog> {
  const today = new Date().toISOString().slice(0, 10) as Day;
  const dayAt = (on: number): Day => daysAfter(today, on - lastDay);
  const leaves: FakeLeaf[] = [];
  const wait: Told[] = [];
  const due: { readonly told: Told; readonly slot: number; readonly filled: FilledSlot }[] = [];

  const put = (on: number, says: object, texts: FakeLeaf["texts"] = new Map()): void => {
    const read = readEntry({ day: dayAt(on), ...says });
    if (read.kind === "refused") throw new TypeError(JSON.stringify([read.fault, says]));
    leaves.push({ entry: read.entry, bytes: encodeEntry(read.entry), texts });
  };

  const take = (event: FakeEvent): void => {
    const { on, says, texts = {}, sealedUntil } = event;
    const openings = Object.entries(texts).map(([name, value]) => {
      const salt = createHash("sha256").update(`salt ${on} ${name} ${value}`).digest("hex");
      return [name, { salt, value }] as const;
    });
    const hidden = Object.fromEntries(
      openings.map(([name, opening]) => [name, commit(fakeSha256, "text", opening)]),
    );
    if (sealedUntil === undefined) {
      put(on, { ...fieldsOf(says), ...hidden }, new Map(openings));
      return;
    }
    const shut = Object.fromEntries(
      openings.map(([name]) => [name, { sealedUntil: dayAt(sealedUntil) }]),
    );
    put(on, { ...fieldsOf(says), ...shut });
    const { request, order } = says;
    const content = sealedContent({
      ...(order === undefined ? { kind: "request-told", request } : { kind: "order-told", order }),
      ...hidden,
    });
    if (content === undefined) throw new TypeError("this can't be sealed");
    wait.push({ on: sealedUntil, content, texts: new Map(openings) });
  };

  const fieldsOf = (says: FakeEvent["says"]): object => {
    const { from, until, onDay, entry, ...rest } = says;
    const days = { from, until, on: onDay };
    const given = Object.entries(days).filter(([, on]) => typeof on === "number");
    return {
      ...rest,
      ...Object.fromEntries(given.map(([name, on]) => [name, dayAt(on as number)])),
      ...(entry === undefined
        ? {}
        : { entry: takeDown(entry as { request: number; text: TextName }) }),
    };
  };

  /** The entry that has this text, which is gone from then on. */
  const takeDown = ({ request, text }: { request: number; text: TextName }): number => {
    const index = leaves.findIndex(
      ({ entry, texts }) => "request" in entry && entry.request === request && texts.has(text),
    );
    const leaf = leaves[index];
    if (leaf === undefined) throw new TypeError("no such text");
    leaves[index] = { ...leaf, texts: new Map([...leaf.texts, [text, "taken-down"]]) };
    return index;
  };

  const open = (on: number): void => {
    for (const { told, slot, filled } of due.filter((one) => one.told.on === on - 1)) {
      const { salt, held } = filled;
      put(on, { kind: "sealed-opened", entry: slot, salt, held }, told.texts);
    }
  };

  const shut = (on: number): void => {
    const taken = wait.splice(0, slotsADay);
    const salts = Array.from({ length: slotsADay }, (_, at) =>
      createHash("sha256").update(`slot ${on} ${at}`).digest("hex"),
    );
    const contents = taken.map(({ content }) => content);
    for (const filled of fillSlots(fakeSha256, { day: dayAt(on), contents, salts })) {
      const told = taken.find(({ content }) => content === filled.held);
      if (told !== undefined) due.push({ told, slot: leaves.length, filled });
      put(on, filled.entry);
    }
  };

  const takeAll = (on: number, comesDaily: boolean): void => {
    for (const event of events) {
      if (event.on === on && (event.daily !== undefined) === comesDaily) take(event);
    }
  };
  for (let on = 0; on < lastDay; on += 1) {
    open(on);
    takeAll(on, false);
    takeAll(on, true);
    shut(on);
  }
  takeAll(lastDay, false);
  return { today, leaves, files: await filesOf(leaves.map(({ bytes }) => bytes)) };
}

async function filesOf(leaves: readonly Uint8Array[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const hashes = leaves.map((leaf) => leafHash(fakeSha256, leaf));
  const { edge, full } = append(fakeSha256, emptyEdge, hashes);
  const files = new Map<string, Uint8Array>(
    [...full, ...partialTiles(edge)].map(({ tile, bytes }) => [
      resourcePath({ kind: "tile", ...tile }),
      bytes,
    ]),
  );
  for (let index = 0; index * tileWidth < leaves.length; index += 1) {
    const bundle = leaves.slice(index * tileWidth, (index + 1) * tileWidth);
    files.set(resourcePath({ kind: "entries", index, width: bundle.length }), packBundle(bundle));
  }
  const root = edgeRoot(fakeSha256, edge);
  const signer = { key, sign: async (message: Uint8Array) => sign(null, message, privateKey) };
  files.set("checkpoint", await signCheckpoint({ origin, size: leaves.length, root }, signer));
  files.set("key", Buffer.from(`${formatNoteKey(key)}\n`));
  return files;
}
