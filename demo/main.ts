import { once } from "node:events";
import { settingNames } from "@graticule/server/config/config";
import { StartError } from "@graticule/server/config/start-error";
import { freePort } from "@graticule/server/processes/free-port";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { confirmWithKeys } from "./appointments.ts";
import { cast, geofeed, office, type Person, ways } from "./cast.ts";
import { Conversation } from "./conversation.ts";
import { type Scene, setScene } from "./desk.ts";
import { Front } from "./front.ts";
import { namedPort } from "./named-port.ts";
import { browserOpener, openBrowser } from "./open-browser.ts";
import { visit } from "./participant.ts";
import { followLines, hearsLines } from "./terminal.ts";

/** `npm run demo`: a service on this machine with people in it, until Ctrl-C. */

const leaving = new AbortController();
/** A terminal and npm each send one for a single Ctrl-C. */
const sameKeyMs = 1_000;
const stoppingMs = 10_000;
let stoppingSince: number | undefined;
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, leave);

const passedOn = ["MEDIA_ADDRESS", "MEDIA_UDP_PORT", "MEDIA_TCP_PORT", "LOG_LEVEL"];
/** What a real service reads, and the demo does not. The tests' harness reads the engine's. */
const unused = settingNames.filter((name) => ![...passedOn, "LIVEKIT_SERVER"].includes(name));

console.log("Starting a service just for this demo. This takes a few seconds.");
try {
  await requireAddresses();
  const service = await startTestService({ geofeed, env: await environment() });
  try {
    await show(service);
  } finally {
    leaving.abort();
    await service.stop();
  }
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

/** Ends it in order; by a second key press or when that takes too long, as tests that are killed. */
function leave(): void {
  if (stoppingSince === undefined) {
    stoppingSince = performance.now();
    console.log("\nStopping.");
    setTimeout(() => process.exit(1), stoppingMs).unref();
    leaving.abort();
  } else if (performance.now() - stoppingSince > sameKeyMs) process.exit(1);
}

/** Linux has every address that begins with 127; other systems only those that were added. */
async function requireAddresses(): Promise<void> {
  const needed = [...cast, ...ways, office].map(({ address }) => address);
  const found = await Promise.allSettled(needed.map((address) => freePort("tcp", [], address)));
  const missing = needed.filter((_, index) => found[index]?.status === "rejected");
  if (missing.length === 0) return;
  throw new StartError(
    "port",
    `The demo needs loopback addresses that this machine doesn’t have. On macOS, add them until
the next restart, then start the demo again:

${missing.map((address) => `  sudo ifconfig lo0 alias ${address}`).join("\n")}`,
  );
}

/**
 * What the service reads. An empty PUBLIC_URL: people come by the name "localhost". Its ports are
 * none of a real service's, which proxies and browsers remember.
 */
async function environment(): Promise<Record<string, string>> {
  const port = await namedPort([8070, 8071, 8072, 8073, 8074]);
  const set = passedOn.flatMap((name) => {
    const value = process.env[name];
    return value ? [[name, value] as const] : [];
  });
  return { PUBLIC_URL: "", PORT: String(port), ...Object.fromEntries(set) };
}

/** Sets the scene, and prints who joins and leaves until a signal ends it. */
async function show(service: TestService): Promise<void> {
  const scene = await setScene(service);
  if (leaving.signal.aborted) return;
  const front = await Front.open(service.url, scene);
  leaving.signal.addEventListener("abort", () => front.close(), { once: true });
  await tellHow(service, scene, front);
  followLines(() => console.log(`\n${newLinks(front)}\n`), leaving.signal);
  const conversation = new Conversation();
  conversation.run(leaving.signal);
  const onEvent = ({ name, place }: Person, event: string) =>
    console.log(`  ${name} (${place.name}) ${event}`);
  const port = Number(new URL(service.url).port);
  const about = { port, meeting: scene.meeting, conversation, signal: leaving.signal, onEvent };
  await Promise.all([
    confirmWithKeys(service.byHand, scene, leaving.signal),
    ...cast.map((person) => visit(person, about)),
  ]);
  // The meeting can end before: the desk and the log are still there.
  if (!leaving.signal.aborted) await once(leaving.signal, "abort");
}

/** They sign a browser in, once each. */
function newLinks(front: Front): string {
  return `  Host’s page    ${front.newLink("host")}
  What to try    ${front.newLink("index")}`;
}

async function tellHow(service: TestService, scene: Scene, front: Front): Promise<void> {
  const ignored = unused.filter((name) => process.env[name]);
  const hears = hearsLines();
  console.log(`
Six people in five places are in one encrypted meeting on this machine.

${newLinks(front)}
  Join yourself  ${scene.joinUrl}

The first two links work once: they sign your browser in.${hears ? " Press Enter for new ones." : ""} The second
leads to everything else: places to join from, the administrator, and a desk with a government’s
request.

On the host’s page choose “Everyone except…”, pick Germany, and apply: two people leave, and
for the others the call goes on. Choose “Let everyone join again”, and they come back.

Only this machine can reach the demo. Every start is a fresh one. Until you ${hears ? "press Ctrl-C" : "stop it"},
its data is in
${service.dataDir}${ignored.length > 0 ? `\nNot used by the demo: ${ignored.join(", ")}.` : ""}
`);
  const opener = browserOpener(process.env, process.platform);
  if (opener === undefined) return;
  for (const target of ["index", "host"] as const) {
    await openBrowser(opener, front.newLink(target));
  }
}
