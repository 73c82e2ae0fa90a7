import { describeProblems, readProcessConfig } from "./config/config.ts";
import { StartError } from "./config/start-error.ts";
import { MigrationError } from "./db/migrate.ts";
import { type RunningService, startService } from "./start.ts";

/** Starts the service, says where it is, and stops it on a signal. */
const read = readProcessConfig();
if (read.kind === "problems") {
  console.error(describeProblems(read.problems));
  process.exit(1);
}

// Before the start, so that a signal during it leaves nothing behind either.
let signals = 0;
let firstAt = 0;
/** Within this time a second signal is the same Ctrl-C, once from the terminal and once from npm. */
const sameSignalMs = 1_000;
let running: RunningService | undefined;
/** Ends what a start may wait for. */
const stopStart = new AbortController();
/** Ends the wait for others to be sent elsewhere. */
const hurry = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    signals += 1;
    if (signals === 1) firstAt = performance.now();
    else if (performance.now() - firstAt < sameSignalMs) return;
    if (signals > 1) hurry.abort();
    if (signals > 1) console.log("Still stopping: waiting for the database to shut down cleanly.");
    else if (running === undefined) {
      console.log("Stopping.");
      stopStart.abort();
    } else void stop(running);
  });
}

async function stop(service: RunningService): Promise<void> {
  const seconds = service.deps.config.drainMs / 1_000;
  console.log(seconds === 0 ? "Stopping." : `Stopping in ${seconds} s. Ask again to stop now.`);
  try {
    await service.drain(hurry.signal);
    await service.stop();
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

try {
  running = await startService(read.config, { stopStart: stopStart.signal });
  if (signals > 0) await stop(running);
  const service = running;
  void service.runtime.evicted.then(async (why) => {
    console.error(why.message);
    await service.stop().catch(console.error);
    process.exit(1);
  });
  const { adopted, databaseElsewhere } = running.runtime;
  if (adopted.length > 0) console.log(`Took over from the previous run: ${adopted.join(" and ")}.`);
  if (databaseElsewhere !== undefined) {
    console.log(
      `Note: The database is in ${databaseElsewhere}, because PostgreSQL doesn't run as root`,
    );
    console.log("and its user can't pass through the folders above the data folder.");
  }
  for (const note of [...read.notes, ...running.notes]) console.log(`Note: ${note}`);
  console.log(`Graticule is running at ${running.url}`);
  console.log(
    running.setupUrl === undefined
      ? "It's already set up. Forgot your password? npm run account -- reset-link EMAIL"
      : `To set it up, open this link (it works once): ${running.setupUrl}`,
  );
} catch (error) {
  if (signals > 0 && error instanceof StartError && error.code === "stopped") process.exit(0);
  const expected = error instanceof StartError || error instanceof MigrationError;
  console.error(expected ? error.message : error);
  process.exit(1);
}
