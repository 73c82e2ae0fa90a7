import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MeetingCreated, meetingCreated } from "@graticule/api/meetings";
import { describeProblems, readProcessConfig } from "@graticule/server/config/config";
import { StartError } from "@graticule/server/config/start-error";
import { newSecret } from "@graticule/server/http/secret";
import { newResetUrl } from "@graticule/server/people/reset-store";
import { type RunningService, startService } from "@graticule/server/start";
import { forwardFrom } from "@graticule/server/tests/forward";
import { type Visitor, visit } from "./participant.ts";

/** Six people in five places; the demo's own geofeed says where their loopback addresses are. */
const visitors: readonly Visitor[] = [
  { name: "Amina", place: "KE", address: "127.0.86.1" },
  { name: "Bruno", place: "BR", address: "127.0.86.2" },
  { name: "Chloé", place: "FR", address: "127.0.86.3" },
  { name: "Daichi", place: "JP", address: "127.0.86.4" },
  { name: "Esther", place: "DE", address: "127.0.86.5" },
  { name: "Felix", place: "DE", address: "127.0.86.6" },
];

/** For the browser that the demo tells its viewer to start. */
const ownDoor = { place: "DE", address: "127.0.86.7" };

const administrator = { name: "Demo", email: "demo@example.org", password: newSecret() };

const read = readProcessConfig();
if (read.kind === "problems") {
  console.error(describeProblems(read.problems));
  process.exit(1);
}

const leaving = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => leaving.abort());
}

const folder = mkdtempSync(join(tmpdir(), "graticule-demo-"));
try {
  const config = {
    ...read.config,
    host: "127.0.0.1",
    publicUrl: undefined,
    tls: undefined,
    database: undefined,
    trustedProxies: [],
    logLevel: "warn",
    dataDir: `${read.config.dataDir}-demo`,
    sourcesFile: writeSources(),
  } as const;
  // A viewer sees counts change at once, not after a minute.
  const service = await startService(config, { countsEveryMs: 0 });
  try {
    await show(service);
  } finally {
    await service.stop();
  }
  remove(folder);
  process.exit(0);
} catch (error) {
  console.error(error instanceof StartError ? error.message : error);
  remove(folder);
  process.exit(1);
}

function remove(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

function writeSources(): string {
  const lines = [...visitors, ownDoor].map(({ address, place }) => `${address}/32,${place},,,\n`);
  writeFileSync(join(folder, "geofeed.csv"), lines.join(""));
  const listFile = join(folder, "sources.json");
  const source = { id: "demo", maker: "demo", kind: "geofeed", role: "operator" };
  writeFileSync(listFile, JSON.stringify([{ ...source, path: "geofeed.csv" }]));
  return listFile;
}

/** Makes a meeting, lets the six join, and prints who joins and leaves until a signal ends it. */
async function show(service: RunningService): Promise<void> {
  const meeting = await makeMeeting(service);
  const { host, port } = new URL(service.url);
  const door = await forwardFrom(ownDoor.address, Number(port));
  leaving.signal.addEventListener("abort", () => door.close());
  console.log(`
The demo runs on this machine: six synthetic people in five places, in one meeting.

  Host's page    ${meeting.manageUrl}
  Join yourself  ${meeting.joinUrl}
  Administrator  ${service.url}/sign-in
                 ${administrator.email}, password ${administrator.password}
  From Germany   chromium --user-data-dir=/tmp/graticule-germany \\
                   --host-resolver-rules="MAP ${host} ${new URL(door.url).host}" \\
                   ${meeting.joinUrl}

Open the host's page, choose "Everyone except…", pick Germany, and apply. Those two are out at
once, and nobody else notices. Lift the rule and they come back. Ctrl-C ends the demo.
`);
  const seen = { url: new URL(service.url), code: meeting.code };
  const onEvent = ({ name, place }: Visitor, event: string) =>
    console.log(`  ${name} (${place}) ${event}`);
  const options = { signal: leaving.signal, onEvent };
  await Promise.all(visitors.map((visitor) => visit(visitor, seen, options)));
}

async function makeMeeting(service: RunningService): Promise<MeetingCreated> {
  const cookie = await signIn(service);
  const made = await post(service.url, "/api/meetings", { title: "Demo" }, { cookie });
  return meetingCreated.parse(await made.json());
}

/** The demo keeps its data between starts, but not its password. Returns the cookies. */
async function signIn({ url, setupUrl, deps }: RunningService): Promise<string> {
  const { email, password } = administrator;
  const secretOf = (link: string): string => new URL(link).hash.slice(1);
  let session: Response;
  if (setupUrl === undefined) {
    const link = await newResetUrl({ db: deps.database.db, email, publicUrl: url });
    const reset = { token: secretOf(link), newPassword: password };
    await post(url, "/api/auth/reset-password", reset);
    session = await post(url, "/api/auth/sign-in/email", { email, password });
  } else {
    session = await post(url, "/api/setup", { ...administrator, token: secretOf(setupUrl) });
  }
  return session.headers
    .getSetCookie()
    .map((one) => one.split(";", 1)[0])
    .join("; ");
}

async function post(
  url: string,
  path: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url, ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response;
}
