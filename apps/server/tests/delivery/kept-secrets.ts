import { toBase64Url } from "@graticule/e2ee/base64url";
import type { Group } from "@graticule/e2ee/group";
import type { MemberParts } from "@graticule/e2ee/keys";
import type { Member } from "@graticule/e2ee/member";
import { privateFieldsOf } from "./private-fields.ts";

type Suite = MemberParts["suite"];

const secretBytes = 32;

/**
 * Everything reachable from a value, private fields included. Functions are skipped, and so is the
 * tree, which is public and by far the largest part.
 */
export function reachableFrom(value: unknown, seen = new Set<unknown>()): ReadonlySet<unknown> {
  if (typeof value !== "object" || value === null || seen.has(value)) return seen;
  seen.add(value);
  if (ArrayBuffer.isView(value)) {
    // A view also exposes the rest of its buffer, except in Node's pool, which pages don't have.
    const { buffer } = value;
    if (buffer.byteLength < Buffer.poolSize && buffer.byteLength > value.byteLength) {
      seen.add(new Uint8Array(buffer));
    }
    return seen;
  }
  for (const part of partsOf(value)) reachableFrom(part, seen);
  return seen;
}

function partsOf(value: object): readonly unknown[] {
  if (value instanceof Map) return [...value.entries()].flat();
  if (value instanceof Set) return [...value];
  const { ratchetTree: _, ...named } = value as { readonly ratchetTree?: unknown };
  const prototype = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === Array.prototype;
  return [...Object.values(named), ...(isPlain ? [] : privateFieldsOf(value).values())];
}

export function bytesReachableFrom(value: unknown): readonly Uint8Array[] {
  return [...reachableFrom(value)].filter((one) => one instanceof Uint8Array);
}

export function textsReachableFrom(value: unknown): ReadonlySet<string> {
  return new Set(bytesReachableFrom(value).map((bytes) => toBase64Url(bytes)));
}

/** A copy of what this member's epoch depends on: its secrets, and its path's private keys. */
export function secretsOf(now: Member): readonly string[] {
  if (now.kind !== "inside") throw new Error("it is not inside");
  const { keySchedule, privatePath } = now.group.mls;
  const { epochAuthenticator: _, ...secrets } = keySchedule;
  const all = [...Object.values(secrets), ...Object.values(privatePath.privateKeys)];
  return all.map((bytes) => toBase64Url(bytes));
}

/**
 * Follows one member and looks at all that can be reached from it.
 *
 * INVARIANT: of what it ever derived, drew, or opened by a private key, it has what its current
 * epoch needs, and what its own pending commit needs. Nothing is left of past epochs: no secret of
 * their key schedules and secret trees, no private key of a replaced path or of its own old leaf,
 * no path, node, commit, joiner or welcome secret, no frame key, and no private key of a key
 * package. From what the service relayed, an epoch opens only with one of these (RFC 9420 sections
 * 8 and 12.4.3.1).
 */
export class KeptSecrets {
  /** Every secret this member ever had, and their first bytes, which rule most others out. */
  readonly #ever = new Set<string>();
  readonly #heads = new Set<number>();
  #found = 0;

  get found(): number {
    return this.#found;
  }

  /** The same suite, recording every secret that it returns. */
  watched(suite: Suite): Suite {
    const { kdf, hpke, rng } = suite;
    const noted = async (made: Promise<Uint8Array>): Promise<Uint8Array> => this.#note(await made);
    return {
      ...suite,
      kdf: {
        ...kdf,
        extract: (...what) => noted(kdf.extract(...what)),
        expand: (...what) => noted(kdf.expand(...what)),
      },
      hpke: {
        ...hpke,
        open: (...what) => noted(hpke.open(...what)),
        exportPrivateKey: (key) => noted(hpke.exportPrivateKey(key)),
        importPrivateKey: (key) => hpke.importPrivateKey(this.#note(key)),
      },
      rng: { ...rng, randomBytes: (length) => this.#note(rng.randomBytes(length)) },
    };
  }

  /** It gave this to its page, and no longer has it. */
  gaveAway(secret: Uint8Array): void {
    this.#note(secret);
  }

  /** `from`: where the member is reached from, if not from itself. */
  look(member: Member, from: unknown = member): void {
    const needed = neededBy(member);
    for (const secret of needed) this.#note(secret);
    const now = new Set(needed.map((secret) => textAt(secret, 0)));
    for (const bytes of bytesReachableFrom(from)) {
      for (const text of this.#knownIn(bytes)) if (!now.has(text)) this.#found += 1;
    }
  }

  /** A secret can be anywhere in an opened welcome: every offset counts as one. */
  #note(bytes: Uint8Array): Uint8Array {
    const view = viewOf(bytes);
    for (let at = 0; at + secretBytes <= bytes.length; at += 1) {
      const text = textAt(bytes, at);
      // Erased bytes are no secret.
      if (text === erased) continue;
      this.#ever.add(text);
      this.#heads.add(view.getUint32(at));
    }
    return bytes;
  }

  #knownIn(bytes: Uint8Array): readonly string[] {
    const known: string[] = [];
    const view = viewOf(bytes);
    for (let at = 0; at + secretBytes <= bytes.length; at += 1) {
      if (!this.#heads.has(view.getUint32(at))) continue;
      const text = textAt(bytes, at);
      if (this.#ever.has(text)) known.push(text);
    }
    return known;
  }
}

const erased = "\0".repeat(secretBytes);

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function textAt(bytes: Uint8Array, at: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + at, secretBytes).toString("latin1");
}

function neededBy(member: Member): readonly Uint8Array[] {
  switch (member.kind) {
    case "new":
    case "refused":
    case "unvouched":
      return [];
    case "outside": {
      const { initPrivateKey, hpkePrivateKey } = member.keys.privatePart;
      return [initPrivateKey, hpkePrivateKey];
    }
    case "inside": {
      const { group, made } = member;
      return [group, ...(made === undefined ? [] : [made.next])].flatMap(heldIn);
    }
  }
}

function heldIn({ mls }: Group): readonly Uint8Array[] {
  const path = Object.entries(mls.privatePath.privateKeys);
  return [
    ...Object.values(mls.keySchedule),
    ...path.flatMap(([node, key]) => (mls.ratchetTree[Number(node)] === undefined ? [] : [key])),
    ...mls.secretTree.flatMap((node) => [node.handshake.secret, node.application.secret]),
  ];
}
