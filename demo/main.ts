import { StartError } from "@graticule/server/config/start-error";
import { startTestService, type TestService } from "@graticule/server/tests/harness";
import { cast, geofeed, type Person } from "./cast.ts";
import { Conversation } from "./conversation.ts";
import { type Scene, setScene } from "./desk.ts";
import { Front } from "./front.ts";
import { namedPort } from "./named-port.ts";
import { browserOpener, openBrowser } from "./open-browser.ts";
import { visit } from "./participant.ts";

/** `npm run demo`: a service on this machine with people in it, until Ctrl-C. */

const leaving = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => leaving.abort());
}

/** What a real service reads, and the demo does not. */
const unused = [
  ...["HOST", "PUBLIC_URL", "TLS_CERT", "TRUSTED_PROXIES", "GRATICULE_DATA", "DATABASE_URL"],
  ...["LIVEKIT_URL", "LOCATION_SOURCES", "SMTP_URL"],
];
const passedOn = ["PORT", "MEDIA_ADDRESS", "MEDIA_UDP_PORT", "MEDIA_TCP_PORT", "LOG_LEVEL"];

console.log("Starting a service just for this demo. This takes a few seconds.");
try {
  const service = await startTestService({ geofeed, env: await environment() });
  try {
    await show(service);
  } finally {
    await service.stop();
  }
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  process.exit(1);
}

/** What the service reads. An empty PUBLIC_URL: people come by the name "localhost". */
async function environment(): Promise<Record<string, string>> {
  const port = await namedPort([8080, 8081, 8082, 8083, 8084]);
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
  const conversation = new Conversation();
  conversation.run(leaving.signal);
  const onEvent = ({ name, place }: Person, event: string) =>
    console.log(`  ${name} (${place.name}) ${event}`);
  const port = Number(new URL(service.url).port);
  const about = { port, meeting: scene.meeting, conversation, signal: leaving.signal, onEvent };
  await Promise.all(cast.map((person) => visit(person, about)));
}

async function tellHow(service: TestService, scene: Scene, front: Front): Promise<void> {
  const ignored = unused.filter((name) => process.env[name]);
  console.log(`
Six people in five places are in one encrypted meeting on this machine.

  Host’s page    ${front.newLink("host")}
  What to try    ${front.newLink("index")}
  Join yourself  ${scene.joinUrl}

The first two links work once: they sign your browser in. The second leads to everything else:
places to join from, the administrator, and a desk with a government’s request.

On the host’s page choose “Everyone except…”, pick Germany, and apply: two people leave, and
no one else notices. Choose “Let everyone join again”, and they come back.

Only this machine can reach the demo. Every start is a fresh one. Until you press Ctrl-C,
its data is in
${service.dataDir}${ignored.length > 0 ? `\nNot used by the demo: ${ignored.join(", ")}.` : ""}
`);
  const opener = browserOpener(process.env, process.platform);
  if (opener === undefined) return;
  for (const target of ["index", "host"] as const) {
    await openBrowser(opener, front.newLink(target));
  }
}
