import type { Config } from "./config/config.ts";
import { createDeps, type Deps } from "./deps.ts";
import { findKeysElsewhere } from "./desk/signing/other-names.ts";
import { inScope, type Scope } from "./processes/scope.ts";
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

type Parts = NonNullable<ServiceInput["parts"]>;

/**
 * Throws `StartError`, with nothing left running. `parts`: replacements, for tests. `stopStart`: ends
 * the start.
 */
export async function startService(
  config: Config,
  { stopStart, ...parts }: Parts & Pick<ServiceInput, "stopStart"> = {},
): Promise<RunningService> {
  const { close: stop, ...started } = await inScope(async (scope) => {
    const runtime = await startRuntime(config, scope, stopStart);
    const given = { ...runtime, parts, ...(stopStart && { stopStart }) };
    const deps = await listen(given, scope);
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
      publicUrl: url,
      keysElsewhere: await findKeysElsewhere(runtime.database.db, url),
    });
    const drain = (hurry: AbortSignal): Promise<void> =>
      deps.draining.begin(deps.config.drainMs, hurry);
    return { url, setupUrl, notes, runtime, deps, drain };
  }, stopStart);
  return { ...started, stop };
}

const attempts = 5;

/** Composes and listens; on another port if another program took the free one first. */
async function listen(given: Omit<ServiceInput, "publicUrl">, scope: Scope): Promise<Deps> {
  for (let attempt = 1; ; attempt += 1) {
    const { host, port, publicUrl } = await chooseAddress(given.config);
    try {
      const { deps, close } = await inScope(async (inner) => {
        const deps = await createDeps({ ...given, publicUrl });
        inner.onClose(() => deps.close());
        const server = await createServer(deps);
        inner.onClose(() => server.close());
        await server.listen({ host, port });
        return { deps };
      }, given.stopStart);
      scope.onClose(close);
      return deps;
    } catch (error) {
      const taken = (error as NodeJS.ErrnoException).code === "EADDRINUSE";
      if (!taken || attempt === attempts) throw error;
    }
  }
}
