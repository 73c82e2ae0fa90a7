import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { SourceStatus } from "../location/locator.ts";
import { type EmailSender, sourceTroubleEmail } from "../mail/emails.ts";
import type { Email } from "../mail/mailer.ts";
import { readJsonFile, writeJsonFile } from "../processes/json-file.ts";
import { isTold } from "./status-routes.ts";

export interface SourceWarningParts {
  readonly sources: () => readonly SourceStatus[];
  readonly administrators: () => Promise<readonly string[]>;
  readonly sender: () => EmailSender;
  readonly send: (email: Email) => Promise<unknown>;
  /** Of several instances one tells. */
  readonly isOurs: () => Promise<boolean>;
  /** Holds what the administrators were told last. */
  readonly file: string;
  readonly nowMs?: () => number;
}

const dayMs = 86_400_000;
/** So long before its data are too old a source is named. */
const aheadMs = 7 * dayMs;
const lookAgainMs = 3_600_000;

const told = z.object({ at: z.number(), troubles: z.array(z.string()) });

/**
 * Writes to the administrators when a location source needs them: its data are too old or will be
 * within a week, its file is missing or can't be used, or newer data wait. Once for each trouble,
 * and at most once a day, across restarts.
 */
export function createSourceWarnings(parts: SourceWarningParts) {
  const { sources, sender, send, file, nowMs = Date.now } = parts;

  const tell = async (): Promise<void> => {
    if (!(await parts.isOurs())) return;
    const now = nowMs();
    const found = sources().flatMap((source) => troubleOf(source, now) ?? []);
    const last = readJsonFile(file, told) ?? { at: Number.NEGATIVE_INFINITY, troubles: [] };
    const keys = found.map(({ key }) => key);
    const isNew = keys.some((key) => !last.troubles.includes(key));
    if (!isNew || Math.abs(now - last.at) < dayMs) return;
    const addresses = await parts.administrators();
    if (addresses.length === 0) return;
    mkdirSync(dirname(file), { recursive: true });
    writeJsonFile(file, { at: now, troubles: keys });
    const says = found.map((one) => one.says);
    for (const address of addresses) void send(sourceTroubleEmail(sender(), address, says));
  };
  // While the database or the disk is away, a later round does it.
  const round = (): Promise<void> => tell().catch(() => undefined);
  const timer = setInterval(() => void round(), lookAgainMs).unref();

  return { tell: round, close: () => clearInterval(timer) };
}

/** Undefined: nothing is wrong. */
function troubleOf(
  source: SourceStatus,
  now: number,
): { readonly key: string; readonly says: string } | undefined {
  const { id, maker, state, staleAt, isHeld, detail } = source;
  const trouble = (kind: string, says: string) => ({
    key: `${id} ${kind}`,
    says: `${maker} (${id}): ${says}.`,
  });
  if (state === "missing" || state === "rejected") return trouble(state, detail ?? state);
  if (!isTold(source)) return undefined;
  if (isHeld) return trouble("held", detail ?? "newer data waits");
  if (staleAt === undefined) return undefined;
  const day = new Date(staleAt).toISOString().slice(0, 10);
  if (state === "stale") return trouble("stale", `its data has been too old since ${day}`);
  return staleAt - now < aheadMs
    ? trouble("soon", `its data will be too old on ${day}`)
    : undefined;
}
