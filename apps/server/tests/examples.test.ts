import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { everyoneExcept } from "./api-service.ts";
import { administrator, startTestService, type TestService } from "./harness.ts";
import { quietPort } from "./quiet-port.ts";

/** A program in `examples/`, run as a newcomer would. Prints one JSON object per line. */
class Example {
  readonly lines: Record<string, unknown>[] = [];
  readonly #child: ChildProcess;
  readonly #waiting: (() => void)[] = [];
  readonly exited: Promise<unknown>;

  constructor(path: string, args: readonly string[], env: Record<string, string> = {}) {
    const file = fileURLToPath(new URL(`../../../examples/${path}`, import.meta.url));
    this.#child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.exited = once(this.#child, "close").then(() => {
      for (const look of this.#waiting.splice(0)) look();
    });
    createInterface({ input: this.#child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      if (line.startsWith("{")) this.lines.push(JSON.parse(line));
      for (const look of this.#waiting.splice(0)) look();
    });
  }

  /** The first line with this member, whenever it comes. */
  async says(member: string, holds: (value: never) => boolean = () => true): Promise<unknown> {
    for (;;) {
      const line = this.lines.find((one) => member in one && holds(one[member] as never));
      if (line !== undefined) return line[member];
      if (this.#child.exitCode !== null) throw new Error(`it ended without ${member}`);
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    this.#child.kill("SIGTERM");
    await this.exited;
  }
}

let service: TestService;
let backend: Example;
let origin: string;
let cookie: string;
const robots: Example[] = [];

async function ask(method: string, path: string, body: object) {
  const answer = await fetch(`${service.url}${path}`, {
    method,
    headers: { "content-type": "application/json", origin: service.url, cookie },
    body: JSON.stringify(body),
  });
  const json = answer.status === 204 ? {} : await answer.json();
  return { answer, json: json as Readonly<Record<string, string>> };
}

beforeAll(async () => {
  const env = { OUTBOUND_ALLOW: "127.0.0.0/8" };
  service = await startTestService({ geofeed: "127.0.0.0/8,FR,,,\n", env });
  cookie = "";
  const token = service.setupUrl.split("#")[1];
  const { answer } = await ask("POST", "/api/setup", { token, ...administrator });
  cookie = answer.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
});

afterAll(async () => {
  for (const robot of robots) await robot.stop();
  await backend?.stop();
  await service?.stop();
});

const events = ["joined", "refused", "removed", "rule-changed"];

test("the backend's webhooks come only from the service, its tokens open the gate, and a rule removes those it names", async () => {
  const scopes = ["join", "rooms:read", "rules:write"];
  const { json: key } = await ask("POST", "/api/account/keys", { name: "Example", scopes });
  // The backend needs the webhook's secret at its start, and the webhook needs the backend's port.
  const port = await quietPort("127.0.0.1");
  const url = `http://127.0.0.1:${port}/webhooks`;
  const { json: hook } = await ask("POST", "/api/account/webhooks", { url, events });
  backend = new Example("backend/backend.mjs", [], {
    GRATICULE_URL: service.url,
    GRATICULE_KEY: String(key["id"]),
    GRATICULE_SECRET: String(key["secret"]),
    WEBHOOK_SECRET: String(hook["secret"]),
    PORT: String(port),
  });
  origin = String(await backend.says("listening"));

  const robot = new Example("rtc-node/join.mjs", [origin, "demo"]);
  robots.push(robot);
  const identity = await robot.says("joined");
  const told = (kind: string) =>
    backend.says("webhook", (one: { kind: string }) => one.kind === kind);

  expect(await told("joined")).toMatchObject({ room: "demo", identity });
  const forged = await fetch(`${origin}/webhooks`, { method: "POST", body: '{"kind":"test"}' });
  expect(forged.status).toBe(401);

  const setRule = (rule: object) =>
    fetch(`${origin}/rooms/demo/rule`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(rule),
    });
  expect((await setRule(everyoneExcept("FR"))).status).toBe(200);
  expect(await robot.says("told")).toMatchObject({ refusal: { because: "denied-place" } });
  await robot.says("gone");
  expect(await told("rule-changed")).toMatchObject({ room: "demo", rule: everyoneExcept("FR") });
  expect(await told("removed")).toMatchObject({ room: "demo", identity });

  const late = new Example("rtc-node/join.mjs", [origin, "demo", "late"]);
  robots.push(late);
  expect(await late.says("refused")).toMatch(/403|refused|denied/i);
  expect(await told("refused")).toMatchObject({ room: "demo", status: 403 });
  expect((await setRule({})).status).toBe(200);
  const again = new Example("rtc-node/join.mjs", [origin, "demo", "again"]);
  robots.push(again);
  await again.says("joined");
});

test("the page with LiveKit's JS client is served complete", async () => {
  const page = await fetch(`${origin}/`);
  expect(await page.text()).toContain("main.js");
  expect(await (await fetch(`${origin}/main.js`)).text()).toContain("./livekit-client.js");
  const client = await fetch(`${origin}/livekit-client.js`);
  expect(client.headers.get("content-type")).toMatch(/^text\/javascript/);
  expect(await client.text()).toMatch(/export\s*\{/);
});
