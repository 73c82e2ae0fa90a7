import type { Logger } from "pino";
import type { SourceSpec } from "./source-spec.ts";
import {
  type DownloadedSpec,
  downloadedSources,
  lastChecked,
  type UpdateOutcome,
} from "./update-source.ts";

export interface UpdateSchedule {
  /** Looks which sources are due and updates them, one after the other. */
  look(): Promise<void>;
  close(): Promise<void>;
}

export interface UpdateScheduleParts {
  /** The sources as they are configured now; read anew each time. */
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

/** What failed for a source, and when it is tried again. */
interface Failed {
  readonly times: number;
  readonly againAt: number;
}

/**
 * Keeps downloaded sources up to date while the service runs. After a failure it tries again in five
 * minutes, then in ten and so on up to the usual interval, each time a little earlier or later.
 */
export function startUpdateSchedule(parts: UpdateScheduleParts): UpdateSchedule {
  const { everyMs, now, log, random = Math.random, lookEveryMs = 60_000 } = parts;
  const failed = new Map<string, Failed>();
  let work: Promise<void> | undefined;
  let closed = false;

  const dueAt = (spec: DownloadedSpec): number =>
    failed.get(spec.id)?.againAt ?? (lastChecked(spec) ?? Number.NEGATIVE_INFINITY) + everyMs;

  const updateOne = async (spec: DownloadedSpec): Promise<void> => {
    const outcome = await parts.update(spec).catch((): UpdateOutcome => {
      return { kind: "failed", why: "it could not be written" };
    });
    if (outcome.kind !== "failed") {
      failed.delete(spec.id);
      log.info({ source: spec.id, outcome: outcome.kind }, "a location source was looked after");
      return;
    }
    const times = (failed.get(spec.id)?.times ?? 0) + 1;
    const waitMs = Math.min(everyMs, firstRetryMs * 2 ** (times - 1)) * (0.8 + 0.4 * random());
    failed.set(spec.id, { times, againAt: now() + waitMs });
    log.warn({ source: spec.id, why: outcome.why }, "a location source was not updated");
  };

  const lookNow = async (): Promise<void> => {
    for (const spec of dueOf(parts.specs)) {
      if (closed) return;
      if (dueAt(spec) <= now()) await updateOne(spec);
    }
  };

  const look = (): Promise<void> => {
    work ??= lookNow().finally(() => {
      work = undefined;
    });
    return work;
  };

  const timer = setInterval(() => void look(), lookEveryMs).unref();
  return {
    look,
    async close() {
      closed = true;
      clearInterval(timer);
      await work;
    },
  };
}

/** A sources file that can't be read is told where it is loaded. */
function dueOf(specs: () => readonly SourceSpec[]): readonly DownloadedSpec[] {
  try {
    return downloadedSources(specs());
  } catch {
    return [];
  }
}
