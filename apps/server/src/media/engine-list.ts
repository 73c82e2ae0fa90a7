import { readFileSync } from "node:fs";
import { z } from "zod";
import type { EngineKey } from "./engine-token.ts";

/** An engine as the operator lists it. */
export interface EngineEntry {
  /** Named by placements; 1 to 40 of a to z, 0 to 9 and -. Never shown to participants. */
  readonly id: string;
  /** Private; `http:` or `https:`. */
  readonly url: string;
  readonly key: EngineKey;
  /** The region it is in. Undefined: the operator doesn't say. */
  readonly region: string | undefined;
  /** Whether the operator wants it to take no new rooms, and its rooms to move. */
  readonly draining: boolean;
}

/** One engine, or the file that lists them. */
export type EngineSource =
  | { readonly url: string; readonly key: string; readonly secret: string }
  | { readonly listFile: string };

/** What is wrong with a list, in words for its author. Repeats no value except a valid id. */
export class EngineListError extends Error {}

const name = /^[a-z0-9-]{1,40}$/;
const nameError = "must have 1 to 40 characters: a to z, 0 to 9 and -";
const mostEngines = 200;

const entrySchema = z.strictObject({
  id: z.string().regex(name, { error: nameError }),
  url: z.url({
    protocol: /^(https?|wss?)$/,
    error: "must begin with http://, https://, ws:// or wss://, such as http://10.0.0.5:7880",
  }),
  key: z.string().min(1),
  secret: z.string().min(1),
  region: z.string().regex(name, { error: nameError }).optional(),
  draining: z.boolean({ error: "must be true or false" }).optional(),
});

/** Reads the list from a file, the one at MEDIA_ENGINES. @throws EngineListError */
export function readEngineFile(file: string): readonly EngineEntry[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new EngineListError(
      `can't be read. Check that ${file} is a file that the service may read`,
    );
  }
  return parseEngineList(text);
}

/** @throws EngineListError */
export function parseEngineList(text: string): readonly EngineEntry[] {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    // The parser's own message would repeat a part of the file.
    throw new EngineListError("isn't JSON. Check its brackets, commas and quotes");
  }
  if (!Array.isArray(list) || list.length < 1 || list.length > mostEngines) {
    throw new EngineListError(`must be a list, […], of 1 to ${mostEngines} engines`);
  }
  const entries = list.map(entryOf);
  refuseTwice(entries, "id", ({ id }) => id);
  refuseTwice(entries, "url", ({ url }) => url);
  refuseTwice(entries, "key", ({ key }) => key.id);
  return entries;
}

function entryOf(raw: unknown, at: number): EngineEntry {
  const parsed = entrySchema.safeParse(raw);
  if (parsed.success) {
    const { id, url, key, secret, region, draining = false } = parsed.data;
    return { id, url: plainUrl(url), key: { id: key, secret }, region, draining };
  }
  const issue = parsed.error.issues[0];
  const which = `engine ${at + 1}${nameOf(raw)}`;
  const field = issue?.path[0];
  if (field === undefined) {
    const shape = '{"id", "url", "key", "secret"}, with "region" and "draining" if you like';
    throw new EngineListError(`has a mistake in ${which}: write ${shape}, and nothing else`);
  }
  const isMissing = typeof raw === "object" && raw !== null && !(field in raw);
  const problem = isMissing ? "is missing" : (wrong[String(field)] ?? issue?.message);
  throw new EngineListError(`has a mistake in ${which}: its ${String(field)} ${problem}`);
}

const wrong: Readonly<Record<string, string>> = {
  key: "must be text that isn't empty",
  secret: "must be text that isn't empty",
};

function nameOf(raw: unknown): string {
  const id: unknown = typeof raw === "object" && raw !== null ? Reflect.get(raw, "id") : undefined;
  return typeof id === "string" && name.test(id) ? ` (${id})` : "";
}

/** The same spelling for the same address. */
const plainUrl = (url: string): string =>
  new URL(url.replace(/^ws/i, "http")).href.replace(/\/+$/, "");

function refuseTwice(
  entries: readonly EngineEntry[],
  field: string,
  fieldOf: (entry: EngineEntry) => string,
): void {
  const seen = new Map<string, string>();
  for (const entry of entries) {
    const other = seen.get(fieldOf(entry));
    if (other !== undefined) {
      const both = other === entry.id ? `two engines called ${other}` : `${other} and ${entry.id}`;
      throw new EngineListError(`gives ${both} the same ${field}. Each needs its own`);
    }
    seen.set(fieldOf(entry), entry.id);
  }
}
