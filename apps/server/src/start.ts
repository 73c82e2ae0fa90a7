import type { Config } from "./config/config.ts";
import { createDeps, type Deps } from "./deps.ts";
import { type Runtime, startRuntime } from "./runtime.ts";
import { createServer } from "./server.ts";
import { chooseAddress } from "./service-address.ts";
import type { ServiceInput } from "./service-input.ts";
import { notesOn } from "./start-notes.ts";

/** The whole service, up and listening. */
export interface RunningService {
  /** What people open, without a slash at its end. */
  readonly url: string;
  /** A new one-time link that makes the administrator, if there is none yet. */
  readonly setupUrl: string | undefined;
  /** What works less well than it could, and what to do about it. */
  readonly notes: readonly string[];
  readonly runtime: Runtime;
  readonly deps: Deps;
  /** See `Draining.begin`; for `DRAIN_SECONDS`. */
  drain(hurry: AbortSignal): Promise<void>;
  /** Stops server, engine and database, in this order. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Throws `StartError`, with nothing left running. `parts`: replacements, for tests. `stopStart`: ends
 * the start where it may wait long.
 */
export async function startService(
  config: Config,
  {
    stopStart,
    ...parts
  }: NonNullable<ServiceInput["parts"]> & Pick<ServiceInput, "stopStart"> = {},
): Promise<RunningService> {
  const runtime = await startRuntime(config);
  try {
    const { deps, close } = await listen(runtime, { parts, ...(stopStart && { stopStart }) });
    await deps.cluster.ready();
    const url = deps.publicUrl;
    runtime.announce(url);
    const link = await deps.people.setup.newUrl();
    const setupUrl = link === "done" ? undefined : link;
    const notes = await notesOn({
      newerSteps: runtime.newerSteps,
      engine: deps.config.engine,
      sourcesFile: deps.config.sourcesFile,
      sources: deps.location.locator.sources(),
      engineAnswers: () => deps.mediaEngine.healthy(),
    });
    let stopping: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopping ??= inTurn([close, runtime.stop]);
      return stopping;
    };
    const drain = (hurry: AbortSignal): Promise<void> =>
      deps.draining.begin(deps.config.drainMs, hurry);
    return { url, setupUrl, notes, runtime, deps, drain, stop };
  } catch (error) {
    await runtime.stop();
    throw error;
  }
}

const attempts = 5;

/** Composes and listens; on another port if another program took the free one first. */
async function listen(
  runtime: Runtime,
  given: Pick<ServiceInput, "parts" | "stopStart">,
): Promise<{ deps: Deps; close: () => Promise<void> }> {
  for (let attempt = 1; ; attempt += 1) {
    const { host, port, publicUrl } = await chooseAddress(runtime.config);
    const deps = await createDeps({ ...runtime, publicUrl, ...given });
    const undo: (() => Promise<void>)[] = [() => deps.close()];
    const close = (): Promise<void> => inTurn(undo.toReversed());
    try {
      const server = await createServer(deps);
      undo.push(() => server.close());
      await server.listen({ host, port });
      return { deps, close };
    } catch (error) {
      await close();
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken || attempt === attempts) throw error;
    }
  }
}

/** Runs all steps even if one fails, then throws the first failure. */
async function inTurn(steps: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
