import type { RecordedChild } from "./child-process.ts";

export interface SupervisedChild {
  /** Ends the child and does not start it again. */
  stop(): Promise<void>;
}

/**
 * Looks once a second whether a child still runs, and starts it anew where it ended by itself. A
 * child that was taken over sends no event when it ends, hence the looking. Where it can't be
 * started, it tries again each second for as long as we run.
 */
export function superviseChild(options: {
  readonly child: RecordedChild;
  restart(): Promise<RecordedChild>;
  /** `restarting` when it was found ended, then `restarted` or `failed`. */
  report(event: "restarting" | "restarted" | "failed", error?: unknown): void;
  readonly everyMs?: number;
}): SupervisedChild {
  let child = options.child;
  let stopping = false;
  let working: Promise<void> | undefined;

  const look = (): void => {
    if (stopping || working !== undefined || child.isRunning()) return;
    working = startAnew().finally(() => {
      working = undefined;
    });
  };

  async function startAnew(): Promise<void> {
    options.report("restarting");
    try {
      child = await options.restart();
      options.report("restarted");
    } catch (error) {
      options.report("failed", error);
    }
  }

  const timer = setInterval(look, options.everyMs ?? 1_000);
  return {
    stop: async () => {
      stopping = true;
      clearInterval(timer);
      await working;
      await child.stop();
    },
  };
}
