import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { createSeal, type Seal } from "../../config/seal.ts";

/**
 * What people wrote of a request stands sealed in its record, under a key of the request's own: once
 * the key is destroyed, the texts are, in every copy of the record. Structure stays readable.
 */
export type TextKey = ReturnType<typeof createTextKey>;

const sealedPrefix = "sealed:";
/** What is read where a text was. */
const destroyedText = "⟦destroyed⟧";

/** No one's words: from closed lists, places, times, hashes. Everything else is sealed. */
const readable: ReadonlySet<string> = new Set([
  ...["ground", "answer.answer", "answer.ground"],
  ...["authorityId", "branch", "receivedAt", "channel", "answerBy", "language"].map(inContent),
  ...["demands.kind", "placesStated", "lengthStated.kind", "lengthStated.until"].map(inContent),
  ...["forbidsNotice.until", "originals.sha256"].map(inContent),
]);

function inContent(name: string): string {
  return `content.${name}`;
}

/** A new key, as its row holds it: sealed with the instance's. */
export function newTextKey(instance: Seal, request: string): Buffer {
  return instance.seal(randomBytes(32).toString("base64"), contextOf(request));
}

/** Throws if the instance's key is not the one that sealed it. */
export function openTextKey(instance: Seal, request: string, sealed: Buffer): TextKey {
  const key = instance.open(sealed, contextOf(request));
  if (key === undefined) throw new Error("a text key that this instance.key didn't seal");
  return createTextKey(Buffer.from(key, "base64"), request);
}

const contextOf = (request: string): string => `text key ${request}`;

function createTextKey(key: Buffer, request: string) {
  const { seal, open } = createSeal(key);
  const bound = (path: string): string => `${request} ${path}`;
  /** Of the commitment to this text: without the key, no guess at the text can be tested. */
  const saltOf = (path: string): Buffer =>
    Buffer.from(hkdfSync("sha256", key, "", `graticule salt ${bound(path)}`, 32));
  return {
    saltOf,
    seal: (text: string, path: string): string =>
      `${sealedPrefix}${seal(text, bound(path)).toString("base64url")}`,
    /** Undefined: another key sealed it, or it was another text. */
    open: (sealed: string, path: string): string | undefined =>
      open(Buffer.from(sealed.slice(sealedPrefix.length), "base64url"), bound(path)),
    /** SHA-256 of salt and text, in hexadecimal. */
    commitTo: (text: string, path: string): string =>
      createHash("sha256").update(saltOf(path)).update(text).digest("hex"),
  };
}

/** The words of which the log may show something, each with its path in an event's body. */
interface Committed {
  readonly demands: readonly { readonly verbatim: string }[];
  readonly translation?: string | undefined;
}

const demandPath = (index: number): string => `content.demands.${index}.verbatim`;
const translationPath = "content.translation";

/** What the record says for good of words that may be published. */
export function commitmentsTo({ demands, translation }: Committed, key: TextKey) {
  return {
    demands: demands.map(({ verbatim }, index) => key.commitTo(verbatim, demandPath(index))),
    ...(translation !== undefined && { translation: key.commitTo(translation, translationPath) }),
  };
}

/** What the database compares with the commitments. */
export function openedWords({ demands, translation }: Committed, key: TextKey) {
  const opened = (text: string, path: string) => ({ text, salt: key.saltOf(path).toString("hex") });
  return {
    demands: demands.map(({ verbatim }, index) => opened(verbatim, demandPath(index))),
    ...(translation !== undefined && { translation: opened(translation, translationPath) }),
  };
}

/** The body of an event as its row holds it. */
export function sealBody(body: object, key: TextKey): object {
  return eachText(body, (text, path) =>
    readable.has(path.replace(/\.\d+/gu, "")) ? text : key.seal(text, path),
  );
}

/** As it was written. `lost`: some of it has no key any more, and reads as destroyed. */
export function openBody(
  stored: object,
  key: TextKey | undefined,
): { readonly body: object; readonly lost: boolean } {
  let lost = false;
  const body = eachText(stored, (text, path) => {
    const opened = openText(text, path, key);
    lost ||= opened === undefined;
    return opened ?? destroyedText;
  });
  return { body, lost };
}

/**
 * Undefined: its key is gone.
 * @param path where it stands in the body of its event
 */
export function openText(
  stored: string,
  path: string,
  key: TextKey | undefined,
): string | undefined {
  return stored.startsWith(sealedPrefix) ? key?.open(stored, path) : stored;
}

type ChangeText = (text: string, path: string) => string;

function eachText(value: object, change: ChangeText): object {
  return eachOf(value, change, "");
}

function eachIn(value: unknown, change: ChangeText, path: string): unknown {
  if (typeof value === "string") return change(value, path);
  return typeof value === "object" && value !== null ? eachOf(value, change, `${path}.`) : value;
}

function eachOf(value: object, change: ChangeText, under: string): object {
  if (Array.isArray(value)) return value.map((one, no) => eachIn(one, change, `${under}${no}`));
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, one]) => [name, eachIn(one, change, `${under}${name}`)]),
  );
}
