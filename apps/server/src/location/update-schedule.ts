import type { Logger } from "pino";
import type { SourceSpec } from "./source-spec.ts";
import {
  type DownloadedSpec,
  downloadedSources,
  lastChecked,
  type UpdateOutcome,
} from "./update-source.ts";

interface UpdateScheduleParts {
  /** The configured sources, read each time. */
  readonly specs: () => readonly SourceSpec[];
  readonly update: (spec: DownloadedSpec) => Promise<UpdateOutcome>;
  /** Between two downloads of one source. */
  readonly everyMs: number;
  readonly now: () => number;
  readonly log: Pick<Logger, "info" | "warn">;
  readonly random?: () => number;
  readonly lookEveryMs?: number;
}

const firstRetryMs = 5 * 60_000;

/**
 * Keeps downloaded sources up to date while the service runs. After a failure it tries again in
 * five minutes, then in ten and so on up to the usual interval, with jitter.
 */
export function startUpdateSchedule(parts: UpdateScheduleParts) {
  const { everyMs, now, log, random = Math.random, lookEveryMs = 60_000 } = parts;
  const failed = new Map<string, { readonly times: number; readonly againAt: number }>();
  let work: Promise<void> | undefined;
  let closed = false;

  const dueAt = (spec: DownloadedSpec): number =>
    failed.get(spec.id)?.againAt ?? (lastChecked(spec) ?? Number.NEGATIVE_INFINITY) + everyMs;

  const updateOne = async (spec: DownloadedSpec): Promise<void> => {
    const outcome = await parts.update(spec).catch((): UpdateOutcome => {
      return { kind: "failed", why: "it couldn't be written" };
    });
    if (!("why" in outcome)) {
      failed.delete(spec.id);
      log.info({ source: spec.id, outcome: outcome.kind }, "a location source was checked");
      return;
    }
    const times = (failed.get(spec.id)?.times ?? 0) + 1;
    const waitMs = Math.min(everyMs, firstRetryMs * 2 ** (times - 1)) * (0.8 + 0.4 * random());
    failed.set(spec.id, { times, againAt: now() + waitMs });
    log.warn({ source: spec.id, why: outcome.why }, "a location source couldn't be updated");
  };

  const lookNow = async (): Promise<void> => {
    for (const spec of dueOf(parts.specs)) {
      if (closed) return;
      if (dueAt(spec) <= now()) await updateOne(spec);
    }
  };

  /** Updates the sources that are due, one after the other. */
  const look = (): Promise<void> => {
    work ??= lookNow().finally(() => {
      work = undefined;
    });
    return work;
  };

  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return {
    look,
    async close(): Promise<void> {
      closed = true;
      clearInterval(timer);
      await work;
    },
  };
}

/** None if the sources file can't be read: loading it reports that. */
function dueOf(specs: () => readonly SourceSpec[]): readonly DownloadedSpec[] {
  try {
    return downloadedSources(specs());
  } catch {
    return [];
  }
}
