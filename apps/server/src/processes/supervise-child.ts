import type { RecordedChild } from "./child-process.ts";

/**
 * Looks once a second whether a child still runs, and restarts it where it ended by itself. It
 * polls because a child that was taken over sends no event when it ends. A failed restart is tried
 * again each second.
 */
export function superviseChild(options: {
  readonly child: RecordedChild;
  restart(): Promise<RecordedChild>;
  /** `restarting` when it was found ended, then `restarted` or `failed`. */
  report(event: "restarting" | "restarted" | "failed", error?: unknown): void;
  readonly everyMs?: number;
}) {
  let child = options.child;
  let stopping = false;
  let working: Promise<void> | undefined;

  const look = (): void => {
    if (stopping || working !== undefined || child.isRunning()) return;
    working = restart().finally(() => {
      working = undefined;
    });
  };

  async function restart(): Promise<void> {
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
    /** Ends the child and does not start it again. */
    stop: async (): Promise<void> => {
      stopping = true;
      clearInterval(timer);
      await working;
      await child.stop();
    },
  };
}
