import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type MeetingCreated, meetingCreated } from "@graticule/api/meetings";
import { newSetupUrl } from "@graticule/server/accounts/setup";
import { describeProblems, readProcessConfig } from "@graticule/server/config";
import { type RunningService, startService } from "@graticule/server/start";
import { StartError } from "@graticule/server/start-error";
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
  const service = await startService({
    ...read.config,
    host: "127.0.0.1",
    publicUrl: undefined,
    tls: undefined,
    databaseUrl: undefined,
    trustedProxies: [],
    logLevel: "warn",
    dataDir: `${read.config.dataDir}-demo`,
    sourcesFile: writeSources(),
  });
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
  const lines = visitors.map(({ address, place }) => `${address}/32,${place},,,\n`);
  writeFileSync(join(folder, "geofeed.csv"), lines.join(""));
  const listFile = join(folder, "sources.json");
  const source = { id: "demo", maker: "demo", kind: "geofeed", role: "operator" };
  writeFileSync(listFile, JSON.stringify([{ ...source, path: "geofeed.csv" }]));
  return listFile;
}

/** Makes a meeting, lets the six in, and tells who comes and goes until a signal ends it. */
async function show(service: RunningService): Promise<void> {
  const newOperatorUrl = () => newSetupUrl(service.deps.sessions, service.url);
  const meeting = await makeMeeting(service.url, await newOperatorUrl());
  console.log(`
The demo runs on this machine: six synthetic people in five places, in one meeting.

  Host's page    ${meeting.manageUrl}
  Join yourself  ${meeting.joinUrl}
  Operator       ${await newOperatorUrl()}

Open the host's page, choose "Everyone except…", pick Germany, and apply. Those two are out at
once, and nobody else notices. Lift the rule and they come back. Ctrl-C ends the demo.
`);
  const all = visitors.map((visitor) =>
    visit(
      visitor,
      { url: new URL(service.url), code: meeting.code },
      {
        signal: leaving.signal,
        onNews: ({ name, place }, news) => console.log(`  ${name} (${place}) ${news}`),
      },
    ),
  );
  await Promise.all(all);
}

async function makeMeeting(url: string, setupUrl: string): Promise<MeetingCreated> {
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: url, ...headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    if (!response.ok) throw new Error(`${path} answered ${response.status}`);
    return response;
  };
  const session = await post("/api/setup", { token: new URL(setupUrl).hash.slice(1) });
  const cookie = session.headers.getSetCookie().map((one) => one.split(";", 1)[0]);
  const made = await post("/api/meetings", { title: "Demo" }, { cookie: cookie.join("; ") });
  return meetingCreated.parse(await made.json());
}
